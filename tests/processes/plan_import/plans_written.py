"""Small plans for one feature each: the line that says what the document is, headings, rows."""

from __future__ import annotations

from collections.abc import Sequence

from processes.plan_import.directory import Directory
from processes.plan_import.reading import PlanReading, read_from
from processes.plan_import.sources import source_of
from tests.plans.writers import Written

ATTACHED = "(Kèm theo Kế hoạch số: 7/KH-UBND ngày 10/02/2025 của UBND tỉnh)"
HEADINGS = ("TT", "Nội dung", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian")


def written(
    *rows: Sequence[str], headings: Sequence[Sequence[str]] = (HEADINGS,), below: Sequence[str] = ()
) -> Written:
    return Written([ATTACHED], headings, rows, below)


def reading_of(content: bytes, name: str, columns: dict[str, int] | None = None) -> PlanReading:
    return read_from(source_of(content, name), Directory.shipped(), None, columns)


def cells(reading: PlanReading, column: str) -> list[str]:
    return [task.row.cells[column] for task in reading.tasks]


def ids(reading: PlanReading) -> list[str]:
    return [task.row.id for task in reading.tasks]


def messages(reading: PlanReading, kind: str) -> list[str]:
    return [finding.message for finding in reading.findings if finding.kind == kind]
