"""Where a task table begins and which column is which: by its headings, by what a person said, else by its content."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from processes.plan_import.by_content import columns_by_content
from processes.plan_import.columns import ColumnMap, column_of, columns_named, columns_of
from processes.plan_import.sources import Line, Row, cells_of, own_cells_of
from workflow.vietnamese import folded

_LONGEST_HEADING = 60
_COUNTED = re.compile(r"[(\[]?\s*(?:\d{1,2}|[A-Z])\s*[)\]]?(?:\s*=.*)?")


@dataclass(frozen=True)
class Header:
    """The heading rows of a table: lines `first` to `last` (positions, both included), its headings and columns."""

    first: int
    last: int
    headings: tuple[str, ...]
    columns: ColumnMap
    table: int = 0


def find_header(lines: Sequence[Line], said: Mapping[str, int] | None = None) -> Header | None:
    """The first task table of the document, or None. `said` is the map of columns that a person gave."""
    for at in range(len(lines)):
        if header := header_at(lines, at):
            return _corrected(header, said)
    guessed = _by_content(lines)
    if said:
        return _corrected(guessed, said) if guessed else _given(lines, said)
    return guessed


def header_at(lines: Sequence[Line], at: int) -> Header | None:
    """The headings in one row, or in two rows joined, that begin at this line."""
    if not (isinstance(lines[at], Row) or "\t" in lines[at].text):
        return None
    cells = cells_of(lines[at])
    single = columns_of(cells)
    joined = _two_rows(lines, at)
    double = columns_of(joined) if joined else None
    if double:
        # The row below may be the whole heading by itself, under a line that only names the table.
        alone = columns_of(own_cells_of(lines[at + 1]))
        if len(double) > max(len(single or ()), len(alone or ())) or (single and _has_no_work(lines[at + 1], double)):
            return _header(lines, at, at + 1, joined or (), double)
    return _header(lines, at, at, tuple(cells), single) if single else None


def _has_no_work(line: Line, columns: Mapping[str, int]) -> bool:
    """True for a row that says nothing under the ordinal and the content: under headings it divides them further."""
    own = own_cells_of(line)
    return not any(own[columns[name]].strip() for name in ("ordinal", "text") if columns.get(name, len(own)) < len(own))


def _header(lines: Sequence[Line], first: int, last: int, headings: tuple[str, ...], columns: dict[str, int]) -> Header:
    line = lines[first]
    by = "headings" if not isinstance(line, Row) or line.ruled else "gaps"
    return Header(first, last, headings, ColumnMap(columns, by), table_of(line))


def table_of(line: Line) -> int:
    """The number of the drawn table that a line belongs to; 0 for text."""
    return line.table if isinstance(line, Row) else 0


def _two_rows(lines: Sequence[Line], at: int) -> tuple[str, ...] | None:
    """The headings of two rows joined, where the second row only divides headings of the first."""
    if at + 1 >= len(lines) or table_of(lines[at]) != table_of(lines[at + 1]):
        return None
    above, whole = own_cells_of(lines[at]), cells_of(lines[at])
    below = own_cells_of(lines[at + 1])
    headed = [cell for cell in above if cell.strip()]
    if len(below) > len(above) or len(headed) < 2 or not any(cell.strip() for cell in below):
        return None
    below = below + [""] * (len(above) - len(below))
    joined = []
    for position, cell in enumerate(below):
        heading = whole[position].strip()
        if cell.strip():
            if len(cell) > _LONGEST_HEADING or not _divides(above, position):
                return None
            heading = heading or next((text for text in reversed(above[:position]) if text.strip()), "")
        joined.append(f"{heading} {cell.strip()}".strip())
    return tuple(joined)


def _divides(above: Sequence[str], position: int) -> bool:
    """True where the first row is empty, or where its heading reaches over the empty cell to its right."""
    return not above[position].strip() or (position + 1 < len(above) and not above[position + 1].strip())


def is_counting(line: Line) -> bool:
    """The row "(1) (2) (3) …" that numbers the columns."""
    filled = [cell.strip() for cell in cells_of(line) if cell.strip()]
    return len(filled) >= 3 and all(_COUNTED.fullmatch(cell) for cell in filled) and filled[0] != filled[1]


def repeats(header: Header, lines: Sequence[Line], line: Line) -> bool:
    """True for a heading row that stands once more in the table, as on every page."""
    cells = cells_of(line)
    position = header.columns.get("text", len(cells))
    content = cells[position] if position < len(cells) else ""
    if len(content) <= _LONGEST_HEADING and column_of(content) and columns_of(cells) == dict(header.columns):
        return True
    shown = [lines[at] for at in range(max(header.first, 0), header.last + 1)]
    # Almost the same words: the page that repeats a heading may break its lines elsewhere.
    return (
        isinstance(line, Row)
        and not line.blank
        and any(
            abs(len(heading.text) - len(line.text)) < 4 and folded(heading.text) == folded(line.text)
            for heading in shown
        )
    )


def _corrected(header: Header, said: Mapping[str, int] | None) -> Header:
    if not said:
        return header
    return Header(header.first, header.last, header.headings, header.columns.corrected(said), header.table)


def _tables(lines: Sequence[Line]) -> dict[int, list[int]]:
    """The lines of each drawn table; typed lines with tabs are table 0."""
    found: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        if isinstance(line, Row) or "\t" in line.text:
            found.setdefault(table_of(line), []).append(at)
    return found


def _given(lines: Sequence[Line], said: Mapping[str, int]) -> Header | None:
    """The longest table that has the columns a person named; its first row is taken for the headings."""
    wide = [
        rows for rows in _tables(lines).values() if max(len(cells_of(lines[at])) for at in rows) > max(said.values())
    ]
    rows = max(wide, key=len, default=[])
    if len(rows) < 2:
        return None
    first = lines[rows[0]]
    return Header(rows[0], rows[0], tuple(cells_of(first)), ColumnMap().corrected(said), table_of(first))


def _by_content(lines: Sequence[Line]) -> Header | None:
    """A drawn table whose headings say nothing, or which has none: its cells tell. Typed lines are not guessed at."""
    for table, rows in _tables(lines).items():
        if not table or len(rows) < 3:
            continue
        head = _heading_row(lines, rows)
        start = head if head is not None else rows[0] - 1
        # A table without headings has as many blank ones as columns, so that a person can name each.
        headings = tuple(cells_of(lines[start])) if head is not None else ("",) * _width(lines, rows)
        columns = columns_by_content([cells_of(lines[at]) for at in rows if at > start], columns_named(headings))
        if columns:
            return Header(start, start, headings, ColumnMap(columns, "content"), table)
    return None


def _width(lines: Sequence[Line], rows: Sequence[int]) -> int:
    return max(len(cells_of(lines[at])) for at in rows)


def _heading_row(lines: Sequence[Line], rows: Sequence[int]) -> int | None:
    """The row that names most columns; else a first row without an ordinal or a date; else the table has no headings."""
    named = max(rows, key=lambda at: len(columns_named(cells_of(lines[at]))) * _looks_like_headings(lines[at]))
    if len(columns_named(cells_of(lines[named]))) >= 2 and _looks_like_headings(lines[named]):
        return named
    return rows[0] if _looks_like_headings(lines[rows[0]]) else None


def _looks_like_headings(line: Line) -> bool:
    cells = [cell for cell in own_cells_of(line) if cell.strip()]
    return (
        bool(cells) and not any(re.search(r"\d", cell) for cell in cells) and max(map(len, cells)) <= _LONGEST_HEADING
    )
