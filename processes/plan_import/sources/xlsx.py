"""Excel workbooks: the visible rows of the visible sheets, formulas by the values that were saved with them."""

from __future__ import annotations

import datetime
import io
import re
import warnings
import zipfile
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from processes.plan_import.sources.kinds import damage_refused
from processes.plan_import.sources.line import Line, Place, Remark, Source, clean, row_of
from processes.plan_import.sources.ooxml import refuse_hostile_archive
from processes.plan_import.sources.xlsx_layout import MOST_COLUMNS, Layout, layout_of

_DECIMALS = re.compile(r"0\.(0+)(%?)")
_UNSHOWN = re.compile(r"\[[^\]]*\]|\"[^\"]*\"|\\.|general|am/pm")
_SHOWN = 5
_Texts = dict[int, dict[int, str]]


def source_of_xlsx(content: bytes, name: str) -> Source:
    """The rows of a workbook, read row by row; what openpyxl leaves out then, its layout, is read beside it. Raises NotValid."""
    refuse_hostile_archive(content, name)
    reader = _Reader()
    with damage_refused(name), warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(content)) as archive:
        warnings.simplefilter("ignore")  # openpyxl warns of charts and rules that it leaves out
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                reader.sheet(sheet, layout_of(archive.read(sheet._worksheet_path)))
            else:
                reader.remark("hidden_sheet", f"Trang tính “{sheet.title}” bị ẩn: không đọc.")
        reader.tell_of_the_file(archive.namelist())
    return Source(name, content, tuple(reader.lines), tuple(reader.remarks))


class _Reader:
    """One pass over the sheets in their order."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.remarks: list[Remark] = []
        self._sheets = self._formulas = 0
        self._without_value: list[str] = []

    def remark(self, kind: str, message: str) -> None:
        """Something to tell about the place that was reached."""
        self.remarks.append(Remark(kind, max(len(self.lines), 1), message))

    def sheet(self, sheet: Any, layout: Layout) -> None:
        """The rows of one sheet."""
        self._sheets += 1
        self._formulas += layout.formulas
        self._without_value += [f"{sheet.title}!{cell}" for cell in layout.without_value]
        texts, bold = _texts(sheet)
        lenders = layout.lenders(texts)
        columns = self._columns(texts, layout)
        before = 0
        for row in sorted({*texts, *lenders}):
            if row in layout.hidden_rows:
                told = {"row": row, "text": " ".join(texts.get(row, {}).values())[:80]}
                self.remark("hidden_row", "Hàng {row} “{text}” bị ẩn: không đọc.".format(**told))
                continue
            if row > before + 1 and self.lines:
                self.lines.append(Line(len(self.lines) + 1, "", {"sheet": sheet.title, "row": row - 1}))
            before = row
            place: Place = {"sheet": sheet.title, "row": row}
            lent = lenders.get(row, {})
            own = texts.get(row, {})
            cells = tuple(lent.get(column) or own.get(column, "") for column in columns)
            inherited = tuple(at for at, column in enumerate(columns) if column in lent)
            self.lines.append(row_of(len(self.lines) + 1, place, self._sheets, cells, inherited, bold=row in bold))

    def _columns(self, texts: _Texts, layout: Layout) -> list[int]:
        """The columns in use that are shown; the others are named."""
        used = {column for cells in texts.values() for column in cells}
        for column in sorted(layout.hidden_columns & used):
            heading = next((texts[row][column] for row in sorted(texts) if column in texts[row]), "")
            told = {"column": get_column_letter(column), "heading": heading[:80]}
            self.remark("hidden_column", "Cột {column} “{heading}” bị ẩn: không đọc.".format(**told))
        return (
            [column for column in range(min(used), max(used) + 1) if column not in layout.hidden_columns]
            if used
            else []
        )

    def tell_of_the_file(self, names: list[str]) -> None:
        """Links to other workbooks and formulas, with those whose value was never saved."""
        if any("externallinks/" in name.lower() for name in names):
            self.remark("external_links", "Bảng tính có liên kết đến tệp khác: không mở, chỉ đọc giá trị đã lưu.")
        if self._formulas:
            count = {"count": self._formulas}
            self.remark("formulas", "Có {count} ô là công thức: đọc giá trị đã lưu trong tệp.".format(**count))
        if self._without_value:
            told = {"cells": ", ".join(self._without_value[:_SHOWN]), "count": len(self._without_value)}
            message = (
                "%(count)s ô công thức chưa có giá trị đã lưu (%(cells)s): hãy mở tệp bằng Excel, lưu lại rồi đọc lại."
            )
            self.remark("formula_without_value", message % told)


def _texts(sheet: Any) -> tuple[_Texts, set[int]]:
    """Row → column → text for every cell with words, and the rows whose one or two cells are all bold."""
    texts: _Texts = {}
    bold: set[int] = set()
    for cells in sheet.iter_rows(max_col=MOST_COLUMNS):
        filled = [cell for cell in cells if cell.value is not None]
        found = {cell.column: text for cell in filled if (text := _text(cell))}
        if found:
            texts[filled[0].row] = found
            if len(found) <= 2 and all(cell.font.b for cell in filled if cell.column in found):
                bold.add(filled[0].row)
    return texts, bold


def _text(cell: Any) -> str:
    """The cell as Excel shows it, near enough: dates day first, whole numbers without a point."""
    value = cell.value
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, datetime.datetime | datetime.date):
        return value.strftime(_shown_as(cell.number_format or ""))
    if isinstance(value, bool):
        return str(value).upper()
    return _number(value, cell.number_format or "") if isinstance(value, float) else clean(str(value))


def _shown_as(shown: str) -> str:
    """The parts of a date that its cell shows: Excel makes "6/2025" the first of June, and shows only month and year of it."""
    plain = _UNSHOWN.sub("", shown.lower())
    parts = [part for letter, part in (("d", "%d"), ("m", "%m"), ("y", "%Y")) if letter in plain]
    return "/".join(parts) if "y" in plain or parts == ["%d", "%m"] else "%d/%m/%Y"


def _number(value: float, shown: str) -> str:
    if found := _DECIMALS.search(shown):
        return f"{value * (100 if found[2] else 1):.{len(found[1])}f}{found[2]}"
    if "%" in shown:
        return f"{value * 100:.0f}%"
    return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:.10g}"
