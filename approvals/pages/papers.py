"""Tờ trình and the signed document: one paper, one share or all shares of the task-period that wait for the same act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals import acts
from approvals.forms.papers import PaperForm, ProposalForm, SignedForm
from approvals.models import Decision, Document
from approvals.offers import Offers, choices, offers
from approvals.pages.acting import actor_of, number, receipt
from approvals.reading import process_for_act, process_or_refusal
from processes.models import TaskProcess
from processes.pages.shell import own_capacities, own_name
from workflow import clock, files
from workflow.acts import Act
from workflow.engine import perform
from workflow.errors import Conflict, NotAllowed, NotValid

KEPT_SECONDS = 12 * 60 * 60


@dataclass(frozen=True)
class PaperPage:
    """Which act the paper serves, and the words of its page."""

    act: Act
    kinds: tuple[str, ...]
    form: type[PaperForm]
    heading: Any
    consequence: Any
    button: Any


ESCALATE = PaperPage(
    acts.ESCALATE, (Document.Kind.PROPOSAL,), ProposalForm, gettext_lazy("Trình Chủ tịch UBND tỉnh"),
    gettext_lazy("Hồ sơ chuyển đến Văn phòng UBND tỉnh thẩm tra, cùng tờ trình của Sở."), gettext_lazy("Trình Chủ tịch"),
)  # fmt: skip
ISSUE = PaperPage(
    acts.ISSUE, (Document.Kind.CONCLUSION, Document.Kind.DECISION), SignedForm,
    gettext_lazy("Phát hành văn bản, kết thúc hồ sơ"),
    gettext_lazy("Hồ sơ kết thúc. Văn bản, tệp và mã băm được ghi vào nhật ký; không sửa được nữa."),
    gettext_lazy("Phát hành và kết thúc"),
)  # fmt: skip


def escalate(request: HttpRequest, pk: int) -> HttpResponse:
    """T12: by a tờ trình of the Department."""
    return _paper_page(request, pk, ESCALATE)


def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """T20: by the numbered, signed document."""
    return _paper_page(request, pk, ISSUE)


def _paper_page(request: HttpRequest, pk: int, page: PaperPage) -> HttpResponse:
    actor, name = actor_of(request), page.act.name
    find = process_for_act if request.method == "POST" else process_or_refusal
    process = find(own_capacities(request), pk, actor, name)
    offered = offers(process, own_capacities(request))
    if request.method != "POST" and name not in offered:
        if offered.barrier:
            raise NotAllowed(offered.barrier)
        return redirect("process", pk)
    kept = _kept_file(request, pk)
    form = _form(request, page, process, offered)
    if request.method == "POST":
        valid = form.is_valid()
        try:
            if valid or name in offered:  # though another field is wrong: nobody chooses his file twice
                kept = _file(request) or kept
            if valid:
                return _perform(request, page, process, form, kept)
        except (NotValid, Conflict) as error:
            form.refuse(error)
    context = {
        "process": process, "page": page, "form": form, "key": uuid4(), "kept": kept,
        "kept_signed": signing.dumps(kept, salt=_salt(request, pk)) if kept else "",
    }  # fmt: skip
    return render(request, "approvals/paper.html", context, status=form.status if form.errors else 200)


def _form(request: HttpRequest, page: PaperPage, process: TaskProcess, offered: Offers) -> PaperForm:
    posts = choices(offered.open[page.act.name]) if page.act.name in offered else []
    data, sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    shares = [(f"{one.pk}:{one.version}", f"{one.code} · {one.agency}") for one in siblings(process)]
    # What was ticked stays a valid choice though the share has moved on meanwhile: the engine says so, by name.
    for value in request.POST.getlist("shares"):
        if number(value.partition(":")[0]) and value not in {known for known, _words in shares}:
            shares.append((value, _("hồ sơ đã thay đổi")))
    initial = {"dated": clock.today(), "symbol": _last_symbol(process, page), "signer": _signer(request, process, page)}
    return page.form(data, sent, process=process, posts=posts, shares=shares, initial=initial)


def _last_symbol(process: TaskProcess, page: PaperPage) -> str:
    """The symbol of the last such paper for work of this plan that the same level directs; corrected where it has changed."""
    papers = Document.objects.filter(
        kind__in=page.kinds, citations__process__plan=process.plan_id, citations__process__directing=process.directing
    )
    return papers.order_by("-recorded_at").values_list("symbol", flat=True).first() or ""


def _signer(request: HttpRequest, process: TaskProcess, page: PaperPage) -> str:
    """A tờ trình: who submits it. The signed document: who concluded or decided. On paper another may have signed."""
    if page is ESCALATE:
        return own_name(request)
    last = Decision.objects.filter(process=process, act__in=("conclude", "decide")).order_by("-seq")
    return last.values_list("post__person__full_name", flat=True).first() or ""


def siblings(process: TaskProcess) -> list[TaskProcess]:
    """The other shares of the same task and period that stand at the same step: one paper may cover them all."""
    same = TaskProcess.objects.filter(
        plan_task=process.plan_task_id, period_from=process.period_from, state=process.state
    ).exclude(pk=process.pk)
    return list(same.select_related("agency").order_by("agency__sort_key", "pk"))


def _file(request: HttpRequest) -> dict[str, Any] | None:
    sent = request.FILES.get("file")
    if sent is None:
        return None
    try:
        stored = files.store(sent, name=sent.name or "", limits=files.Limits(), on=clock.today())
    except NotValid as error:
        raise NotValid(error.sentence, field="file") from error
    return {"sha256": stored.sha256, "name": stored.name, "size": stored.size, "media_type": stored.media_type}


def _salt(request: HttpRequest, pk: int) -> str:
    return f"paper:{pk}:{request.user.pk}"


def _kept_file(request: HttpRequest, pk: int) -> dict[str, Any] | None:
    """The file of the refused attempt before, signed by us so that nobody cites a file he did not hand in."""
    signed = request.POST.get("kept", "")
    if not signed:
        return None
    try:
        found: dict[str, Any] = signing.loads(signed, salt=_salt(request, pk), max_age=KEPT_SECONDS)
    except signing.BadSignature:
        return None
    return found


def _perform(
    request: HttpRequest, page: PaperPage, process: TaskProcess, form: PaperForm, file: dict[str, Any] | None
) -> HttpResponse:
    """The share itself and those ticked with it, under one key; each has its own outcome, and the page names each."""
    seen = {process.pk: number(request.POST.get("version"))}
    for value in form.cleaned_data.get("shares", ()):
        pk, _colon, version = value.partition(":")
        seen[number(pk)] = number(version)
    outcome = perform(
        page.act, list(seen), actor=actor_of(request), data={**form.facts(), "file": file}, key=request.POST.get("key", ""),
        seen=seen,
    )  # fmt: skip
    own_refusal = next((one.error for one in outcome.refused if one.process == process.pk), None)
    if own_refusal is not None:
        raise own_refusal
    seen_ones = TaskProcess.objects.in_bulk([one.process for one in outcome.refused if one.error.status != 404])
    for one in outcome.refused:
        name = seen_ones[one.process].code if one.process in seen_ones else _("Một hồ sơ")
        messages.warning(request, f"{name}: {one.error.sentence}")
    others = [one for one in outcome.done if one.process != process.pk]
    if others:
        messages.success(request, _("Văn bản áp dụng cho %(n)d hồ sơ khác.") % {"n": len(others)})
    return receipt(request, page.act, next(one for one in outcome.done if one.process == process.pk))
