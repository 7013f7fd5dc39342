"""What a later table changes in an earlier one, row by row: added, changed, dropped, moved. Pure.

A row that stands elsewhere has moved; it was not dropped and added. Numbers and places are not content: a row that is only
numbered anew because another was put before it is unchanged.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from processes.plan_import.pairing import Pair, pairs_of
from processes.plan_import.table_rows import TableRow, plain, same_group, words

Kind = Literal["added", "changed", "dropped", "moved", "unchanged"]


@dataclass(frozen=True)
class CellChange:
    """A cell whose letters differ, by the name of its column; white space is no difference."""

    name: str
    old: str
    new: str


@dataclass(frozen=True)
class RowChange:
    """What became of one row. `before` and `after` are its positions in the two tables, None where it is not there.

    `moved` may be true beside changed cells. `certain` is False where a person must say whether it is one task or two.
    """

    kind: Kind
    before: int | None
    after: int | None
    cells: tuple[CellChange, ...] = ()
    similarity: float = 1.0
    certain: bool = True
    moved: bool = False

    def as_json(self) -> dict[str, Any]:
        """One object of `compare_plan --json`."""
        return {
            "kind": self.kind,
            "before": self.before,
            "after": self.after,
            "cells": [{"column": cell.name, "old": cell.old, "new": cell.new} for cell in self.cells],
            "similarity": self.similarity,
            "certain": self.certain,
            "moved": self.moved,
        }


def row_changes(before: Sequence[TableRow], after: Sequence[TableRow]) -> list[RowChange]:
    """Every row of both tables, once: in the order of the later one, a dropped row after the row that it used to follow."""
    pairs = pairs_of(before, after)
    moved = _moved(pairs, before, after)
    by_after = {pair.after: pair for pair in pairs}
    lines: list[RowChange] = []
    for at in range(len(after)):
        pair = by_after.get(at)
        lines.append(
            _paired(pair, before, after, pair in moved) if pair else RowChange("added", None, at, similarity=0.0)
        )
    return _with_dropped(lines, len(before))


def _paired(pair: Pair, before: Sequence[TableRow], after: Sequence[TableRow], moved: bool) -> RowChange:
    cells = changed_cells(before[pair.before], after[pair.after])
    kind: Kind = "changed" if cells else "moved" if moved else "unchanged"
    return RowChange(kind, pair.before, pair.after, cells, pair.similarity, pair.certain, moved)


def changed_cells(before: TableRow, after: TableRow) -> tuple[CellChange, ...]:
    """The cells that differ, in the order of the later table's columns."""
    names = dict.fromkeys((*after.cells, *before.cells))
    found = (CellChange(name, before.cells.get(name, ""), after.cells.get(name, "")) for name in names)
    return tuple(cell for cell in found if plain(cell.old) != plain(cell.new))


def _moved(pairs: Sequence[Pair], before: Sequence[TableRow], after: Sequence[TableRow]) -> set[Pair]:
    """The pairs out of order – as few as explain the new order – and those that changed their group."""
    kept = _longest_rising(pairs)
    retitled = _retitled(pairs, before, after)
    return {
        pair for pair in pairs if pair not in kept or not same_group(before[pair.before], after[pair.after], retitled)
    }


def _longest_rising(pairs: Sequence[Pair]) -> set[Pair]:
    """The longest run of pairs that stand in the same order in both tables."""
    tails: list[int] = []
    ends: list[int] = []
    previous: dict[int, int | None] = {}
    for at, pair in enumerate(pairs):
        place = bisect_left(tails, pair.before)
        previous[at] = ends[place - 1] if place else None
        tails[place : place + 1] = [pair.before]
        ends[place : place + 1] = [at]
    found, at_end = set(), ends[-1] if ends else None
    while at_end is not None:
        found.add(pairs[at_end])
        at_end = previous[at_end]
    return found


def _retitled(pairs: Sequence[Pair], before: Sequence[TableRow], after: Sequence[TableRow]) -> list[tuple[str, str]]:
    """A group whose title is gone, all of whose rows now stand together under a new title, was only given another title."""
    old = {" ".join(words(row.group)) for row in before}
    new = {" ".join(words(row.group)) for row in after}
    to: dict[str, set[str]] = {}
    for pair in pairs:
        to.setdefault(" ".join(words(before[pair.before].group)), set()).add(" ".join(words(after[pair.after].group)))
    return [
        (title, next(iter(names)))
        for title, names in to.items()
        if title not in new and len(names) == 1 and not names & old
    ]


def _with_dropped(lines: Sequence[RowChange], total: int) -> list[RowChange]:
    """Put each row that is in no pair after the line of the row that stood before it."""
    place = {line.before: at for at, line in enumerate(lines) if line.before is not None}
    after: dict[int, list[RowChange]] = {}
    for at in range(total):
        if at not in place:
            anchor = next((place[earlier] for earlier in range(at - 1, -1, -1) if earlier in place), -1)
            after.setdefault(anchor, []).append(RowChange("dropped", at, None, similarity=0.0))
    found = after.get(-1, [])
    for at, line in enumerate(lines):
        found = [*found, line, *after.get(at, ())]
    return found
