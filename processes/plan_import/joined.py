"""Rows of a PDF that a page break cut in two are put together again; what goes on over the page is told, never hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from processes.plan_import.columns import TITLES
from processes.plan_import.header import Header, header_at, is_counting, repeats
from processes.plan_import.sources import Line, Remark, Row
from processes.plan_import.sources.line import row_of


def joined_over_pages(lines: Sequence[Line], header: Header) -> tuple[list[Line], list[Remark]]:
    """The lines with cut rows made whole, and a remark for each. The second part of a cut row becomes an empty line."""
    read: list[Line] = list(lines)
    remarks: list[Remark] = []
    for of in _headers(lines, header):
        _join(lines, of, read, remarks)
    return read, remarks


def _headers(lines: Sequence[Line], header: Header) -> list[Header]:
    """The header of every table with pages."""
    found = {header.table: header}
    for at in range(header.last + 1, len(lines)):
        line = lines[at]
        if isinstance(line, Row) and "page" in line.place and line.table not in found:
            found[line.table] = header_at(lines, at) or replace(header, table=line.table)
    return list(found.values())


def _join(lines: Sequence[Line], header: Header, read: list[Line], remarks: list[Remark]) -> None:
    begun: dict[int, int] = {}
    """The second part of a cut row → where the row begins: a row may go on over several pages."""
    for last, first, following, between in _breaks(lines, header):
        before = begun.get(last, last)
        above, row = read[before], read[first]
        if not isinstance(above, Row) or not isinstance(row, Row):
            continue
        after = lines[following] if following is not None else None
        if _goes_on(above, row, after, between, header):
            read[before] = _together(above, row)
            read[first] = Line(row.number, "", row.at)
            begun[first] = before
            told = {"page": row.place["page"], "text": _cell(above, header, "text")[:60]}
            message = "Hàng “{text}” bị ngắt sang trang {page}: đã ghép lại thành một hàng.".format(**told)
            remarks.append(Remark("row_cut_by_page", above.number, message))
        _lend_on(read, first, above, row, header)


def _breaks(lines: Sequence[Line], header: Header) -> list[tuple[int, int, int | None, int]]:
    """(last row of a page, first row of the next, the next row with an ordinal, rows between these), headings left out."""
    rows = [
        at
        for at, line in enumerate(lines)
        if at > header.last
        and isinstance(line, Row)
        and "page" in line.place
        and line.table == header.table
        and not repeats(header, lines, line)
        and not is_counting(line)
        and not line.blank
    ]
    found: list[tuple[int, int, int | None, int]] = []
    numbered: int | None = None
    between = 0
    for above, row in reversed(list(pairwise(rows))):
        if lines[above].place["page"] != lines[row].place["page"]:
            found.append((above, row, numbered, between))
        line = lines[row]
        numbered, between = (
            (row, 0) if isinstance(line, Row) and _cell(line, header, "ordinal") else (numbered, between + 1)
        )
    return found[::-1]


def _cell(row: Row, header: Header, column: str) -> str:
    position = header.columns.get(column)
    return row.own[position].strip() if position is not None and position < len(row.own) else ""


def _goes_on(above: Row, row: Row, after: Line | None, between: int, header: Header) -> bool:
    """True when the row is the rest of the one above: it has no ordinal, and does not begin anew. `after` is the next row with an
    ordinal, `between` the number of rows before it."""
    if "ordinal" not in header.columns or _cell(row, header, "ordinal"):
        return False
    text, said = _cell(row, header, "text"), _cell(above, header, "text")
    if not text or not said:  # the ordinal stayed on the page before, the words went on
        return True
    number, behind = _cell(above, header, "ordinal").rstrip("."), ""
    if isinstance(after, Row):
        behind = _cell(after, header, "ordinal").rstrip(".")
    if number.isdecimal() and behind.isdecimal():
        if int(behind) == int(number) + 1:  # 4, nothing, 5: the rest of 4
            return True
        if int(behind) == int(number) + 2 and not between:  # 4, nothing, 6: the row of 5 itself
            return False
    if text[0].islower() and not said.endswith((".", ";")):
        return True
    return not any(_cell(row, header, column) for column in ("lead", "deadline"))


def _together(above: Row, row: Row) -> Row:
    """One row of two: each cell goes on where it ended."""
    cells = []
    for position, cell in enumerate(above.cells):
        more = row.own[position] if position < len(row.own) else ""
        glue = "" if cell.endswith(("-", "/")) and cell[-2:-1].isalnum() and more[:1].isalnum() else " "
        cells.append(cell + glue + more if cell and more else cell or more)
    return row_of(above.number, above.place, above.table, tuple(cells), above.inherited, bold=above.bold)


def _lend_on(read: list[Line], first: int, above: Row, row: Row, header: Header) -> None:
    """A merged cell that runs over the page break lends its text to the rows on the new page that it reaches."""
    below = read[first + 1] if first + 1 < len(read) else None
    going_on = below.lent if isinstance(below, Row) else ()
    shared = [
        position
        for column, position in header.columns.items()
        if column in TITLES and column not in {"ordinal", "text"} and position < min(len(above.cells), len(row.cells))
        if above.cells[position].strip() and not row.cells[position].strip()
        if position in above.inherited or position in going_on
    ]
    if len(above.inherited) * 2 >= len(above.cells):  # the title of a group, merged over the whole row
        return
    if isinstance(read[first], Row) and _cell(row, header, "ordinal"):
        read[first] = _filled(row, shared, above)
    for at in range(first + 1, len(read)):
        other = read[at]
        if not isinstance(other, Row) or other.place["page"] != row.place["page"]:
            return
        shared = [position for position in shared if position in other.lent and not other.cells[position].strip()]
        if not shared:
            return
        read[at] = _filled(other, shared, above)


def _filled(row: Row, lent: Sequence[int], above: Row) -> Row:
    cells = tuple(above.cells[at] if at in lent else cell for at, cell in enumerate(row.cells))
    return replace(row, cells=cells, inherited=tuple(sorted({*row.inherited, *lent})))
