"""What people do to a plan: find it by its number, confirm what the reader doubted, put it in force.

Each act is an event of the plan's stream that names the post and what was confirmed. The reader repairs nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from processes.actors import check, who_of
from processes.coming_in_force import take_effect
from processes.models import Doubt, Plan, Role
from processes.rights import may
from processes.settlements import Settlement, proposed, settle
from workflow import clock, trail
from workflow.acts import Actor, Capacity
from workflow.errors import Conflict, NotAllowed, NotFound, NotValid
from workflow.vietnamese import nfc

RIGHT = "confirm_plan"


def numbered(text: str) -> Plan:
    """The plan of that number, "24/KH-UBND"; where two issuers have one, "24/KH-UBND@code-of-the-issuer"."""
    number, _at, issuer = nfc(text).strip().partition("@")
    found = list(Plan.objects.filter(number=number).select_related("issuer").order_by("pk"))
    found = [plan for plan in found if issuer in ("", plan.issuer.code)]
    if not found:
        numbers = ", ".join(Plan.objects.values_list("number", flat=True)[:12])
        sentence = _("Chưa có kế hoạch số “{number}” trong hệ thống. Hãy nhập kế hoạch trước; đang có: {numbers}.")
        raise NotFound(sentence.format(number=text, numbers=numbers or _("chưa có kế hoạch nào")))
    if len(found) > 1:
        choices = ", ".join(f"{plan.number}@{plan.issuer.code}" for plan in found)
        sentence = _("Có nhiều kế hoạch số “{number}”. Hãy ghi rõ một trong: {choices}.")
        raise NotValid(sentence.format(number=number, choices=choices), field="plan")
    return found[0]


def keeper_of(plan: Plan, actor: Actor, right: str) -> Capacity:
    """The capacity in which the actor holds a general right over this plan: of its Department, or the system's own post.

    Call it before the transaction of the act. Raises NotAllowed, recorded, or NotValid where several posts fit.
    """
    capacity = who_of(actor, right)
    check_keeper(plan, capacity, right)
    return capacity


def keeps(plan: Plan, capacity: Capacity) -> bool:
    """Is it a post of the Department that follows this plan up (whoever continues it today), or the system's own?"""
    return capacity.role == Role.SYSTEM or plan.department_id in capacity.lineage


def keeping(plan: Plan, capacities: Iterable[Capacity], right: str) -> Capacity | None:
    """The first of these capacities that holds the right over this plan by its own post: what pages offer buttons by."""
    return next((c for c in may(right, capacities) if c.instrument is None and keeps(plan, c)), None)


def check_keeper(plan: Plan, capacity: Capacity, right: str) -> None:
    """Raises NotAllowed unless the capacity holds the right, for this plan."""
    check(capacity, right)
    if not keeps(plan, capacity):
        raise not_kept(plan)


def not_kept(plan: Plan) -> NotAllowed:
    """The refusal of somebody who holds the right, though not over this plan."""
    sentence = _(
        "Kế hoạch {plan} do {department} theo dõi; chức vụ của bạn thuộc cơ quan khác."
        " Hãy đề nghị người quản trị kế hoạch của cơ quan đó thực hiện."
    )
    return NotAllowed(sentence.format(plan=plan, department=plan.department))


def confirm_doubt(
    plan: Plan,
    doubt: int,
    settlement: Mapping[str, Any],
    capacity: Capacity,
    *,
    again: bool = False,
    seen: datetime | None = None,
) -> Doubt:
    """Settle one doubt (by its key). The same settlement again changes nothing; another one needs `again`.

    `seen` is when the settlement that the page showed was made: whoever overwrites it must have seen it. Raises NotAllowed,
    NotFound, NotValid for a settlement that cannot be, Conflict, naming who, when it was settled meanwhile or the plan is
    in force.
    """
    check_keeper(plan, capacity, RIGHT)
    with transaction.atomic():
        lock_draft(plan)
        row = (
            Doubt.objects.select_related("plan", "task__group", "settled_by__person")
            .filter(plan=plan, pk=doubt)
            .first()
        )
        if row is None:
            raise NotFound(_("Kế hoạch này không có điểm cần xác nhận như vậy. Hãy tải lại trang."))
        if row.settled is not None and "corrected" in row.settled:
            raise Conflict(_("Ô này đã được đính chính theo văn bản, không xác nhận lại được. Hãy ghi đính chính mới."))
        if row.settled is not None and not (again and seen in (None, row.settled_at)):
            if row.settled == {**row.settled, **settlement}:
                return row
            sentence = _("{who} đã xác nhận điểm này. Hãy xem kết quả; muốn đổi thì chọn “Xác nhận lại”.")
            raise Conflict(sentence.format(who=row.settled_by or _("Người khác")))
        return _confirm(row, settlement, capacity)


