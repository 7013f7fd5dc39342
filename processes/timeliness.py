"""The four classes of work by its deadline (domain.md 4.3), and what is shown beside them. Pure: today is an argument.

The time of the submission that was finally accepted decides C1 or C2, so that a slow review never makes an agency late; while
a submission waits for its review, its time, not today, is compared with the deadline. Days are the province's own: the
deadline itself is the last day on time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from processes.models import State
from workflow.calendar import Calendar
from workflow.due import due_group

SOON = ("today", "three_days")


class Timing(StrEnum):
    """The class of one share. The first four add up to the total; the others are shown beside, never mixed in."""

    DONE_ON_TIME = "C1"
    DONE_LATE = "C2"
    RUNNING = "C3"
    OVERDUE = "C4"
    NOT_YET = "not_yet"
    NO_DEADLINE = "no_deadline"
    REVOKED = "revoked"


FOUR = (Timing.DONE_ON_TIME, Timing.DONE_LATE, Timing.RUNNING, Timing.OVERDUE)
WORDS: dict[Timing, Any] = {
    Timing.DONE_ON_TIME: _("Hoàn thành đúng hạn"),
    Timing.DONE_LATE: _("Hoàn thành quá hạn"),
    Timing.RUNNING: _("Đang thực hiện trong hạn"),
    Timing.OVERDUE: _("Đang thực hiện quá hạn"),
    Timing.NOT_YET: _("Chưa đến kỳ"),
    Timing.NO_DEADLINE: _("Không xác định thời hạn"),
    Timing.REVOKED: _("Đã thu hồi"),
}
SOON_WORD = _("Sắp đến hạn")
PENDING_WORD = _("Chờ thẩm định")


@dataclass(frozen=True)
class Facts:
    """What the class of a share is judged by; the days are days in the province."""

    state: str
    begins: date
    due: date | None
    submitted: date | None
    accepted: date | None


def timing(facts: Facts, today: date) -> Timing:
    """The class of a share on a day."""
    if facts.state == State.REVOKED:
        return Timing.REVOKED
    if facts.due is None:
        return Timing.NO_DEADLINE
    if facts.accepted is not None:
        return Timing.DONE_ON_TIME if facts.accepted <= facts.due else Timing.DONE_LATE
    if facts.submitted is None and today < facts.begins:
        return Timing.NOT_YET
    judged = facts.submitted if is_pending(facts) and facts.submitted else today
    return Timing.RUNNING if judged <= facts.due else Timing.OVERDUE


def is_pending(facts: Facts) -> bool:
    """Does a submission wait for the Department or the authority?"""
    return facts.submitted is not None and facts.accepted is None


def is_soon(facts: Facts, today: date, calendar: Calendar) -> bool:
    """Running, nothing submitted, and at most three working days left: a part of C3."""
    if timing(facts, today) is not Timing.RUNNING or is_pending(facts):
        return False
    return due_group(facts.due, today, calendar) in SOON


@dataclass
class Sums:
    """Counts of shares by class. total = C1 + C2 + C3 + C4, done = C1 + C2, and the rate is done ÷ total."""

    by_class: dict[Timing, int] = field(default_factory=lambda: dict.fromkeys(Timing, 0))
    soon: int = 0
    pending: int = 0

    def add(self, facts: Facts, count: int, today: date, calendar: Calendar) -> None:
        """Count so many shares with the same facts."""
        self.by_class[timing(facts, today)] += count
        self.soon += count * is_soon(facts, today, calendar)
        self.pending += count * (is_pending(facts) and facts.state != State.REVOKED)

    @property
    def total(self) -> int:
        """What the four classes hold together."""
        return sum(self.by_class[timing] for timing in FOUR)

    @property
    def done(self) -> int:
        """Results that were accepted."""
        return self.by_class[Timing.DONE_ON_TIME] + self.by_class[Timing.DONE_LATE]

    @property
    def everything(self) -> int:
        """The four classes and what is shown beside them."""
        return sum(self.by_class.values())

    @property
    def rate(self) -> str:
        """Done ÷ total as a percentage with a Vietnamese comma; empty where nothing counts."""
        return f"{100 * self.done / self.total:.1f}%".replace(".", ",") if self.total else ""
