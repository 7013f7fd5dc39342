"""T6 Trình kết quả and T7 Rút hồ sơ trình: a result version is locked, with its evidence."""

import json
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from approvals import alarms, policies
from approvals.models import Draft, DraftFile
from processes.models import State
from workflow.acts import Act, Move, optional_number
from workflow.batch import Batch
from workflow.engine import STALE
from workflow.errors import Conflict, NotValid


class Submit(Act):
    """In progress → submitted. The draft's words, figures and files become the next version, unchangeable."""

    name = "submit"
    label = _("Trình kết quả")
    sources = (State.IN_PROGRESS,)
    targets = (State.SUBMITTED,)
    transition = "submit"
    policies = (policies.leaves_the_preparing_to_another,)

    def clean(self, data: dict[str, Any]) -> dict[str, Any]:
        """`draft_version`: the version of the draft as the leader saw it, or None from the command line."""
        return {"draft_version": optional_number(data, "draft_version")}

    def prepare(self, moves: Sequence[Move]) -> None:
        """Read the drafts with their files, locked, so that no late upload slips into what the leader did not see; and who
        could review them."""
        ids = [move.process.pk for move in moves]
        drafts = {draft.process_id: draft for draft in Draft.objects.select_for_update().filter(process__in=ids)}
        files: dict[int, list[Any]] = {}
        for row in DraftFile.objects.filter(draft__process__in=ids).select_related("file", "draft"):
            files.setdefault(row.draft.process_id, []).append(row.file)
        bench = alarms.bench_of(moves)
        for move in moves:
            move.row = (drafts.get(move.process.pk), files.get(move.process.pk, []))
            move.data = {**move.data, "bench": bench}

    def check(self, move: Move) -> None:
        """Words and evidence present, every opinion asked for answered or waived, the draft as the leader saw it."""
        draft, files = move.row
        if draft is None or not draft.text.strip():
            raise NotValid(_("Chưa có nội dung kết quả. Hãy mô tả kết quả thực hiện rồi trình lại."), field="text")
        if not files:
            raise NotValid(_("Chưa có minh chứng. Hãy tải lên ít nhất một tệp rồi trình lại."), field="file")
        if move.data["draft_version"] not in (None, draft.version):
            raise Conflict(STALE)
        if any(not item.is_main for item in move.open_items):
            raise NotValid(
                _("Còn cơ quan được xin ý kiến chưa trả lời. Hãy chờ ý kiến hoặc ghi lý do không chờ rồi trình lại."),
                field="coordination",
            )

    def change(self, move: Move) -> None:
        """The time of this submission is what the deadline is compared with, unless it is sent back."""
        draft, files = move.row
        process = move.process
        process.submissions_made += 1
        process.submitted_at, process.sent_back, process.taken_by_id = move.at, False, None
        move.texts["result"] = draft.text
        move.extra["submission"] = process.submissions_made
        move.extra["files"] = [{"sha256": file.sha256, "size": file.size} for file in files]
        move.extra["figures"] = [{k: str(v) for k, v in figure.items()} for figure in draft.figures]
        alarms.tell_if_nobody_can_review(move, move.data["bench"])

    def write(self, moves: Sequence[Move], batch: Batch) -> None:
        """The submissions of the set and their files."""
        rows = [
            (
                move.process.pk, move.process.submissions_made, move.line.seq, json.dumps(move.row[0].figures),
                move.capacity.post, move.at,
            )
            for move in moves
            if move.line
        ]  # fmt: skip
        files = [(move.process.pk, file.pk) for move in moves for file in move.row[1]]
        pairs = ", ".join(["(%s::bigint, %s::bigint)"] * len(files))
        width = ", ".join(["%s"] * len(rows[0]))
        batch.add(
            "WITH made AS (INSERT INTO submission (process_id, number, seq, figures, submitted_by_id, submitted_at)"
            f" VALUES {', '.join([f'({width})'] * len(rows))} RETURNING id, process_id)"
            " INSERT INTO submission_file (submission_id, file_id)"
            f" SELECT m.id, f.id FROM made m JOIN (VALUES {pairs}) AS f (process_id, id) USING (process_id)",
            [value for row in (*rows, *files) for value in row],
        )


class Withdraw(Act):
    """Submitted → in progress, while no reviewer has taken it. The withdrawn version stays readable."""

    name = "withdraw"
    label = _("Rút hồ sơ trình")
    sources = (State.SUBMITTED,)
    targets = (State.IN_PROGRESS,)
    transition = "withdraw"
    answers = ""
    needs_history = False

    def check(self, move: Move) -> None:
        """T7: only before a reviewer took it."""
        if move.process.taken_by_id is not None:
            raise Conflict(_("Hồ sơ đã có người nhận thẩm định nên không rút được nữa. Hãy đề nghị Sở trả lại."))

    def change(self, move: Move) -> None:
        """Nothing is pending any more."""
        move.process.submitted_at = None


SUBMIT, WITHDRAW = Submit(), Withdraw()
