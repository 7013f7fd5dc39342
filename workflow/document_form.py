"""The written form of administrative documents: Nghị định 30/2020/NĐ-CP, Phụ lục I. Pure text, no layout."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

Capacity = Literal["", "KT.", "TL.", "TUQ.", "Q."]

_BLANK_DAY = "    "
_BLANK_NUMBER = "      "
# Academic and honorary titles do not stand before a signer's name (Phụ lục I, II.7.b).
_TITLES = re.compile(
    r"^(?:(?:GS|PGS|TSKH|TS|ThS|CN|KS|BS|DS|LS|KTS|CKI{1,2})\s*\.\s*|"
    r"(?:Giáo sư|Phó Giáo sư|Tiến sĩ khoa học|Tiến sĩ|Tiến sỹ|Thạc sĩ|Thạc sỹ|Cử nhân|Kỹ sư|Bác sĩ|Bác sỹ|Luật sư|"
    r"Nhà giáo Ưu tú|Nhà giáo Nhân dân|Ông|Bà)[\s,.]+)",
    re.IGNORECASE,
)


def date_line(place: str, day: date | None, year: int | None = None) -> str:
    """Place and date: "Quảng Ngãi, ngày 05 tháng 3 năm 2026"; day and month stay blank in a draft.

    Days under 10 and the months 1 and 2 get a leading zero, other months do not (Phụ lục I, II.4).
    """
    if day is None:
        return f"{place}, ngày{_BLANK_DAY}tháng{_BLANK_DAY}năm {year or _BLANK_DAY}".rstrip()
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{place}, ngày {day.day:02d} tháng {month} năm {day.year}"


def number_line(number: int | str | None, symbol: str) -> str:
    """Number and symbol: "Số: 05/KH-UBND"; a draft has no number yet. A text such as "0155" is kept as it was given."""
    if number is None or number == "":
        return f"Số:{_BLANK_NUMBER}/{symbol}"
    return f"Số: {number:02d}/{symbol}" if isinstance(number, int) else f"Số: {number}/{symbol}"


def plain_name(name: str) -> str:
    """The name as it stands under a signature: family name first, no academic or honorary title before it."""
    bare = name.strip()
    while (shorter := _TITLES.sub("", bare).strip()) != bare:
        bare = shorter
    return bare


@dataclass(frozen=True)
class SignatureBlock:
    """The lines over the signature (capacity and posts, in capitals) and the name under it."""

    lines: tuple[str, ...]
    name: str


def signature_block(
    *, post: str, name: str, collective: str = "", capacity: Capacity = "", of: str = "", then: str = ""
) -> SignatureBlock:
    """The signature block by the rules of Phụ lục I, II.7.

    `collective`: the body a leader signs for (TM.). `capacity` and `of`: KT., TL. or TUQ. the named head; Q. stands
    before the signer's own post. `then`: the head whose deputy signs in turn, allowed after TL. only, because who
    holds a TUQ. may not authorise again. Raises `ValueError` for a combination the rules do not know.
    """
    if capacity in {"KT.", "TL.", "TUQ."} and not of:
        raise ValueError(f"{capacity} needs the head it is signed for")
    if then and capacity != "TL.":
        raise ValueError("only the holder of a TL. may pass it on to his deputy")
    if collective and capacity not in {"", "KT.", "Q."}:
        raise ValueError("TM. goes with the head of the body or with his deputy only")
    lines = [f"TM. {collective}"] if collective else []
    if capacity in {"KT.", "TL.", "TUQ."}:
        lines.append(f"{capacity} {of}")
    if then:
        lines.append(f"KT. {then}")
    lines.append(f"Q. {post}" if capacity == "Q." else post)
    return SignatureBlock(tuple(line.upper() for line in lines), plain_name(name))
