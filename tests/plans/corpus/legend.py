"""What the cells of the corpus say and how a careful person reads them: `specs/legend.txt` and each plan's own lines.

A meaning of agencies is codes ("stc* sxd*"), groups ("@cac-so"), open members ("+cơ quan liên quan") and names that nobody
may take ("?Sở Lạ"); "code*" is the body of that name on the day of signing, its successor of the same name included.
A meaning of time is "kind from to recurs", "~2025-01-01" not before the day of signing, S that day, Y its year, "?" at
the end where a person must be asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from processes.plan_import.directory import Directory

SPECS = Path(__file__).resolve().parent / "specs"


@dataclass(frozen=True)
class When:
    """A time cell as a person reads it."""

    kind: str
    start: date | None = None
    end: date | None = None
    recurs: str | None = None
    certain: bool = True


@dataclass(frozen=True)
class Whom:
    """An agency cell as a person reads it: codes in their order, open members, names that wait for a person."""

    codes: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    certain: bool = True


@dataclass
class Legend:
    """Keys and wordings with their meanings; a key stands for its wording in the rows of a specification."""

    wordings: dict[str, str] = field(default_factory=dict)
    meanings: dict[str, str] = field(default_factory=dict)

    def learn(self, line: str) -> None:
        """One line "KEY = wording => meaning"; the key may be left out."""
        left, _, meaning = line.partition(" => ")
        key, equals, wording = left.partition(" = ")
        if not equals:
            key, wording = left, left
        wording = wording.strip().replace(" // ", "\n").replace("¦", "|")
        self.wordings[key.strip()] = wording
        self.meanings[wording] = meaning.strip().replace("¦", "|")

    def copy(self) -> Legend:
        return Legend(dict(self.wordings), dict(self.meanings))

    def written(self, cell: str) -> str:
        """The cell with its keys spelled out: "TC; XD" is "Sở Tài chính; Sở Xây dựng"."""
        parts = [self._spelled(part) for part in cell.split("; ")]
        if not all(parts):
            return cell
        text = "; ".join(found[0] for found in parts if found)
        self.meanings.setdefault(text, " ".join(found[1] for found in parts if found))
        return text

    def _spelled(self, part: str) -> tuple[str, str] | tuple[()]:
        keys = [part] if part in self.wordings else part.split(", ")
        if not all(key in self.wordings for key in keys):
            return ()
        texts = [self.wordings[key] for key in keys]
        return ", ".join(texts), " ".join(self.meanings[text] for text in texts)

    def meaning(self, text: str) -> str:
        """The meaning of a wording. KeyError when nobody has said what it means."""
        return "" if not text.strip() else self.meanings[text]


def shared_legend() -> Legend:
    """The legend that every plan of the corpus may use."""
    legend = Legend()
    for line in (SPECS / "legend.txt").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            legend.learn(line)
    return legend


def when(meaning: str, signed: date) -> When:
    """The meaning of a time cell on a plan signed that day."""
    if not meaning:
        return When("none")
    certain = not meaning.endswith("?")
    kind, *rest = meaning.rstrip("? ").split()
    days = [_day(word, signed) for word in rest if word[0] in "~SY-" or word[0].isdigit()]
    recurs = next((word for word in rest if (word.isalpha() and word != "S") or "_" in word), None)
    start, end = (*days, None, None)[:2]
    return When(kind, start, end, recurs, certain)


def _day(word: str, signed: date) -> date | None:
    if word == "-":
        return None
    if word == "S":
        return signed
    if word.startswith("S+"):
        return signed + timedelta(days=int(word[2:]))
    day = date.fromisoformat(word.lstrip("~").replace("Y", str(signed.year)))
    return max(day, signed) if word.startswith("~") else day


def whom(meaning: str, directory: Directory, on: date) -> Whom:
    """The meaning of an agency cell on that day."""
    codes: list[str] = []
    open_, unknown = [], []
    for part in re.findall(r"[+?]\[[^\]]*\]|\S+", meaning):
        if part[0] in "+?":
            (open_ if part[0] == "+" else unknown).append(part[2:-1])
        elif part[0] == "@":
            codes.extend(member.code for member in directory.members(part[1:], on))
        else:
            codes.append(_alive(part, directory, on) if part.endswith("*") else part)
    return Whom(tuple(dict.fromkeys(codes)), tuple(dict.fromkeys(open_)), tuple(dict.fromkeys(unknown)), not unknown)


def _alive(code: str, directory: Directory, on: date) -> str:
    names: Sequence[str] = (code[:-1], f"{code[:-1]}-2025")
    return next(name for name in names if name in directory.by_code and directory.agency(name).alive(on))
