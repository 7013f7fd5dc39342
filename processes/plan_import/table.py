"""The task table of a plan: headings, groups, tasks; every cell as written, every oddity kept for the findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from processes.plan_import.columns import ColumnMap
from processes.plan_import.header import find_header
from processes.plan_import.joined import joined_over_pages
from processes.plan_import.rows import GroupRow, Rows, TaskRow
from processes.plan_import.sources import Line, Remark, Row, Source, cells_of, in_words
from workflow.errors import NotValid

__all__ = ["GroupRow", "Table", "TaskRow", "cells_of", "read_table"]


@dataclass
class Table:
    """The table and what was odd about its lines (`blank`, `repeated`, `outside`, `wide`: line numbers).

    `body` is the text beside the table: of typed text what stands above it, else every paragraph that is no row of it.
    """

    header: Line
    columns: ColumnMap
    headings: tuple[str, ...] = ()
    separator: Line | None = None
    groups: list[GroupRow] = field(default_factory=list)
    tasks: list[TaskRow] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)
    wide: list[int] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def heading(self, column: str) -> str:
        """The heading over a column; empty where the table has no such column."""
        position = self.columns.get(column, len(self.headings))
        return self.headings[position] if position < len(self.headings) else ""


def read_table(source: Source, columns: Mapping[str, int] | None = None) -> Table:
    """The task table of the source; `columns` are positions that a person gave for columns. Raises NotValid when there is none."""
    header = find_header(source.lines, columns)
    if header is None:
        raise NotValid(_no_table(source))
    lines, remarks = joined_over_pages(source.lines, header)
    rows = Rows(lines, header)
    rows.read()
    start = source.lines[max(header.first, 0)]
    if not rows.tasks:
        raise NotValid(
            _("Bảng ở %(place)s của tệp “%(name)s” không có nhiệm vụ nào: hãy kiểm tra lại tệp.")
            % {"place": in_words(start.place), "name": source.name}
        )
    last = max((*(task.line for task in rows.tasks), *(group.line for group in rows.groups)))
    return Table(
        header=start,
        columns=header.columns,
        headings=header.headings,
        separator=rows.separator,
        groups=rows.groups,
        tasks=_number(rows.tasks),
        blank=[number for number in rows.blank if number < last],
        repeated=rows.repeated,
        outside=rows.outside,
        wide=rows.wide,
        body=_body(source, header.first, rows),
        remarks=[*remarks, *rows.remarks],
    )


def _no_table(source: Source) -> str:
    if source.content.startswith(b"%PDF"):
        sentence = _(
            "Tệp “%(name)s” không có bảng nhiệm vụ đọc được: bảng trong PDF cần đường kẻ và hàng tiêu đề có cột nội dung và cột cơ"
            " quan chủ trì hoặc thời gian; hãy dùng tệp Word hoặc Excel gốc."
        )
    elif source.drawn or not any("\t" in line.text for line in source.lines):
        sentence = _(
            "Tệp “%(name)s” không có bảng nhiệm vụ: cần một bảng có hàng tiêu đề với cột nội dung và cột cơ quan chủ trì"
            " hoặc thời gian (văn bản thuần: các cột cách nhau bằng phím Tab)."
        )
    else:
        sentence = _(
            "Tệp “%(name)s” không có bảng nhiệm vụ: cần một hàng tiêu đề có cột nội dung và cột cơ quan chủ trì"
            " hoặc thời gian, các cột cách nhau bằng phím Tab."
        )
    return sentence % {"name": source.name}


def _body(source: Source, first: int, rows: Rows) -> list[Line]:
    if not source.drawn:
        return list(source.lines[:first])
    body: list[Line] = []
    for line in source.lines:
        if line.number in rows.read_lines:
            continue
        if isinstance(line, Row):
            # A heading block is often a table without rulings: each paragraph of its cells speaks for itself.
            texts = [text for cell in line.own for text in cell.split("\n") if text.strip()]
            body.extend(Line(line.number, text, line.place) for text in texts)
        else:
            body.append(line)
    return body


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
