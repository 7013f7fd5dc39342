"""PDF with its own letters: ruled tables become rows, the rest lines and paragraphs. A scan is refused with what to do."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pdfplumber
from django.utils.translation import gettext as _
from pdfplumber.utils.exceptions import PdfminerException

from processes.plan_import.sources.grid import Laid, lay_out
from processes.plan_import.sources.kinds import broken, damage_refused
from processes.plan_import.sources.line import Line, Place, Remark, Row, Source, row_of
from processes.plan_import.sources.pdf_gaps import Columns, Unsure, gap_table, has_rows
from processes.plan_import.sources.pdf_tables import Drawn, Letter, drawn_tables
from processes.plan_import.sources.pdf_text import has_struck_words, paragraphs_of
from workflow.errors import NotValid

MOST_PAGES = 300
_TAIL = 4096
_MOST_CODED = 5
"""More letters than this of which only the number in their font is known: bullets are a few."""
_FEWEST_LETTERS = 20
"""Fewer letters than this on a page with a picture: it was scanned."""


def source_of_pdf(content: bytes, name: str) -> Source:
    """The lines and rows of a PDF. Raises NotValid: cut short, encrypted, scanned, damaged, too many pages."""
    if b"%%EOF" not in content[-_TAIL:]:
        raise broken(name)
    reader = _Reader()
    with damage_refused(name), _opened(content, name) as pdf:
        if pdf.doc.encryption is not None:
            raise _locked(name)
        if len(pdf.pages) > MOST_PAGES:
            pages = {"name": name, "pages": MOST_PAGES}
            raise NotValid(_("Tệp “%(name)s” dài hơn %(pages)s trang: hãy tách riêng kế hoạch rồi đọc lại.") % pages)
        for number, page in enumerate(pdf.pages, start=1):
            reader.page(number, page)
            page.close()
    lines = reader.finished()
    if reader.coded:
        where = {"name": name, "page": reader.coded[0]}
        raise NotValid(
            _(
                "Chữ ở trang %(page)s của tệp “%(name)s” dùng phông không có bảng mã, máy không đọc được: hãy dùng tệp Word gốc, hoặc"
                " nhận dạng chữ (OCR) và soát lại rồi đọc lại."
            )
            % where
        )
    if reader.struck:
        where = {"name": name, "page": reader.struck[0]}
        raise NotValid(
            _(
                "Trang %(page)s của tệp “%(name)s” có chữ bị gạch ngang (sửa đổi chưa duyệt): hãy chấp nhận hoặc bỏ các sửa đổi trong"
                " Word, xuất lại PDF rồi đọc lại."
            )
            % where
        )
    if reader.unsure:
        where = {"name": name, "page": reader.unsure[0]}
        raise NotValid(
            _(
                "Bảng ở trang %(page)s của tệp “%(name)s” không có đường kẻ và không phân định chắc chắn được hàng, cột: hãy dùng"
                " tệp Word hoặc Excel gốc, hoặc kẻ khung cho bảng, rồi đọc lại."
            )
            % where
        )
    if reader.turned:
        where = {"name": name, "page": reader.turned[0]}
        raise NotValid(
            _("Chữ ở trang %(page)s của tệp “%(name)s” nằm ngang: hãy xoay trang cho thẳng, lưu lại PDF rồi đọc lại.")
            % where
        )
    if reader.scanned and not any(isinstance(line, Row) for line in lines):
        raise NotValid(
            _(
                "Tệp “%(name)s” là bản quét, không có lớp chữ: hãy dùng tệp Word gốc, hoặc nhận dạng chữ (OCR) và soát lại"
                " rồi đọc lại."
            )
            % {"name": name}
        )
    return Source(name, content, lines, reader.remarks(lines))


def _opened(content: bytes, name: str) -> pdfplumber.PDF:
    try:
        return pdfplumber.open(io.BytesIO(content))
    except PdfminerException as error:
        cause = type(error.args[0]).__name__ if error.args else ""
        if cause in {"PDFPasswordIncorrect", "PDFEncryptionError"}:
            raise _locked(name) from error
        raise broken(name) from error


def _locked(name: str) -> NotValid:
    return NotValid(
        _("Tệp “%(name)s” được mã hóa hoặc có mật khẩu: hãy xuất lại PDF không đặt mật khẩu rồi đọc lại.")
        % {"name": name}
    )


class _Reader:
    """One pass over the pages. A table goes on when the next page begins with one of the same width."""

    def __init__(self) -> None:
        self.scanned: list[int] = []
        self.unsure: list[int] = []
        self.coded: list[int] = []
        self.struck: list[int] = []
        self.turned: list[int] = []
        self._parts: list[tuple[int, Drawn | str, int]] = []
        """(page, a paragraph or a drawn table, number of the line on its page or of the table)"""
        self._tables = 0
        self._last: Drawn | None = None
        self._columns: Columns | None = None
        self._met: Columns | None = None

    def page(self, number: int, page: Any) -> None:
        """The words and tables of a page, from top to bottom."""
        if len(page.chars) < _FEWEST_LETTERS and page.images:
            self.scanned.append(number)
        if sum(letter["text"].startswith("(cid:") for letter in page.chars) > _MOST_CODED:
            self.coded.append(number)
        if has_struck_words(page.chars, page.horizontal_edges):
            self.struck.append(number)
        if sum(not letter["upright"] for letter in page.chars) > max(len(page.chars) / 2, _FEWEST_LETTERS):
            self.turned.append(number)
        tables, rest = drawn_tables(page)
        if not tables:
            tables, rest = self._gap_table(number, rest)
        words = paragraphs_of(rest, page.height)
        marks: list[tuple[float, Drawn | str]] = [(drawn.top, drawn) for drawn in tables]
        marks += [(top, text) for top, text in words]
        lines = 0
        first = True
        for _top, part in sorted(marks, key=lambda mark: mark[0]):
            if isinstance(part, str):
                lines += 1
                self._parts.append((number, part, lines))
                continue
            goes_on = first and self._last is not None and self._last.goes_on_in(part)
            self._tables += not goes_on
            self._parts.append((number, part, self._tables))
            self._last, first = part, False
        if not tables and any(text.strip() for _top, text in words):
            self._last = None
        if self._columns and any(top > tables[-1].top for top, text in words if text.strip()):
            self._columns = None  # the table ended on this page

    def _gap_table(self, number: int, letters: list[Letter]) -> tuple[list[Drawn], list[Letter]]:
        """The table of a page without rulings, if there is one; later pages go on in its columns."""
        try:
            found = gap_table(letters, self._columns)
            if found is None and self._met and has_rows(letters, self._met):
                raise Unsure
        except Unsure:
            self.unsure.append(number)
            found = None
        self._columns = found[2] if found else None
        self._met = self._columns or self._met
        return ([found[0]], found[1]) if found else ([], letters)

    def finished(self) -> tuple[Line, ...]:
        """Every line and row in order; the pages of one table share their columns."""
        laid: dict[int, list[Laid]] = {}
        for table in range(1, self._tables + 1):
            boxes = [
                row for _page, part, at in self._parts if isinstance(part, Drawn) and at == table for row in part.rows
            ]
            laid[table] = lay_out(boxes)
        lines: list[Line] = []
        rows_on: dict[int, int] = {}
        for page, part, at in self._parts:
            if isinstance(part, str):
                lines.append(Line(len(lines) + 1, part, {"page": page, "line": at}))
                continue
            for _boxes in part.rows:
                laid_row = laid[at].pop(0)
                rows_on[page] = rows_on.get(page, 0) + 1
                place: Place = {"page": page, "row": rows_on[page]}
                number = len(lines) + 1
                row = row_of(
                    number, place, at, laid_row.cells, laid_row.inherited, bold=laid_row.bold, lent=laid_row.lent
                )
                lines.append(row if part.ruled else replace(row, ruled=False))
        return tuple(lines)

    def remarks(self, lines: tuple[Line, ...]) -> tuple[Remark, ...]:
        """A page that was scanned among pages that were not."""
        return tuple(
            Remark(
                "page_without_text",
                next((line.number for line in lines if int(line.place["page"]) >= page), max(len(lines), 1)),
                f"Trang {page} là ảnh quét, không có chữ: không đọc được gì ở trang này.",
            )
            for page in self.scanned
        )
