"""The outbox: what must be told to somebody leaves after the commit, at least once, and names its event."""

from collections.abc import Sequence

from workflow.acts import Move
from workflow.batch import Batch


def put(moves: Sequence[Move], batch: Batch) -> None:
    """Add the notices that the moves ask for, as one statement inside their transaction."""
    rows = [
        (kind, move.line.stream, move.line.seq, agency, move.line.at, 0, "")
        for move in moves
        if move.line
        for kind, agency in move.notices
    ]
    batch.add_rows(
        "INSERT INTO notice (kind, stream, seq, agency_id, created, attempts, last_error) VALUES %s",
        rows,
    )
