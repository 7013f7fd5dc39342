"""The working calendar: the facts of domain.md 6.6 and the acceptance checks 18–23."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.calendar import Calendar, recorded_overrides, shipped_calendar

CALENDAR = shipped_calendar()
DAYS = st.dates(date(2024, 1, 1), date(2031, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 1, 2), False),  # swapped by 12729/VPCP-KGVX, unknown to the package
        (date(2026, 1, 10), True),  # the Saturday worked for it
        (date(2026, 11, 24), False),  # Ngày Văn hóa Việt Nam, from 2026
        (date(2025, 11, 24), True),
        (date(2026, 8, 22), True),  # Saturday worked for 31/8/2026
        (date(2026, 8, 31), False),
        (date(2025, 4, 26), True),
        (date(2025, 5, 2), False),
        (date(2025, 1, 27), False),  # Tết
        (date(2025, 2, 3), True),
        (date(2026, 11, 22), False),  # a Sunday
    ],
)
def test_days_the_offices_work(day: date, works: bool) -> None:
    assert CALENDAR.is_working_day(day) is works


def test_three_working_days_after_the_last_of_2025() -> None:
    assert CALENDAR.add_working_days(date(2025, 12, 31), 3) == date(2026, 1, 7)


def test_fifteen_working_days_after_signing_skip_tet() -> None:
    assert CALENDAR.add_working_days(date(2025, 1, 24), 15) == date(2025, 2, 21)


@pytest.mark.parametrize(
    ("deadline", "target"),
    [
        (date(2025, 11, 29), date(2025, 11, 28)),
        (date(2026, 11, 29), date(2026, 11, 27)),
        *((date(year, 11, 29), date(year, 11, 29)) for year in (2027, 2028, 2029, 2030)),
    ],
)
def test_the_reminder_for_the_annual_report_aims_at_a_working_day(deadline: date, target: date) -> None:
    assert CALENDAR.last_working_day_on_or_before(deadline) == target


def test_thirty_calendar_days_roll_forward_from_a_sunday() -> None:
    assert CALENDAR.first_working_day_on_or_after(date(2025, 2, 23)) == date(2025, 2, 24)


@pytest.mark.parametrize(("year", "days"), [(2025, 250), (2026, 249), (2027, 249), (2028, 248), (2029, 249)])
def test_working_days_of_a_year(year: int, days: int) -> None:
    assert CALENDAR.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)) == days


def test_every_override_names_the_document_it_rests_on() -> None:
    entries = recorded_overrides()
    assert entries
    assert all("12729/VPCP-KGVX" in entry["basis"] for entry in entries)


def test_a_holiday_has_a_vietnamese_name_and_an_ordinary_day_none() -> None:
    assert CALENDAR.holiday_name(date(2026, 11, 24)) == "Ngày Văn hóa Việt Nam"
    assert CALENDAR.holiday_name(date(2026, 11, 25)) == ""


def test_the_calendar_says_which_years_it_knows() -> None:
    assert CALENDAR.covers(date(2031, 12, 31))
    assert not CALENDAR.covers(date(2032, 1, 1))


def test_another_set_of_days_is_another_version() -> None:
    other = Calendar("other", CALENDAR.days_off | {date(2026, 11, 25)}, CALENDAR.working_weekends)
    assert other != CALENDAR
    assert CALENDAR.version.startswith("vn-0.109-")


@given(DAYS, DAYS)
def test_counting_is_antisymmetric(first: date, last: date) -> None:
    assert CALENDAR.working_days_between(first, last) == -CALENDAR.working_days_between(last, first)


@given(DAYS, st.integers(1, 60))
def test_adding_then_counting_gives_the_days_back(start: date, days: int) -> None:
    end = CALENDAR.add_working_days(start, days)
    assert CALENDAR.is_working_day(end)
    assert CALENDAR.working_days_between(start, end) == days
