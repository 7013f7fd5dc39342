"""What the judging acts share: the submission they speak about, and the immutable decision they leave."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from approvals import policies
from workflow.acts import Act, Move
from workflow.batch import Batch
from workflow.errors import Conflict


class Opinion(Act):
    """An act that says something about the pending submission."""

    verdict = "agreed"

    def check(self, move: Move) -> None:
        """There must be something to speak about: the latest submission."""
        if not move.process.submissions_made:
            raise Conflict(_("Hồ sơ chưa có kết quả nào được trình."))

    def verdict_of(self, move: Move) -> str:
        """The verdict this decision records."""
        return self.verdict

    def change(self, move: Move) -> None:
        """Name the submission, the verdict and the marks of self-review in the event."""
        move.extra["submission"] = move.process.submissions_made
        move.extra["verdict"] = self.verdict_of(move)
        if marks := policies.flags(move.process, act=self.name, capacity=move.capacity):
            move.extra["flags"] = marks
        if words := move.data.get("opinion") or move.data.get("reason"):
            move.texts["opinion" if "opinion" in move.data else "reason"] = words

    def write(self, moves: Sequence[Move], batch: Batch) -> None:
        """The decisions of the set, in one statement; the database refuses one without its submission."""
        rows: list[tuple[Any, ...]] = [
            (
                move.process.pk, move.process.submissions_made, move.line.seq, self.name, self.verdict_of(move),
                move.capacity.post, move.capacity.instrument, move.capacity.on_behalf_of, move.at,
            )
            for move in moves
            if move.line
        ]  # fmt: skip
        batch.add_rows(
            "INSERT INTO decision (process_id, submission_id, seq, act, verdict, post_id, instrument_id, on_behalf_of_id, made_at)"
            " SELECT v.process, s.id, v.seq, v.act, v.verdict, v.post, v.instrument, v.on_behalf_of, v.made_at FROM (VALUES %s)"
            " AS v (process, number, seq, act, verdict, post, instrument, on_behalf_of, made_at)"
            " LEFT JOIN submission s ON s.process_id = v.process AND s.number = v.number",
            rows,
            width="(%s::bigint, %s::int, %s::int, %s, %s, %s::bigint, %s::bigint, %s::bigint, %s::timestamptz)",
        )
