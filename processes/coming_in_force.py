"""What an earlier plan becomes on the day a later one comes in force; called in the transaction that puts it in force."""

from __future__ import annotations

from django.utils.translation import gettext as _

from processes.amended_rows import AMENDING, standing_rows
from processes.models import AmendmentLine, Plan
from workflow import trail
from workflow.acts import Capacity
from workflow.errors import Conflict


def take_effect(plan: Plan, capacity: Capacity) -> None:
    """Supersede the earlier plan and its amendments, or write down that it was amended. Their running work is not touched.

    Raises Conflict while a person must still judge a pair, or when the earlier plan changed since the list was drawn up.
    """
    if plan.earlier_id is None:
        return
    earlier = Plan.objects.select_for_update().get(pk=plan.earlier_id)
    _check(plan, earlier)
    extra = {"by": plan.pk, "number": plan.number, "dated": plan.dated.isoformat()}
    if plan.relation in AMENDING:
        trail.record(earlier.stream, "plan.amended", capacity.who(), extra=extra)
        return
    amendments = earlier.later.filter(status=Plan.Status.IN_FORCE, relation__in=AMENDING)
    for one in (earlier, *amendments.select_for_update().order_by("pk")):
        one.status = Plan.Status.SUPERSEDED
        one.save(update_fields=["status"])
        trail.record(one.stream, "plan.superseded", capacity.who(), extra=extra)


def _check(plan: Plan, earlier: Plan) -> None:
    if earlier.status != Plan.Status.IN_FORCE:
        sentence = _("Kế hoạch {earlier} không còn hiệu lực nên không sửa đổi, thay thế được nữa.")
        raise Conflict(sentence.format(earlier=earlier))
    unsure = plan.amendment_lines.filter(certain=False).count()
    if unsure:
        sentence = _("Còn {n} cặp nhiệm vụ chưa rõ là một hay hai. Hãy xác nhận ở trang “Sửa đổi, thay thế”.")
        raise Conflict(sentence.format(n=unsure))
    standing = {task.pk for task in standing_rows(earlier)}
    compared = set(AmendmentLine.objects.filter(plan=plan, before__isnull=False).values_list("before_id", flat=True))
    if not compared <= standing or (plan.relation != Plan.Relation.AMENDS and compared != standing):
        sentence = _("{earlier} đã có sửa đổi khác từ khi đối chiếu. Hãy khai lại ở trang “Sửa đổi, thay thế”.")
        raise Conflict(sentence.format(earlier=earlier))
