"""Markdown tables: rows between pipes, known by the line of dashes under their headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from processes.plan_import.sources.line import Line, Row, row_of

_DASHES = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*){1,}\|?\s*")
_PIPE = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_SLANTED = re.compile(r"([*_])([^*_]+)\1")
_STRONG = re.compile(r"(\*\*|__)(.+)\1", re.DOTALL)


def has_pipe_table(lines: Sequence[Line]) -> bool:
    """True when a line of dashes and pipes stands under a line with pipes, and no line has tabs under its headings."""
    return any(_is_head(lines, at) for at in range(len(lines) - 1))


def _is_head(lines: Sequence[Line], at: int) -> bool:
    return "|" in lines[at].text and "|" in lines[at + 1].text and bool(_DASHES.fullmatch(lines[at + 1].text))


def lines_of_markdown(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The same lines, the rows of tables parted into cells; a table ends at the first line without a pipe."""
    read: list[Line] = []
    table, inside = 0, False
    for at, line in enumerate(lines):
        if at + 1 < len(lines) and _is_head(lines, at):
            table, inside = table + 1, True
        inside = inside and "|" in line.text
        if not inside:
            read.append(line)
        elif not _DASHES.fullmatch(line.text):
            read.append(_row(line, table))
        else:
            read.append(Line(line.number, ""))
    return tuple(read)


def _row(line: Line, table: int) -> Row:
    text = line.text.strip()
    parts = _PIPE.split(text.removeprefix("|"))
    if len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    cells = [_BREAK.sub("\n", part.replace("\\|", "|")).strip() for part in parts]
    cells = [found[2].strip() if (found := _SLANTED.fullmatch(cell)) else cell for cell in cells]
    strong = [_STRONG.fullmatch(cell) for cell in cells]
    filled = [bool(mark) for cell, mark in zip(cells, strong, strict=True) if cell]
    plain = tuple(mark[2].strip() if mark else cell for cell, mark in zip(cells, strong, strict=True))
    return row_of(line.number, line.place, table, plain, bold=bool(filled) and all(filled))