def settled_by_others(plan: Plan, since: datetime, capacity: Capacity) -> list[Doubt]:
    """What other posts have settled since that moment, in the order of the plan: what a reviewer's open page does not show."""
    found = plan.doubts.filter(settled_at__gt=since).exclude(settled_by=capacity.post)
    return list(found.select_related("task", "settled_by__person").order_by("position"))


def confirm_all(plan: Plan, capacity: Capacity) -> list[Doubt]:
    """Settle every open doubt by what is proposed. All or nothing: NotValid, naming those where nothing is proposed."""
    check_keeper(plan, capacity, RIGHT)
    with transaction.atomic():
        lock_draft(plan)
        rows = list(plan.doubts.filter(settled__isnull=True).select_related("plan", "task__group").order_by("position"))
        pairs = [(row, proposed(row)) for row in rows]
        missing = [described(row) for row, proposal in pairs if proposal is None]
        if missing:
            sentence = _("Chưa có đề xuất cho: {doubts}. Hãy xác nhận từng điểm trên trang của kế hoạch.")
            raise NotValid(sentence.format(doubts="; ".join(missing)))
        return [_confirm(row, proposal, capacity) for row, proposal in pairs if proposal is not None]


def keep_whole(plan: Plan, capacity: Capacity) -> list[Doubt]:
    """Settle every content cell with several items that still waits as one task, as printed. Each is an event of its own."""
    check_keeper(plan, capacity, RIGHT)
    with transaction.atomic():
        lock_draft(plan)
        rows = plan.doubts.filter(kind="several_tasks", settled__isnull=True).select_related("plan", "task__group")
        return [_confirm(row, {"whole": True}, capacity) for row in rows.order_by("position")]


def put_in_force(plan: Plan, capacity: Capacity) -> Plan:
    """From now on the plan may be given out, and what it amends or replaces is so. Again changes nothing.

    Raises Conflict while a doubt is open or a row of an amendment is not judged.
    """
    check_keeper(plan, capacity, RIGHT)
    with transaction.atomic():
        plan = Plan.objects.select_for_update().get(pk=plan.pk)
        if plan.status == Plan.Status.IN_FORCE:
            return plan
        if plan.status != Plan.Status.DRAFT:
            raise Conflict(_("Kế hoạch đã được thay thế nên không đưa vào hiệu lực được."))
        left = plan.doubts.filter(settled__isnull=True).count()
        if left:
            sentence = _("Còn {left} điểm chưa xác nhận. Hãy xác nhận hết rồi đưa kế hoạch vào hiệu lực.")
            raise Conflict(sentence.format(left=left))
        take_effect(plan, capacity)
        plan.status = Plan.Status.IN_FORCE
        plan.save(update_fields=["status"])
        extra = {"number": plan.number, "confirmed": plan.doubts.count(), "earlier": plan.earlier_id}
        trail.record(plan.stream, "plan.in_force", capacity.who(), extra=extra)
    return plan


def described(doubt: Doubt) -> str:
    """A doubt in a few words: its task or group, and why it waits."""
    where = doubt.task.code if doubt.task else doubt.text
    return f"{where} – {doubt.proposal.get('reason') or doubt.text}"


def lock_draft(plan: Plan) -> None:
    """Lock the plan: confirmations come one after another, and none after it is in force (Conflict)."""
    status = Plan.objects.select_for_update().values_list("status", flat=True).get(pk=plan.pk)
    if status != Plan.Status.DRAFT:
        raise Conflict(_("Kế hoạch đã có hiệu lực nên các điểm đã xác nhận không đổi được nữa."))


def _confirm(doubt: Doubt, given: Mapping[str, Any], capacity: Capacity) -> Doubt:
    kept: Settlement = settle(doubt, given, capacity)
    again = doubt.settled is not None
    doubt.settled, doubt.settled_by_id, doubt.settled_at = kept, capacity.post, clock.now()
    doubt.save(update_fields=["settled", "settled_by", "settled_at"])
    extra = {
        "doubt": doubt.position,
        "kind": doubt.kind,
        "task": doubt.task.code if doubt.task else None,
        "cell": doubt.cell,
        "text": doubt.text,
        "settled": kept,
        "again": again,
    }
    trail.record(doubt.plan.stream, "plan.doubt_settled", capacity.who(), extra=extra)
    return doubt
