"""Number, date, issuer and title of the document: from the heading block, or from the line that ties the appendix to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from processes.plan_import.agencies import read_agencies
from processes.plan_import.directory import Directory
from processes.plan_import.sources import Line, in_words

_TYPES = r"(?:kế hoạch|quyết định|chương trình|đề án|chỉ thị|nghị quyết|công văn)"
_DATE = r"ngày\s+(\d{1,2})\s*(?:/|-|\.|tháng)\s*(\d{1,2})\s*(?:/|-|\.|năm)\s*(\d{4})"
_ATTACHED = re.compile(
    rf"kèm theo {_TYPES}\s*(?:số)?\s*:?\s*(?P<number>\S+?)[\s,]+{_DATE}\s*(?:của\s+(?P<issuer>[^)]+))?", re.IGNORECASE
)
_NUMBER = re.compile(r"^\s*số\s*:\s*(\d+\s*/\s*[\w\-–.]+)", re.IGNORECASE)
_PLACE_AND_DATE = re.compile(rf"^[^.;:]{{2,40}},\s*{_DATE}\s*$", re.IGNORECASE)
_ISSUER = re.compile(r"^\W*(?:ủy|uỷ) ban nhân dân\b.*|^\W*ubnd\b.*", re.IGNORECASE)
_KIND = re.compile(rf"^\W*{_TYPES}\W*$", re.IGNORECASE)
_MARKS = re.compile(r"[*_#]+")
_ANY_NUMBER = re.compile(r"\b(?P<number>\d+(?:/\d{4})?/[A-ZĐ][\w\-–]*(?:-[A-ZĐ][\w]*)*)")
_BASIS = re.compile(r"^\W*(?:Căn cứ|Thực hiện|Theo|Tiếp theo|Xét)\b.*")
_BARE_ISSUER = re.compile(r"\W*(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd)\W*", re.IGNORECASE)
_WHICH = re.compile(r"\W*(?:tỉnh|thành phố|huyện|thị xã|xã|phường|đặc khu)\b.*", re.IGNORECASE)
_MOTTO = re.compile(r"\W*(?:cộng (?:hòa|hoà) xã hội|độc lập)", re.IGNORECASE)
_OWN_BODY = re.compile(r"\W*(?:sở|ban|thanh tra|văn phòng|công an|cục|chi cục)\s.*", re.IGNORECASE)
_TITLE_ENDS = re.compile(r"\W*\(|\W*Căn cứ\b|\s*[IVX]+\.\s|\s*Phần\s")


@dataclass(frozen=True)
class Basis:
    """A document that this one rests on: its number and day where they are given, and the words as written."""

    number: str
    dated: date | None
    text: str


@dataclass(frozen=True)
class Document:
    """What the document says about itself; None or empty where it does not say."""

    number: str = ""
    signed: date | None = None
    issuer: str = ""
    issuer_code: str = ""
    issuer_text: str = ""
    title: str = ""
    line: int = 1
    where: str = ""
    basis: tuple[Basis, ...] = ()

    def as_json(self) -> dict[str, str | None]:
        """The object `document` of `read_plan --json`."""
        return {
            "number": self.number or None,
            "date": self.signed.isoformat() if self.signed else None,
            "issuer": self.issuer or self.issuer_text or None,
            "title": self.title or None,
        }


def read_heading(lines: Sequence[Line], directory: Directory, on: date | None) -> Document:
    """The document's own words about itself, from the lines above the table."""
    number, signed, issuer, at, where = "", None, "", 1, ""
    for index, line in enumerate(lines[:60]):
        if not number and (found := _NUMBER.match(line.text)):
            number, at, where = re.sub(r"\s+", "", found[1]), line.number, in_words(line.place)
        if not signed and (dated := _PLACE_AND_DATE.match(line.text)):
            signed = _date(*dated.groups()[-3:])
        if not issuer and not number and _ISSUER.match(line.text) and line.text.upper() == line.text:
            issuer = _issuer(lines, index)
    for line in lines:
        if found := _ATTACHED.search(line.text):
            number = number or found["number"]
            signed = signed or _date(found[2], found[3], found[4])
            issuer = issuer or (found["issuer"] or "").strip()
            at, where = line.number, in_words(line.place)
    day = on or signed
    members = read_agencies(issuer, directory, day).members if issuer and day else ()
    name, code = (members[0].name, members[0].code) if len(members) == 1 else ("", "")
    return Document(number, signed, name, code, issuer, _title(lines), at, where, _basis(lines))


def _issuer(lines: Sequence[Line], at: int) -> str:
    """The issuer's name, which the heading block may write over two lines; a Department stands under its committee."""
    name = lines[at].text.strip()
    below = [line.text.strip() for line in lines[at + 1 : at + 6] if not line.blank and not _MOTTO.match(line.text)]
    if below and _BARE_ISSUER.fullmatch(name) and _WHICH.fullmatch(below[0]):
        name, below = f"{name} {below[0]}", below[1:]
    own = below and below[0].isupper() and _OWN_BODY.fullmatch(below[0])
    return below[0] if own else name


def _basis(lines: Sequence[Line]) -> tuple[Basis, ...]:
    """The documents that the lines "Căn cứ …", "Thực hiện …" name, each once, in their order."""
    found: dict[str, Basis] = {}
    for line in lines:
        text = _MARKS.sub("", line.text).strip()
        if _BASIS.match(text) and (numbered := _ANY_NUMBER.search(text)):
            dated = re.match(rf"[\s,]*{_DATE}", text[numbered.end() :], re.IGNORECASE)
            signed = _date(*dated.groups()[-3:]) if dated else None
            found.setdefault(numbered["number"], Basis(numbered["number"], signed, text.rstrip(";,.")))
    return tuple(found.values())


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _title(lines: Sequence[Line]) -> str:
    """The lines under "KẾ HOẠCH" up to the next blank line, as one."""
    kind = next(
        (at for at, line in enumerate(lines) if _KIND.match(line.text) and line.text.upper() == line.text), None
    )
    if kind is None:
        return ""
    taken: list[str] = []
    for line in lines[kind + 1 :]:
        if taken and (line.blank or _TITLE_ENDS.match(line.text)):
            break
        if not line.blank:
            taken.append(_MARKS.sub("", line.text).strip())
    return " ".join(taken)
