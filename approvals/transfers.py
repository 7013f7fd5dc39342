"""What a transfer is made of before it is an act: which open shares a body still holds, and who may take them over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from approvals.acts import TRANSFER
from processes.models import Agency, Plan, TaskProcess
from workflow.errors import NotFound


@dataclass(frozen=True)
class Holder:
    """A body with open shares of a plan, and whether it still exists."""

    agency: Agency
    shares: int
    ended: bool


def open_shares(agency: Agency, plan: Plan | None = None, task: str = "") -> QuerySet[TaskProcess]:
    """The shares that a transfer may move: those of the body that are neither closed nor revoked. Rights come later."""
    found = TaskProcess.objects.filter(agency=agency, state__in=TRANSFER.sources).order_by("pk")
    if plan is not None:
        found = found.filter(plan=plan)
    if task:
        found = found.filter(plan_task__code=task)
    return found


def holders(plan: Plan, today: date) -> list[Holder]:
    """Every body with open shares of the plan, those that ended first: one statement."""
    counted = (
        Agency.objects.filter(processes__plan=plan, processes__state__in=TRANSFER.sources)
        .annotate(shares=Count("processes"))
        .order_by("sort_key", "pk")
    )
    found = [Holder(agency, agency.shares, not agency.is_alive(today)) for agency in counted]
    return sorted(found, key=lambda holder: not holder.ended)


def coded(code: str) -> Agency:
    """The agency of that code. Raises NotFound."""
    agency = Agency.objects.filter(code=code.strip()).first()
    if agency is None:
        raise NotFound(_("Danh mục không có cơ quan mã “{code}”. Hãy kiểm tra lại mã cơ quan.").format(code=code))
    return agency
