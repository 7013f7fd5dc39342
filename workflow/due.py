"""How far away a deadline is, in working days and in words: the groups of the inbox and the phrase on the tag."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workflow.calendar import Calendar

DueGroup = Literal["overdue", "today", "three_days", "this_week", "later", "none"]
GROUPS: tuple[DueGroup, ...] = ("overdue", "today", "three_days", "this_week", "later", "none")
SOON = 3
_DAY = timedelta(days=1)


def due_group(due: date | None, today: date, calendar: Calendar) -> DueGroup:
    """The group of the inbox a duty belongs to.

    The deadline itself is the last day on time. "three_days" means at most three working days are left,
    "this_week" that it ends by Sunday.
    """
    if due is None:
        return "none"
    if due <= today:
        return "overdue" if due < today else "today"
    if calendar.working_days_between(today, due) <= SOON:
        return "three_days"
    return "this_week" if due <= today + timedelta(days=6 - today.weekday()) else "later"


def due_phrase(due: date | None, today: date, calendar: Calendar) -> str:
    """The deadline in office words: "Quá hạn 2 ngày làm việc", "Hôm nay", "Còn 3 ngày làm việc (24/11 nghỉ lễ)"."""
    group = due_group(due, today, calendar)
    if due is None:
        return _("Không có thời hạn")
    if group == "today":
        return _("Hôm nay")
    if group == "overdue":
        return _overdue(calendar.working_days_between(due, today))
    left = _left(calendar.working_days_between(today, due), due)
    return left if group == "later" else left + _remarks(today + _DAY, due, calendar)


def _overdue(days: int) -> str:
    # A deadline on a Saturday is over on the Sunday, though no working day has passed since.
    if days == 0:
        return _("Quá hạn")
    return ngettext("Quá hạn %(n)d ngày làm việc", "Quá hạn %(n)d ngày làm việc", days) % {"n": days}


def _left(days: int, due: date) -> str:
    if days == 0:
        return _("Hạn %(day)s, không còn ngày làm việc") % {"day": _short(due)}
    return ngettext("Còn %(n)d ngày làm việc", "Còn %(n)d ngày làm việc", days) % {"n": days}


def _remarks(first: date, last: date, calendar: Calendar) -> str:
    """Why the count is not what a glance at the week suggests."""
    remarks = [_("%(days)s nghỉ lễ") % {"days": days} for days in _runs(calendar.weekdays_off(first, last))]
    worked = sorted(day for day in calendar.working_weekends if first <= day <= last)
    remarks += [_("%(days)s làm bù") % {"days": days} for days in _runs(worked)]
    return f" ({', '.join(remarks)})" if remarks else ""


def _runs(days: list[date]) -> list[str]:
    """Days written singly, neighbours drawn together: 24/11; 16/02–20/02."""
    if not days:
        return []
    breaks = [index for index, (day, following) in enumerate(pairwise(days), 1) if following - day > _DAY]
    starts, ends = [0, *breaks], [*breaks, len(days)]
    runs = [days[start:end] for start, end in zip(starts, ends, strict=True)]
    return [_short(run[0]) if len(run) == 1 else f"{_short(run[0])}–{_short(run[-1])}" for run in runs]


def _short(day: date) -> str:
    return f"{day:%d/%m}"
