"""The table of a plan as the page shows it: groups and rows verbatim, each row with its shares and counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from processes.models import Correction, Doubt, Finding, Plan, PlanGroup, PlanTask
from processes.plan_import.columns import TITLES
from processes.plan_import.read_plan import place_in_words
from processes.progress import Share, Tally

ALWAYS = ("lead", "coordinating", "directing", "deadline")
"""The columns every plan of this kind has; the others are shown where a row fills them."""

Corrected = dict[int, dict[str, list[Correction]]]
"""Task (by its key) → cell → its corrections, the last one last."""


@dataclass
class Cell:
    """A cell verbatim, with its heading; `doubts` wait for a person, `corrections` say what it should say, the last one last."""

    name: str
    title: str
    text: str
    doubts: list[Doubt] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)


@dataclass
class Row:
    """A task of the table."""

    task: PlanTask
    ordinal: str
    cells: list[Cell]
    tally: Tally = field(default_factory=Tally)
    shares: list[Share] = field(default_factory=list)
    coordinating: list[Share] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    """Of the content; those of the other cells stand with their cell."""


@dataclass
class Part:
    """A group with its rows."""

    group: PlanGroup
    rows: list[Row]
    findings: list[Finding] = field(default_factory=list)


@dataclass
class Table:
    """The whole table: its columns in the order shown, and its parts."""

    columns: list[tuple[str, str]]
    parts: list[Part]
    findings: list[Finding] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        """Every row, in order."""
        return [row for part in self.parts for row in part.rows]


def table_of(plan: Plan, corrected: Corrected | None = None) -> Table:
    """The table as printed, with what documents have corrected since: three statements."""
    tasks = list(plan.tasks.order_by("position"))
    corrected = corrections_of(plan) if corrected is None else corrected
    put_right = {name for cells in corrected.values() for name in cells}
    columns = [
        (name, _(title))
        for name, title in TITLES.items()
        if name not in ("ordinal", "text") and (name in put_right or _is_shown(name, tasks))
    ]
    parts = [Part(group, []) for group in plan.groups.order_by("position")]
    by_group = {part.group.pk: part for part in parts}
    for task in tasks:
        said = corrected.get(task.pk, {})
        cells = [Cell(name, title, task.cells.get(name, ""), corrections=said.get(name, [])) for name, title in columns]
        printed = task.ordinal if task.whole_text else task.cells.get("ordinal", task.ordinal)
        row = Row(task, printed, cells, corrections=said.get("text", []))
        by_group[task.group_id].rows.append(row)
    return Table(columns, parts)


def corrections_of(plan: Plan) -> Corrected:
    """What documents have corrected in this plan: one statement."""
    found: Corrected = {}
    for row in plan.corrections.select_related("recorded_by__person").order_by("pk"):
        found.setdefault(row.task_id, {}).setdefault(row.cell, []).append(row)
    return found


def _is_shown(name: str, tasks: Sequence[PlanTask]) -> bool:
    return name in ALWAYS or any(task.cells.get(name, "").strip() for task in tasks)


def with_progress(table: Table, tallies: Mapping[int, Tally], shares: Sequence[Share]) -> Table:
    """Put counts and shares beside their rows."""
    rows = {row.task.pk: row for row in table.rows}
    for key, tally in tallies.items():
        rows[key].tally = tally
    for share in shares:
        row = rows[share.task]
        (row.shares if share.open else row.coordinating).append(share)
    return table


def with_remarks(table: Table, doubts: Sequence[Doubt], findings: Sequence[Finding]) -> Table:
    """Put doubts and findings beside their places; findings of the text outside the table stay with the table."""
    rows = {row.task.pk: row for row in table.rows}
    for doubt in doubts:
        if doubt.task_id in rows:
            row = rows[doubt.task_id]
            row.doubts.append(doubt)
            for cell in row.cells:
                if cell.name == doubt.cell:
                    cell.doubts.append(doubt)
    places: dict[str, Any] = {place_in_words(part.group.place): part for part in table.parts}
    # Backwards, so that of the parts of one row the first takes what is told of it.
    places |= {place_in_words(row.task.place): row for row in reversed(table.rows)}
    for finding in findings:
        (places.get(place_in_words(finding.place)) or table).findings.append(finding)
    return table
