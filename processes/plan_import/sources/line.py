"""What every source yields: lines of text and rows of tables, each with its place in the file."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

Place = dict[str, int | str]
"""{"line"} in text and Markdown, {"paragraph"} or {"table", "row"} in Word, {"page", "line"} or {"page", "row"} in PDF,
{"sheet", "row"} in Excel. All count from 1."""

_SPACES = {ord(space): " " for space in "\u00a0\u2007\u202f\u2002\u2003\u2009\u3000\t"}
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"))
_INVISIBLE = _SPACES | _UNSEEN


@dataclass(frozen=True, slots=True)
class Line:
    """One line or paragraph, NFC, without its end. `number` is its order in the document and counts from 1."""

    number: int
    text: str
    at: Place | None = None

    @property
    def place(self) -> Place:
        """Where a person finds it in the file."""
        return self.at or {"line": self.number}

    @property
    def blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Row(Line):
    """One row of a drawn table. `inherited` are the positions whose text comes from a merged cell that begins elsewhere.

    `text` is what the row itself says, its cells parted by tabs. `lent` are the positions where a cell begun above goes on, be it
    empty: the second part of a merged cell that a page break cut. Not `ruled`: where cells end was told from the gaps between words.
    """

    table: int = 0
    cells: tuple[str, ...] = ()
    inherited: tuple[int, ...] = ()
    bold: bool = False
    lent: tuple[int, ...] = ()
    ruled: bool = True

    @property
    def own(self) -> tuple[str, ...]:
        """The cells without what other cells lend them."""
        return tuple("" if at in self.inherited else cell for at, cell in enumerate(self.cells))


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the file that a person should know: tracked changes, hidden columns. It becomes a finding."""

    kind: str
    line: int
    message: str


@dataclass(frozen=True)
class Source:
    """A file that was read: its name, its bytes as received, its lines and what was odd about it."""

    name: str
    content: bytes
    lines: tuple[Line, ...]
    remarks: tuple[Remark, ...] = ()

    @property
    def drawn(self) -> bool:
        """True when tables are drawn with cells, not typed with tabs."""
        return any(isinstance(line, Row) for line in self.lines)


def cells_of(line: Line) -> list[str]:
    """The cells of a line: drawn, or parted by tabs."""
    return list(line.cells) if isinstance(line, Row) else line.text.split("\t")


def own_cells_of(line: Line) -> list[str]:
    """The cells without those that a merged cell lends."""
    return list(line.own) if isinstance(line, Row) else line.text.split("\t")


def row_of(
    number: int,
    at: Place,
    table: int,
    cells: tuple[str, ...],
    inherited: tuple[int, ...] = (),
    *,
    bold: bool = False,
    lent: tuple[int, ...] = (),
) -> Row:
    """A row whose text is what its own cells say."""
    own = ("" if position in inherited else cell for position, cell in enumerate(cells))
    return Row(number, "\t".join(own), at, table, cells, inherited, bold, lent)


def clean(text: str) -> str:
    """NFC, with plain spaces for every other kind and without soft hyphens and zero-width marks; line ends stay."""
    plain = unicodedata.normalize("NFC", text).translate(_INVISIBLE)
    return "\n".join(" ".join(line.split(" ")).strip() for line in plain.splitlines()).strip("\n")


def in_words(place: Place) -> str:
    """The place as a person would say it, in the language of findings: "dòng 12", "bảng 1, hàng 3"."""
    names = {
        "page": "trang {0}", "sheet": "trang tính “{0}”", "table": "bảng {0}", "paragraph": "đoạn {0}",
        "row": "hàng {0}", "line": "dòng {0}",
    }  # fmt: skip
    return ", ".join(name.format(place[key]) for key, name in names.items() if key in place)
