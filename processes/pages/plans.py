"""The list of plans, and a plan's own page: the table exactly as printed, with how far each share has come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from processes.models import Plan
from processes.pages.access import ActingRequest, requires
from processes.pages.lists import wants_csv
from processes.pages.plan_table import Table, table_of, with_progress
from processes.plans import keeping
from processes.progress import readable_plans, shares, tallies, together, years_given
from processes.rights import may
from processes.timeliness import FOUR, PENDING_WORD, SOON_WORD, WORDS, Sums, Timing
from workflow import clock
from workflow.acts import Capacity
from workflow.csv_download import csv_response
from workflow.errors import NotFound

MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
}
"""Of sources that are no text, by the end of their name; the reader has checked that they are what it says."""
KEEPING = ("confirm_plan", "give_out")


def plan_or_404(pk: int, capacities: Sequence[Capacity]) -> Plan:
    """The plan, if its text may be read: a draft only by those who keep it, an inspector's only within his card."""
    plans = _readable(capacities).select_related("issuer", "department", "office", "earlier")
    found = plans.defer("source", "earlier__source", "earlier__reading").filter(pk=pk).first()
    if found is None or (found.status == Plan.Status.DRAFT and not keeping(found, capacities, "confirm_plan")):
        raise NotFound(_("Không có kế hoạch này trong phạm vi của bạn. Hãy mở kế hoạch từ danh sách."))
    return found


def _readable(capacities: Sequence[Capacity]) -> Any:
    scope = readable_plans(capacities)
    return Plan.objects.all() if scope is None else Plan.objects.filter(pk__in=scope)


@requires("read_plan")
@require_safe
def plans_list(request: ActingRequest) -> HttpResponse:
    """Every plan that may be read; drafts for those who confirm them."""
    found = (
        _readable(request.capacities)
        .select_related("issuer", "department")
        .defer("source", "reading")
        .annotate(
            rows=Count("tasks", distinct=True),
            waiting=Count("doubts", filter=Q(doubts__settled__isnull=True), distinct=True),
        )
    )
    capacities = request.capacities
    rows = [row for row in found if row.status != Plan.Status.DRAFT or keeping(row, capacities, "confirm_plan")]
    if wants_csv(request):
        header = [
            _("Số, ký hiệu"),
            _("Ngày ký"),
            _("Cơ quan ban hành"),
            _("Trích yếu"),
            _("Tình trạng"),
            _("Số nhiệm vụ"),
        ]
        lines = [
            (row.number, row.dated, row.issuer.name, row.title, row.get_status_display(), row.rows) for row in rows
        ]
        return csv_response(_("ke-hoach.csv"), header, lines)
    context = {"plans": rows, "may_import": bool(may("import_plan", capacities))}
    return render(request, "processes/plans.html", context)


@dataclass(frozen=True)
class Figure:
    """A number with its word, as the page lists it."""

    code: str
    word: Any
    count: int


@requires("read_plan")
@require_safe
def plan_page(request: ActingRequest, pk: int) -> HttpResponse:
    """The table as printed, each row's shares, and the counts of a year (`?nam=`), over what the reader may see."""
    capacities = request.capacities
    plan = plan_or_404(pk, capacities)
    given = years_given(plan, capacities)
    year = _year(request.GET.get("nam", ""), plan, given)
    by_task = tallies(plan, year, capacities, by="task")
    table = with_progress(table_of(plan), by_task, shares(plan, year, capacities))
    if wants_csv(request):
        return csv_response(_("ke-hoach-{year}.csv").format(year=year), _header(), _lines(table))
    whole = together(by_task.values())
    context = {
        "plan": plan,
        "table": table,
        "later": _readable(capacities)
        .filter(earlier=plan)
        .exclude(status=Plan.Status.DRAFT)
        .defer("source", "reading")
        .order_by("dated", "pk"),
        "year": year,
        "years": _years(plan, given, ahead=bool(keeping(plan, capacities, "give_out"))),
        "whole": whole,
        "four": [Figure(str(timing), WORDS[timing], whole.sums.by_class[timing]) for timing in FOUR],
        "beside": list(_beside(whole.sums)),
        "offers": {right: keeping(plan, capacities, right) for right in KEEPING}
        | {"transfer": may_transfer(plan, capacities), "trail": bool(may("check_trail", capacities))},
    }
    return render(request, "processes/plan.html", context)


