"""Everything the directory knows by a name, as phrases to look for: bodies, units, groups, recorded aliases."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from processes.plan_import.agencies.words import SOFT, Word, keys
from processes.plan_import.directory import Directory
from workflow.vietnamese import folded


@dataclass(frozen=True, slots=True)
class Entry:
    """What a phrase means: `kind` is agency, unit, group, alias (not confirmed) or ended (no longer, or not yet)."""

    phrase: tuple[str, ...]
    kind: str
    code: str
    group: bool = False


class Lexicon:
    """The phrases of one directory on one day, found by their first word."""

    def __init__(self, directory: Directory, on: date) -> None:
        self.directory, self.on = directory, on
        self._by_first: dict[str, dict[tuple[tuple[str, ...], str], Entry]] = defaultdict(dict)
        self.names: list[tuple[tuple[str, ...], str]] = []
        for entry in self._entries():
            if entry.phrase:
                self._by_first[entry.phrase[0]].setdefault(
                    (entry.phrase, "live" if entry.kind != "ended" else ""), entry
                )

    def _entries(self) -> Iterator[Entry]:
        """The most telling first: a live body, a group, a unit, a spelling not yet confirmed, a body of another day."""
        for name, agency in self.directory.names(self.on):
            self.names.append((keys(name), agency.code))
            yield Entry(keys(name), "agency", agency.code)
        yield from self._groups_and_units()
        for alias in self.directory.aliases:
            if not alias.confirmed:
                yield Entry(keys(alias.text), "alias", alias.agency)
        for agency in reversed(self.directory.agencies):
            if not agency.alive(self.on):
                yield from (Entry(keys(name), "ended", agency.code) for name in agency.names)

    def _groups_and_units(self) -> Iterator[Entry]:
        directory, on = self.directory, self.on
        for group in directory.groups:
            kind = "group" if directory.members(group.code, on) else "ended"
            for wording in dict.fromkeys((group.name, *group.wordings)):
                yield Entry(keys(wording), kind, group.code, group=True)
        for unit in directory.units:
            if unit.alive(on) and directory.agency(unit.agency).alive(on) and self._only_one(unit.name):
                for name in (unit.name, *unit.short_names):
                    yield Entry(keys(name), "unit", unit.code)

    def _only_one(self, name: str) -> bool:
        """ "Văn phòng Sở" exists in every sở: alone it names nobody."""
        return self._owners[name] == 1

    @cached_property
    def _owners(self) -> Counter[str]:
        return Counter(unit.name for unit in self.directory.units if unit.alive(self.on))

    @cached_property
    def plain_names(self) -> list[tuple[str, str]]:
        """Every live name without marks, with its agency's code: what near matches are looked for in."""
        return list(dict.fromkeys((folded(" ".join(phrase)), code) for phrase, code in self.names))

    def matches(self, words: Sequence[Word], at: int, prefix: tuple[str, ...] = ()) -> list[tuple[Entry, int]]:
        """Every phrase found at that place (after the words of `prefix`, understood) and where it ends, longest first."""
        first = prefix[0] if prefix else (words[at].key if at < len(words) else "")
        found = []
        for entry in self._by_first.get(first, {}).values():
            if entry.phrase[: len(prefix)] == prefix and len(entry.phrase) > len(prefix):
                end = _follow(entry.phrase[len(prefix) :], words, at)
                if end is not None:
                    found.append((entry, end))
        return sorted(found, key=lambda pair: (-pair[1], pair[0].kind == "ended"))


def _follow(phrase: tuple[str, ...], words: Sequence[Word], at: int) -> int | None:
    """Where the phrase ends when it begins at `at`; commas, dashes and strokes between its words do not count."""
    for index, key in enumerate(phrase):
        while index and at < len(words) and (words[at].key in SOFT or words[at].key == "/"):
            at += 1
        if at >= len(words) or words[at].key != key:
            return None
        at += 1
    return at


@lru_cache(maxsize=32)
def lexicon(directory: Directory, on: date) -> Lexicon:
    """The lexicon of that day; made once for a directory value (directories compare by identity)."""
    return Lexicon(directory, on)
