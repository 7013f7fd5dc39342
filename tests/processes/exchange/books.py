"""Spreadsheets for the tests: exported, changed in one place, and read again."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook, load_workbook

from processes.exchange import DIRECTORY, Exchange, apply, try_out
from processes.exchange.kinds import exported
from processes.exchange.outcome import CellError, Outcome
from tests.processes.directory_people import system
from workflow.spreadsheets import written


def book_of(exchange: Exchange = DIRECTORY) -> Workbook:
    """Everything that stands, as a spreadsheet program opens it."""
    return load_workbook(io.BytesIO(written(exported(exchange))))


def content_of(book: Workbook) -> bytes:
    """The file that the program saves."""
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def heading(sheet: Any, title: str) -> int:
    """The number of the column under this heading."""
    return next(cell.column for cell in sheet[1] if cell.value == title)


def line(sheet: Any, **wanted: object) -> int:
    """The number of the row whose first column holds the one wanted value."""
    [value] = wanted.values()
    return next(row[0].row for row in sheet.iter_rows(min_row=2) if row[0].value == value)


def put(book: Workbook, title: str, first: str, column: str, value: object) -> None:
    """Change one cell: of the row whose first column holds `first`, under that heading."""
    sheet = book[title]
    sheet.cell(line(sheet, first=first), heading(sheet, column)).value = value


def add(book: Workbook, title: str, **cells: object) -> None:
    """A row more; the names of the headings with underscores for spaces."""
    sheet = book[title]
    row = sheet.max_row + 1
    for name, value in cells.items():
        sheet.cell(row, heading(sheet, name.replace("_", " "))).value = value


def tried(book: Workbook | bytes, exchange: Exchange = DIRECTORY) -> Outcome:
    """What the file would do."""
    content = book if isinstance(book, bytes) else content_of(book)
    return try_out(exchange, io.BytesIO(content), by=system(exchange.right))


def imported(book: Workbook, exchange: Exchange = DIRECTORY, between: Callable[[], Any] | None = None) -> Outcome:
    """Tried and applied, with something between the two."""
    content, by = content_of(book), system(exchange.right)
    seen = try_out(exchange, io.BytesIO(content), by=by).seen
    if between:
        between()
    return apply(exchange, io.BytesIO(content), seen=seen, sha256="0" * 64, name="bang.xlsx", by=by)


def only_error(outcome: Outcome) -> CellError:
    """The one error of a file."""
    [error] = outcome.errors
    return error
