"""The reading of a plan against the reading that its specification expects, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from processes.plan_import.columns import CELLS
from processes.plan_import.reading import PlanReading, TaskReading
from tests.plans.corpus.legend import Whom
from tests.plans.corpus.spec import Expected, Spec
from workflow.vietnamese import folded


@dataclass(frozen=True)
class Cell:
    """One thing that was to be read. `certain`: the reader asked nobody about it."""

    where: str
    what: str
    expected: object
    read: object
    certain: bool = True

    @property
    def right(self) -> bool:
        return self.expected == self.read

    @property
    def wrong_and_certain(self) -> bool:
        return self.certain and not self.right


def compare(spec: Spec, reading: PlanReading) -> list[Cell]:
    """Every cell of the document, its groups and its tasks. A task missed or invented is wrong in all of its cells."""
    found = list(_document(spec, reading))
    read_groups = [(group.ordinal, _plain(group.title)) for group in reading.groups]
    for at in range(max(len(spec.groups), len(read_groups))):
        wanted = spec.groups[at] if at < len(spec.groups) else None
        found.append(
            Cell(
                f"nhóm {at + 1}",
                "group",
                wanted and (wanted[0], _plain(wanted[1])),
                read_groups[at] if at < len(read_groups) else None,
            )
        )
    for expected, task in _pairs(spec, reading):
        found.extend(_task(expected, task))
    return found


def _document(spec: Spec, reading: PlanReading) -> Iterator[Cell]:
    read = reading.document.as_json()
    for name, wanted in spec.document.items():
        yield Cell("văn bản", name, _plain(wanted), _plain(read[name] or ""))


def _plain(text: str) -> str:
    """White space folded: a page breaks its lines where it likes."""
    return " ".join(text.split())


def _pairs(spec: Spec, reading: PlanReading) -> Iterator[tuple[Expected | None, TaskReading | None]]:
    """The tasks of both sides, put beside each other by their content."""
    left = [folded(_plain(task.cells["text"])) for task in spec.tasks]
    right = [folded(_plain(task.row.text)) for task in reading.tasks]
    for _, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        for at in range(max(b - a, d - c)):
            yield (
                spec.tasks[a + at] if a + at < b else None,
                reading.tasks[c + at] if c + at < d else None,
            )


def _task(expected: Expected | None, task: TaskReading | None) -> Iterator[Cell]:
    if expected is None or task is None:
        where = expected.id if expected else task.row.id if task else ""
        for what in ("id", "text", *CELLS, "dates", "leads", "coordinators"):
            yield Cell(where, what, expected and "a task", task and task.row.text)
        return
    row = task.row
    yield Cell(expected.id, "id", expected.id, row.id, row.ordinal_source == "printed")
    yield Cell(expected.id, "text", _plain(expected.cells["text"]), _plain(row.text))
    for column in (*CELLS, *(["form"] if "form" in expected.cells else [])):
        yield Cell(expected.id, column, _plain(expected.cells.get(column, "")), _plain(row.cells.get(column, "")))
    yield Cell(expected.id, "inherited", sorted(expected.inherited), sorted(set(row.inherited)))
    time, due = expected.deadline, task.deadline
    yield Cell(
        expected.id,
        "dates",
        (time.kind, time.start, time.end, time.recurs, time.certain),
        (due.kind, due.start, due.end, due.recurs, due.certain),
        due.certain,
    )
    for what, wanted, read in (
        ("leads", expected.leads, task.leads),
        ("coordinators", expected.coordinating, task.coordinating),
    ):
        yield Cell(expected.id, what, wanted, Whom(read.codes, read.open, read.unknown, read.certain), read.certain)
    yield Cell(expected.id, "authority", expected.authority, task.authority, task.authority is not None)
