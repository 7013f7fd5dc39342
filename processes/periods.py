"""Which periods a deadline makes in a year: the template's time turned into days. Pure.

A calendar end (a quarter, a year, "đến ngày") does not roll over weekends; only durations do (domain.md 1.3, a named policy).
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

MONTHS = {"year": 12, "half_year": 6, "quarter": 3, "month": 1}


@dataclass(frozen=True)
class Period:
    """From the first day of work to the last day on time; `due` is None where the plan sets no end."""

    first: date
    last: date | None
    due: date | None


@dataclass(frozen=True)
class NoPeriod:
    """Why a deadline makes no period in that year; `waits` says that something else must happen first."""

    reason: str
    waits: bool


def periods(deadline: Mapping[str, Any], year: int, signed: date) -> list[Period] | NoPeriod:
    """The periods of one year. A span over years is given out once, in its first year; nothing begins before the signing day."""
    kind = deadline["kind"]
    first, last = _day(deadline.get("from")), _day(deadline.get("to"))
    if kind in ("span", "duration"):
        if first is None or last is None:
            return NoPeriod(_("thời hạn chưa có ngày bắt đầu hoặc ngày kết thúc"), waits=True)
        begins = max(first, signed)
        return [Period(begins, last, last)] if begins.year == year else []
    if kind == "recurring":
        return _recurring(first, last, str(deadline.get("recurs")), year, signed)
    if kind in ("continuous", "none"):
        begins = max(date(year, 1, 1), first or signed, signed)
        return [Period(begins, date(year, 12, 31), None)] if begins.year == year else []
    words = {
        "event": _("chờ sự kiện nêu trong kế hoạch"),
        "on_demand": _("chỉ giao khi có yêu cầu"),
        "reference": _("thời hạn theo văn bản khác, cần liên kết văn bản đó"),
    }
    return NoPeriod(words.get(kind, _("thời hạn chưa đọc được")), waits=True)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _recurring(first: date | None, last: date | None, recurs: str, year: int, signed: date) -> list[Period] | NoPeriod:
    """Shift the first occurrence by its step through the year. Where only an end is read, the period begins after the last one."""
    step = MONTHS.get(recurs)
    if step is None or last is None:
        return NoPeriod(_("chưa rõ thời hạn lặp lại thế nào"), waits=True)
    if year < (first or last).year:
        return []
    found = []
    for shift in range(-12, 13 * 12, step):
        end = _shifted(last, shift + 12 * (year - last.year))
        if end.year != year or end < signed or end < last:
            continue
        begin = max(_begin(first, last, end, step), signed)
        if begin <= end:
            found.append(Period(begin, end, end))
    return sorted({period.last: period for period in found}.values(), key=lambda period: period.last or date.max)


def _begin(first: date | None, last: date, end: date, step: int) -> date:
    """The day an occurrence begins: as long before its end as the first one, the whole step where that one was cut by signing."""
    whole = date(end.year, (end.month - 1) // step * step + 1, 1) if 12 % step == 0 else end
    if first is None or (first.day, first.month) == (1, (last.month - 1) // step * step + 1):
        return whole
    if first.day == 1:
        return _shifted(first, (end.year - last.year) * 12 + end.month - last.month)
    return whole


def _shifted(day: date, months: int) -> date:
    """The day so many months later; a last day of a month stays one."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    length = monthrange(year, month + 1)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, length if is_last else min(day.day, length))
