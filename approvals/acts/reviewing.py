"""T8 Nhận thẩm định and T10 Hoàn thành thẩm định: the Department's opinion on a result."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from approvals import policies
from approvals.acts.opinions import Opinion
from processes.actors import same_person
from processes.models import Account, Post, Role, State
from workflow import clock
from workflow.acts import Act, Capacity, Move, required_text
from workflow.errors import Conflict, NotValid

REVIEWER_POLICIES = (
    policies.did_not_do_the_work,
    policies.did_not_accept_the_work,
    policies.stands_outside_the_implementing_unit,
)


def taken_by_another(process: Any, capacity: Capacity) -> Post | None:
    """The colleague whose review it is, as long as he holds the post he took it in and can sign in; the director may always
    step in.

    A post ends with its body: on 01/3/2025 every review that was taken in the old Department became free again.
    """
    taken = process.taken_by_id
    if taken is None or taken == capacity.post or capacity.role == Role.DIRECTOR:
        return None
    today = clock.today()
    holder = Post.objects.on(today).select_related("person", "agency").filter(pk=taken).first()
    if holder is None or not holder.agency.is_alive(today):
        return None
    signs_in = Account.objects.filter(person__in=same_person(holder.person_id), is_active=True).exists()
    return holder if signs_in else None


def refuse_if_taken_by_another(move: Move) -> None:
    """A review that a colleague has taken is his."""
    if holder := taken_by_another(move.process, move.capacity):
        raise Conflict(_("{person} đã nhận thẩm định hồ sơ này.").format(person=holder.person))


class Take(Act):
    """A named reviewer takes the review: the result can no longer be withdrawn, and colleagues see who has it."""

    name = "take"
    label = _("Nhận thẩm định")
    sources = (State.SUBMITTED,)
    answers = ""
    policies = REVIEWER_POLICIES

    def check(self, move: Move) -> None:
        """Only one reviewer takes it."""
        refuse_if_taken_by_another(move)
        if move.process.taken_by_id == move.capacity.post:
            raise Conflict(_("Bạn đã nhận thẩm định hồ sơ này rồi."))

    def change(self, move: Move) -> None:
        """The process names its reviewer."""
        move.process.taken_by_id = move.capacity.post


class Review(Opinion):
    """Submitted → reviewed: đạt, or đạt có lưu ý. "Không đạt" is sending back, with a reason."""

    name = "review"
    label = _("Thẩm định đạt")
    sources = (State.SUBMITTED,)
    targets = (State.REVIEWED,)
    transition = "review"
    policies = REVIEWER_POLICIES

    def clean(self, data: dict[str, Any]) -> dict[str, Any]:
        """`verdict`: passed or passed_with_notes; `opinion`: required with notes, welcome without."""
        verdict = data.get("verdict") or "passed"
        if verdict not in ("passed", "passed_with_notes"):
            raise NotValid(
                _("Hãy chọn “Đạt” hoặc “Đạt, có lưu ý”; nếu không đạt, hãy trả lại kèm lý do."), field="verdict"
            )
        opinion = str(data.get("opinion") or "").strip()
        if verdict == "passed_with_notes" or opinion:
            opinion = required_text(data, "opinion", _("Hãy ghi điều cần lưu ý."))
        return {"verdict": verdict, "opinion": opinion}

    def check(self, move: Move) -> None:
        """There is a result, and no colleague has taken it."""
        super().check(move)
        refuse_if_taken_by_another(move)

    def verdict_of(self, move: Move) -> str:
        """As the reviewer chose."""
        return str(move.data["verdict"])


TAKE, REVIEW = Take(), Review()
