"""What Word and Excel files hold beside their words: changes not yet accepted, notes, hidden columns, formulas."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls


def in_word(content: bytes, quirks: Sequence[str]) -> bytes:
    """Every fifth content cell was changed with track changes on ("tracked"), hidden words stand in others ("vanish")."""
    if not {"tracked", "vanish"} & set(quirks):
        return content
    document = docx.Document(io.BytesIO(content))
    for number, row in enumerate(document.tables[0]._tbl.tr_lst[2::5]):
        cell = row.tc_lst[-1 if len(row.tc_lst) == 1 else 1]
        paragraph = cell.p_lst[0]
        if "tracked" in quirks:
            paragraph.append(_removed(f"cũ {number}"))
            words = paragraph.r_lst[0]
            change = parse_xml(f'<w:ins {nsdecls("w")} w:id="{900 + number}" w:author="CV"/>')
            words.addprevious(change)
            change.append(words)
        if "vanish" in quirks:
            paragraph.append(
                parse_xml(f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t>ghi chú nội bộ {number}</w:t></w:r>")
            )
    return _bytes(document)


def _removed(text: str) -> object:
    return parse_xml(
        f'<w:del {nsdecls("w")} w:id="{800 + len(text)}" w:author="CV"><w:r><w:delText>{text}</w:delText></w:r></w:del>'
    )


def in_excel(content: bytes, quirks: Sequence[str]) -> bytes:
    """A hidden column of drafts right of the table ("hidden"); a sum that Excel never computed below it ("formulas")."""
    if not {"hidden", "formulas"} & set(quirks):
        return content
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.active
    last, width = sheet.max_row, sheet.max_column
    if "hidden" in quirks:
        for row in range(last - 3, last + 1):
            sheet.cell(row, width + 1, "bản nháp, bỏ")
        sheet.column_dimensions[openpyxl.utils.get_column_letter(width + 1)].hidden = True
    if "formulas" in quirks:
        sheet.append(["", "Tổng cộng", "", "", "", "", f"=SUM(G1:G{last})"])
    return _bytes(book)


def _bytes(document: docx.document.Document | openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
