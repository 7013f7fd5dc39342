"""Reading a time cell: `read_deadline("Quý III năm 2025", signed)`.

Strict and pure: what is not understood is refused with the reason, what is vague waits for a person, and nothing
outside the time cell is ever read for a date (domain.md 7.1).
"""

from __future__ import annotations

import unicodedata
from datetime import date

from processes.plan_import.deadlines import rules
from processes.plan_import.deadlines.periods import Refused
from processes.plan_import.deadlines.reading import Basis, Deadline
from processes.plan_import.grammar import tokens
from workflow.calendar import Calendar, shipped_calendar

__all__ = ["Deadline", "read_deadline"]

LONGEST = 400
_BLANK = {"", "-", "…", "...", ". . .", "/"}
_DITTO = {
    ("nt",), ("như", "trên"), ('"',), ("“",), ("”",), ("〃",), ("′", "′"), ("''",), ("'", "'"), ("n", "t"), ("n", "/", "t"),
    ("nhu", "tren"), ("như", "mục", "trên"), ("như", "dòng", "trên"),
}  # fmt: skip


def is_ditto(text: str) -> bool:
    """True for "nt", "-nt-", "như trên" and a ditto mark: the cell repeats the one above."""
    return tuple(word for word in tokens(text) if word not in "-.()") in _DITTO


def read_deadline(text: str, signed: date, calendar: Calendar | None = None) -> Deadline:
    """What a time cell says, counted from the signing day. Never raises: what cannot be a date is `refused`."""
    text = unicodedata.normalize("NFC", text)
    basis = Basis(text, signed, calendar or shipped_calendar())
    words = _without_noise(tokens(text))
    if not words or text.strip().lower() in _BLANK:
        return basis.blank("none", "Chưa xác định thời hạn.")
    if is_ditto(text):
        return basis.blank("reference", "Như ô phía trên: thời hạn lấy theo dòng trước.", certain=False)
    try:
        return _dated(basis, words)
    except Refused as refused:
        return basis.blank("refused", str(refused), certain=False)
    except (OverflowError, ValueError):
        return basis.blank("refused", f"Thời hạn “{text.strip()}” ngoài khoảng ngày có thể tính.", certain=False)


def _dated(basis: Basis, words: tuple[str, ...]) -> Deadline:
    if len(basis.text) > LONGEST:
        raise Refused("Ô thời hạn quá dài: hãy ghi gọn lại thời hạn.")
    read = rules.cell.parse(words)
    if read is None:
        raise Refused(f"Chưa đọc được thời hạn “{basis.text.strip()}”: hãy ghi lại.")
    found: Deadline = read(basis)
    return found


def _without_noise(words: tuple[str, ...]) -> tuple[str, ...]:
    """Without the stops and commas at the ends, which say nothing."""
    noise = {".", ",", ";", "-", "+", "…", ":"}
    first, last = 0, len(words)
    while first < last and words[first] in noise:
        first += 1
    while first < last and words[last - 1] in noise:
        last -= 1
    return words[first:last]
