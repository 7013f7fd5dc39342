"""Plans written as offices write them: the same rows as Word, Excel, Markdown or, through LibreOffice, PDF."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.styles import Alignment, Border, Font, Side

HERE = Path(__file__).resolve().parent
PLAN_24 = HERE / "24-KH-UBND"
LIBREOFFICE = shutil.which("soffice") or shutil.which("libreoffice")

Cells = Sequence[str]


@dataclass
class Written:
    """A plan to be written: paragraphs, heading rows, rows. A row of one cell runs over the whole width (a group).

    In a cell "<" is merged with the cell to its left, "^" with the cell above.
    """

    above: Sequence[str]
    headings: Sequence[Cells]
    rows: Sequence[Cells]
    below: Sequence[str] = ()


def customers_plan(*, merged_groups: bool = False) -> Written:
    """Kế hoạch 24/KH-UBND, its text and its 20 rows in 6 groups."""
    lines = (PLAN_24 / "24-KH-UBND.txt").read_text(encoding="utf-8").split("\n")
    tasks = json.loads((PLAN_24 / "tasks.json").read_text(encoding="utf-8"))
    head = next(at for at, line in enumerate(lines) if line.startswith("TT\t"))
    rows: list[Cells] = []
    for line in lines[head + 1 :]:
        cells = line.split("\t")
        row = next((task for task in tasks if task["text"] in cells), None)
        if row:
            rows.append([row["tt"], row["text"], row["lead"], row["coord"], row["dirc"], row["when"]])
        elif line[:1] in "IV" and line.strip():
            ordinal, title = line.split(None, 1)
            rows.append([f"{ordinal}. {title.strip()}"] if merged_groups else [ordinal, title.strip(), "", "", "", ""])
    return Written(lines[:head], [lines[head].split("\t")], rows)


def as_docx(plan: Written, *, header_repeats: bool = True) -> bytes:
    """A Word document, landscape, with one ruled table."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    title = False
    for text in plan.above:
        title ^= text.startswith("**")
        _paragraph(document, text, centred=title or text.isupper() or text.startswith("(Kèm"))
        title ^= text.endswith("**")
    every = [*plan.headings, *plan.rows]
    width = max(len(row) for row in every)
    table = document.add_table(rows=0, cols=width, style="Table Grid")
    for number, row in enumerate(every):
        _docx_row(table, row, width)
        if number < len(plan.headings) and header_repeats:
            marks = table.rows[-1]._tr.get_or_add_trPr()
            marks.append(OxmlElement("w:tblHeader"))
    for text in plan.below:
        _paragraph(document, text, centred=False)
    return _bytes(document)


def _paragraph(document: docx.document.Document, text: str, *, centred: bool) -> None:
    paragraph = document.add_paragraph(text.replace("**", ""))
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _docx_row(table: docx.table.Table, row: Cells, width: int) -> None:
    """One row in plain XML: gridSpan across, vMerge down."""
    element = table.add_row()._tr
    cells = element.tc_lst
    texts = [*row, *["<"] * (width - len(row))] if len(row) == 1 else list(row)
    for at in range(width - 1, -1, -1):
        if texts[at] == "<":
            element.remove(cells[at])
            continue
        span = 1
        while at + span < width and texts[at + span] == "<":
            span += 1
        if span > 1:
            cells[at].grid_span = span
        if texts[at] == "^":
            cells[at].get_or_add_tcPr().append(OxmlElement("w:vMerge"))
            _begin_merge(table, cells[at], at, width)
            continue
        cell = docx.table._Cell(cells[at], table)
        cell.text = texts[at].split("\n")[0]
        for more in texts[at].split("\n")[1:]:
            cell.add_paragraph(more)
        if len(row) == 1:
            cell.paragraphs[0].runs[0].bold = True


def _begin_merge(table: docx.table.Table, below: object, at: int, width: int) -> None:
    """Mark the cell above as the one that begins the merge."""
    above = table._tbl.tr_lst[-2]
    position = 0
    for cell in above.tc_lst:
        if position == at:
            settings = cell.get_or_add_tcPr()
            if settings.find(qn("w:vMerge")) is None:
                mark = OxmlElement("w:vMerge")
                mark.set(qn("w:val"), "restart")
                settings.append(mark)
        position += cell.grid_span


def as_xlsx(plan: Written, *, title: str = "Phụ lục") -> bytes:
    """A workbook of one sheet with ruled, wrapped cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    line = Side(style="thin")
    width = max(len(row) for row in (*plan.headings, *plan.rows))
    for text in plan.above:
        sheet.append([text] if text.strip() else [])
    for row in (*plan.headings, *plan.rows):
        number = sheet.max_row + 1
        texts = [*row, *["<"] * (width - 1)] if len(row) == 1 else list(row)
        for column, text in enumerate(texts, start=1):
            cell = sheet.cell(number, column, "" if text in {"<", "^"} else int(text) if text.isdecimal() else text)
            cell.border = Border(line, line, line, line)
            cell.alignment = Alignment(wrap_text=True)
            cell.font = Font(bold=len(row) == 1)
        _merge_across(sheet, number, texts)
    _merge_down(sheet, [*plan.headings, *plan.rows], sheet.max_row)
    for text in plan.below:
        sheet.append([text])
    return _bytes(book)


def _merge_across(sheet: openpyxl.worksheet.worksheet.Worksheet, row: int, texts: Cells) -> None:
    at = 0
    while at < len(texts):
        end = at
        while end + 1 < len(texts) and texts[end + 1] == "<":
            end += 1
        if end > at:
            sheet.merge_cells(start_row=row, end_row=row, start_column=at + 1, end_column=end + 1)
        at = end + 1


def _merge_down(sheet: openpyxl.worksheet.worksheet.Worksheet, rows: Sequence[Cells], last: int) -> None:
    first = last - len(rows) + 1
    for column in range(max(len(row) for row in rows)):
        start = 0
        for at in range(1, len(rows) + 1):
            goes_on = at < len(rows) and column < len(rows[at]) and rows[at][column] == "^"
            if not goes_on:
                if at - 1 > start:
                    sheet.merge_cells(
                        start_row=first + start, end_row=first + at - 1, start_column=column + 1, end_column=column + 1
                    )
                start = at


def as_markdown(plan: Written) -> bytes:
    """Pipe tables."""
    width = max(len(row) for row in plan.headings)
    rows = [
        f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in (*plan.headings, *plan.rows)
    ]
    dashes = "|" + "---|" * width
    return "\n".join([*plan.above, "", rows[0], dashes, *rows[1:], "", *plan.below]).encode()


def as_pdf(document: bytes, folder: Path) -> bytes:
    """The Word document as LibreOffice prints it."""
    source = folder / "plan.docx"
    source.write_bytes(document)
    subprocess.run(
        [LIBREOFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder, source],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return (folder / "plan.pdf").read_bytes()


def _bytes(document: docx.document.Document | openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
