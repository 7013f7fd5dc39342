"""The layout of a worksheet: what is merged, hidden or computed. openpyxl leaves it out when it reads row by row."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openpyxl.utils import range_boundaries

MOST_COLUMNS = 64
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3}\d+:[A-Z]{1,3}\d+)\"")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*\bhidden=\"(?:1|true)\"[^>]*>")
_HIDDEN = re.compile(rb"\bhidden=\"(?:1|true)\"")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s[^>]*?\br=\"([A-Z]+\d+)\"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*(<(?:\w+:)?v>[^<]+<)?"
)


@dataclass(frozen=True)
class Layout:
    """Merged ranges as (first column, first row, last column, last row); hidden rows and columns; formulas."""

    merged: tuple[tuple[int, int, int, int], ...]
    hidden_columns: frozenset[int]
    hidden_rows: frozenset[int]
    formulas: int
    without_value: tuple[str, ...]

    def lenders(self, texts: Mapping[int, Mapping[int, str]]) -> dict[int, dict[int, str]]:
        """Row → column → text that a merged cell, begun above or to the left, lends."""
        lent: dict[int, dict[int, str]] = defaultdict(dict)
        last = max(texts, default=0)
        for left, top, right, bottom in self.merged:
            text = texts.get(top, {}).get(left)
            if not text:
                continue
            # A range may reach to the end of the sheet; its neighbours tell how far the table goes.
            for row in range(top, min(bottom, last + (bottom - top < 1000) * (bottom - top)) + 1):
                for column in range(left, min(right, MOST_COLUMNS) + 1):
                    if (row, column) != (top, left):
                        lent[row][column] = text
        return dict(lent)


def layout_of(sheet: bytes) -> Layout:
    """The layout from the sheet's XML."""
    merged = tuple(_bounds(found[1].decode()) for found in _MERGED.finditer(sheet))
    formulas = list(_FORMULA.finditer(sheet))
    return Layout(
        merged,
        frozenset(_hidden_columns(sheet)),
        frozenset(int(_value(found[0], b"r") or 0) for found in _ROW.finditer(sheet)),
        len(formulas),
        tuple(found[1].decode() for found in formulas if not found[2]),
    )


def _bounds(text: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = range_boundaries(text)
    return int(left or 1), int(top or 1), int(right or 1), int(bottom or 1)


def _hidden_columns(sheet: bytes) -> Iterator[int]:
    head = sheet[: sheet.find(b"sheetData") if b"sheetData" in sheet else len(sheet)]
    for found in _COLUMN.finditer(head):
        if _HIDDEN.search(found[0]):
            first, last = int(_value(found[0], b"min") or 1), int(_value(found[0], b"max") or 1)
            yield from range(first, min(last, MOST_COLUMNS) + 1)


def _value(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\b" + name + rb"=\"(\d+)\"", tag)
    return found[1].decode() if found else ""
