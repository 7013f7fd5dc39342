"""The review of a plan: a person settles what the reader doubted, point by point, beside others who do the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from processes.columns_mapped import shown_columns
from processes.models import Agency, Doubt, Finding, Plan, PlanTaskTerm
from processes.open_members import open_members
from processes.pages.access import ActingRequest, keeper, requires
from processes.pages.plan_doubts import cards
from processes.pages.plan_picture import is_pictured
from processes.pages.plan_settling import given
from processes.pages.plan_table import table_of, with_remarks
from processes.pages.plans import plan_or_404
from processes.plans import RIGHT, confirm_doubt, keep_whole, put_in_force, settled_by_others
from workflow import clock
from workflow.acts import Capacity
from workflow.errors import Conflict, DomainError, NotValid

_AS_DOUBTS = {"several_tasks_in_cell": "several_tasks", "columns_by_content": "guessed_columns"}
"""Kinds of findings that are doubts too."""


@requires(RIGHT)
@require_http_methods(["GET", "POST"])
def plan_confirm(request: ActingRequest, pk: int) -> HttpResponse:
    """Every doubt with its row and proposal; a POST settles one of them and leads to the next.

    With `?tu=` (the moment at which the page was opened) it answers what others have settled since, or 204.
    """
    plan = plan_or_404(pk, request.capacities)
    capacity = keeper(request, plan, RIGHT)
    refusal: DomainError | None = None
    if request.method == "POST":
        try:
            return _settled(request, plan, capacity)
        except (NotValid, Conflict) as error:
            refusal = error
    elif opened := moment(request.GET.get("tu", "")):
        return _others(request, plan, opened, capacity)
    return confirmation(request, plan, refusal)


def _settled(request: ActingRequest, plan: Plan, capacity: Capacity) -> HttpResponse:
    wanted = request.POST.get("doubt", "")
    doubt = plan.doubts.filter(pk=int(wanted)).first() if wanted.isdecimal() else None
    if doubt is None:
        raise NotValid(_("Không rõ điểm cần xác nhận. Hãy tải lại trang rồi thực hiện lại."))
    again, seen = request.POST.get("again") == "1", moment(request.POST.get("seen", ""))
    if doubt.kind == "several_tasks" and request.POST.get("all") == "1":
        if request.POST.get("several") != "whole":
            raise NotValid(_("Đã chọn tách ô này nên không giữ nguyên cả các ô được. Hãy chọn một trong hai."))
        kept = keep_whole(plan, capacity)
        messages.success(request, _("Đã giữ là một nhiệm vụ ở {n} ô có nhiều việc.").format(n=len(kept)))
    else:
        confirm_doubt(plan, doubt.pk, given(doubt, request.POST), capacity, again=again, seen=seen)
        messages.success(request, _("Đã ghi xác nhận."))
    opened = moment(request.POST.get("opened", ""))
    others = told(settled_by_others(plan, opened, capacity)) if opened else ""
    if others:
        messages.info(request, others)
    return to_the_next(plan)


def to_the_next(plan: Plan) -> HttpResponseRedirect:
    """Back to the review, at the next point that waits, or where the plan is put in force."""
    following = plan.doubts.filter(settled__isnull=True).order_by("position").first()
    anchor = f"#diem-{following.pk}" if following else "#hieu-luc"
    return HttpResponseRedirect(reverse("plan_confirm", args=[plan.pk]) + anchor)


def _others(request: ActingRequest, plan: Plan, opened: datetime, capacity: Capacity) -> HttpResponse:
    words = told(settled_by_others(plan, opened, capacity))
    return render(request, "processes/plan_others.html", {"words": words}) if words else HttpResponse(status=204)


def told(settled: Sequence[Doubt]) -> str:
    """Who has settled what since the page was opened, in one sentence; empty where nobody has."""
    by: dict[str, list[str]] = {}
    for doubt in settled:
        by.setdefault(str(doubt.settled_by), []).append(doubt.task.code if doubt.task else doubt.text)
    who = "; ".join(f"{name}: {', '.join(dict.fromkeys(points))}" for name, points in by.items())
    return _("Từ khi bạn mở trang, người khác đã xác nhận – {who}.").format(who=who) if who else ""


def moment(text: str) -> datetime | None:
    """The moment that a page carries; None where it carries none that can be read."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def confirmation(request: ActingRequest, plan: Plan, refusal: DomainError | None) -> HttpResponse:
    """The page; with a refusal it keeps what was typed and answers the refusal's status."""
    opened = clock.now()
    doubts = list(plan.doubts.select_related("task__group", "settled_by__person").order_by("position"))
    table = with_remarks(table_of(plan), doubts, _findings(plan, doubts))
    typed = request.POST if refusal else QueryDict()
    shown = cards(doubts, {agency.code: agency for agency in Agency.objects.all()}, typed, table)
    waiting = [card for card in shown if card.doubt.settled is None]
    errors = [{"text": refusal.sentence, "field_id": f"diem-{typed.get('doubt')}"}] if refusal else []
    context = {
        "plan": plan,
        "cards": shown,
        "next": waiting[0] if waiting else None,
        "done": len(shown) - len(waiting),
        "total": len(shown),
        "opened": opened.isoformat(),
        "more_several": sum(1 for card in waiting if card.shape == "several"),
        "table": table,
        "certain": sum(1 for row in table.rows if all(doubt.settled is not None for doubt in row.doubts)),
        "agencies": list(Agency.objects.on(plan.dated)),
        "errors": errors,
        "open_members": _open_members(plan),
        "is_draft": plan.status == Plan.Status.DRAFT,
        "columns": shown_columns(plan),
        "pictured": is_pictured(plan),
    }
    return render(request, "processes/plan_confirm.html", context, status=refusal.status if refusal else 200)


def _findings(plan: Plan, doubts: Sequence[Doubt]) -> list[Finding]:
    """Without those that wait as doubts: what is settled there is not told as unsettled here."""
    told = {kind for kind, doubt in _AS_DOUBTS.items() if any(one.kind == doubt for one in doubts)}
    return list(plan.findings.exclude(kind__in=told).order_by("position"))


def _open_members(plan: Plan) -> list[tuple[PlanTaskTerm, list[str]]]:
    """Each open term with the names that a person has given it: two statements."""
    given: dict[tuple[int, int], list[str]] = {}
    agencies = PlanTaskTerm.objects.filter(task__plan=plan, kind="agency", cell="coordinating").select_related("agency")
    for row in agencies:
        given.setdefault((row.task_id, row.position), []).append(str(row.agency))
    return [(term, given.get((term.task_id, term.position), [])) for term in open_members(plan)]


@requires(RIGHT)
@require_POST
def plan_in_force(request: ActingRequest, pk: int) -> HttpResponse:
    """Put the plan in force; while a doubt is open the confirmation page says how many are left."""
    plan = plan_or_404(pk, request.capacities)
    try:
        put_in_force(plan, keeper(request, plan, RIGHT))
    except Conflict as refusal:
        return confirmation(request, plan, refusal)
    messages.success(request, _("Kế hoạch {plan} đã có hiệu lực; nay có thể giao việc.").format(plan=plan))
    return HttpResponseRedirect(reverse("plan", args=[plan.pk]))
