""" "Việc của tôi": duties by due date, filters in the address, a selection for acts in bulk, and a download."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, TypedDict

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from approvals.flow import TaskFlow
from approvals.inbox import Duty, Filters, Inbox, inbox
from approvals.pages.bulk import BULK, acts_for
from approvals.pages.filters import address, asked_filters, in_words
from approvals.unattended import Unattended, unattended
from processes.pages.shell import Place, own_capacities, places
from processes.progress import coordinating_bodies
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
BARRED = "barred"
BARRED_WORDS = (gettext_lazy("Cần người khác thực hiện"), "lock")
ON_A_PAGE = 50
TITLE = 180
"""Letters of a task's text on a row; the page of the process shows all of it."""


class Row(TypedDict):
    """A duty as the template prints it: finished strings, so that a page of rows costs no tag and no filter.

    A dictionary, because a template looks into one without first failing to: measured, that is half of the page's time.
    """

    pk: str
    value: str
    title: str
    agency: str
    line: str
    due: str
    state: str
    bulk: bool
    barrier: str


@dataclass(frozen=True)
class Section:
    """A group of the list: all its duties, and those of them that stand on the page that is shown."""

    name: str
    words: Any
    icon: str
    duties: list[Duty]
    rows: list[Row] = field(default_factory=list)

    @property
    def pickable(self) -> int:
        """How many of the whole group an act in bulk can answer."""
        return sum(duty.node in BULK for duty in self.duties) if self.name != BARRED else 0


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The inbox of the person signed in, today: a page of it, with the counts of the whole."""
    filters = asked_filters(request.GET)
    found = inbox(own_capacities(request), filters)
    every = _sections(found)
    chosen = next((section.name for section in every if section.name == request.GET.get("han")), "")
    sections = [section for section in every if chosen in ("", section.name)]
    if request.GET.get("xuat") == "csv":
        return _csv([duty for section in sections for duty in section.duties], found.today)
    page, shown = _page(sections, request.GET.get("trang"))
    narrowed = len(every) > 1 and (bool(chosen) or page.has_other_pages())
    waiting: list[Unattended] = unattended(own_capacities(request))
    context = {
        "sections": shown,
        "groups": [(section, address(filters, han=section.name)) for section in every if narrowed],
        "chosen": chosen,
        "page": page,
        "inbox": found,
        "filters": filters,
        "filtered": filters != Filters(),
        "kept": in_words(filters),
        "unattended": waiting,
        "acts": acts_for({duty.node for section in sections if section.name != BARRED for duty in section.duties}),
        "coordinates": bool(coordinating_bodies(own_capacities(request))),
        "next_place": _next_place(request),
        "everything": address(filters),
        "query": address(filters, han=chosen),
        "csv": address(filters, han=chosen, xuat="csv"),
    }
    return render(request, "approvals/inbox.html", context)


def _sections(found: Inbox) -> list[Section]:
    """The groups that hold anything, in their order; last those duties that another person must do."""
    groups = [(name, *GROUP_WORDS[name], duties) for name, duties in found.groups.items()]
    return [Section(*group) for group in [*groups, (BARRED, *BARRED_WORDS, found.barred)] if group[-1]]


def _page(sections: Sequence[Section], asked: str | None) -> tuple[Page, list[Section]]:
    """One page of the list, in sections again."""
    lines = [(place, duty) for place, section in enumerate(sections) for duty in section.duties]
    page = Paginator(lines, ON_A_PAGE).get_page(asked)
    looks = _Looks()
    shown = [
        replace(sections[place], rows=_rows([duty for _place, duty in group], looks))
        for place, group in groupby(page.object_list, key=itemgetter(0))
    ]
    return page, shown


def _next_place(request: HttpRequest) -> Place | None:
    """Where somebody without a duty goes on: the next place of the navigation that is open to him."""
    return next((place for place in places(request) if not place.current), None)


def _rows(duties: Iterable[Duty], looks: _Looks) -> list[Row]:
    return [
        {
            "pk": str(duty.pk),
            "value": f"{duty.pk}:{duty.version}",
            "title": looks.title(duty.task, duty.text),
            "agency": duty.agency,
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
        return f"{duty.code} · {self._words[duty.node]}{again}"


def _csv(duties: Iterable[Duty], today: date) -> HttpResponse:
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
            duty.due, due_phrase(duty.due, today, calendar),
        )
        for duty in duties
    )  # fmt: skip
    return csv_response(f"viec-cua-toi-{today:%Y%m%d}.csv", header, rows)
