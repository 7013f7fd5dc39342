"""Working days: pure arithmetic over a versioned list of days off and of worked weekends.

The working week is Monday to Friday; public holidays are those of Bộ luật Lao động 2019, Điều 112, with 24/11 from
2026 (Nghị quyết 28/2026/QH16). Nothing here reads the clock or the database: `today` and the calendar are arguments.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import holidays

SHIPPED_YEARS = range(2024, 2032)
OVERRIDES = Path(__file__).parent / "data" / "calendar_overrides.json"
_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True)
class Calendar:
    """One version of the working calendar; its `version` is frozen into every date computed with it.

    `names` gives the Vietnamese name of a day off or of a worked weekend. Beyond the years it was made for, a calendar
    knows weekends only: `covers` says so.
    """

    version: str
    days_off: frozenset[date]
    working_weekends: frozenset[date]
    names: Mapping[date, str] = field(default_factory=dict, hash=False, compare=False)
    years: range = SHIPPED_YEARS

    def covers(self, day: date) -> bool:
        """Whether holidays of that year are recorded in this version."""
        return day.year in self.years

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on that day: recorded swaps first, then holidays, then the week."""
        if day in self.working_weekends:
            return True
        return day.weekday() < _SATURDAY and day not in self.days_off

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; negative when `end` lies before `start`."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_working_day(day) for day in _days(start + _DAY, end))

    def add_working_days(self, start: date, days: int) -> date:
        """The working day `days` working days after `start` (before it when negative); day 0 is not counted."""
        step, left, day = (_DAY if days >= 0 else -_DAY), abs(days), start
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def last_working_day_on_or_before(self, day: date) -> date:
        """The day a reminder aims at: the deadline, or the last working day before it."""
        while not self.is_working_day(day):
            day -= _DAY
        return day

    def first_working_day_on_or_after(self, day: date) -> date:
        """Where a duration ends that would end on a day off (Bộ luật Dân sự 2015, Điều 148, by analogy)."""
        while not self.is_working_day(day):
            day += _DAY
        return day

    def holiday_name(self, day: date) -> str:
        """The name of the holiday or of the swapped day; empty for an ordinary day."""
        return self.names.get(day, "")

    def weekdays_off(self, first: date, last: date) -> list[date]:
        """Holidays that take away a working day between the two dates, both included."""
        return [day for day in _days(first, last) if day in self.days_off and day.weekday() < _SATURDAY]


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=offset) for offset in range((last - first).days + 1))


def recorded_overrides() -> list[dict[str, str]]:
    """The swaps recorded by decision: date, kind ("off" or "worked"), name and the document they rest on."""
    entries: list[dict[str, str]] = json.loads(OVERRIDES.read_text(encoding="utf-8"))
    return entries


@lru_cache(maxsize=1)
def shipped_calendar() -> Calendar:
    """The calendar of 2024–2031 from the pinned `holidays` package, with the recorded overrides on top.

    The version names the package and a digest of the days, so that any change of a day is a change of version.
    """
    published = holidays.country_holidays("VN", years=SHIPPED_YEARS, language="vi")
    names = dict(published.items())
    off = set(names)
    worked = {day for day in published.weekend_workdays if day.year in SHIPPED_YEARS}
    names |= {day: "Ngày làm bù" for day in worked}
    for entry in recorded_overrides():
        day = date.fromisoformat(entry["date"])
        names[day] = entry["name"]
        (off if entry["kind"] == "off" else worked).add(day)
        (worked if entry["kind"] == "off" else off).discard(day)
    return Calendar(_version(off, worked), frozenset(off), frozenset(worked), names)


def _version(off: set[date], worked: set[date]) -> str:
    days = "\n".join([*(f"-{day}" for day in sorted(off)), *(f"+{day}" for day in sorted(worked))])
    return f"vn-{holidays.__version__}-{hashlib.sha256(days.encode()).hexdigest()[:12]}"
