"""What a time cell was read as, and the arithmetic from a stretch of the calendar to dates.

All dates are inclusive local days. "Trước X" is strict: the last day on time is the day before X (domain.md 1.4).
Fixed ends of the calendar do not roll over days off; durations roll forward (domain.md 1.3).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from processes.plan_import.deadlines.periods import Period, Refused
from workflow.calendar import Calendar

DAY = timedelta(days=1)
PAST = "Thời hạn đã qua trước ngày ký: hãy xác nhận."
FAR = "Thời hạn rất xa ngày ký: hãy xác nhận năm."
_LONGEST_PLAN = 25  # years; "năm 2052" on a plan of 2025 is 2025 mistyped sooner than meant


@dataclass(frozen=True)
class Deadline:
    """The reading of one time cell. `end` is the last day on time; of the first occurrence when it recurs.

    `windows` are the stretches of any one year for what recurs; `until` the last day of a recurrence that is bounded.
    """

    text: str
    kind: str
    start: date | None = None
    end: date | None = None
    recurs: str | None = None
    certain: bool = True
    reason: str | None = None
    windows: tuple[Period, ...] = ()
    until: date | None = None

    def as_json(self) -> dict[str, Any]:
        """The shape that `read_deadline --json` prints."""
        return {
            "text": self.text,
            "kind": self.kind,
            "from": self.start and self.start.isoformat(),
            "to": self.end and self.end.isoformat(),
            "recurs": self.recurs,
            "certain": self.certain,
            "reason": self.reason,
        }

    def occurrences(self, year: int) -> tuple[tuple[date, date], ...]:
        """The (first day, last day) of every occurrence that falls due in that year, none before the first one.

        A span that does not recur belongs to the year in which it begins. Kinds without dates have no occurrence.
        """
        if self.start is None:
            return ()
        if not self.windows:
            return ((self.start, self.end),) if self.end and self.start.year == year else ()
        due = ((max(window.first(year), self.start), window.last(year)) for window in self.windows)
        return tuple((first, last) for first, last in due if first <= last and (not self.until or last <= self.until))

    def doubted(self, reason: str) -> Deadline:
        """The same reading, to be confirmed by a person."""
        return replace(self, certain=False, reason=reason)

    def noted(self, reason: str) -> Deadline:
        """The same reading with a remark; what was certain stays certain."""
        return replace(self, reason=self.reason or reason)


@dataclass(frozen=True)
class Basis:
    """What dates are counted from: the cell, the signing day and the working calendar."""

    text: str
    signed: date
    calendar: Calendar

    def blank(self, kind: str, reason: str | None = None, *, certain: bool = True) -> Deadline:
        """A reading without dates."""
        return Deadline(self.text, kind, certain=certain, reason=reason)

    def during(self, period: Period) -> Deadline:
        """The stretch itself; it never begins before the signing day."""
        if period.yearly:
            return self._doubt(self.recurring("year", [replace(period, year=None)]), period)
        period = self._with_year(period)
        start, end = period.first(), period.last()
        if end < start:
            raise Refused("Thời hạn kết thúc trước khi bắt đầu: hãy xem lại ô thời hạn.")
        if start < self.signed <= end:
            start = self.signed
        return self._doubt(Deadline(self.text, "span", start, end), period)

    def by(self, period: Period) -> Deadline:
        """From the signing day to the last day of the stretch, included."""
        if period.yearly:
            return self.recurring(
                "year", [replace(period, months=(1, period.months[1]), days=(1, period.days[1]), year=None)]
            )
        period = self._with_year(period)
        return self._doubt(Deadline(self.text, "span", min(self.signed, period.last()), period.last()), period)

    def before(self, period: Period) -> Deadline:
        """From the signing day to the day before the stretch begins."""
        period.check()
        if period.yearly:
            return self.recurring("year", [eve(period)])
        period = self._with_year(period)
        end = period.first() - DAY
        return self._doubt(Deadline(self.text, "span", min(self.signed, end), end), period)

    def between(self, first: Period | None, last: Period, *, strict: bool = False) -> Deadline:
        """From one stretch (None: the signing day) to another; the year of the first comes from the second."""
        if first is None:
            return self.before(last) if strict else self.by(last)
        borrowed = first.year is None or last.year is None
        first, last = first.of(last.year), last.of(first.year)
        if first.yearly or last.yearly:
            window = Period((first.months[0], last.months[1]), (first.days[0], last.days[1]))
            return self.recurring("year", [window])
        if borrowed and first.first() > last.last() and first.year == last.year and first.year is not None:
            earlier = replace(first, year=first.year - 1)
            return self._span(earlier, last, strict).doubted(
                "Khoảng thời gian vắt qua hai năm: hãy xác nhận năm bắt đầu."
            )
        return self._span(first, last, strict)

    def _span(self, first: Period, last: Period, strict: bool) -> Deadline:
        first.check()
        last.check()
        start, end = first.first(), (last.first() - DAY if strict else last.last())
        if end < start:
            raise Refused("Thời hạn kết thúc trước khi bắt đầu: hãy xem lại ô thời hạn.")
        if start < self.signed <= end:
            start = self.signed
        return self._doubt(Deadline(self.text, "span", start, end), last)

    def recurring(
        self, recurs: str, windows: Iterable[Period], since: date | None = None, until: date | None = None
    ) -> Deadline:
        """What comes back: its first occurrence that ends on or after the signing day (and `since`)."""
        windows = tuple(windows)
        for window in windows:
            window.check()
        base = max(self.signed, since) if since else self.signed
        due = (
            (window.first(year), window.last(year)) for year in range(base.year, base.year + 9) for window in windows
        )
        start, end = next((max(first, base), last) for first, last in due if last >= base and last >= first)
        return Deadline(self.text, "recurring", start, end, recurs, windows=windows, until=until)

    def _with_year(self, period: Period) -> Period:
        period.check()
        if period.year is not None or not period.doubt:
            return period
        near = replace(period, year=self.signed.year)
        return near if near.last() >= self.signed else replace(period, year=self.signed.year + 1)

    def _doubt(self, deadline: Deadline, period: Period) -> Deadline:
        if period.doubt:
            return deadline.doubted(period.doubt)
        if deadline.end and deadline.end < self.signed:
            return deadline.doubted(PAST)
        if deadline.end and deadline.end.year > self.signed.year + _LONGEST_PLAN:
            return deadline.doubted(FAR)
        return deadline


def eve(period: Period) -> Period:
    """From 01/01 to the day before the stretch begins, in any year."""
    month, day = period.months[0], period.days[0]
    if day > 1:
        return Period((1, month), (1, day - 1))
    return Period((1, month - 1 or 12))
