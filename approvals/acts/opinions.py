"""What the judging acts share: the submission they speak about, and the immutable decision they leave."""

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from approvals import policies
from workflow.acts import Act, Move
from workflow.batch import Batch
from workflow.errors import Conflict


class Opinion(Act):
    """An act that says something about the pending submission."""

    verdict = "agreed"

    def prepare(self, moves: Sequence[Move]) -> None:
        """Read the latest submission of each process."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT DISTINCT ON (process_id) process_id, id, number FROM submission WHERE process_id = ANY(%s)"
                " ORDER BY process_id, number DESC",
                [[move.process.pk for move in moves]],
            )
            latest = {process: (pk, number) for process, pk, number in cursor.fetchall()}
        for move in moves:
            move.row = latest.get(move.process.pk)

    def check(self, move: Move) -> None:
        """There must be something to speak about."""
        if move.row is None:
            raise Conflict(_("Hồ sơ chưa có kết quả nào được trình."))

    def verdict_of(self, move: Move) -> str:
        """The verdict this decision records."""
        return self.verdict

    def change(self, move: Move) -> None:
        """Name the submission, the verdict and the marks of self-review in the event."""
        move.extra["submission"] = move.row[1]
        move.extra["verdict"] = self.verdict_of(move)
        if marks := policies.flags(move.process, act=self.name, capacity=move.capacity):
            move.extra["flags"] = marks
        if words := move.data.get("opinion") or move.data.get("reason"):
            move.texts["opinion" if "opinion" in move.data else "reason"] = words

    def write(self, moves: Sequence[Move], batch: Batch) -> None:
        """The decisions of the set, in one statement."""
        rows: list[tuple[Any, ...]] = [
            (
                move.process.pk, move.row[0], move.line.seq, self.name, self.verdict_of(move), move.capacity.post,
                move.capacity.instrument, move.capacity.on_behalf_of, move.at,
            )
            for move in moves
            if move.line
        ]  # fmt: skip
        batch.add_rows(
            "INSERT INTO decision (process_id, submission_id, seq, act, verdict, post_id, instrument_id,"
            " on_behalf_of_id, made_at) VALUES %s",
            rows,
        )
