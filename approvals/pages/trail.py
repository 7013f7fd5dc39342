"""The trail on screen: every event with its exact body and its hash, computed again while the page is made; and as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from approvals.reading import process_for
from approvals.timeline import timeline
from processes.chronicle import Entry, chronicle
from processes.pages.access import ActingRequest, requires
from processes.pages.shell import own_capacities
from processes.stream_subjects import subject_of
from workflow import clock
from workflow.csv_download import csv_response
from workflow.trail.verify import Damage, verify


@dataclass(frozen=True)
class Line:
    """An event as the page shows it, with what is wrong with it; nothing wrong: it matches."""

    entry: Entry
    faults: tuple[str, ...]

    @property
    def matches(self) -> bool:
        """Hash, chain, columns and words are what they must be."""
        return not self.faults


@require_GET
def process_trail(request: HttpRequest, pk: int) -> HttpResponse:
    """The trail of a process, for those who hold the right to read it; 404 for everybody else."""
    process = process_for(own_capacities(request), pk, "read_trail")
    title = f"{process.code} · {process.plan_task.code} · {process.agency}"
    back = (reverse("process", args=[process.pk]), process.code)
    return _answer(request, process.stream, title, timeline(process), back)


@require_GET
@requires("check_trail", "keep_people")
def stream_trail(request: ActingRequest, stream: str) -> HttpResponse:
    """The trail of a plan, an agency, an instrument, a person or an account (processes.stream_subjects says for whom)."""
    subject = subject_of(stream, request.capacities)
    return _answer(request, stream, subject.title, chronicle(stream), None)


def _answer(
    request: HttpRequest, stream: str, title: str, entries: Sequence[Entry], back: tuple[str, str] | None
) -> HttpResponse:
    damages: list[Damage] = []
    verify(damages.append, stream=stream)
    lines = _lines(entries, damages)
    if request.GET.get("xuat") == "csv":
        return csv_response(f"nhat-ky-{stream.replace(':', '-')}.csv", _header(), map(_row, lines))
    shown = {entry.seq for entry in entries}
    context = {
        "title": title,
        "stream": stream,
        "lines": lines,
        "beside": [damage for damage in damages if damage.seq not in shown],
        "damaged": len(damages),
        "back": back,
    }
    return render(request, "approvals/trail.html", context)


def _lines(entries: Sequence[Entry], damages: Sequence[Damage]) -> list[Line]:
    by_seq: dict[int | None, list[str]] = {}
    for damage in damages:
        by_seq.setdefault(damage.seq, []).append(damage.what)
    return [Line(entry, tuple(by_seq.get(entry.seq, ()))) for entry in entries]


def _header() -> list[str]:
    return [
        _("Số"), _("Việc"), _("Tên sự kiện"), _("Người thực hiện"), _("Chức vụ"), _("Tư cách"), _("Thay mặt"), _("Căn cứ"),
        _("Thời điểm ghi"), _("Giờ thật"), _("Từ trạng thái"), _("Sang trạng thái"), _("Lời văn"), _("Mã băm"),
        _("Mã băm trước"), _("Kiểm tra"), _("Nội dung nguyên văn"),
    ]  # fmt: skip


def _row(line: Line) -> list[Any]:
    entry = line.entry
    return [
        entry.seq, entry.act, entry.name, entry.who, entry.post, entry.capacity, entry.on_behalf_of, entry.instrument,
        _to_the_second(entry.at), _to_the_second(entry.real_at), entry.from_state, entry.to_state, entry.words, entry.hash,
        entry.prev_hash, _("khớp") if line.matches else "; ".join(line.faults), entry.body,
    ]  # fmt: skip


def _to_the_second(moment: datetime) -> str:
    return f"{moment.astimezone(clock.LOCAL):%d/%m/%Y %H:%M:%S}"
