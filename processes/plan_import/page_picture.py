"""A page of a PDF plan as a picture, with a cell of its table marked: what a person compares the reading with.

The page is drawn in a guarded process like the one in which plans are read: a file from outside never meets the web worker's
memory. What comes back is plain: points of colour, and where the cells of its tables stand.
"""

from __future__ import annotations

import io
import json
import pickle
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, ImageDraw

from processes.plan_import.guarded import limit_itself, run_guarded
from processes.plan_import.sources import PlanFile
from workflow.errors import NotFound

WIDTH = 1400
"""Pixels across: small print of a page on its side is still read."""
MOST_PIXELS = 3_000_000
AROUND = 140
"""Pixels that are left above and below a row that is cut out."""
_MARGIN = 20
_EDGE, _INSIDE, _STROKE = (178, 107, 0, 255), (255, 191, 0, 56), 4

Edges = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels."""


@dataclass(frozen=True)
class DrawnPage:
    """A page: its size and points (RGB), the rows of its tables from top to bottom, each with its cells, and their columns.

    A cell merged over several rows stands in each of them, whole. Columns are (left, right).
    """

    size: tuple[int, int]
    points: bytes
    rows: tuple[tuple[Edges, ...], ...]
    columns: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Mark:
    """A row of the tables of a page, from 1, as places count it; `column` of `width` columns, from 0, or None for all of it."""

    row: int
    column: int | None = None
    width: int = 0


def draw_page(file: PlanFile, number: int) -> DrawnPage:
    """Draw page `number` (from 1) of a PDF. Raises NotFound for a page that is not there, NotValid beyond the limits."""
    head, _line, points = run_guarded(__name__, (file.content, number), file.name).partition(b"\n")
    if not head:
        raise NotFound(_("Tệp này không có trang %(page)d.") % {"page": number})
    told = json.loads(head)
    rows = tuple(tuple(tuple(cell) for cell in row) for row in told["rows"])
    columns = tuple(tuple(column) for column in told["columns"])
    return DrawnPage(tuple(told["size"]), points, rows, columns)


def picture(page: DrawnPage, mark: Mark | None = None, *, cut: bool = False) -> bytes:
    """The page as PNG, the mark drawn into it; `cut` leaves only the marked row and what stands around it."""
    image = Image.frombytes("RGB", page.size, page.points)
    row = page.rows[mark.row - 1] if mark and 1 <= mark.row <= len(page.rows) else None
    if row and mark:
        ImageDraw.Draw(image, "RGBA").rectangle(_box(row, page, mark), fill=_INSIDE, outline=_EDGE, width=_STROKE)
        if cut:
            top, bottom = _band(row)
            left, right = min(cell[0] for cell in row), max(cell[2] for cell in row)
            image = image.crop(
                (
                    max(int(left) - _MARGIN, 0),
                    max(int(top) - AROUND, 0),
                    min(int(right) + _MARGIN, image.width),
                    min(int(bottom) + AROUND, image.height),
                )
            )
    answer = io.BytesIO()
    image.save(answer, "PNG", compress_level=4)
    return answer.getvalue()


def _box(row: Sequence[Edges], page: DrawnPage, mark: Mark) -> Edges:
    """The edges of the marked cell, a merged one whole; of the whole row where the page has other columns than the table."""
    if mark.column is not None and mark.column < len(page.columns) == mark.width:
        middle = sum(page.columns[mark.column]) / 2
        cell = next((cell for cell in row if cell[0] <= middle <= cell[2]), None)
        if cell:
            return cell
    top, bottom = _band(row)
    return min(cell[0] for cell in row), top, max(cell[2] for cell in row), bottom


def _band(row: Sequence[Edges]) -> tuple[float, float]:
    """Where all cells of the row stand, however far merged ones reach."""
    top, bottom = max(cell[1] for cell in row), min(cell[3] for cell in row)
    return (top, bottom) if top < bottom else (min(cell[1] for cell in row), max(cell[3] for cell in row))


def _drawn(content: bytes, number: int) -> bytes:
    """In the guarded process: a line of JSON and the points; nothing for a page that is not there."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(content)) as pdf:
        if not 1 <= number <= len(pdf.pages):
            return b""
        page = pdf.pages[number - 1]
        across, down = max(float(page.width), 1.0), max(float(page.height), 1.0)
        # A page may claim to be a hundred metres tall: the scale bows to the cap.
        scale = min(WIDTH / across, (MOST_PIXELS / (across * down)) ** 0.5)
        image = page.to_image(resolution=72 * scale, antialias=True).original
        rows, columns = _cells(pdf.pages[:number], scale)
        head = {"size": image.size, "rows": rows, "columns": columns}
        return json.dumps(head).encode() + b"\n" + image.tobytes()


def _cells(pages: Sequence[Any], scale: float) -> tuple[list[Any], list[Any]]:
    """The rows of the last page's tables, in the order in which the reader counts them, and the columns that most of them share."""
    from processes.plan_import.sources.grid import columns_of_rows

    rows = [row for table in sorted(_tables(pages), key=lambda table: table.top) for row in table.rows]
    left, top = pages[-1].bbox[:2]

    def across(place: float) -> float:
        return (place - left) * scale

    def down(place: float) -> float:
        return (place - top) * scale

    return (
        [[(across(box.left), down(box.top), across(box.right), down(box.bottom)) for box in row] for row in rows],
        [(across(first), across(last)) for first, last in columns_of_rows(rows)],
    )


def _tables(pages: Sequence[Any]) -> list[Any]:
    """The tables of the last page; where nobody ruled them, the columns come from the pages before, as the reader finds them."""
    from processes.plan_import.sources.pdf_gaps import Unsure, gap_table
    from processes.plan_import.sources.pdf_tables import drawn_tables

    tables, _rest = drawn_tables(pages[-1])
    found = None
    try:
        for page in () if tables else pages:
            ruled, letters = drawn_tables(page)
            found = None if ruled else gap_table(letters, found[2] if found else None)
    except Unsure:
        return []
    return [found[0]] if found else tables


if __name__ == "__main__":
    limit_itself()
    sys.stdout.buffer.write(_drawn(*pickle.load(sys.stdin.buffer)))  # noqa: S301 - written by our own parent process
