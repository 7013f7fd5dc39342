""" "Việc của tôi": duties by due date, filters in the address, a selection for acts in bulk, and a download."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import TypedDict
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from approvals.flow import TaskFlow
from approvals.inbox import Duty, Filters, Inbox, inbox
from approvals.pages.acting import number
from approvals.pages.bulk import BULK, acts_for
from approvals.unattended import Unattended, unattended
from processes.pages.shell import own_capacities
from workflow.calendar import shipped_calendar
from workflow.csv_download import csv_response
from workflow.due import due_phrase
from workflow.templatetags.official import italics
from workflow.templatetags.show import due_tag, state_tag

GROUP_WORDS = {
    "overdue": (gettext_lazy("Quá hạn"), "alert-triangle"),
    "today": (gettext_lazy("Hôm nay"), "clock"),
    "three_days": (gettext_lazy("Trong 3 ngày làm việc"), "clock"),
    "this_week": (gettext_lazy("Tuần này"), "calendar"),
    "later": (gettext_lazy("Sau"), "calendar"),
    "none": (gettext_lazy("Không có hạn"), "circle-dashed"),
}
TITLE = 180
"""Letters of a task's text on a row; the page of the process shows all of it."""


class Row(TypedDict):
    """A duty as the template prints it: finished strings, so that five hundred rows cost no tag and no filter.

    A dictionary, because a template looks into one without first failing to: measured, that is half of the page's time.
    """

    pk: str
    value: str
    title: str
    line: str
    due: str
    state: str
    bulk: bool
    barrier: str


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The inbox of the person signed in, today."""
    filters = asked_filters(request)
    found = inbox(own_capacities(request), filters)
    if request.GET.get("xuat") == "csv":
        return _csv(found)
    waiting: list[Unattended] = unattended(own_capacities(request))
    looks = _Looks()
    rows = {group: _rows(duties, looks) for group, duties in found.groups.items()}
    context = {
        "groups": [(name, *GROUP_WORDS[name], rows[name]) for name in rows if rows[name]],
        "barred": _rows(found.barred, looks),
        "inbox": found,
        "filters": filters,
        "filtered": filters != Filters(),
        "unattended": waiting,
        "acts": acts_for({duty.node for duty in found.duties}),
        "query": _query(filters),
        "csv": _query(filters, xuat="csv"),
    }
    return render(request, "approvals/inbox.html", context)


def asked_filters(request: HttpRequest) -> Filters:
    """What the address asks for; what it does not understand it leaves out."""
    node = request.GET.get("buoc", "")
    return Filters(
        node=node if node in TaskFlow.LABELS else "",
        plan=number(request.GET.get("ke-hoach")),
        agency=number(request.GET.get("co-quan")),
        text=request.GET.get("tim", "").strip()[:200],
    )


def _query(filters: Filters, **more: str) -> str:
    named = {
        "buoc": filters.node,
        "ke-hoach": filters.plan or "",
        "co-quan": filters.agency or "",
        "tim": filters.text,
        **more,
    }
    return urlencode({name: value for name, value in named.items() if value})


def _rows(duties: Iterable[Duty], looks: _Looks) -> list[Row]:
    return [
        {
            "pk": str(duty.pk),
            "value": f"{duty.pk}:{duty.version}",
            "title": looks.title(duty.task, duty.text),
            "line": looks.line(duty),
            "due": looks.due(duty.due),
            "state": looks.state(duty),
            "bulk": duty.node in BULK and not duty.barrier,
            "barrier": duty.barrier,
        }
        for duty in duties
    ]


class _Looks:
    """Each tag is drawn once: rows of one state, one deadline or one task share it."""

    def __init__(self) -> None:
        self.due = cache(self._due)
        self.title = cache(self._title)
        self._words = {node: str(label) for node, label in TaskFlow.LABELS.items()}
        self._states: dict[tuple[str, bool, bool], str] = {}

    def _due(self, due: date | None) -> str:
        return render_to_string("pieces/due.html", due_tag(due))

    def _title(self, code: str, text: str) -> SafeString:
        short = text if len(text) <= TITLE else f"{text[:TITLE].rsplit(' ', 1)[0]}…"
        if short.count("<i>") > short.count("</i>"):
            short += "</i>"  # the cut went through italics
        return italics(f"{code} · {short}")

    def state(self, duty: Duty) -> str:
        look = (duty.state, duty.sent_back, duty.taken_by_id is not None)
        if look not in self._states:
            self._states[look] = render_to_string("pieces/tag.html", state_tag(duty))
        return self._states[look]

    def line(self, duty: Duty) -> str:
        again = _(" · lần %(n)d") % {"n": duty.submissions} if duty.submissions else ""
        return f"{duty.code} · {duty.agency} · {self._words[duty.node]}{again}"


def _csv(found: Inbox) -> HttpResponse:
    header = [
        _("Mã"),
        _("Nhiệm vụ"),
        _("Nội dung"),
        _("Cơ quan"),
        _("Kế hoạch"),
        _("Bước"),
        _("Trạng thái"),
        _("Hạn"),
        _("Còn lại"),
    ]
    calendar = shipped_calendar()
    rows = (
        (
            duty.code, duty.task, duty.text, duty.agency, duty.plan, str(TaskFlow.LABELS[duty.node]), duty.get_state_display(),
            duty.due, due_phrase(duty.due, found.today, calendar),
        )
        for duty in [*found.duties, *found.barred]
    )  # fmt: skip
    return csv_response(f"viec-cua-toi-{found.today:%Y%m%d}.csv", header, rows)
