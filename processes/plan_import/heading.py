"""Number, date, issuer and title of the document: from the heading block, or from the line that ties the appendix to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from processes.plan_import.agencies import read_agencies
from processes.plan_import.directory import Directory
from processes.plan_import.sources import Line

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
    number, signed, issuer, at = "", None, "", 1
    for line in lines[:60]:
        if not number and (found := _NUMBER.match(line.text)):
            number, at = re.sub(r"\s+", "", found[1]), line.number
        if not signed and (dated := _PLACE_AND_DATE.match(line.text)):
            signed = _date(*dated.groups()[-3:])
        if not issuer and not number and _ISSUER.match(line.text) and line.text.upper() == line.text:
            issuer = line.text.strip()
    for line in lines:
        if found := _ATTACHED.search(line.text):
            number = number or found["number"]
            signed = signed or _date(found[2], found[3], found[4])
            issuer = issuer or (found["issuer"] or "").strip()
            at = line.number
    day = on or signed
    members = read_agencies(issuer, directory, day).members if issuer and day else ()
    name, code = (members[0].name, members[0].code) if len(members) == 1 else ("", "")
    return Document(number, signed, name, code, issuer, _title(lines), at)


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
        if line.blank and taken:
            break
        if not line.blank:
            taken.append(_MARKS.sub("", line.text).strip())
    return " ".join(taken)
