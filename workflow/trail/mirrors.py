"""Rows beside the trail that say what an event says. The rooms above register how to compare them; the verifier does.

It catches what a superuser changes in a table and leaves alone in the trail. Two kinds, because reading a body costs more than
everything else of the comparison: `Rows` for what every process has, compared with the bodies that the verifier holds in its
hands anyway; a statement for what is rare.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from workflow.trail.bodies import Event

Facts = tuple[Any, ...]


class Said(NamedTuple):
    """What an event says of a row: its place in the stream, and the facts as `Rows.kept` returns them."""

    seq: int
    facts: Facts


@dataclass(frozen=True)
class Rows:
    """The rows that belong to the streams of one prefix.

    `kept` is a statement that returns (id of the subject, key, facts …) for the subjects `%(ids)s`; `said` gives the same from
    a stream's events, by key. A key that is a number is the place of its event. `differing` has one sentence for every fact,
    or one for all.
    """

    prefix: str
    kept: str
    said: Callable[[Sequence[Event]], Mapping[Any, Said]]
    missing: str
    made_up: str
    differing: tuple[str, ...]

    def differences(self, kept: Mapping[Any, Facts], said: Mapping[Any, Said]) -> Iterator[tuple[int | None, str]]:
        """Where one stream's rows and events tell different stories: the place, and in words what differs."""
        for key, event in said.items():
            facts = kept.get(key)
            if facts is None:
                yield event.seq, self.missing
            elif facts != event.facts:
                yield event.seq, self._which(facts, event.facts)
        if kept.keys() != said.keys():
            for key in kept.keys() - said.keys():
                yield (key if isinstance(key, int) else None), self.made_up

    def _which(self, kept: Facts, said: Facts) -> str:
        if len(self.differing) == 1:
            return self.differing[0]
        return next(words for words, a, b in zip(self.differing, kept, said, strict=True) if a != b)


_rows: dict[str, Rows] = {}
_statements: dict[str, str] = {}


def register_rows(name: str, rows: Rows) -> None:
    """Compare these rows with the streams they belong to; the same name again replaces it."""
    _rows[name] = rows


def rows_of(prefix: str) -> tuple[Rows, ...]:
    """The rows that belong to the streams of a prefix."""
    return tuple(rows for rows in _rows.values() if rows.prefix == prefix)


def register(name: str, sql: str) -> None:
    """Compare a table with the trail by one statement for the whole database; the same name again replaces it.

    It returns (stream, seq, in words what differs), with `%(stream)s` as the stream to check or NULL for all, and
    `%(damaged)s` as the streams whose events are already named as damaged: their bodies cannot be relied upon.
    """
    _statements[name] = sql


def statements() -> tuple[str, ...]:
    """Every registered statement."""
    return tuple(_statements.values())
