"""The task table of a plan: headings, groups, tasks; every cell as written, every oddity kept for the findings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from processes.plan_import.columns import CELLS, columns_of
from processes.plan_import.deadlines import is_ditto
from processes.plan_import.sources import Line, Source
from workflow.errors import NotValid

_ROMAN = re.compile(r"(?=[IVXLC])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})\.?")
_ROMAN_AND_TITLE = re.compile(r"\s*((?=[IVXLC])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3}))[\s.)\-–:]+(\S.*)")
_DASHES = re.compile(r"[\s:\-–—=_+|]*[-–—=_]{2}[\s:\-–—=_+|]*")


@dataclass(frozen=True)
class GroupRow:
    """A group of tasks: Roman numeral and title."""

    ordinal: str
    title: str
    line: int
    tabbed: bool = True

    @property
    def place(self) -> dict[str, int]:
        return {"line": self.line}


@dataclass(frozen=True)
class TaskRow:
    """One row of work. `cells` are as written; those named in `inherited` were taken from the row above."""

    group: str
    ordinal: str
    ordinal_source: str
    text: str
    cells: dict[str, str]
    line: int
    printed_ordinal: str = ""
    proven: bool = True
    inherited: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.group}.{self.ordinal}" if self.group else self.ordinal

    @property
    def place(self) -> dict[str, int]:
        return {"line": self.line}


@dataclass
class Table:
    """The table and what was odd about its lines (`blank`, `repeated`, `outside`, `wide`: line numbers)."""

    header: Line
    columns: dict[str, int]
    separator: Line | None = None
    groups: list[GroupRow] = field(default_factory=list)
    tasks: list[TaskRow] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)
    wide: list[int] = field(default_factory=list)


def read_table(source: Source) -> Table:
    """The task table of the source. Raises NotValid when there is none."""
    start = next((at for at, line in enumerate(source.lines) if columns_of(cells_of(line))), None)
    if start is None:
        raise NotValid(
            _(
                "Tệp “%(name)s” không có bảng nhiệm vụ: cần một hàng tiêu đề có cột nội dung và cột cơ quan chủ trì"
                " hoặc thời gian, các cột cách nhau bằng phím Tab."
            )
            % {"name": source.name}
        )
    header = source.lines[start]
    table = Table(header, columns_of(cells_of(header)) or {})
    for line in source.lines[start + 1 :]:
        _take(table, line)
    last = max((*(task.line for task in table.tasks), *(group.line for group in table.groups)), default=header.number)
    table.blank = [number for number in table.blank if number < last]
    if not table.tasks:
        raise NotValid(
            _("Bảng ở dòng %(line)s của tệp “%(name)s” không có nhiệm vụ nào: hãy kiểm tra lại tệp.")
            % {"line": header.number, "name": source.name}
        )
    table.tasks = _number(table.tasks)
    return table


def cells_of(line: Line) -> list[str]:
    """The cells of a line: tabs part them."""
    return line.text.split("\t")


def _take(table: Table, line: Line) -> None:
    cells = cells_of(line)
    if line.blank:
        table.blank.append(line.number)
    elif _DASHES.fullmatch(line.text):
        table.separator = table.separator or line
    elif columns_of(cells) == table.columns:
        table.repeated.append(line.number)
    elif group := _group(table, cells, line):
        table.groups.append(group)
    elif len(cells) > 1:
        if len(cells) > len(cells_of(table.header)):
            table.wide.append(line.number)
        table.tasks.append(_task(table, cells, line))
    else:
        table.outside.append(line.number)


def _cell(table: Table, cells: Sequence[str], column: str) -> str:
    position = table.columns.get(column)
    return cells[position] if position is not None and position < len(cells) else ""


def _group(table: Table, cells: Sequence[str], line: Line) -> GroupRow | None:
    """A Roman numeral with a title and nothing else; the tab between the two may be missing."""
    filled = [cell for cell in cells if cell.strip()]
    ordinal = _cell(table, cells, "ordinal").strip()
    if len(filled) == 2 and _ROMAN.fullmatch(ordinal) and _cell(table, cells, "text").strip():
        return GroupRow(ordinal.rstrip("."), _cell(table, cells, "text"), line.number)
    if len(filled) == 1 and (found := _ROMAN_AND_TITLE.fullmatch(filled[0])):
        return GroupRow(found[1], found[2], line.number, tabbed=False)
    return None


def _task(table: Table, cells: Sequence[str], line: Line) -> TaskRow:
    printed = _cell(table, cells, "ordinal")
    texts = {column: _cell(table, cells, column) for column in CELLS}
    inherited = []
    for column, text in texts.items():
        if table.tasks and text.strip() and is_ditto(text):
            texts[column] = table.tasks[-1].cells[column]
            inherited.append(column)
    group = table.groups[-1].ordinal if table.groups else ""
    return TaskRow(
        group, printed.strip().rstrip("."), "printed", _cell(table, cells, "text"), texts, line.number, printed,
        inherited=tuple(inherited),
    )  # fmt: skip


def _number(tasks: list[TaskRow]) -> list[TaskRow]:
    """Empty ordinals filled in from their neighbours; `proven` when the numbers on both sides leave one choice."""
    numbered: list[TaskRow] = []
    for at, task in enumerate(tasks):
        if task.ordinal:
            numbered.append(task)
            continue
        before = numbered[-1].ordinal if numbered and numbered[-1].group == task.group else "0"
        run = 1
        while at + run < len(tasks) and tasks[at + run].group == task.group and not tasks[at + run].ordinal:
            run += 1
        behind = tasks[at + run].ordinal if at + run < len(tasks) and tasks[at + run].group == task.group else ""
        next_number = str(int(before) + 1) if before.isdecimal() else ""
        proven = before.isdecimal() and behind.isdecimal() and int(behind) == int(before) + run + 1
        numbered.append(replace(task, ordinal=next_number or "?", ordinal_source="inferred", proven=proven))
    return numbered
