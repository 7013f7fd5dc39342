"""Deadlines in words: the groups of the inbox under a calendar with 24/11/2026 off."""

from datetime import date

import pytest

from workflow.calendar import shipped_calendar
from workflow.due import GROUPS, due_group, due_phrase

CALENDAR = shipped_calendar()
MONDAY = date(2026, 11, 23)
FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("due", "today", "group", "phrase"),
    [
        (None, MONDAY, "none", "Không có thời hạn"),
        (date(2026, 11, 19), MONDAY, "overdue", "Quá hạn 2 ngày làm việc"),
        (date(2026, 11, 21), date(2026, 11, 22), "overdue", "Quá hạn"),
        (date(2026, 11, 23), date(2026, 11, 25), "overdue", "Quá hạn 1 ngày làm việc"),
        (MONDAY, MONDAY, "today", "Hôm nay"),
        (date(2026, 11, 25), MONDAY, "three_days", "Còn 1 ngày làm việc (24/11 nghỉ lễ)"),
        (date(2026, 11, 27), MONDAY, "three_days", "Còn 3 ngày làm việc (24/11 nghỉ lễ)"),
        (date(2026, 11, 29), MONDAY, "three_days", "Còn 3 ngày làm việc (24/11 nghỉ lễ)"),
        (date(2026, 11, 22), FRIDAY, "three_days", "Hạn 22/11, không còn ngày làm việc"),
        (date(2026, 11, 20), date(2026, 11, 16), "this_week", "Còn 4 ngày làm việc"),
        (date(2026, 11, 30), MONDAY, "later", "Còn 4 ngày làm việc"),
        (date(2026, 12, 31), MONDAY, "later", "Còn 27 ngày làm việc"),
        (date(2026, 2, 23), date(2026, 2, 13), "three_days", "Còn 1 ngày làm việc (16/02–20/02 nghỉ lễ)"),
        (date(2026, 1, 7), date(2025, 12, 31), "three_days", "Còn 3 ngày làm việc (01/01–02/01 nghỉ lễ)"),
        (date(2026, 8, 22), date(2026, 8, 20), "three_days", "Còn 2 ngày làm việc (22/08 làm bù)"),
    ],
)
def test_group_and_phrase(due: date | None, today: date, group: str, phrase: str) -> None:
    assert due_group(due, today, CALENDAR) == group
    assert due_phrase(due, today, CALENDAR) == phrase


def test_every_day_of_a_year_falls_into_a_known_group() -> None:
    days = [date.fromordinal(MONDAY.toordinal() + offset) for offset in range(-180, 180)]
    groups = [due_group(day, MONDAY, CALENDAR) for day in days]
    order = [GROUPS.index(group) for group in groups]
    assert order == sorted(order)
