"""Task tables of a PDF that nobody ruled: columns from the gaps that no word crosses, rows from the gaps between lines.

Only a table whose headings are recognised is looked at, and only one with ordinals. Where a gap or a row could be another one the
file is refused: a cell taken from its neighbour would look like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from pdfplumber.utils import extract_words

from processes.plan_import.columns import columns_of
from processes.plan_import.sources.grid import Box
from processes.plan_import.sources.line import clean
from processes.plan_import.sources.pdf_tables import Drawn, Letter, words_of_cell
from processes.plan_import.structure import ROMAN, is_ordinal

_SAME_LINE = 3.0
_MOST_LINES = 14  # of one heading
_COLUMN_GAP = 0.5  # of the height of a line: no space between words is as wide
_NARROWEST = 0.3  # of the height of a line: a gap that is one
_STEP = 0.5
_MARGIN = 0.8  # points by which the gaps between rows are wider than those inside
_MOST_CROSSING = 0.3  # of the lines of a page; more is prose
_SIGNATURES = {"TM", "KT", "TL", "TUQ"}
_CLOSE = 0.6  # heights of a line between the lines of one cell


class Unsure(Exception):
    """This is a task table, but where its cells end cannot be told."""


@dataclass(frozen=True)
class _Line:
    top: float
    bottom: float
    words: tuple[dict[str, Any], ...]

    @property
    def height(self) -> float:
        return max(float(word["bottom"] - word["top"]) for word in self.words)

    def pieces(self) -> Iterator[tuple[float, float, str]]:
        """(left, right, words) of the stretches between wide gaps."""
        run = [self.words[0]]
        for word in self.words[1:]:
            if word["x0"] - run[-1]["x1"] > _COLUMN_GAP * self.height:
                yield run[0]["x0"], run[-1]["x1"], " ".join(part["text"] for part in run)
                run = []
            run.append(word)
        yield run[0]["x0"], run[-1]["x1"], " ".join(part["text"] for part in run)


@dataclass(frozen=True)
class Columns:
    """The gaps between the columns, from left to right, and how far the table reaches on both sides. `from_top`: rows of several
    lines have shown that every cell begins on the line of the ordinal."""

    left: float
    right: float
    gaps: tuple[tuple[float, float], ...]
    from_top: bool = False

    @property
    def edges(self) -> list[float]:
        return [self.left, *((a + b) / 2 for a, b in self.gaps), self.right]

    def crossed_by(self, line: _Line) -> bool:
        """True where a word stands in the middle of a gap, as in the title of a group: no space between words is as wide."""
        near = _NARROWEST / 2 * line.height
        return any(word["x0"] < x + near and word["x1"] > x - near for word in line.words for x in self.edges[1:-1])

    def ended_by(self, line: _Line) -> bool:
        """True where what stands under the ordinals is no ordinal, as "Nơi nhận" and signatures below a table."""
        first = line.words[0]
        signed = first["text"].rstrip(".") in _SIGNATURES
        under = bool((first["x0"] + first["x1"]) / 2 < self.edges[1])
        return not self.crossed_by(line) and (signed or (under and not self.begins(line)))

    def begins(self, line: _Line) -> bool:
        """True where the line has an ordinal: in the first column, or at the head of a title that runs across."""
        first = line.words[0]
        return bool(first["x0"] < self.edges[1]) and _is_mark(first["text"])


@dataclass(frozen=True)
class _Headings:
    first: int
    last: int
    cells: tuple[tuple[float, float, str], ...]


def gap_table(letters: Sequence[Letter], known: Columns | None) -> tuple[Drawn, list[Letter], Columns] | None:
    """The table on a page without rulings, the letters outside of it, and its columns; `known` are those of the page before.

    None where there is no task table. Raises Unsure.
    """
    lines = _lines(letters)
    headings = _headings(lines)
    if headings is None and known is None:
        return None
    start = headings.last + 1 if headings else 0
    body = lines[start:]
    columns = known or (_columns(headings, lines) if headings else None)
    if columns is None or not body or (headings is None and _is_prose(body, columns)):
        return None
    blocks, end = _blocks(body, columns, goes_on=known is not None)
    if not blocks:
        return None
    edges = columns.edges
    top = lines[headings.first].top if headings else body[0].top
    rows = [_heading_boxes(headings, edges)] if headings else []
    rows += [_boxes(block, letters, columns) for block in blocks]
    bottom = end.top if end else float("inf")
    outside = [letter for letter in letters if not top - _STEP <= letter["top"] < bottom - _STEP]
    return (
        Drawn(columns.left, columns.right, top, rows, ruled=False),
        outside,
        _learnt(columns, blocks, goes_on=known is not None),
    )


def _learnt(columns: Columns, blocks: Sequence[Sequence[_Line]], *, goes_on: bool) -> Columns:
    """The columns, with what the rows of this page say about where their cells begin."""
    rows = blocks[1:] if goes_on and not columns.begins(blocks[0][0]) else blocks
    at_top = all(columns.begins(block[0]) for block in rows)
    shown = any(len(block) > 2 for block in rows) or columns.from_top
    return replace(columns, from_top=at_top and shown)


def _is_prose(lines: Sequence[_Line], columns: Columns) -> bool:
    """True for a page behind the table: its lines run across the gaps. Raises Unsure where they begin as a cell does."""
    prose = [line for line in lines if columns.crossed_by(line) and len(list(line.pieces())) == 1]
    numbered = any(_is_mark(next(line.pieces())[2]) for line in lines if columns.begins(line))
    if numbered or not (len(prose) > _MOST_CROSSING * len(lines) or columns.ended_by(lines[0])):
        return False
    if all(line.words[0]["x0"] > columns.edges[1] for line in lines[:2]):
        raise Unsure
    return True


def has_rows(letters: Sequence[Letter], columns: Columns) -> bool:
    """True where a page behind the end of a table still has rows of it: an ordinal by itself, and cells beside it."""
    return any(
        columns.begins(line) and len(pieces := list(line.pieces())) > 2 and _is_mark(pieces[0][2])
        for line in _lines(letters)
    )


def _lines(letters: Sequence[Letter]) -> list[_Line]:
    grouped: list[list[dict[str, Any]]] = []
    for word in sorted(extract_words(list(letters)), key=lambda word: (word["bottom"], word["x0"])):
        if not grouped or word["bottom"] - grouped[-1][0]["bottom"] > _SAME_LINE:
            grouped.append([])
        grouped[-1].append(word)
    return [
        _Line(
            min(word["top"] for word in line),
            max(word["bottom"] for word in line),
            tuple(sorted(line, key=lambda word: float(word["x0"]))),
        )
        for line in grouped
    ]


def _headings(lines: Sequence[_Line]) -> _Headings | None:
    """The fewest lines that together name most columns, right above a line that begins with an ordinal."""
    best: _Headings | None = None
    most = (2, 0)
    for first in range(len(lines)):
        for last in range(first, min(first + _MOST_LINES, len(lines) - 1)):
            cells = _clusters(lines[first : last + 1])
            named = columns_of([text for _left, _right, text in cells])
            if last > first and is_ordinal(lines[last].words[0]["text"]):
                break  # a row, not a heading
            if not named or named.get("ordinal") != 0 or (len(named), first - last) <= most:
                continue
            if _apart(lines, first, last) and (last > first or _is_mark(lines[last + 1].words[0]["text"])):
                best, most = _Headings(first, last, tuple(cells)), (len(named), first - last)
    return best


def _is_mark(text: str) -> bool:
    """An ordinal of a task or a group: 1, (1), a), IV, B."""
    mark = text.strip("()[] .")
    return is_ordinal(text.strip("()[]")) or bool(ROMAN.fullmatch(mark)) or (len(mark) == 1 and mark.isupper())


def _announces(line: _Line) -> bool:
    """A title of a group, "II. Về hạ tầng", that stands in the middle of the table and not under the ordinals."""
    return any(
        ROMAN.fullmatch(words[0]) and words[0].endswith(".")
        for _l, _r, text in line.pieces()
        if (words := text.split())
    )


def _apart(lines: Sequence[_Line], first: int, last: int) -> bool:
    """True where more space stands above these lines, and below them if they are several, than between them."""
    around = [*lines[max(first - 1, 0) : last + 2]]
    gaps = [after.top - before.bottom for before, after in pairwise(around)]
    above = [gaps.pop(0)] if first else []
    within = max([0.1 * lines[first].height, *gaps[:-1]]) + _MARGIN
    return all(gap > within for gap in above) and (first == last or gaps[-1] > within)


def _clusters(lines: Sequence[_Line]) -> list[tuple[float, float, str]]:
    """The cells of headings over several lines: what stands above each other is one."""
    found: list[tuple[float, float, str]] = []
    for left, right, text in (piece for line in lines for piece in line.pieces()):
        touched = [cell for cell in found if cell[0] < right and left < cell[1]]
        found = [cell for cell in found if cell not in touched]
        words = " ".join([*(cell[2] for cell in touched), text])
        found.append((min([left, *(c[0] for c in touched)]), max([right, *(c[1] for c in touched)]), words))
    return sorted(found)


def _columns(headings: _Headings, lines: Sequence[_Line]) -> Columns:
    """The gap between each heading and the next that no line crosses but the titles of groups. Raises Unsure."""
    below = _regular(lines, headings)
    gaps = [_gap(left[1], right[0], below) for left, right in pairwise(headings.cells)]
    words = [word for line in below for word in line.words]
    return Columns(min(word["x0"] for word in words) - 1, max(word["x1"] for word in words) + 1, tuple(gaps))


def _regular(lines: Sequence[_Line], headings: _Headings) -> list[_Line]:
    """The headings and what follows down to the last ordinal, without titles of groups: a mark and words that run on."""
    edge = headings.cells[1][0]
    found = list(lines[headings.first : headings.last + 1])
    waiting: list[_Line] = []
    title = False
    for line in lines[headings.last + 1 :]:
        mark = line.words[0]["text"]
        if line.words[0]["x0"] < edge and _is_mark(mark):
            found += waiting
            waiting, title = [], not is_ordinal(mark.strip("()[]")) or bool(ROMAN.fullmatch(mark.strip("()[] .")))
        if len(list(line.pieces())) > 2:
            title = False
        if not title:
            waiting.append(line)
    return found + waiting[:1]


def _gap(start: float, end: float, lines: Sequence[_Line]) -> tuple[float, float]:
    steps = [start + _STEP * count for count in range(int((end - start) / _STEP) + 1)]
    crossing = [sum(any(word["x0"] < x < word["x1"] for word in line.words) for line in lines) for x in steps]
    runs: list[tuple[float, float]] = []
    for x, count in zip(steps, crossing, strict=True):
        if not count:
            runs = [*runs[:-1], (runs[-1][0], x)] if runs and x - runs[-1][1] < 1.5 * _STEP else [*runs, (x, x)]
    narrowest = _NARROWEST * lines[0].height
    wide = [run for run in runs if run[1] - run[0] >= narrowest]
    if len(wide) != 1:
        raise Unsure
    return wide[0]


def _blocks(lines: Sequence[_Line], columns: Columns, *, goes_on: bool) -> tuple[list[list[_Line]], _Line | None]:
    """The lines of each row, and the first line behind the table. Raises Unsure.

    A row of the page before may go on above the first ordinal of this one.
    """
    starts = [columns.begins(line) for line in lines]
    gaps = [after.top - before.bottom for before, after in pairwise(lines)]
    if goes_on and not starts[0] and not columns.from_top:
        raise Unsure  # the rest of the row above, or the head of the row whose ordinal comes further down
    if goes_on and not any(starts):
        return _ended([list(lines)], lines, columns)
    for least in sorted({round(gap, 1) for gap in gaps}, reverse=True):
        cuts = [at + 1 for at, gap in enumerate(gaps) if gap >= least - 0.05]
        inside = [gap for gap in gaps if gap < least - 0.05]
        if inside and least - max(inside) < _MARGIN:
            continue
        blocks = [list(range(a, b)) for a, b in pairwise([0, *cuts, len(lines)])]
        if rows := _one_ordinal_each(blocks, starts, goes_on=goes_on):
            return _ended([[lines[at] for at in block] for block in rows], lines, columns)
    raise Unsure


def _ended(
    blocks: list[list[_Line]], lines: Sequence[_Line], columns: Columns
) -> tuple[list[list[_Line]], _Line | None]:
    """The rows, the last one no longer than its lines follow each other as closely as those of the others; what comes then."""
    inner = [after.top - before.bottom for block in blocks[:-1] for before, after in pairwise(block)]
    last = blocks[-1]
    widest = max([_CLOSE * last[0].height, *inner]) + _MARGIN
    ends = [
        at for at in range(1, len(last)) if last[at].top - last[at - 1].bottom > widest or columns.ended_by(last[at])
    ]
    blocks[-1] = last[: ends[0]] if ends else last
    if ends and any(columns.begins(line) for line in last[ends[0] :]):
        raise Unsure
    behind = sum(map(len, blocks))
    return blocks, lines[behind] if behind < len(lines) else None


def _one_ordinal_each(blocks: list[list[int]], starts: Sequence[bool], *, goes_on: bool) -> list[list[int]]:
    """The blocks that are rows, the last one to the end of the page; none when a block has two ordinals or lacks its own."""
    counts = [sum(starts[at] for at in block) for block in blocks]
    rows = max((at + 1 for at, count in enumerate(counts) if count), default=0)
    if (
        not rows
        or counts[0] > 1
        or (goes_on and counts[0] and not starts[0])
        or any(count != 1 for count in counts[1 if goes_on else 0 : rows])
    ):
        return []
    # How far the last one reaches is not told by the gaps between rows.
    return [*blocks[: rows - 1], [at for block in blocks[rows - 1 :] for at in block]]


def _column(x: float, edges: Sequence[float]) -> int:
    return next((at for at, edge in enumerate(edges[1:-1]) if x < edge), len(edges) - 2)


def _heading_boxes(headings: _Headings, edges: Sequence[float]) -> list[Box]:
    return [
        Box(round(edges[at], 1), round(edges[at + 1], 1), clean(text), top=0.0)
        for at, (_left, _right, text) in enumerate(headings.cells)
    ]


def _boxes(block: Sequence[_Line], letters: Sequence[Letter], columns: Columns) -> list[Box]:
    """The cells of one row, or one cell over all columns for a title that runs across. Raises Unsure."""
    edges = columns.edges
    top, bottom = min(line.top for line in block), max(line.bottom for line in block)
    inside = [letter for letter in letters if top - _STEP <= (letter["top"] + letter["bottom"]) / 2 <= bottom + _STEP]
    if any(columns.crossed_by(line) for line in block):
        if not columns.begins(block[0]) or any(len(list(line.pieces())) > 2 for line in block):
            raise Unsure
        text, bold = words_of_cell(inside)
        return [Box(round(edges[0], 1), round(edges[-1], 1), text, bold=bold, top=top, bottom=bottom)]
    if any(columns.ended_by(line) for line in block) or any(_announces(line) for line in block[1:]):
        raise Unsure
    cells: list[list[Letter]] = [[] for _ in edges[1:]]
    for letter in inside:
        cells[_column((letter["x0"] + letter["x1"]) / 2, edges)].append(letter)
    found = []
    for at, cell in enumerate(cells):
        text, bold = words_of_cell(cell)
        found.append(Box(round(edges[at], 1), round(edges[at + 1], 1), text, bold=bold, top=top, bottom=bottom))
    return found
