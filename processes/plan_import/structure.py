"""The rows of a table as a tree: groups by Roman numerals, letters, numbers and merged or bold rows; tasks 1, 1.1, a), –."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

ROMAN = re.compile(r"(?=[IVXLC])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})\.?")
ROMAN_AND_TITLE = re.compile(r"\s*((?=[IVXLC])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3}))[\s.)\-–:]+(\S.*)", re.DOTALL)
_LETTER = re.compile(r"([A-ZĐ])[.)]?")
_LETTER_AND_TITLE = re.compile(r"\s*([A-ZĐ])[.)\-–:]\s*(\S.*)", re.DOTALL)
_NUMBER_AND_TITLE = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2})*)[.)]?\s+(\S.*)", re.DOTALL)
_NUMBER = re.compile(r"\(?\s*(\d+(?:\.\d+)*)\s*[.)]?\s*\)?")
_SMALL = re.compile(r"\(?\s*([a-zđ]{1,2})\s*[.)]+")
_DASH = re.compile(r"[-–—+•*]")
_PREFIX = re.compile(r"\s*(\d{1,3}(?:\.\d{1,2})*[.)]|\d{1,3}(?:\.\d{1,2})+|[a-zđ][.)]|[-–+•])\s+\S")
_ITEM = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ][.)]|[-–+•*])\s+\S")
_INLINE = re.compile(r"(?:^|(?<=[;.:,])\s+)([a-zđ])\)\s+")
_ALPHABET = "ABCDĐEGHIKLMNOPQRSTUVXY"
_SIGNS = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(number: int) -> str:
    """7 → VII."""
    text = ""
    for value, sign in _SIGNS:
        text, number = text + sign * (number // value), number % value
    return text


def style_of(printed: str) -> str:
    """How an ordinal is written: number, dotted, letter, dash, none, or other."""
    text = printed.strip()
    if not text:
        return "none"
    if found := _NUMBER.fullmatch(text):
        return "dotted" if "." in found[1] else "number"
    if _SMALL.fullmatch(text):
        return "letter"
    return "dash" if _DASH.fullmatch(text) else "other"


def is_ordinal(printed: str) -> bool:
    """True for a number, a small letter or a Roman numeral."""
    return style_of(printed) in {"number", "dotted", "letter"} or bool(ROMAN.fullmatch(printed.strip()))


def plain_ordinal(printed: str) -> str:
    """The ordinal without brackets and stops: "1.2.", "a)" and "(3)" are 1.2, a and 3; a dash says no number."""
    text = printed.strip()
    found = _NUMBER.fullmatch(text) or _SMALL.fullmatch(text)
    return found[1] if found else "" if _DASH.fullmatch(text) else text.rstrip(".")


def ordinal_in(text: str) -> str:
    """The ordinal with which a content cell begins, where the table has no column for it."""
    found = _PREFIX.match(text)
    return found[1] if found else ""


def parts_of(text: str) -> tuple[str, ...]:
    """The separate items of one content cell, two or more; empty when it is one piece. A proposal, never carried out."""
    lines = text.split("\n")
    starts = [at for at, line in enumerate(lines) if _ITEM.match(line)]
    if len(starts) >= 2:
        return tuple("\n".join(lines[a:b]).strip() for a, b in zip(starts, [*starts[1:], len(lines)], strict=True))
    marks = list(_INLINE.finditer(text))
    if len(marks) >= 2 and [mark[1] for mark in marks[:2]] == ["a", "b"]:
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        return tuple(text[mark.start() : end].strip() for mark, end in zip(marks, ends, strict=True))
    return ()


@dataclass(frozen=True)
class Heading:
    """A row that only announces the rows below it."""

    kind: str
    ordinal: str
    title: str


@dataclass
class Groups:
    """The groups that are open at a row, outermost first; kinds nest in the order in which they first appear."""

    open: list[Heading] = field(default_factory=list)
    unnumbered: int = 0
    children: str = ""

    @property
    def path(self) -> str:
        """The ordinal by which the innermost group is known: "II", "A.II", "II.1"."""
        path = above = ""
        for heading in self.open:
            step = heading.ordinal.removeprefix(above + ".") if above else heading.ordinal
            path, above = (f"{path}.{step}" if path else step), heading.ordinal
        return path

    def enter(self, heading: Heading, children: str) -> Heading:
        """Open a group; others of its kind and those inside it are closed. Gives a number to one that has none."""
        kinds = [other.kind for other in self.open]
        if heading.kind in kinds:
            del self.open[kinds.index(heading.kind) :]
        elif heading.kind in {"letter", "roman", "plain"}:
            self.open = [other for other in self.open if not other.kind.startswith("number")]
        if not heading.ordinal:
            self.unnumbered += 1
            heading = Heading(heading.kind, roman(self.unnumbered), heading.title)
        self.open.append(heading)
        self.children = children
        return heading

    def leave_for(self, printed: str) -> None:
        """Close numbered groups that this task does not belong to: 2 is no part of "1" with its 1.1, 1.2."""
        while self.open and self.open[-1].kind.startswith("number"):
            above, style = self.open[-1].ordinal, style_of(printed)
            inside = plain_ordinal(printed).startswith(above + ".") if style == "dotted" else style == self.children
            if inside or style == "none":
                return
            self.open.pop()


def heading_of(cells: Sequence[str], ordinal: str, text: str, groups: Groups, *, tabbed: bool) -> Heading | None:
    """The group that a row announces with its own ordinal, or None: nothing but an ordinal and a title stands in it."""
    filled = [cell for cell in cells if cell.strip()]
    mark = ordinal.strip()
    if len(filled) == 2 and text.strip():
        if ROMAN.fullmatch(mark) and not _is_next_letter(mark, groups):
            return Heading("roman", mark.rstrip("."), text)
        if tabbed and (found := _LETTER.fullmatch(mark)):
            return Heading("letter", found[1], text)
    if len(filled) != 1:
        return None
    if (found := ROMAN_AND_TITLE.fullmatch(filled[0])) and not _is_next_letter(found[1], groups):
        return Heading("roman", found[1], found[2])
    if tabbed and (found := _LETTER_AND_TITLE.fullmatch(filled[0])):
        return Heading("letter", found[1], found[2])
    return None


def table_heading(above: str) -> Heading:
    """The group that a table of its own makes, named by the line above it: "I. Hạ tầng số", "Biểu 2: Xuất khẩu"."""
    title = " ".join(above.split())
    found = ROMAN_AND_TITLE.fullmatch(title) or _LETTER_AND_TITLE.fullmatch(title)
    return Heading("table", found[1], found[2]) if found else Heading("table", "", title)


def numbered_heading_of(cells: Sequence[str], ordinal: str, text: str, *, whole: bool) -> Heading | None:
    """A heading with an Arabic numeral: only its place among the rows tells whether it is one."""
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) == 2 and text.strip() and style_of(ordinal) in {"number", "dotted"}:
        number = plain_ordinal(ordinal)
        return Heading(f"number{number.count('.')}", number, text)
    if whole and len(filled) == 1 and (found := _NUMBER_AND_TITLE.fullmatch(filled[0])):
        return Heading(f"number{found[1].count('.')}", found[1], found[2])
    return None


def _is_next_letter(mark: str, groups: Groups) -> bool:
    """C after A and B is a letter, not a hundred."""
    letter = mark.rstrip(".)")
    before = next((heading.ordinal for heading in groups.open if heading.kind == "letter"), "")
    return (
        len(letter) == 1
        and before in _ALPHABET[:-1]
        and bool(before)
        and _ALPHABET[_ALPHABET.index(before) + 1] == letter
    )
