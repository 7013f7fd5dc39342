"""The directory on screen: the list of bodies, and one body with its names, units, line of succession and groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from processes.agency_kinds import KINDS, UNIT_KINDS
from processes.exchange.kinds import DIRECTORY, exported
from processes.history import history
from processes.models import Agency, Unit
from processes.pages.access import ActingRequest, requires
from processes.pages.agency_forms import AgencyFilter
from processes.pages.lists import Folded, address_of_list, page_of, wants_csv, wants_xlsx
from processes.pages.people import keeping
from workflow import clock
from workflow.csv_download import csv_response
from workflow.errors import NotFound
from workflow.spreadsheets import xlsx_response
from workflow.vietnamese import folded


def agency_or_404(code: str) -> Agency:
    """The agency of that code, or NotFound in words."""
    agency = Agency.objects.select_related("parent").filter(code=code).first()
    if agency is None:
        raise NotFound(_("Không có cơ quan này trong danh mục. Hãy tìm lại trong danh sách."))
    return agency


@requires("read_directory", "keep_directory")
@require_safe
def agency_list(request: ActingRequest) -> HttpResponse:
    """The bodies that stand on a day (`?ngay=`, today where it is not said), by level and name; CSV of the list, or the whole
    directory as an XLSX that can be imported again (`?xuat=xlsx`), on request.
    """
    if wants_xlsx(request):
        return xlsx_response(DIRECTORY.file_name, exported(DIRECTORY))
    form = AgencyFilter(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    day = wanted.get("ngay") or clock.today()
    rows = _found(wanted.get("q") or "", wanted.get("cap") or "", None if wanted.get("tat_ca") else day)
    if wants_csv(request):
        return csv_response(_("co-quan.csv"), _header(), _lines(rows))
    context = {
        "page": page_of(request, rows),
        "query": address_of_list(request),
        "form": form,
        "day": day,
        "keeping": keeping(request),
    }
    return render(request, "processes/agencies.html", context)


def _found(text: str, level: str, day: date | None) -> QuerySet[Agency]:
    rows: QuerySet[Agency] = Agency.objects.select_related("parent")
    if day:
        rows = rows.filter(pk__in=Agency.objects.on(day))
    if level:
        rows = rows.filter(level=level)
    if wanted := folded(text):
        names = Concat("name", Value(" "), "formal_name", Value(" "), "code", Value(" "), "official_code", Value(" "),
                       Cast(F("short_names"), TextField()), output_field=TextField())  # fmt: skip
        rows = rows.annotate(folded_names=Folded(names)).filter(folded_names__contains=wanted)
    return rows


def _header() -> list[str]:
    return [
        _("Mã"), _("Mã chính thức"), _("Tên chính thức"), _("Tên viết tắt"), _("Loại"), _("Cấp"), _("Cơ quan cấp trên"),
        _("Từ ngày"), _("Đến hết ngày"), _("Chỉ đề nghị, không giao"), _("Ghi chú"),
    ]  # fmt: skip


def _lines(rows: Iterable[Agency]) -> Iterator[list[object]]:
    for row in rows:
        yield [
            row.code, row.official_code, row.name, "; ".join(row.short_names), KINDS.get(row.kind, row.kind),
            row.get_level_display(), row.parent.name if row.parent else "", row.valid_from, row.valid_to, row.asked_only,
            row.note,
        ]  # fmt: skip


@requires("read_directory", "keep_directory")
@require_safe
def agency_page(request: ActingRequest, code: str) -> HttpResponse:
    """One body: names, units, from whom it took over, who takes over from it, its groups, and the history of its row."""
    agency = agency_or_404(code)
    rights = keeping(request)
    context = {
        "agency": agency,
        "alive": agency.is_alive(clock.today()),
        "kind": KINDS.get(agency.kind, agency.kind),
        "aliases": agency.aliases.order_by("pk"),
        "units": _units(agency),
        "before": agency.precessions.select_related("before").order_by("on", "before__sort_key"),
        "after": agency.successions.select_related("after").order_by("-continues", "after__sort_key"),
        "memberships": agency.memberships.select_related("group").order_by("group__name", "valid_from"),
        "entries": history([f"agency:{agency.pk}"]) if rights["keep_directory"] else [],
        "keeping": rights,
    }
    return render(request, "processes/agency.html", context)


def _units(agency: Agency) -> list[tuple[Unit, object]]:
    rows = agency.units.select_related("predecessor__agency").order_by("valid_to", "name")
    return [(unit, UNIT_KINDS.get(unit.kind, unit.kind)) for unit in rows]
