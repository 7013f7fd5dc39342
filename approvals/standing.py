"""Where a process stands: the steps of its flow, who holds it, and how many working days it has waited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from approvals.flow import TaskFlow
from processes.models import Agency, TaskProcess, WorkItem
from processes.succession import body_on
from workflow import clock
from workflow.calendar import shipped_calendar


@dataclass(frozen=True)
class Standing:
    """The open main duty in words: step, body that holds the office today, the person who has it, working days waited."""

    node: str
    label: str
    holder: str
    person: str
    days: int
    item: WorkItem | None


@dataclass(frozen=True)
class Step:
    """One step of the flow drawing (templates/pieces/flow.html)."""

    name: str
    label: Any
    status: str
    holder: str = ""
    days: int | None = None


def standing(process: TaskProcess, items: Sequence[WorkItem]) -> Standing:
    """Who has the process now; a resting process stands at its last step with nobody."""
    main = next((item for item in items if item.is_main), None)
    if main is None:
        return Standing("closed", str(process.get_state_display()), "", "", 0, None)
    today = clock.today()
    body = body_on(main.agency_id, today)
    holder = main.agency if body in (None, main.agency_id) else Agency.objects.get(pk=body)
    days = shipped_calendar().working_days_between(clock.local_day(main.created), today)
    return Standing(
        main.node, str(TaskFlow.LABELS[main.node]), str(holder), _person(process, main.node), max(days, 0), main
    )


def _person(process: TaskProcess, node: str) -> str:
    post = process.taken_by if node == "review" else process.officer if node == "carry_out" else None
    return f"{post.person} – {post.title}" if post else ""


def punctual(process: TaskProcess) -> str:
    """While a submission is pending, or once one was accepted, its time and not today is compared with the deadline."""
    day = _day_that_counts(process)
    if day is None or process.due is None:
        return ""
    if day <= process.due:
        return _("Đã trình trong hạn")
    late = shipped_calendar().working_days_between(process.due, day)
    if late == 0:  # due on a Saturday, submitted on the Sunday
        return _("Trình quá hạn")
    return ngettext("Trình quá hạn %(n)d ngày làm việc", "Trình quá hạn %(n)d ngày làm việc", late) % {"n": late}


def submitted_late(process: TaskProcess) -> bool:
    """Is the submission that counts later than the deadline?"""
    day = _day_that_counts(process)
    return day is not None and process.due is not None and day > process.due


def _day_that_counts(process: TaskProcess) -> date | None:
    at = process.accepted_submission_at or process.submitted_at
    return clock.local_day(at) if at else None


def steps(process: TaskProcess, now: Standing) -> list[Step]:
    """The way of this process, in order: what is done, where it is, what is coming."""
    path = TaskFlow.path(process)
    here = path.index(now.node) if now.node in path else len(path)
    if now.item is None:
        return [Step(name, TaskFlow.LABELS[name], "done" if process.finished else "coming") for name in path]
    holder = f"{now.holder} · {now.person}" if now.person else now.holder
    return [
        Step(name, TaskFlow.LABELS[name], "now", holder, now.days)
        if index == here
        else Step(name, TaskFlow.LABELS[name], "done" if index < here else "coming")
        for index, name in enumerate(path)
    ]
