"""Several pieces of work in one cell: offered to a person as tasks of their own, never parted silently."""

from __future__ import annotations

from collections.abc import Iterator

from processes.plan_import.findings.finding import Finding
from processes.plan_import.structure import parts_of
from processes.plan_import.table import Table

_SHOWN = 50


def findings(table: Table) -> Iterator[Finding]:
    """One finding for each content cell that holds two items or more."""
    for task in table.tasks:
        parts = parts_of(task.text)
        if parts:
            shown = "; ".join(f"“{part[:_SHOWN]}{'…' if len(part) > _SHOWN else ''}”" for part in parts)
            message = f"Nhiệm vụ {task.id}: ô nội dung có {len(parts)} việc ({shown}). Có thể tách thành {len(parts)} nhiệm vụ; chưa tách."
            yield Finding("several_tasks_in_cell", task.line, message)
