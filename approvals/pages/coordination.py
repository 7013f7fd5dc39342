"""Coordination: asking, answering, going on without an answer; and the glimpse of what one's agency is named beside."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import uuid4

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from approvals import acts
from approvals.forms.coordination import AskForm, ContributeForm, WaiveForm
from approvals.forms.verdicts import ActForm
from approvals.offers import Offers, choices, offers
from approvals.pages.acting import actor_of, number, receipt
from approvals.process_page import asked_of
from approvals.reading import open_items, process_for, process_for_act, process_or_refusal
from processes.models import Coordination, TaskProcess
from processes.pages.shell import own_capacities
from processes.progress import Tally, coordinating_bodies
from workflow.acts import Act
from workflow.csv_download import csv_response
from workflow.engine import perform
from workflow.errors import Conflict, NotAllowed, NotValid
from workflow.models import EventText

ON_A_PAGE = 50


def _opened(request: HttpRequest, pk: int, act: Act) -> tuple[TaskProcess, Offers]:
    """The process and what may be done; 403 for the POST of somebody whose act this is not."""
    find = process_for_act if request.method == "POST" else process_or_refusal
    process = find(own_capacities(request), pk, actor_of(request), act.name)
    return process, offers(process, own_capacities(request))


def _posts(offered: Offers, act: Act) -> list[tuple[str, str]]:
    return choices(offered.open[act.name]) if act.name in offered else []


def _done(request: HttpRequest, act: Act, process: TaskProcess, form: ActForm, **more: Any) -> HttpResponse | None:
    """Perform it; None where the form, now holding the refusal, must be shown again."""
    if not form.is_valid():
        return None
    try:
        done = perform(
            act, [process.pk], actor=actor_of(request), data={**form.facts(), **more}, key=request.POST.get("key", "")
        ).single()
    except (NotValid, Conflict) as error:
        form.refuse(error)
        return None
    return receipt(request, act, done)


def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask coordinating agencies; below, the open questions, each with its way on."""
    process, offered = _opened(request, pk, acts.ASK)
    items = [item for item in open_items(process) if not item.is_main]
    asked = [item.agency_id for item in items]
    posts = _posts(offered, acts.ASK)
    form = AskForm(request.POST or None, process=process, posts=posts, asked=() if request.POST else asked)
    if request.method == "POST" and (answer := _done(request, acts.ASK, process, form)):
        return answer
    if "ask" not in offered and request.method != "POST":
        raise NotAllowed(_("Chỉ lãnh đạo cơ quan được giao xin ý kiến, khi hồ sơ đang thực hiện."))
    waivers = [(item, WaiveForm(process=process, posts=posts, auto_id=f"waive_{item.pk}_%s")) for item in items]
    context = {"process": process, "form": form, "waivers": waivers, "key": uuid4()}
    return render(request, "approvals/ask.html", context, status=form.status if form.errors else 200)


def waive(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on without one agency's answer, with the reason."""
    if request.method != "POST":
        return redirect("ask", process_for(own_capacities(request), pk).pk)
    process, offered = _opened(request, pk, acts.WAIVE)
    form = WaiveForm(request.POST, process=process, posts=_posts(offered, acts.WAIVE))
    if answer := _done(request, acts.WAIVE, process, form, agency=number(request.POST.get("agency"))):
        return answer
    items = [item for item in open_items(process) if item.pk == number(request.POST.get("item"))]
    context = {
        "process": process, "form": AskForm(process=process) if items else None, "waivers": [(i, form) for i in items],
        "key": uuid4(), "wrong": form,
    }  # fmt: skip
    return render(request, "approvals/ask.html", context, status=form.status)


def contribute(request: HttpRequest, pk: int) -> HttpResponse:
    """The asked agency reads the question and answers."""
    process, offered = _opened(request, pk, acts.CONTRIBUTE)
    mine = asked_of(open_items(process), own_capacities(request))
    form = ContributeForm(request.POST or None, process=process, posts=_posts(offered, acts.CONTRIBUTE))
    if request.method == "POST" and (answer := _done(request, acts.CONTRIBUTE, process, form)):
        return answer
    if not mine and request.method != "POST":
        return redirect("process", pk)
    seqs = [item.question.get("seq") for item in mine]
    questions = dict(
        EventText.objects.filter(stream=process.stream, seq__in=seqs, name="question").values_list("seq", "text")
    )
    context = {
        "process": process, "form": form, "key": uuid4(),
        "questions": [(item, questions.get(item.question.get("seq"), "")) for item in mine],
    }  # fmt: skip
    return render(request, "approvals/contribute.html", context, status=form.status if form.errors else 200)


@require_GET
def glimpse(request: HttpRequest) -> HttpResponse:
    """What one's agency is named beside: of each task the title and the phases, nothing else; asked ones are in the inbox."""
    beside = Coordination.objects.filter(agency__in=coordinating_bodies(own_capacities(request)))
    shares = (
        TaskProcess.objects.filter(pk__in=beside.values("process"))
        .select_related("plan", "plan_task")
        .order_by("plan_id", "year", "plan_task__position", "pk")
    )
    if request.GET.get("xuat") == "csv":
        lines = ((str(one.plan), one.plan_task.text, one.year, str(one.phase.label)) for one in shares)
        return csv_response("phoi-hop.csv", [_("Kế hoạch"), _("Nhiệm vụ"), _("Năm"), _("Giai đoạn")], lines)
    tasks = [_one_task(list(group)) for _key, group in groupby(shares, key=lambda one: (one.plan_task_id, one.year))]
    page = Paginator(tasks, ON_A_PAGE).get_page(request.GET.get("trang"))
    return render(request, "approvals/glimpse.html", {"page": page})


def _one_task(shares: list[TaskProcess]) -> dict[str, Any]:
    """A task with the phases of its shares, as the tag `phase_bar` takes them."""
    tally = Tally()
    for share in shares:
        tally.phases[share.phase] += 1
    return {"share": shares[0], "count": len(shares), "phases": tally.short_bar()}
