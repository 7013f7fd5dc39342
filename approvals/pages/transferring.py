"""Transfer of open shares: from whom, to whom, by which decision; a preview before anything is recorded, an outcome per share."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from approvals.acts import TRANSFER
from approvals.pages.acting import number
from approvals.transfers import holders, open_shares
from processes.actors import refused
from processes.models import Agency, Plan, TaskProcess
from processes.pages.access import ActingRequest, requires
from processes.pages.plans import may_transfer, plan_or_404
from processes.succession import proposed_successors
from workflow import clock
from workflow.acts import Actor, Outcome
from workflow.engine import perform
from workflow.errors import DomainError, NotAllowed, NotFound, NotValid

PAPER = ("number", "symbol", "dated", "signer", "capacity")


class TransferForm(forms.Form):
    """The receiving body and the decision; the shares are ticked on the page."""

    to = forms.ModelChoiceField(
        queryset=Agency.objects.none(), label=gettext_lazy("Cơ quan nhận"), empty_label=gettext_lazy("– Chọn cơ quan –")
    )
    number = forms.CharField(label=gettext_lazy("Số quyết định"), max_length=7, help_text=gettext_lazy("Ví dụ: 12"))
    symbol = forms.CharField(label=gettext_lazy("Ký hiệu"), max_length=40, initial="QĐ-UBND")
    dated = forms.DateField(
        label=gettext_lazy("Ngày quyết định"), help_text=gettext_lazy("Ngày/tháng/năm, ví dụ 28/02/2025")
    )
    signer = forms.CharField(label=gettext_lazy("Người ký"), max_length=120)
    capacity = forms.CharField(
        label=gettext_lazy("Thẩm quyền ký"),
        max_length=120,
        help_text=gettext_lazy("Ví dụ: CHỦ TỊCH; KT. CHỦ TỊCH – PHÓ CHỦ TỊCH"),
    )

    def __init__(self, *args: Any, before: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        living = Agency.objects.on(clock.today()).filter(asked_only=False).exclude(pk=before.pk)
        receiving = self.fields["to"]
        assert isinstance(receiving, forms.ModelChoiceField)
        receiving.queryset = living
        heirs = [agency for agency in proposed_successors(before) if agency.is_alive(clock.today())]
        proposed = [(agency.pk, str(agency)) for agency in heirs]
        others = [(agency.pk, str(agency)) for agency in living if agency not in heirs]
        groups = [(_("Cơ quan kế tục được đề xuất"), proposed)] if proposed else []
        receiving.choices = [("", receiving.empty_label), *groups, (_("Cơ quan khác"), others)]
        if len(heirs) == 1:
            receiving.initial = heirs[0].pk


@dataclass(frozen=True)
class Line:
    """What became of one share."""

    process: TaskProcess
    done: bool
    sentence: str = ""


@requires("read_plan")
@require_http_methods(["GET", "POST"])
def plan_transfer(request: ActingRequest, pk: int) -> HttpResponse:
    """Bodies with open shares; with `?tu=` one of them, its shares and the form; a POST shows what it will do, then does it."""
    plan = plan_or_404(pk, request.capacities)
    if not may_transfer(plan, request.capacities):
        sentence = _("Chức vụ của bạn không có quyền chuyển giao hồ sơ của kế hoạch này.")
        raise refused(Actor(request.actor.account), ["transfer"], NotAllowed(sentence))
    code = (request.POST if request.method == "POST" else request.GET).get("tu", "")
    if not code:
        context = {"plan": plan, "holders": holders(plan, clock.today())}
        return render(request, "approvals/plan_transfer_from.html", context)
    before = Agency.objects.filter(code=code).first()
    if before is None:
        raise NotFound(_("Không có cơ quan này trong danh mục. Hãy chọn lại cơ quan chuyển đi."))
    return _one_body(request, plan, before)


def _one_body(request: ActingRequest, plan: Plan, before: Agency) -> HttpResponse:
    shares = list(open_shares(before, plan).select_related("plan_task").order_by("year", "plan_task__position", "pk"))
    form = TransferForm(request.POST or None, before=before)
    sent = request.method == "POST"
    chosen = {number(pk) for pk in request.POST.getlist("shares")} if sent else {share.pk for share in shares}
    context: dict[str, Any] = {"plan": plan, "before": before, "shares": shares, "form": form, "chosen": chosen}
    context["key"] = request.POST.get("key") or str(uuid.uuid4())
    status = 200
    if sent:
        # Not only those still there: a form sent again gets its first answer from the engine.
        picked = list(plan.processes.filter(pk__in=chosen).select_related("plan_task").order_by("pk"))
        status = 422
        if form.is_valid() and not picked:
            form.add_error(None, _("Hãy chọn ít nhất một hồ sơ cần chuyển giao."))
        elif form.is_valid() and request.POST.get("step") == "confirm":
            try:
                return _transferred(request, plan, before, picked, form.cleaned_data)
            except NotValid as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        elif form.is_valid():
            try:
                TRANSFER.clean({**form.cleaned_data, "to": form.cleaned_data["to"].pk})
                context |= {"picked": picked, "data": form.cleaned_data}
                return render(request, "approvals/plan_transfer_preview.html", context)
            except NotValid as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
    return render(request, "approvals/plan_transfer.html", context, status=status)


def _transferred(
    request: ActingRequest, plan: Plan, before: Agency, picked: Sequence[TaskProcess], data: dict[str, Any]
) -> HttpResponse:
    seen = {share.pk: _version(request, share) for share in picked}
    values = {**{name: data[name] for name in PAPER}, "to": data["to"].pk}
    actor = Actor(request.actor.account)
    outcome = perform(TRANSFER, list(seen), actor=actor, data=values, key=request.POST.get("key", ""), seen=seen)
    if not outcome.refused:
        told = _("Đã chuyển giao {n} hồ sơ từ {before} sang {after}.")
        messages.success(request, told.format(n=len(outcome.done), before=before, after=data["to"]))
        return HttpResponseRedirect(reverse("plan", args=[plan.pk]))
    context = {
        "plan": plan,
        "before": before,
        "after": data["to"],
        "lines": _outcome(picked, outcome),
        "done": len(outcome.done),
    }
    status = outcome.refused[0].error.status if not outcome.done else 200
    return render(request, "approvals/plan_transfer_outcome.html", context, status=status)


def _version(request: ActingRequest, share: TaskProcess) -> int:
    """The version the person saw; the page sends it beside the tick."""
    return number(request.POST.get(f"version-{share.pk}"))


def _outcome(picked: Sequence[TaskProcess], outcome: Outcome) -> list[Line]:
    refusals: dict[int, DomainError] = {refusal.process: refusal.error for refusal in outcome.refused}
    return [
        Line(share, share.pk not in refusals, refusals[share.pk].sentence if share.pk in refusals else "")
        for share in picked
    ]
