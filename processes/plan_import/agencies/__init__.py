"""Reading an agency cell: `read_agencies("Sở Tài chính và các cơ quan liên quan", directory, on)`.

Pure. Groups are resolved on the day given, open members to nobody, unknown texts never by guess (domain.md 2.2, 7.2).
"""

from __future__ import annotations

import unicodedata
from datetime import date

from processes.plan_import.agencies.lexicon import lexicon
from processes.plan_import.agencies.mixed import doubted
from processes.plan_import.agencies.reading import AgencyReading, Term
from processes.plan_import.agencies.rules import Cell
from processes.plan_import.agencies.words import words_of
from processes.plan_import.directory import AgencyEntry, Directory

__all__ = ["AgencyReading", "Term", "read_agencies"]

LONGEST = 3000
_DITTO_REASON = "Như ô phía trên: cơ quan lấy theo dòng trước."


def read_agencies(text: str, directory: Directory, on: date, *, both: bool = False) -> AgencyReading:
    """Whom an agency cell names on that day. Never raises: what cannot be resolved is `unknown` with the reason.

    `both`: lead and coordinating bodies stand in this one column, so that a person must say who is which.
    """
    from processes.plan_import.deadlines import is_ditto

    text = unicodedata.normalize("NFC", text)
    if is_ditto(text):
        term = Term("unknown", text.strip(), reason=_DITTO_REASON, doubtful=True)
        return AgencyReading(text, (term,), certain=False, reason=_DITTO_REASON)
    if len(text) > LONGEST:
        reason = "Ô cơ quan quá dài: hãy kiểm tra lại bảng."
        return AgencyReading(text, (Term("unknown", text[:80] + "…", reason=reason, doubtful=True),), (), False, reason)
    terms = doubted(
        text,
        _terms(text, directory, on),
        lambda term: [member.code for member in members_of(term, directory, on)],
        lambda part: _terms(part, directory, on),
        both=both,
    )
    return _reading(text, terms, directory, on)


def _terms(text: str, directory: Directory, on: date) -> tuple[Term, ...]:
    return tuple(Cell(text, words_of(text), lexicon(directory, on)).terms())


def members_of(term: Term, directory: Directory, on: date) -> tuple[AgencyEntry, ...]:
    """The bodies one term stands for on that day; none for open and unknown terms."""
    if term.kind == "group":
        return directory.members(term.group, on)
    return (directory.agency(term.agency),) if term.kind == "agency" else ()


def _reading(text: str, terms: tuple[Term, ...], directory: Directory, on: date) -> AgencyReading:
    members = dict.fromkeys(member.code for term in terms for member in members_of(term, directory, on))
    reasons = tuple(dict.fromkeys(term.reason for term in terms if term.doubtful and term.reason))
    notes = tuple(_notes(terms, directory))
    if not terms:
        notes = ("Ô không nêu cơ quan nào.",)
    said = " ".join((reasons or notes)[:5])
    return AgencyReading(text, terms, tuple(map(directory.agency, members)), not reasons, said or None, notes)


def _notes(terms: tuple[Term, ...], directory: Directory) -> list[str]:
    notes = []
    for term in terms:
        if term.unit:
            notes.append(f"“{term.text}” là đơn vị thuộc {directory.agency(term.agency).name}.")
        if term.asked and term.kind != "open":
            notes.append(f"“{term.text}”: chỉ đề nghị phối hợp, không giao nhiệm vụ.")
    return list(dict.fromkeys(notes))
