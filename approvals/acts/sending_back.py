"""T9, T14b Trả lại: at every level, always with a reason; the plan's deadline does not move."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from approvals import policies
from approvals.acts.opinions import Opinion
from approvals.acts.reviewing import refuse_if_taken_by_another
from processes.models import State
from workflow.acts import Move, required_text
from workflow.errors import NotValid
from workflow.models import Notice

TO_AGENCY, TO_REVIEW = "agency", "review"
ALLOWED = {
    State.SUBMITTED: (TO_AGENCY,),
    State.REVIEWED: (TO_AGENCY, TO_REVIEW),
    State.WITH_OFFICE: (TO_REVIEW,),
    State.WITH_AUTHORITY: (TO_AGENCY, TO_REVIEW),
}
"""Where each level may send a result back to (architecture.md section 2); the first is the usual one."""


class SendBack(Opinion):
    """Back to the agency (in progress) or to the Department's review (submitted)."""

    name = "send_back"
    label = _("Trả lại")
    sources = tuple(ALLOWED)
    targets = (State.IN_PROGRESS, State.SUBMITTED)
    policies = (policies.send_back_rules,)
    verdict = "sent_back"

    def leads_to(self, state: str) -> tuple[str, ...]:
        """Back to the agency, to the review, or to either, by the level."""
        states = {TO_AGENCY: State.IN_PROGRESS, TO_REVIEW: State.SUBMITTED}
        return tuple(states[way] for way in ALLOWED.get(State(state), ()))

    def clean(self, data: dict[str, Any]) -> dict[str, Any]:
        """`reason`: what to add or mend; `to`: agency or review, empty for the usual one of the level."""
        to = data.get("to") or ""
        if to not in ("", TO_AGENCY, TO_REVIEW):
            raise NotValid(_("Hãy chọn nơi trả lại: cơ quan thực hiện hoặc Sở thẩm định."), field="to")
        return {
            "to": to,
            "reason": required_text(data, "reason", _("Hãy ghi lý do trả lại và những nội dung cần bổ sung.")),
        }

    def check(self, move: Move) -> None:
        """The level may send it there, and no colleague is reviewing it."""
        super().check(move)
        if self._to(move) not in ALLOWED[State(move.from_state)]:
            raise NotValid(_("Ở bước này hồ sơ chỉ được trả lại cho Sở thẩm định."), field="to")
        if move.from_state == State.SUBMITTED:
            refuse_if_taken_by_another(move)

    def _to(self, move: Move) -> str:
        return str(move.data["to"] or ALLOWED[State(move.from_state)][0])

    def transition_for(self, move: Move) -> str:
        """The transition of the chosen way back."""
        return f"send_back_to_{self._to(move)}"

    def change(self, move: Move) -> None:
        """Nothing is taken any more; back with the agency, nothing is pending either, and it is told at once."""
        super().change(move)
        process = move.process
        process.taken_by_id, process.sent_back = None, True
        move.extra["sent_to"] = self._to(move)
        if process.state == State.IN_PROGRESS:
            process.submitted_at = None
            move.notices.append((Notice.Kind.SENT_BACK, process.agency_id))


SEND_BACK = SendBack()
