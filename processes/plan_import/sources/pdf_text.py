"""Words outside the tables of a PDF page: lines, put together to paragraphs where a line was only wrapped."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pdfplumber.utils import extract_words

from processes.plan_import.sources.line import clean

Letter = dict[str, Any]
_SAME_LINE = 3.0  # points between the tops of words of one line
_BASELINE = 0.78  # of the height of a letter; a line further down is drawn under it
_FEWEST_STRUCK = 4  # letters: one or two are touched by a ruling drawn too close
_COLUMN_GAP = 18.0  # points: heading block left and right
_ITEM = re.compile(r"(?:[-–+•*]|[a-zđ][.)]|\d{1,2}[.)])\s+\S")
_MARGIN = 48.0  # points at head and foot where page numbers stand


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of one line without a wide gap."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    alone: bool


def folded_lines(lines: Iterable[str]) -> str:
    """The lines of a cell as one; items ("- …", "a) …") keep their own line, codes broken at a hyphen grow together."""
    text = ""
    for line in (line.strip() for line in lines):
        if not line:
            continue
        if not text or _ITEM.match(line):
            text += ("\n" if text else "") + line
        else:
            text += ("" if _broken_code(text, line) else " ") + line
    return text


def _broken_code(text: str, following: str) -> bool:
    """ "1703/QĐ-" and "TTg" are one word; "2026 -" and "2030" are not."""
    return len(text) > 1 and text[-1] in "-/" and text[-2].isalnum() and following[0].isalnum()


def has_struck_words(letters: Iterable[Letter], edges: Iterable[dict[str, Any]]) -> bool:
    """True where a line runs through the middle of letters, as through words that tracked changes took out."""
    rows: dict[int, list[Letter]] = defaultdict(list)
    for letter in letters:
        if letter["text"].strip():
            rows[round((letter["top"] + letter["bottom"]) / 2)].append(letter)
    return any(_runs_through(edge, rows) for edge in edges)


def _runs_through(edge: dict[str, Any], rows: dict[int, list[Letter]]) -> bool:
    struck = 0
    for row in range(round(edge["top"]) - 5, round(edge["top"]) + 3):
        for letter in rows.get(row, ()):
            through = 0.3 < (edge["top"] - letter["top"]) / (letter["bottom"] - letter["top"]) < _BASELINE
            struck += through and edge["x0"] - 1 <= letter["x0"] and letter["x1"] <= edge["x1"] + 1
    return struck >= _FEWEST_STRUCK


def paragraphs_of(letters: Sequence[Letter], height: float) -> list[tuple[float, str]]:
    """(top, text) of every paragraph; a blank text where a title or a block ends. Page numbers are left out."""
    pieces = [piece for piece in _pieces(letters) if not _is_page_number(piece, height)]
    if not pieces:
        return []
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    found: list[tuple[float, str]] = []
    before: _Piece | None = None
    for piece in pieces:
        if before and _wrapped(before, piece, left, right):
            top, text = found[-1]
            found[-1] = (top, text + ("" if _broken_code(text, piece.text) else " ") + piece.text)
        else:
            if before and _block_ends(before, piece, left, right):
                found.append((piece.top - 0.1, ""))
            found.append((piece.top, piece.text))
        before = piece
    return found


def _pieces(letters: Sequence[Letter]) -> Iterator[_Piece]:
    line: list[dict[str, Any]] = []
    for word in sorted(extract_words(list(letters)), key=lambda word: (word["bottom"], word["x0"])):
        if line and abs(word["bottom"] - line[0]["bottom"]) > _SAME_LINE:
            yield from _parted(line)
            line = []
        line.append(word)
    if line:
        yield from _parted(line)


def _parted(line: list[dict[str, Any]]) -> Iterator[_Piece]:
    groups: list[list[dict[str, Any]]] = []
    for word in sorted(line, key=lambda word: word["x0"]):
        if groups and word["x0"] - groups[-1][-1]["x1"] < _COLUMN_GAP:
            groups[-1].append(word)
        else:
            groups.append([word])
    for group in groups:
        text = clean(" ".join(word["text"] for word in group))
        tops, bottoms = min(word["top"] for word in group), max(word["bottom"] for word in group)
        yield _Piece(text, group[0]["x0"], group[-1]["x1"], tops, bottoms, len(groups) == 1)


def _is_page_number(piece: _Piece, height: float) -> bool:
    at_the_edge = piece.top < _MARGIN + 12 or piece.bottom > height - _MARGIN
    return piece.alone and at_the_edge and piece.text.strip("- ").isdecimal() and len(piece.text) < 8


def _is_centred(piece: _Piece, left: float, right: float) -> bool:
    return abs((piece.left - left) - (right - piece.right)) < 8 and piece.left - left > 12


def _wrapped(before: _Piece, piece: _Piece, left: float, right: float) -> bool:
    """True when the line goes on where the one above ended: full to the margin, close, and not indented."""
    full = before.right > right - 0.12 * (right - left)
    close = piece.top - before.bottom < 0.8 * (piece.bottom - piece.top)
    flush = piece.left - left < 4 or abs(piece.left - before.left) < 4
    return before.alone and piece.alone and full and close and flush and not _ITEM.match(piece.text)


def _block_ends(before: _Piece, piece: _Piece, left: float, right: float) -> bool:
    if before.alone and _is_centred(before, left, right):
        return not _is_centred(piece, left, right)
    return piece.top - before.bottom > 1.2 * (piece.bottom - piece.top)
