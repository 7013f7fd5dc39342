"""The rows of a plan as its amendments left them, and which earlier row each row continues. Read side, no rights here."""

from __future__ import annotations

from collections.abc import Iterable

from processes.models import AmendmentLine, Plan, PlanTask
from processes.plan_import.table_rows import CONTENT, TableRow, words

AMENDING = (Plan.Relation.AMENDS, Plan.Relation.RESTATES)
"""Relations that leave the earlier plan in force."""


def standing_rows(plan: Plan) -> list[PlanTask]:
    """The tasks in force: the plan's own, each replaced, dropped or followed by those of its amendments, in their order."""
    rows = list(plan.tasks.select_related("group").order_by("position"))
    amendments = plan.later.filter(status=Plan.Status.IN_FORCE, relation__in=AMENDING).order_by("dated", "pk")
    lines = AmendmentLine.objects.filter(plan__in=amendments).select_related("after__group")
    for line in lines.order_by("plan__dated", "plan_id", "position"):
        rows = _amended(rows, line)
    return rows


def _amended(rows: list[PlanTask], line: AmendmentLine) -> list[PlanTask]:
    if line.kind == AmendmentLine.Kind.ADDED and line.after:
        return _put_in(rows, line.after)
    if line.kind == AmendmentLine.Kind.DROPPED:
        return [row for row in rows if row.pk != line.before_id]
    if line.kind == AmendmentLine.Kind.CHANGED and line.after:
        return [line.after if row.pk == line.before_id else row for row in rows]
    return rows


def _put_in(rows: list[PlanTask], new: PlanTask) -> list[PlanTask]:
    """At the end of its group, if the plan has it: where offices add a row."""
    title = words(new.group.title)
    at = max((at for at, row in enumerate(rows, start=1) if words(row.group.title) == title), default=len(rows))
    return [*rows[:at], new, *rows[at:]]


def table_row(task: PlanTask) -> TableRow:
    """A stored task as the comparison sees it."""
    cells = {name: text for name, text in task.cells.items() if name not in ("ordinal", CONTENT)}
    return TableRow(task.code, task.group.title, {CONTENT: task.text, **cells}, task.place)


def continued(tasks: Iterable[int]) -> dict[int, set[int]]:
    """Task → every earlier row that it continues, through as many plans as there were. One statement a generation."""
    found: dict[int, set[int]] = {task: set() for task in tasks}
    heads = {task: {task} for task in found}  # whose predecessors are looked for
    while heads:
        edges = AmendmentLine.objects.filter(after__in=heads, before__isnull=False).values_list("after_id", "before_id")
        nearer: dict[int, set[int]] = {}
        for after, before in edges:
            for origin in heads[after]:
                if before not in found[origin]:
                    found[origin].add(before)
                    nearer.setdefault(before, set()).add(origin)
        heads = nearer
    return found
