"""The list of an amendment as a person works through it: each line with the running work it touches and what follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processes.amended_rows import continued
from processes.ground import VISIBLE, reach
from processes.models import AmendmentLine, Plan, PlanTask
from processes.plan_import.columns import TITLES
from processes.progress import Share
from workflow.acts import Capacity
from workflow.word_diff import word_diff

NEW_PROCESS, NEW_DEADLINE, REVOCATION, NONE = "new_process", "new_deadline", "revocation", "none"
PROPOSAL_WORDS: dict[str, Any] = {
    NEW_PROCESS: gettext_lazy("Giao việc mới"),
    NEW_DEADLINE: gettext_lazy("Đổi thời hạn của hồ sơ đang chạy"),
    REVOCATION: gettext_lazy("Thu hồi hồ sơ đang chạy"),
    NONE: gettext_lazy("Không phải làm gì với hồ sơ đang chạy"),
}


@dataclass(frozen=True)
class CellDifference:
    """One cell before and after, and both in one with the difference marked."""

    title: str
    old: str
    new: str
    marked: SafeString


@dataclass
class LineView:
    """A line with its words."""

    line: AmendmentLine
    cells: list[CellDifference]
    proposals: list[str]
    touched: list[Share] = field(default_factory=list)

    @property
    def task(self) -> PlanTask:
        """The row to quote: the later one, where there is one."""
        task = self.line.after or self.line.before
        assert task is not None  # a constraint of the table
        return task

    @property
    def proposal_words(self) -> list[str]:
        """What follows, in words."""
        return [str(PROPOSAL_WORDS[name]) for name in self.proposals]

    @property
    def percent(self) -> int:
        """How alike the two contents are, of a hundred."""
        return round(100 * self.line.similarity)


def line_views(plan: Plan, capacities: Sequence[Capacity]) -> list[LineView]:
    """Every line in the order of the later table, with the open shares that the reader may see."""
    lines = list(
        plan.amendment_lines.select_related("before__plan", "after", "settled_by__person").order_by("position", "pk")
    )
    before = {line.before_id for line in lines if line.before_id is not None}
    earlier = {task: {task, *rows} for task, rows in continued(before).items()}
    open_shares = _open_shares({row for rows in earlier.values() for row in rows}, capacities)
    views = []
    for line in lines:
        rows = earlier.get(line.before_id, set()) if line.before_id else set()
        touched = [share for share in open_shares if share.task in rows]
        cells = [CellDifference(_(TITLES[name]), old, new, word_diff(old, new)) for name, old, new in line.cells]
        views.append(LineView(line, cells, proposals(line, any_open=bool(touched)), touched))
    return views


def proposals(line: AmendmentLine, *, any_open: bool) -> list[str]:
    """What follows from a line: a new process, a new deadline, a revocation, or nothing. A person carries it out."""
    if line.kind == AmendmentLine.Kind.ADDED:
        return [NEW_PROCESS]
    if line.kind == AmendmentLine.Kind.DROPPED:
        return [REVOCATION] if any_open else [NONE]
    columns = {name for name, _old, _new in line.cells}
    found = []
    if "deadline" in columns and any_open:
        found.append(NEW_DEADLINE)
    if "lead" in columns:
        found += [NEW_PROCESS, REVOCATION] if any_open else [NEW_PROCESS]
    return found or [NONE]


def _open_shares(tasks: Iterable[int], capacities: Sequence[Capacity]) -> list[Share]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT p.id, p.plan_task_id, a.name, g.name, p.state, TRUE, p.year, p.due FROM task_process p"
            " JOIN processes_plan pl ON pl.id = p.plan_id JOIN processes_agency a ON a.id = p.agency_id"
            " JOIN processes_agency g ON g.id = p.given_to_id"
            f" WHERE p.plan_task_id = ANY(%(tasks)s) AND p.state NOT IN ('closed', 'revoked') AND {VISIBLE} ORDER BY p.id",
            {"tasks": sorted(tasks), **reach(capacities)},
        )
        return [Share(*row) for row in cursor.fetchall()]
