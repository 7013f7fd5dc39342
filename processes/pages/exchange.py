"""The directory, and people with their posts, come back from a spreadsheet: upload, see what it would do, record it.

The file waits under its hash, a week at most, and is kept once it is recorded; the form names only the hash, and the session
says which one this person saw.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from processes.exchange import DIRECTORY, PEOPLE, Exchange, apply, try_out
from processes.exchange.outcome import Outcome
from processes.pages.access import ActingRequest, requires
from workflow import clock
from workflow.errors import Conflict, NotFound, NotValid
from workflow.files import StoredFile, hold, open_held
from workflow.files.names import extension
from workflow.spreadsheets import LIMITS

SHOWN = 200
"""Rows of one list that the page shows; the counts are of all."""


class SpreadsheetForm(forms.Form):
    """A spreadsheet."""

    file = forms.FileField(
        label=gettext_lazy("Tệp bảng tính"),
        help_text=gettext_lazy("Tệp .xlsx đã tải xuống từ trang này và sửa lại; không quá 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


@requires("keep_directory")
@require_http_methods(["GET", "POST"])
def directory_import(request: ActingRequest) -> HttpResponse:
    """The directory from a file."""
    return _page(request, DIRECTORY, reverse("agencies"))


@requires("keep_people")
@require_http_methods(["GET", "POST"])
def people_import(request: ActingRequest) -> HttpResponse:
    """People and posts from a file."""
    return _page(request, PEOPLE, reverse("people"))


def _page(request: ActingRequest, exchange: Exchange, back: str) -> HttpResponse:
    """GET: the form. POST of a file: what it would do. POST of a hash: it is recorded."""
    form, outcome, stored, status, errors = SpreadsheetForm(), None, None, 200, []
    try:
        if "sha256" in request.POST:
            return _recorded(request, exchange, back)
        if request.method == "POST":
            form = SpreadsheetForm(request.POST, request.FILES)
            status = 422
            if form.is_valid():
                stored, outcome = _tried(request, exchange, form.cleaned_data["file"])
                status = 422 if outcome.errors else 200
    except (NotValid, Conflict) as refusal:
        errors, status = [{"text": refusal.sentence, "field_id": "id_file"}], refusal.status
    shown = {"form": form, "errors": errors, "outcome": outcome, "stored": stored, "shown": SHOWN}
    return render(request, "processes/exchange.html", {"exchange": exchange, "back": back, **shown}, status=status)


def _tried(request: ActingRequest, exchange: Exchange, file: Any) -> tuple[StoredFile, Outcome]:
    """Held, against the database, and into the session what this person saw."""
    if extension(file.name) != "xlsx":
        raise NotValid(_("Chỉ nhận tệp .xlsx. Hãy lưu bảng dạng Excel (.xlsx) rồi tải lên."), field="file")
    stored = hold(file, name=file.name, limits=LIMITS, on=clock.today())
    with open_held(stored.sha256) as content:
        outcome = try_out(exchange, content, by=request.capacity)
    request.session[_waiting(exchange)] = {"sha256": stored.sha256, "name": stored.name, "seen": outcome.seen}
    return stored, outcome


def _recorded(request: ActingRequest, exchange: Exchange, back: str) -> HttpResponse:
    """The file that this person saw tried, and no other; seen once, recorded once."""
    waiting = request.session.get(_waiting(exchange))
    if not waiting or waiting["sha256"] != request.POST["sha256"]:
        raise Conflict(
            _("Tệp đang chờ ghi không phải tệp vừa xem (có thể đã ghi, hoặc đã tải tệp khác lên). Hãy tải tệp lên lại.")
        )
    try:
        with open_held(waiting["sha256"]) as content:
            outcome = apply(exchange, content, by=request.capacity, **waiting)
    except NotFound as error:
        raise Conflict(error.sentence) from error
    finally:
        del request.session[_waiting(exchange)]
    sentence = _("Đã ghi từ tệp “{name}”: {new} dòng mới, {changed} dòng thay đổi.")
    messages.success(request, sentence.format(name=waiting["name"], new=outcome.new, changed=outcome.changed))
    return HttpResponseRedirect(back)


def _waiting(exchange: Exchange) -> str:
    return f"import of {exchange.name}"
