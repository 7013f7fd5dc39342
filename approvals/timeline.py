"""What happened to one process, in the order it happened, as its page, its trail page and its dossier show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from approvals.models import Decision, EvidenceFile
from approvals.policy_words import FLAG_WORDS
from processes.chronicle import Entry, Fact, chronicle
from processes.models import Agency, Post, TaskProcess


@dataclass(frozen=True)
class File:
    """An evidence file that an event names; `size` in bytes, `pk` of EvidenceFile."""

    pk: int
    name: str
    size: int
    sha256: str

    @property
    def url(self) -> str:
        """Where those who may read the process get it."""
        return reverse("evidence", args=[self.pk])


def timeline(process: TaskProcess) -> list[Entry]:
    """The process's events, oldest first, with names, words, files and facts. At most nine queries, whatever its length."""
    entries = chronicle(process.stream)
    files = _files(process, entries)
    names = _Names(entries)
    return [
        replace(
            entry,
            files=tuple(files[sha256] for sha256 in _hashes(entry) if sha256 in files),
            facts=_facts(entry, names),
        )
        for entry in entries
    ]


def _hashes(entry: Entry) -> list[str]:
    files = entry.data.get("files", ())
    return [file["sha256"] for file in files if isinstance(file, dict) and "sha256" in file]


def _files(process: TaskProcess, entries: Iterable[Entry]) -> dict[str, File]:
    if not any(_hashes(entry) for entry in entries):
        return {}
    rows = EvidenceFile.objects.filter(process=process)
    return {row.sha256: File(row.pk, row.name, row.size, row.sha256) for row in rows}


class _Names:
    """The agencies and officers that bodies name by number, read at once."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        bodies = [entry.data for entry in entries]
        agencies = {agency for body in bodies for agency in _agencies_of(body)}
        officers = {body["officer"] for body in bodies if body.get("officer")}
        self.agencies = dict(Agency.objects.filter(pk__in=agencies).values_list("pk", "name")) if agencies else {}
        rows = Post.objects.filter(pk__in=officers).select_related("person") if officers else ()
        self.officers = {post.pk: f"{post.person} – {post.title}" for post in rows}

    def agency(self, pk: int) -> str:
        return self.agencies.get(pk, str(pk))


def _agencies_of(body: dict[str, Any]) -> list[int]:
    single = [body[name] for name in ("agency", "from_agency", "to_agency") if isinstance(body.get(name), int)]
    return single + list(body.get("agencies", ()))


def _facts(entry: Entry, names: _Names) -> tuple[Fact, ...]:
    """Nothing where somebody has spoilt the body: its page must still open, to show that it is spoilt."""
    try:
        return tuple(_read_facts(entry.data, names))
    except (KeyError, TypeError, ValueError):
        return ()


def _read_facts(body: dict[str, Any], names: _Names) -> Iterable[Fact]:
    if officer := names.officers.get(body.get("officer") or 0):
        yield Fact(_("Người phụ trách"), officer)
    if "to_agency" in body:
        yield Fact(_("Từ cơ quan"), names.agency(body["from_agency"]))
        yield Fact(_("Sang cơ quan"), names.agency(body["to_agency"]))
    elif "agency" in body:
        yield Fact(_("Cơ quan"), names.agency(body["agency"]))
    if "agencies" in body:
        yield Fact(_("Cơ quan được xin ý kiến"), "; ".join(names.agency(pk) for pk in body["agencies"]))
    if body.get("due"):
        yield Fact(_("Hạn"), _day(body["due"]))
    if document := body.get("document"):
        yield Fact(
            _("Văn bản"), f"{official_number(document['number'], document['symbol'])}, {_day(document['dated'])}"
        )
    if (verdict := body.get("verdict")) in Decision.Verdict.values:
        yield Fact(_("Kết quả xem xét"), str(Decision.Verdict(verdict).label))
    if marks := flag_words(body.get("flags", ())):
        yield Fact(_("Lưu ý"), "; ".join(marks))


def official_number(number: str, symbol: str) -> str:
    """As it is printed: numbers below ten with a leading zero (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    return f"{number.zfill(2)}/{symbol}"


def flag_words(flags: Iterable[str]) -> list[str]:
    """The marks of an opinion on one's own agency's work, in words; the stronger mark says the weaker one too."""
    given = set(flags)
    found = [flag for flag in FLAG_WORDS if flag in given]
    return [str(FLAG_WORDS[flag]) for flag in found[-1:]]


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"
