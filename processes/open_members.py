""" "Các cơ quan liên quan" in a draft plan: a person may name them now, for the whole plan. Nothing waits for it (domain.md 2.2)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from processes.models import Agency, Plan, PlanTaskTerm
from processes.plans import RIGHT, check_keeper, lock_draft
from workflow import trail
from workflow.acts import Capacity
from workflow.errors import NotFound, NotValid


def open_members(plan: Plan) -> QuerySet[PlanTaskTerm]:
    """The terms of coordinating cells that name nobody in particular. A lead is never left open."""
    found = PlanTaskTerm.objects.filter(
        task__plan=plan, kind=PlanTaskTerm.Kind.OPEN, cell=PlanTaskTerm.Cell.COORDINATING
    )
    return found.select_related("task").order_by("task__position", "position")


def named(term: PlanTaskTerm) -> QuerySet[PlanTaskTerm]:
    """Whom a person has named for an open term: they stand at its place in the cell; the term itself stays."""
    beside = PlanTaskTerm.objects.filter(task=term.task_id, cell=term.cell, position=term.position)
    return beside.filter(kind=PlanTaskTerm.Kind.AGENCY).select_related("agency")


def name_open_members(plan: Plan, term: int, codes: Sequence[str], capacity: Capacity) -> list[Agency]:
    """Name the agencies (by code) that an open term (by its key) means, in place of those named before; none leaves it open.

    The same again changes nothing. Raises NotAllowed, NotFound, NotValid for an agency that is not there on the signing day,
    Conflict once the plan is in force.
    """
    check_keeper(plan, capacity, RIGHT)
    with transaction.atomic():
        lock_draft(plan)
        row = open_members(plan).filter(pk=term).first()
        if row is None:
            raise NotFound(_("Kế hoạch này không có nhóm để ngỏ như vậy. Hãy tải lại trang."))
        wanted = list(dict.fromkeys(codes))
        alive = {agency.code: agency for agency in Agency.objects.on(plan.dated).filter(code__in=wanted)}
        if len(alive) != len(wanted):
            raise NotValid(_("Hãy chọn cơ quan đang hoạt động vào ngày ký kế hoạch."), field="agencies")
        chosen = [alive[code] for code in wanted]
        if {other.agency_id for other in named(row)} == {agency.pk for agency in chosen}:
            return chosen
        named(row).delete()
        PlanTaskTerm.objects.bulk_create(
            PlanTaskTerm(
                task=row.task, cell=row.cell, position=row.position, kind="agency", text=row.text, agency=agency
            )
            for agency in chosen
        )
        extra = {"task": row.task.code, "cell": row.cell, "text": row.text, "agencies": wanted}
        trail.record(plan.stream, "plan.open_members_named", capacity.who(), extra=extra)
    return chosen
