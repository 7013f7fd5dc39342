"""From the lines under the headings to groups and tasks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from processes.plan_import.columns import CELLS, SOMETIMES, TITLES, calendar_of, column_of
from processes.plan_import.deadlines import is_ditto
from processes.plan_import.header import Header, header_at, is_counting, repeats, table_of
from processes.plan_import.sources import Line, Place, Remark, Row, cells_of, own_cells_of
from processes.plan_import.structure import (
    Groups,
    Heading,
    heading_of,
    is_ordinal,
    numbered_heading_of,
    ordinal_in,
    plain_ordinal,
    roman,
    style_of,
    table_heading,
)
from workflow.vietnamese import folded

_DASHES = re.compile(r"[\s:\-–—=_+|]*[-–—=_]{2}[\s:\-–—=_+|]*")
_AFTER = re.compile(
    r"(noi nhan|(tm|kt|tl|tuq)\.? ?(uy ban|ubnd|chu tich|giam doc)|nguoi lap|ghi chu\s*:|\(\*\)).*", re.DOTALL
)
_LONGEST_TITLE = 150
_SUM = re.compile(r"(tong cong|tong so|cong)\W*")


@dataclass(frozen=True)
class GroupRow:
    """A group of tasks. `ordinal` is the whole path, "A.II"; `title` as written. `tabbed` is false where a typed tab lacks."""

    ordinal: str
    title: str
    line: int
    tabbed: bool = True
    at: Place | None = None
    numbered: bool = True

    @property
    def place(self) -> Place:
        return self.at or {"line": self.line}


@dataclass(frozen=True)
class TaskRow:
    """One row of work. `cells` are as written; those named in `inherited` were taken from above or from a merged cell."""

    group: str
    ordinal: str
    ordinal_source: str
    text: str
    cells: dict[str, str]
    line: int
    printed_ordinal: str = ""
    proven: bool = True
    inherited: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    at: Place | None = None

    @property
    def id(self) -> str:
        """The code of the task: "II.3"; 1.2 in group II.1 is "II.1.2"."""
        outer, inner = self.group.split("."), self.ordinal.split(".")
        for shared in range(min(len(outer), len(inner) - 1), 0, -1):
            if outer[-shared:] == inner[:shared]:
                return ".".join([*outer, *inner[shared:]])
        return f"{self.group}.{self.ordinal}" if self.group else self.ordinal

    @property
    def place(self) -> Place:
        return self.at or {"line": self.line}


class Rows:
    """One pass over the lines from the headings down."""

    def __init__(self, lines: Sequence[Line], header: Header) -> None:
        self.groups: list[GroupRow] = []
        self.tasks: list[TaskRow] = []
        self.blank: list[int] = []
        self.repeated: list[int] = []
        self.outside: list[int] = []
        self.wide: list[int] = []
        self.remarks: list[Remark] = []
        self.separator: Line | None = None
        self.read_lines: set[int] = set()
        self._lines, self._header = lines, header
        self._needed = [column for column in ("lead", "deadline") if column in header.columns]
        self._open = Groups()
        self._parent = ""
        self._under = 0
        self._ended = self._closed = False
        self._first, self._from = header.first, header.last + 1

    def read(self) -> None:
        """Take every line that belongs to the table."""
        first, last = max(self._header.first, 0), self._header.last
        self.read_lines.update(line.number for line in self._lines[first : last + 1])
        for at in range(self._from, len(self._lines)):
            if at < self._from:
                continue
            if header := self._further_header(at):
                self._header, self._from, self._ended = header, header.last + 1, False
                self._closed = False
                self.read_lines.update(line.number for line in self._lines[at : header.last + 1])
                self._restart(at, header)
            elif table_of(self._lines[at]) == self._header.table or self._goes_on(at):
                self._take(at)

    def _further_header(self, at: int) -> Header | None:
        """Headings of a further table: drawn apart, or below the first on the same sheet with other columns."""
        line = self._lines[at]
        if not isinstance(line, Row):
            return None
        if line.table == self._header.table and column_of(self._cell(line.own, "ordinal")) != "ordinal":
            return None
        header = header_at(self._lines, at)
        here = line.table == self._header.table
        if header is None or (here and repeats(self._header, self._lines, line)):
            return None
        if lacking := [TITLES[column] for column in self._needed if column not in header.columns]:
            # A table of costs or targets beside the plan's own: made to tasks, its rows would be work that nobody gave.
            told = {"headings": " | ".join(header.headings)[:120], "columns": ", ".join(lacking)}
            message = "Bảng “{headings}” không đọc thành nhiệm vụ vì không có cột {columns}.".format(**told)
            self.remarks.append(Remark("table_not_read", line.number, message))
            self._closed = self._closed or here
            return None
        return header

    def _goes_on(self, at: int) -> bool:
        """A further drawn table without headings, of the same width, that begins with an ordinal."""
        line = self._lines[at]
        if not isinstance(line, Row):
            return False
        is_first = at == 0 or table_of(self._lines[at - 1]) != line.table
        before = next((other for other in reversed(self._lines[:at]) if table_of(other) == self._header.table), None)
        same_width = before is not None and len(cells_of(before)) == len(line.cells)
        if is_first and same_width and is_ordinal(self._cell(line.cells, "ordinal")):
            self._header = replace(self._header, table=line.table)
            return True
        return False

    def _restart(self, at: int, header: Header) -> None:
        """A second table that begins with 1 again is a group of its own, named by the line above it."""
        after = self._lines[header.last + 1 :]
        first = next((row for row in after if isinstance(row, Row) and row.table == header.table), None)
        if not self.tasks or first is None or plain_ordinal(self._cell(first.own, "ordinal")) not in {"1", "I", "A"}:
            return
        if not any(task.group for task in self.tasks):
            self._name_the_first()
        self._open = Groups(
            unnumbered=self._open.unnumbered + len({task.group.partition(".")[0] for task in self.tasks})
        )
        self._enter(table_heading(self._above(at)), self._lines[at], "number")

    def _above(self, at: int) -> str:
        """The last words before a place that belong to no table."""
        lines = (line for line in reversed(self._lines[:at]) if not line.blank and line.number not in self.read_lines)
        return next((line.text.strip() for line in lines), "")

    def _name_the_first(self) -> None:
        """The tasks of the first table stand under its title, where a further table has one; of "I" before "II"."""
        start = self._lines[max(self._first, 0)]
        heading = table_heading(self._above(self._first)) if self._first > 0 else table_heading("")
        if not heading.title or len(heading.title) > _LONGEST_TITLE or heading.title.startswith("("):
            return
        ordinal = heading.ordinal or roman(1)
        self.groups.insert(0, GroupRow(ordinal, heading.title, start.number, True, start.at, bool(heading.ordinal)))
        self.tasks[:] = [replace(task, group=ordinal) for task in self.tasks]

    def _take(self, at: int) -> None:
        line = self._lines[at]
        cells = cells_of(line)
        if line.blank and not isinstance(line, Row):
            self.blank.append(line.number)
            return
        if self._closed or (self._ended and not self._is_work(line)):
            return
        self._ended = False
        if _DASHES.fullmatch(line.text):
            self.separator = self.separator or line
        elif is_counting(line) and not self.tasks:
            pass
        elif repeats(self._header, self._lines, line):
            self.repeated.append(line.number)
        elif isinstance(line, Row) and self._is_no_task(line):
            return
        elif found := self._heading(at):
            self._enter(found[0], line, found[1])
        elif isinstance(line, Row) and self._is_remark(line):
            self.outside.append(line.number)
            return
        elif len(cells) > 1:
            self._task(line, cells)
        else:
            self.outside.append(line.number)
        self.read_lines.add(line.number)

    def _is_no_task(self, row: Row) -> bool:
        """Empty rows and sums; after signatures and recipients the table is over."""
        first = next((cell for cell in row.own if cell.strip()), "")
        if first[:1].isdigit():
            return False
        first = folded(first[:200])
        if _AFTER.fullmatch(first):
            self._ended = True
        return self._ended or not first or bool(_SUM.fullmatch(first)) or bool(_DASHES.fullmatch(row.text))

    def _is_work(self, line: Line) -> bool:
        """A row with an ordinal, words and an agency or a time: what ended the table was a note in its middle."""
        own = own_cells_of(line)
        said = [self._cell(own, column).strip() for column in ("text", "lead", "deadline")]
        return (
            isinstance(line, Row) and is_ordinal(self._cell(own, "ordinal")) and bool(said[0] and (said[1] or said[2]))
        )

    def _is_remark(self, row: Row) -> bool:
        """Words alone in the column of the ordinals, as a title between two tables of one sheet."""
        filled = [cell for cell in row.own if cell.strip()]
        ordinal = self._cell(row.own, "ordinal")
        return len(filled) == 1 and not row.inherited and bool(ordinal.strip()) and not is_ordinal(ordinal)

    def _cell(self, cells: Sequence[str], column: str) -> str:
        position = self._header.columns.get(column)
        return cells[position] if position is not None and position < len(cells) else ""

    def _heading(self, at: int) -> tuple[Heading, str] | None:
        """The group that a row announces, and how its children are numbered."""
        line = self._lines[at]
        own = own_cells_of(line)
        ordinal, text = self._cell(own, "ordinal"), self._cell(own, "text")
        drawn = isinstance(line, Row)
        if found := heading_of(own, ordinal, text, self._open, tabbed=drawn or len(own) > 1):
            return found, self._style_below(at)
        lent = {line.cells[position] for position in line.inherited} if isinstance(line, Row) else set()
        filled = [cell for cell in own if cell.strip()]
        if len(filled) > 2 or not lent <= set(filled):
            return None
        whole = isinstance(line, Row) and len(line.inherited) * 2 >= len(line.cells)
        if (found := numbered_heading_of(own, ordinal, text, whole=whole)) and (whole or self._has_children(found, at)):
            return found, self._style_below(at)
        bare = isinstance(line, Row) and len(filled) == 1 and not ordinal_in(filled[0])
        if bare and (whole or text.strip()) and (whole or self._is_bold(line) or self._starts_again(at)):
            return Heading("plain", "", filled[0]), self._style_below(at)
        return None

    @staticmethod
    def _is_bold(line: Line) -> bool:
        return isinstance(line, Row) and line.bold

    def _below(self, at: int) -> str:
        """The ordinal of the next row."""
        for line in self._lines[at + 1 : at + 6]:
            if not line.blank and table_of(line) == self._header.table and not repeats(self._header, self._lines, line):
                cells = cells_of(line)
                return self._cell(cells, "ordinal") or (
                    "" if "ordinal" in self._header.columns else ordinal_in(cells[0])
                )
        return ""

    def _style_below(self, at: int) -> str:
        return style_of(self._below(at))

    def _has_children(self, heading: Heading, at: int) -> bool:
        below = self._below(at)
        style = style_of(below)
        return style in {"letter", "dash"} or (
            style == "dotted" and plain_ordinal(below).startswith(heading.ordinal + ".")
        )

    def _starts_again(self, at: int) -> bool:
        return plain_ordinal(self._below(at)) == "1" and bool(self.tasks)

    def _enter(self, heading: Heading, line: Line, children: str) -> None:
        numbered = bool(heading.ordinal)
        entered = self._open.enter(heading, children)
        tabbed = isinstance(line, Row) or sum(bool(cell.strip()) for cell in own_cells_of(line)) == 2
        self.groups.append(GroupRow(self._open.path, entered.title, line.number, tabbed, line.at, numbered))
        self._parent, self._under = "", 0
        if not numbered:
            told = {"title": entered.title[:80], "ordinal": self._open.path}
            message = "Nhóm “{title}” không ghi số thứ tự; đọc là nhóm {ordinal}.".format(**told)
            self.remarks.append(Remark("group_without_ordinal", line.number, message))

    def _task(self, line: Line, cells: list[str]) -> None:
        if not isinstance(line, Row) and len(cells) > len(self._header.headings):
            self.wide.append(line.number)
        printed, shared = self._printed(line, cells)
        self._open.leave_for(printed)
        ordinal, source, proven = self._ordinal(printed, shared=shared)
        texts = {column: self._cell(cells, column) for column in CELLS}
        texts |= {column: self._cell(cells, column) for column in SOMETIMES if column in self._header.columns}
        texts["deadline"] = self._marked(cells) or texts["deadline"]
        merged = self._merged(line)
        inherited = [column for column in ("text", *texts) if column in merged]
        for column, text in texts.items():
            if self.tasks and text.strip() and is_ditto(text):
                texts[column] = self.tasks[-1].cells.get(column, "")
                inherited.append(column)
        self.tasks.append(
            TaskRow(
                self._open.path, ordinal, source, self._cell(cells, "text"), texts, line.number, printed, proven,
                tuple(inherited), tuple(merged), line.at,
            )
        )  # fmt: skip

    def _marked(self, cells: Sequence[str]) -> str:
        """ "Quý II: x" where the time is a mark in one of the columns of a calendar; as words no mark is ever a date."""
        headings, quarters = self._header.headings, calendar_of(self._header.headings)
        if self._header.columns.get("deadline") not in quarters:
            return ""
        marks = ((headings[at].split("\n")[-1].strip(), cells[at].strip()) for at in quarters if at < len(cells))
        return "; ".join(f"{heading}: {mark}" for heading, mark in marks if mark)

    def _printed(self, line: Line, cells: list[str]) -> tuple[str, bool]:
        """The ordinal as printed, and whether the row shares a merged ordinal with the row above."""
        position = self._header.columns.get("ordinal")
        if position is None:
            return ordinal_in(self._cell(cells, "text")), False
        shared = isinstance(line, Row) and position in line.inherited and bool(self._cell(cells, "ordinal").strip())
        return ("" if shared else self._cell(cells, "ordinal")), shared

    def _merged(self, line: Line) -> list[str]:
        lent = line.inherited if isinstance(line, Row) else ()
        return [column for column, position in self._header.columns.items() if position in lent]

    def _ordinal(self, printed: str, *, shared: bool) -> tuple[str, str, bool]:
        """(ordinal, printed or inferred, proven) of a task; letters and dashes count under the number above them."""
        style, plain = style_of(printed), plain_ordinal(printed)
        if shared:
            self._under = max(self._under, 1) + 1
            base = self._parent or (self.tasks[-1].ordinal if self.tasks else "")
            return f"{base}.{self._under}" if base else str(self._under), "inferred", False
        if style == "letter":
            return (f"{self._parent}.{plain}" if self._parent else plain), "printed", True
        if style == "dash":
            self._under += 1
            return (f"{self._parent}.{self._under}" if self._parent else str(self._under)), "inferred", True
        self._parent, self._under = plain, 0
        return plain, "printed", True
