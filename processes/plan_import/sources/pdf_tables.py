"""Ruled tables of a PDF page: cells from their lines, words from the letters inside."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from pdfplumber.utils import extract_text

from processes.plan_import.sources.grid import Box
from processes.plan_import.sources.line import clean
from processes.plan_import.sources.pdf_text import folded_lines

Letter = dict[str, Any]
_NEAR = 4.0  # points: the same ruling, drawn twice
_FEWEST_CELLS = 4
_FEWEST_RULINGS = 3


@dataclass
class Drawn:
    """A table of one page: its rows from top to bottom."""

    left: float
    right: float
    top: float
    rows: list[list[Box]]
    ruled: bool = True

    def goes_on_in(self, other: Drawn) -> bool:
        """True when a table on the next page has the same edges."""
        return abs(self.left - other.left) < 2 * _NEAR and abs(self.right - other.right) < 2 * _NEAR


def drawn_tables(page: Any) -> tuple[list[Drawn], list[Letter]]:
    """The tables of a page, and the letters outside of them."""
    settings = {"explicit_horizontal_lines": _open_ends(page)}
    tables = [table for table in page.find_tables(settings) if len(table.cells) >= _FEWEST_CELLS]
    inside: dict[int, list[Letter]] = defaultdict(list)
    rest: list[Letter] = []
    for letter in page.chars:
        x, y = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
        at = next((n for n, table in enumerate(tables) if _holds(table.bbox, x, y)), None)
        (rest if at is None else inside[at]).append(letter)
    return [_drawn(table, inside[at]) for at, table in enumerate(tables)], rest


def _open_ends(page: Any) -> list[float]:
    """Where three upright rulings or more end beyond the last one across: a row that the page break left open."""
    across = [edge["top"] for edge in page.horizontal_edges]
    upright = page.vertical_edges
    if len(upright) < _FEWEST_RULINGS:
        return []
    if not across:  # one row fills the page: neither its beginning nor its end is ruled
        top, bottom = min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright)
        whole = [edge for edge in upright if edge["top"] - top < _NEAR and bottom - edge["bottom"] < _NEAR]
        return [top, bottom] if len(whole) >= _FEWEST_RULINGS else []
    ends = []
    for side, end in (
        ("bottom", max(edge["bottom"] for edge in upright)),
        ("top", min(edge["top"] for edge in upright)),
    ):
        beyond = end - max(across) if side == "bottom" else min(across) - end
        if beyond > _NEAR and sum(abs(edge[side] - end) < _NEAR / 2 for edge in upright) >= _FEWEST_RULINGS:
            ends.append(end)
    return ends


def _holds(box: tuple[float, float, float, float], x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _drawn(table: Any, letters: list[Letter]) -> Drawn:
    tops = _rulings([cell[1] for cell in table.cells])
    sides = _rulings([side for cell in table.cells for side in (cell[0], cell[2])])
    lettered: dict[int, list[Letter]] = defaultdict(list)
    by_band: dict[int, list[int]] = defaultdict(list)
    bands = []
    for at, cell in enumerate(table.cells):
        first = _band(tops, cell[1] + _NEAR / 2)
        last = max(first, _band(tops, cell[3] - _NEAR))
        bands.append(first)
        for band in range(first, last + 1):
            by_band[band].append(at)
    for letter in letters:
        x, y = (letter["x0"] + letter["x1"]) / 2, (letter["top"] + letter["bottom"]) / 2
        owner = next((at for at in by_band[_band(tops, y)] if _holds(table.cells[at], x, y)), None)
        if owner is not None:
            lettered[owner].append(letter)
    texts = {at: words_of_cell(lettered[at]) for at in range(len(table.cells))}
    rows = [
        [
            Box(
                _ruling(sides, cell[0]),
                _ruling(sides, cell[2]),
                texts[at][0],
                bands[at] != band,
                texts[at][1],
                top=cell[1],
                bottom=cell[3],
            )
            for at in sorted(by_band[band], key=lambda at: table.cells[at][0])
            for cell in (table.cells[at],)
        ]
        for band in range(len(tops))
    ]
    return Drawn(table.bbox[0], table.bbox[2], table.bbox[1], rows)


def _rulings(places: list[float]) -> list[float]:
    """The rulings at these places, each once."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _ruling(rulings: list[float], place: float) -> float:
    nearest: float = min(rulings, key=lambda ruling: abs(float(ruling) - place))
    return round(nearest, 1)


def _band(tops: list[float], place: float) -> int:
    return max(bisect_right(tops, place) - 1, 0)


def words_of_cell(letters: list[Letter]) -> tuple[str, bool]:
    """The words of a cell, its wrapped lines put together, and whether all its letters are bold."""
    if not letters:
        return "", False
    text = folded_lines(clean(extract_text(letters)).split("\n"))
    inked = [letter for letter in letters if letter["text"].strip()]
    return text, bool(inked) and all("bold" in letter["fontname"].lower() for letter in inked)
