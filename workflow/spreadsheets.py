"""Tables that people keep in XLSX: the one place that writes them, and reads them back when they were changed.

What goes out holds no formula. What comes in was walked by `workflow.files` first (archive, macros, links, marks of secrecy)
and is a plain table within the limits here, or is refused. (Plans in Excel have a reader of their own.)
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import IO, Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from workflow.clock import LOCAL
from workflow.errors import NotValid
from workflow.files import Limits
from workflow.files.limits import MEGABYTE

LIMITS = Limits(max_bytes=5 * MEGABYTE, max_unpacked_bytes=16 * MEGABYTE, max_entries=200)
"""What an uploaded table may be at most. A directory of 1 000 rows unpacks to 1 MB; 16 MB are read within seconds."""
MAX_ROWS, MAX_COLUMNS, MAX_TEXT = 10_000, 60, 5_000
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA_STARTS = ("=", "+", "-", "@")
_FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets disagree about the calendar
_WIDEST = 60

Value = str | int | float | bool | date | None


@dataclass(frozen=True)
class Row:
    """A row as it stands in the sheet: `number` counts from 1; `broken` says of a column what cannot be read in it."""

    number: int
    cells: tuple[Value, ...]
    broken: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """A sheet: its first row that is not empty gives the headings; empty rows are left out."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Table:
    """What is written to one sheet."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Value | datetime]]


def xlsx_response(filename: str, tables: Iterable[Table]) -> HttpResponse:
    """A download of these tables, never kept by the browser."""
    response = HttpResponse(written(tables), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = content_disposition_header(True, filename)
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def written(tables: Iterable[Table]) -> bytes:
    """The tables as an XLSX file: texts, numbers and dates only. A text like “=1+1” stays that text when it is edited."""
    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(table.title)
        sheet.freeze_panes = "A2"
        for index, heading in enumerate(table.headings, 1):
            sheet.column_dimensions[get_column_letter(index)].width = min(max(len(heading) + 4, 14), _WIDEST)
        sheet.append([_cell(sheet, heading, bold=True) for heading in table.headings])
        for row in table.rows:
            sheet.append([_cell(sheet, value) for value in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _cell(sheet: Any, value: Value | datetime, *, bold: bool = False) -> Any:
    if isinstance(value, datetime):
        return _dated(WriteOnlyCell(sheet, value.astimezone(LOCAL).replace(tzinfo=None)), "dd/mm/yyyy hh:mm")
    if isinstance(value, date) and value >= _FIRST_DAY:
        return _dated(WriteOnlyCell(sheet, value), "dd/mm/yyyy")
    if isinstance(value, date):
        value = f"{value:%d/%m/%Y}"
    if value is None or value == "":
        return WriteOnlyCell(sheet)
    if isinstance(value, int | float):
        return WriteOnlyCell(sheet, value)
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # whatever it looks like, it is text
    cell.quotePrefix = text.startswith(FORMULA_STARTS)
    if bold:
        cell.font = Font(bold=True)
    return cell


def _dated(cell: Any, form: str) -> Any:
    cell.number_format = form
    return cell


def read(file: IO[bytes]) -> list[Sheet]:
    """The sheets of a file that `workflow.files` let in. Raises NotValid where it is no table within the limits.

    Nothing is calculated: a formula, and an error such as #N/A, is told in the row's `broken`, because what a person saw in
    that cell cannot be known.
    """
    try:
        book = load_workbook(file, read_only=True, keep_links=False)
        try:
            return [_sheet(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible"]
        finally:
            book.close()
    except NotValid:
        raise
    except Exception as error:  # openpyxl lets through whatever its zip and XML readers raise on damage
        sentence = _(
            "Không đọc được bảng tính này. Hãy mở tệp bằng phần mềm bảng tính, lưu lại dạng .xlsx rồi tải lên."
        )
        raise NotValid(sentence, field="file") from error


def _sheet(sheet: Any) -> Sheet:
    rows = _rows(sheet)
    first = next(rows, None)
    if first is None:
        return Sheet(sheet.title, (), ())
    headings = tuple("" if value is None else str(value) for value in first.cells)
    return Sheet(sheet.title, headings, tuple(rows))


def _rows(sheet: Any) -> Iterator[Row]:
    for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS + 1), 1):
        if all(cell.value is None for cell in cells):
            continue
        if number > MAX_ROWS:
            sentence = _("Trang “{sheet}” có hơn {rows} dòng. Hãy tách bảng thành nhiều tệp.")
            raise NotValid(sentence.format(sheet=sheet.title, rows=f"{MAX_ROWS:,}".replace(",", ".")), field="file")
        if len(cells) > MAX_COLUMNS and cells[MAX_COLUMNS].value is not None:
            sentence = _("Trang “{sheet}” có hơn {columns} cột. Hãy bỏ những cột không dùng.")
            raise NotValid(sentence.format(sheet=sheet.title, columns=MAX_COLUMNS), field="file")
        row = _row(number, cells[:MAX_COLUMNS])
        if row.cells:
            yield row


def _row(number: int, cells: Sequence[Any]) -> Row:
    values: list[Value] = []
    broken: dict[int, str] = {}
    for index, cell in enumerate(cells):
        value, trouble = _value(cell)
        values.append(value)
        if trouble:
            broken[index] = trouble
    while values and values[-1] is None and len(values) - 1 not in broken:
        values.pop()
    return Row(number, tuple(values), broken)


def _value(cell: Any) -> tuple[Value, str]:
    """A cell's value, or what is wrong with it."""
    value = cell.value
    if cell.data_type == "f":
        return None, _("Ô chứa công thức. Hãy dán giá trị thay cho công thức.")
    if cell.data_type == "e":
        return None, _("Ô báo lỗi {value}. Hãy sửa ô trong bảng tính.").format(value=value)
    if isinstance(value, datetime):
        hours = value.time() != time(0)
        return (None, _("Ô có cả giờ phút. Hãy ghi riêng ngày, ví dụ 24/01/2025.")) if hours else (value.date(), "")
    if isinstance(value, str):
        long = len(value) > MAX_TEXT
        told = _("Ô dài quá {most} ký tự. Hãy ghi ngắn lại.").format(most=MAX_TEXT) if long else ""
        return (None, told) if long else (value.strip() or None, "")
    if value is None or isinstance(value, bool | int | float | date):
        return value, ""
    return None, _("Không hiểu giá trị của ô này. Hãy định dạng ô là chữ rồi ghi lại.")
