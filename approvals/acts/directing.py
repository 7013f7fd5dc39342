"""T11 Kết luận, T12 Trình Chủ tịch, T13 Thẩm tra, T14a Phê duyệt: the levels above the review."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from approvals import policies
from approvals.acts.opinions import Opinion
from approvals.acts.papers import Paper
from approvals.models import Document
from processes.models import State
from workflow.acts import Move
from workflow.batch import Batch

CHECKLIST = {
    "complete": _("Thành phần hồ sơ đầy đủ"),
    "competent": _("Đúng thẩm quyền, đúng thể thức"),
    "consistent": _("Kết quả khớp với nội dung nhiệm vụ của kế hoạch"),
}


def _opinion(data: dict[str, Any]) -> str:
    from workflow.acts import required_text

    return required_text(data, "opinion", _("Hãy ghi ý kiến.")) if str(data.get("opinion") or "").strip() else ""


class LastWord(Opinion):
    """Accepts the pending submission: its time decides the class."""

    def clean(self, data: dict[str, Any]) -> dict[str, Any]:
        """`opinion`: welcome, not required."""
        return {"opinion": _opinion(data)}

    def change(self, move: Move) -> None:
        """The pending submission is the accepted one."""
        super().change(move)
        move.process.accepted_submission_at = move.process.submitted_at
        move.process.sent_back = False


class Conclude(LastWord):
    """Reviewed → approved where the Department directs; the concluding leader is not in charge of the implementing unit."""

    name = "conclude"
    label = _("Kết luận hoàn thành")
    sources = (State.REVIEWED,)
    targets = (State.APPROVED,)
    transition = "conclude"
    policies = (
        policies.directing_authority_is("department", "agency"),
        policies.did_not_do_the_work,
        policies.did_not_review,
        policies.is_not_in_charge_of_the_implementing_unit,
    )


class Escalate(Paper, Opinion):
    """Reviewed → with the Office, by a tờ trình of the Department; one tờ trình may cover many shares."""

    name = "escalate"
    label = _("Trình Chủ tịch")
    sources = (State.REVIEWED,)
    targets = (State.WITH_OFFICE,)
    transition = "escalate"
    kind = Document.Kind.PROPOSAL
    policies = (policies.directing_authority_is("chairman"), policies.did_not_do_the_work)

    def clean(self, data: dict[str, Any]) -> dict[str, Any]:
        """The tờ trình (number, symbol, day, signer, capacity, file if at hand) and an opinion if wished."""
        return {"opinion": _opinion(data), "paper": self.clean_paper(data, with_file=False)}

    def prepare(self, moves: Sequence[Move]) -> None:
        """The tờ trình, if an earlier share already cites it."""
        self.find_paper(moves)

    def check(self, move: Move) -> None:
        """A result is pending, and the number is not another document's."""
        Opinion.check(self, move)
        self.check_paper(move)

    def change(self, move: Move) -> None:
        """Name the tờ trình in the event."""
        Opinion.change(self, move)
        self.name_paper(move)
        move.process.sent_back = False

    def write(self, moves: Sequence[Move], batch: Batch) -> None:
        """The opinions, the tờ trình and its citations."""
        Opinion.write(self, moves, batch)
        self.write_paper(moves, batch)


class Verify(Opinion):
    """With the Office → with the authority, after the checklist; the Office's own shares from outside their unit."""

    name = "verify"
    label = _("Thẩm tra xong, trình Chủ tịch")
    sources = (State.WITH_OFFICE,)
    targets = (State.WITH_AUTHORITY,)
    transition = "verify"
    policies = (
        policies.did_not_do_the_work,
        policies.did_not_review,
        policies.did_not_escalate,
        policies.stands_outside_the_implementing_unit,
    )

    def clean(self, data: dict[str, Any]) -> dict[str, Any]:
        """`checklist`: every item of CHECKLIST confirmed; `opinion` if wished."""
        from workflow.errors import NotValid

        confirmed = sorted(set(data.get("checklist") or []) & set(CHECKLIST))
        if len(confirmed) < len(CHECKLIST):
            raise NotValid(
                _("Hãy xác nhận đủ các mục kiểm tra hồ sơ; nếu hồ sơ chưa đạt, hãy trả lại Sở kèm lý do."),
                field="checklist",
            )
        return {"opinion": _opinion(data), "checklist": confirmed}

    def change(self, move: Move) -> None:
        """The checklist is part of the event."""
        super().change(move)
        move.extra["checklist"] = move.data["checklist"]


class Decide(LastWord):
    """With the authority → approved: an internal decision; the process closes when the signed document is on file."""

    name = "decide"
    label = _("Phê duyệt")
    sources = (State.WITH_AUTHORITY,)
    targets = (State.APPROVED,)
    transition = "decide"
    policies = (
        policies.directing_authority_is("chairman"),
        policies.has_the_capacity_to_decide,
        policies.did_not_do_the_work,
        policies.did_not_review,
        policies.did_not_escalate,
        policies.did_not_verify,
    )


CONCLUDE, ESCALATE, VERIFY, DECIDE = Conclude(), Escalate(), Verify(), Decide()
