"""The four classes, judged by the submission that was accepted; what is shown beside them is never mixed in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from processes.timeliness import FOUR, Facts, Sums, Timing, is_soon, timing
from workflow.calendar import shipped_calendar

DUE = date(2025, 12, 31)
BEGINS = date(2025, 1, 24)
DAY = timedelta(days=1)


def facts(
    state: str = "in_progress", submitted: date | None = None, accepted: date | None = None, **more: object
) -> Facts:
    return Facts(**{"state": state, "begins": BEGINS, "due": DUE, "submitted": submitted, "accepted": accepted} | more)


@pytest.mark.parametrize(
    ("share", "today", "expected"),
    [
        (facts("closed", DUE, DUE), DUE + 90 * DAY, Timing.DONE_ON_TIME),  # a long review makes nobody late
        (facts("approved", DUE + DAY, DUE + DAY), DUE + DAY, Timing.DONE_LATE),
        (facts(), DUE, Timing.RUNNING),  # the deadline itself is the last day on time
        (facts(), DUE + DAY, Timing.OVERDUE),
        (facts("assigned"), DUE + DAY, Timing.OVERDUE),
        (facts("submitted", DUE), DUE + 40 * DAY, Timing.RUNNING),  # pending: its time is compared, not today
        (facts("with_office", DUE + DAY), DUE + 2 * DAY, Timing.OVERDUE),
        (facts("assigned", begins=date(2025, 7, 1)), date(2025, 2, 1), Timing.NOT_YET),
        (facts("submitted", date(2025, 6, 1), begins=date(2025, 7, 1)), date(2025, 6, 2), Timing.RUNNING),
        (facts(due=None), DUE + DAY, Timing.NO_DEADLINE),  # "Thường xuyên" is never overdue
        (facts("closed", DUE, DUE, due=None), DUE, Timing.NO_DEADLINE),
        (facts("revoked"), DUE + DAY, Timing.REVOKED),
    ],
)
def test_the_class_of_a_share(share: Facts, today: date, expected: Timing) -> None:
    assert timing(share, today) is expected


def test_soon_is_a_part_of_running_and_not_of_what_waits_for_its_review() -> None:
    calendar = shipped_calendar()
    assert is_soon(facts(), date(2025, 12, 29), calendar)
    assert not is_soon(facts(), date(2025, 12, 1), calendar)
    assert not is_soon(facts(), DUE + DAY, calendar)
    assert not is_soon(facts("submitted", DUE), DUE, calendar)


def test_the_four_classes_add_up_and_the_rest_stays_beside() -> None:
    sums, today = Sums(), date(2025, 12, 30)
    rows = [
        (facts("closed", DUE, DUE), 3), (facts("closed", DUE + DAY, DUE + DAY), 1), (facts(), 5), (facts("submitted", BEGINS), 2),
        (facts(due=None), 7), (facts("revoked"), 11), (facts(begins=date(2026, 1, 1), due=date(2026, 12, 31)), 13),
    ]  # fmt: skip
    for share, count in rows:
        sums.add(share, count, today, shipped_calendar())
    assert sums.total == sum(sums.by_class[timing] for timing in FOUR) == 11
    assert (sums.done, sums.rate, sums.soon, sums.pending) == (4, "36,4%", 5, 2)
    assert sums.everything == 42


def test_no_rate_is_printed_where_nothing_counts() -> None:
    assert Sums().rate == ""
