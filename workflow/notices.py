"""The outbox: what must be told to somebody leaves after the commit, at least once, and names its event."""

from collections.abc import Sequence

from django.db import connection

from workflow.acts import Move
from workflow.trail.lines import execute_rows


def put(moves: Sequence[Move]) -> None:
    """Insert the notices that the moves ask for, in one statement, inside their transaction."""
    rows = [
        (kind, move.line.stream, move.line.seq, agency, move.line.at, 0, "")
        for move in moves
        if move.line
        for kind, agency in move.notices
    ]
    if rows:
        with connection.cursor() as cursor:
            execute_rows(
                cursor,
                "INSERT INTO notice (kind, stream, seq, agency_id, created, attempts, last_error) VALUES %s",
                rows,
            )
