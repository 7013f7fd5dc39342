"""Acting on one process: the verdict bar's buttons. Look up, form, perform, answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from approvals.dialogs import BY_SLUG, Kind, form_for
from approvals.flow import TaskFlow
from approvals.following import Following, following
from approvals.offers import Offers, offers
from approvals.process_page import process_page
from approvals.reading import holds, no_right, process_for, process_or_refusal
from processes.models import Account
from processes.pages.shell import own_capacities
from workflow.acts import Act, Actor, Done
from workflow.engine import perform
from workflow.errors import Conflict, NotValid

DIGITS = 9  # of the longest number that a form of ours sends


def actor_of(request: HttpRequest) -> Actor:
    """The person signed in, in the post chosen on the form where one was asked for."""
    account = request.user
    assert isinstance(account, Account)
    return Actor(account=account.pk, post=number(request.POST.get("post")) or None)


def number(text: Any) -> int:
    """A number from a form or an address; 0 for anything else."""
    text = str(text or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else 0


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The process page."""
    process = process_for(own_capacities(request), pk)
    context = process_page(process, own_capacities(request), request.GET, account=actor_of(request).account)
    return render(request, "approvals/process.html", context | _on_to(request, pk, context["offered"]))


def _on_to(request: HttpRequest, pk: int, offered: Offers) -> dict[str, Following]:
    """The way on, for somebody who goes through his duties: while this one waits for him, and after he has acted."""
    wanted = request.POST.get("sau", request.GET.get("sau"))
    if not offered.open and wanted is None:
        return {}
    found = following(own_capacities(request), pk, number(wanted))
    return {"following": found} if found.position or wanted is not None else {}


def act(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """One verdict. Done: back to the page with the receipt. Refused: the page again, with the words kept."""
    if request.method != "POST":
        return redirect(
            "process", process_for(own_capacities(request), pk).pk
        )  # a login in between leads back here by GET
    kind = BY_SLUG[slug]
    one = TaskFlow.acts()[kind.act]
    process = process_or_refusal(own_capacities(request), pk, actor_of(request), one.name)
    form = form_for(kind, process, offers(process, own_capacities(request)), request.POST)
    if not form.is_valid():
        if process.state in one.sources and not holds(own_capacities(request), process, one.name):
            raise no_right(actor_of(request), one.name)
        return _again(request, pk, kind, form, 422)
    seen = {pk: number(request.POST.get("version"))}
    try:
        done = perform(
            one, [pk], actor=actor_of(request), data={**form.facts(), **kind.data}, key=request.POST.get("key", ""),
            seen=seen,
        ).single()  # fmt: skip
    except (NotValid, Conflict) as error:
        form.refuse(error)
        return _again(request, pk, kind, form, error.status)
    return receipt(request, one, done)


def _again(request: HttpRequest, pk: int, kind: Kind, form: Any, status: int) -> HttpResponse:
    """The page as it stands now, with the refused form; what was typed survives even where the act is no longer offered."""
    process = process_for(own_capacities(request), pk)
    account = actor_of(request).account
    context = process_page(process, own_capacities(request), request.GET, account=account, bound=(kind, form))
    kept = [form.data.get(name, "") for name in ("opinion", "reason")]
    context |= {"refused": form, "refused_here": kind.act in context["offered"], "kept": "\n".join(filter(None, kept))}
    context |= _on_to(request, pk, context["offered"])
    return render(request, "approvals/process.html", context, status=status)


def receipt(request: HttpRequest, one: Act, done: Done) -> HttpResponseRedirect:
    """Back to the page with the event's hash and the way on; a retry with the same key gets the same receipt."""
    address = reverse("process", args=[done.process])
    words = _("Hệ thống đã ghi nhận việc này từ lần gửi trước") if done.repeated else _("Đã ghi nhận")
    messages.success(
        request,
        format_html(
            '{}: <strong>{}</strong>. {} <span class="hash">{}…</span> · <a href="{}#su-kien-{}">{}</a>',
            words, one.label, _("Mã biên nhận"), done.receipt[:16], address, done.seq, _("Xem trong nhật ký"),
        ),
    )  # fmt: skip
    return redirect(f"{address}?sau={number(request.POST.get('sau'))}")
