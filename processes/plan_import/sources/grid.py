"""Cells as drawn, some of them merged, become rows of one and the same columns.

Word and PDF know a cell by its left and right edge. Rows of one table may have other edges than their neighbours; the
edges that most rows share are the columns, and a cell belongs to the columns that it covers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_MOST_COLUMNS = 64


@dataclass(frozen=True, slots=True)
class Box:
    """One cell as drawn from `left` to `right`, in any unit. `lent`: the text is that of a merged cell begun above.

    `top` and `bottom` are points from the head of a PDF page; 0 where a format has no such places.
    """

    left: float
    right: float
    text: str
    lent: bool = False
    bold: bool = False
    top: float = 0.0
    bottom: float = 0.0


@dataclass(frozen=True, slots=True)
class Laid:
    """The cells of one row in the columns of its table, the positions that a merged cell fills, and those (`lent`) where a cell
    begun above goes on, with text or without."""

    cells: tuple[str, ...]
    inherited: tuple[int, ...]
    bold: bool
    lent: tuple[int, ...] = ()


def lay_out(rows: Sequence[Sequence[Box]]) -> list[Laid]:
    """Every row in the columns that most rows of at least three cells share."""
    edges = columns_of_rows(rows)
    return [_laid(row, edges) for row in rows]


def columns_of_rows(rows: Iterable[Sequence[Box]]) -> tuple[tuple[float, float], ...]:
    """The left and right edges of the columns."""
    layouts: Counter[tuple[tuple[float, float], ...]] = Counter()
    for row in rows:
        if row:
            layouts[tuple((box.left, box.right) for box in row)[:_MOST_COLUMNS]] += 1
    if not layouts:
        return ()
    wide = {layout: count for layout, count in layouts.items() if len(layout) >= 3} or dict(layouts)
    return max(wide, key=lambda layout: (wide[layout], len(layout)))


def _laid(row: Sequence[Box], edges: Sequence[tuple[float, float]]) -> Laid:
    texts: list[list[str]] = [[] for _ in edges]
    inherited: set[int] = set()
    lent: set[int] = set()
    for box in row:
        covered = [at for at, (left, right) in enumerate(edges) if _share(box, left, right) >= 0.5] or [
            _nearest(box, edges)
        ]
        for order, at in enumerate(covered):
            if box.text:
                texts[at].append(box.text)
            if order or box.lent:
                inherited.add(at)
            if box.lent:
                lent.add(at)
    cells = tuple("\n".join(parts) for parts in texts)
    own = [box for box in row if box.text.strip() and not box.lent]
    bold = bool(own) and all(box.bold for box in own)
    return Laid(cells, tuple(sorted(at for at in inherited if cells[at])), bold, tuple(sorted(lent)))


def _share(box: Box, left: float, right: float) -> float:
    """How much of a column the box covers."""
    width = right - left
    return (min(box.right, right) - max(box.left, left)) / width if width > 0 else 0.0


def _nearest(box: Box, edges: Sequence[tuple[float, float]]) -> int:
    middle = (box.left + box.right) / 2
    return min(range(len(edges)), key=lambda at: abs((edges[at][0] + edges[at][1]) / 2 - middle))
