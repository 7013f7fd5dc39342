"""Giving a year of a plan out: first what will be given, what not and why; then, on confirming, the act."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from approvals.acts.giving_out import GivenOut, NotGiven, give_out, preview
from processes.models import Agency, Plan, PlanTask, TaskProcess
from processes.pages.access import ActingRequest, keeper, requires
from processes.pages.plans import plan_or_404
from workflow.acts import Capacity
from workflow.errors import Conflict, NotValid

RIGHT = "give_out"


@dataclass
class TaskPreview:
    """What would become of one row of the plan."""

    task: PlanTask
    agencies: list[str] = field(default_factory=list)
    due: Any = None
    refused: list[NotGiven] = field(default_factory=list)


@requires(RIGHT)
@require_http_methods(["GET", "POST"])
def plan_give_out(request: ActingRequest, pk: int) -> HttpResponse:
    """The preview of a year (`?nam=`); a POST gives it out. The same form twice gives nothing twice."""
    plan = plan_or_404(pk, request.capacities)
    capacity = keeper(request, plan, RIGHT)
    sent = request.POST if request.method == "POST" else request.GET
    year = int(sent["nam"]) if sent.get("nam", "").isdecimal() and len(sent["nam"]) == 4 else plan.dated.year
    try:
        if request.method == "POST":
            return _given(request, plan, year, capacity)
        births, outcome = preview(plan, year)
    except (Conflict, NotValid) as refusal:
        context = {"plan": plan, "year": year, "errors": [{"text": refusal.sentence}]}
        return render(request, "approvals/plan_give_out.html", context, status=refusal.status)
    context = {
        "plan": plan,
        "year": year,
        "rows": _by_task(plan, births, outcome),
        "count": len(births),
        "outcome": outcome,
        "notes": len(outcome.notes),
        "key": str(uuid.uuid4()),
    }
    return render(request, "approvals/plan_give_out.html", context)


def _given(request: ActingRequest, plan: Plan, year: int, capacity: Capacity) -> HttpResponse:
    key = request.POST.get("key", "")
    if not key:
        raise NotValid(_("Thiếu mã chống gửi lặp. Hãy tải lại trang rồi thực hiện lại."))
    result = give_out(plan, year, capacity=capacity, key=key)
    sentence = _("Đã giao {given} phần việc của năm {year}.").format(given=len(result.given), year=year)
    if result.not_given:
        sentence += " " + _("{n} phần việc không giao được, còn chờ quyết định.").format(n=len(result.not_given))
    messages.success(request, sentence)
    return HttpResponseRedirect(f"{reverse('plan', args=[plan.pk])}?nam={year}")


def _by_task(plan: Plan, births: Sequence[TaskProcess], outcome: GivenOut) -> list[TaskPreview]:
    names = dict(Agency.objects.filter(pk__in={birth.agency_id for birth in births}).values_list("pk", "name"))
    rows = {task.pk: TaskPreview(task) for task in plan.tasks.select_related("group").order_by("position")}
    by_code = {row.task.code: row for row in rows.values()}
    for birth in births:
        row = rows[birth.plan_task_id]
        row.agencies.append(names[birth.agency_id])
        row.due = birth.due
    for one in outcome.not_given:
        by_code[one.task].refused.append(one)
    return [row for row in rows.values() if row.agencies or row.refused]