def may_transfer(plan: Plan, capacities: Sequence[Capacity]) -> bool:
    """Does somebody here hold the right to transfer shares of this plan? The engine judges each share again."""
    from processes.models import TaskProcess
    from processes.rights import fitting

    sample = TaskProcess(plan=plan, state="assigned")
    sample.department_id, sample.office_id, sample.issuer_id = plan.department_id, plan.office_id, plan.issuer_id
    sample.field = plan.field
    return bool(fitting("transfer", sample, capacities, ()))


def _year(wanted: str, plan: Plan, given: Sequence[int]) -> int:
    """The year asked for; else this year, if anything of it was given out, else the latest that was."""
    first = plan.dated.year
    if wanted.isdecimal() and len(wanted) == 4 and first <= int(wanted) <= first + 50:
        return int(wanted)
    this = clock.today().year
    if this in given or not given:
        return max(this if given else first, first)
    return given[-1]


def _years(plan: Plan, given: Sequence[int], *, ahead: bool) -> list[int]:
    """The years to choose from: since the signing, up to this one; whoever gives out may look one year ahead."""
    last = max(clock.today().year + ahead, plan.dated.year)
    return sorted({*given, *range(plan.dated.year, last + 1)})


def _beside(sums: Sums) -> Iterator[Figure]:
    yield Figure("soon", SOON_WORD, sums.soon)
    yield Figure("pending", PENDING_WORD, sums.pending)
    for timing in Timing:
        if timing not in FOUR and sums.by_class[timing]:
            yield Figure(str(timing), WORDS[timing], sums.by_class[timing])


def _header() -> list[str]:
    return [
        _("Nhiệm vụ"), _("Nội dung"), _("Cơ quan chủ trì (nguyên văn)"), _("Cơ quan phối hợp (nguyên văn)"),
        _("Cơ quan chỉ đạo (nguyên văn)"), _("Thời gian (nguyên văn)"), _("Mã hồ sơ"), _("Cơ quan được giao"), _("Giai đoạn"),
        _("Trạng thái"), _("Thời hạn"), _("Ngày trình"), _("Ngày trình được chấp nhận"), _("Loại"),
    ]  # fmt: skip


def _lines(table: Table) -> Iterator[list[Any]]:
    """One line a share; a row of the plan without shares has a line of its own. Title and phase only where no more may be read."""
    for row in table.rows:
        cells = row.task.cells
        printed = [
            row.task.code,
            row.task.text,
            *(cells.get(name, "") for name in ("lead", "coordinating", "directing", "deadline")),
        ]
        for share in row.shares:
            yield [
                *printed, share.code, share.agency, share.phase_word, share.get_state_display(), share.due, share.submitted_at,
                share.accepted_at, share.timing_word,
            ]  # fmt: skip
        for share in row.coordinating:
            yield [*printed, "", share.agency, share.phase_word, *[""] * 5]
        if not row.shares and not row.coordinating:
            yield [*printed, *[""] * 8]


@requires("read_plan")
@require_safe
def plan_source(request: ActingRequest, pk: int) -> HttpResponse:
    """The file as received, byte for byte."""
    plan = plan_or_404(pk, request.capacities)
    media_type = MEDIA_TYPES.get(PurePath(plan.source_name).suffix.lower(), "text/plain; charset=utf-8")
    response = HttpResponse(bytes(plan.source), content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, plan.source_name or f"{plan.pk}.txt")
    response["X-Content-Type-Options"] = "nosniff"
    return response
