"""Parser combinators over words, small enough to read in one go.

A parser takes the tokens of a cell and a position and yields every (value, next position) it can read there, best
first. So rules may overlap: `parse` takes the first reading that uses up the whole cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Any

Tokens = Sequence[str]
Found = Iterator[tuple[Any, int]]

_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\w\s]")
# Numerals that are one sign; a raised figure is none of them: "tháng 1²" is no December.
_NUMERALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2160, 0x2180)}
_SIGNS = str.maketrans({dash: "-" for dash in "‐‑‒–—―−"} | {"\u00ad": None, "\u200b": None, "\ufeff": None}) | _NUMERALS


def tokens(text: str) -> tuple[str, ...]:
    """The words, numbers and marks of a cell, in lower case, NFC, with one kind of dash; the sign "Ⅲ" is read as its letters."""
    return tuple(_TOKEN.findall(unicodedata.normalize("NFC", text).translate(_SIGNS).lower()))


class Parser:
    """A rule of the grammar."""

    def __init__(self, read: Callable[[Tokens, int], Found]) -> None:
        self._read = read

    def __call__(self, words: Tokens, at: int) -> Found:
        return self._read(words, at)

    def map(self, make: Callable[[Any], Any]) -> Parser:
        """The same rule, its value turned by `make`."""
        return Parser(lambda words, at: ((make(value), end) for value, end in self._read(words, at)))

    def where(self, holds: Callable[[Any], bool]) -> Parser:
        """The same rule, without the readings for which `holds` is false."""
        return Parser(lambda words, at: (found for found in self._read(words, at) if holds(found[0])))

    def to(self, value: Any) -> Parser:
        """The same rule with a fixed value."""
        return self.map(lambda _: value)

    def parse(self, words: Tokens) -> Any | None:
        """The best reading of the whole of `words`, or None."""
        return next((value for value, end in self._read(words, 0) if end == len(words)), None)


def phrase(*wordings: str) -> Parser:
    """One of these wordings, the first that fits; its value is the wording."""
    spelled = [(wording, tokens(wording)) for wording in wordings]

    def read(words: Tokens, at: int) -> Found:
        for wording, parts in spelled:
            if tuple(words[at : at + len(parts)]) == parts:
                yield wording, at + len(parts)

    return Parser(read)


def matching(pattern: str) -> Parser:
    """One token that fits the pattern as a whole."""
    compiled = re.compile(pattern)

    def read(words: Tokens, at: int) -> Found:
        if at < len(words) and compiled.fullmatch(words[at]):
            yield words[at], at + 1

    return Parser(read)


def alt(*rules: Parser) -> Parser:
    """Any of the rules, in this order."""
    return Parser(lambda words, at: (found for rule in rules for found in rule(words, at)))


def seq(*rules: Parser) -> Parser:
    """The rules one after another; the value is the list of their values."""

    def read(words: Tokens, at: int) -> Found:
        def rest(index: int, start: int, values: list[Any]) -> Found:
            if index == len(rules):
                yield values, start
                return
            for value, end in rules[index](words, start):
                yield from rest(index + 1, end, [*values, value])

        yield from rest(0, at, [])

    return Parser(read)


def opt(rule: Parser, default: Any = None) -> Parser:
    """The rule, or nothing."""

    return alt(rule, nothing(default))


def nothing(value: Any = None) -> Parser:
    """Reads no word at all."""

    def read(words: Tokens, at: int) -> Found:
        yield value, at

    return Parser(read)


def listed(item: Parser, separator: Parser) -> Parser:
    """One or more items; the longest list first."""

    def read(words: Tokens, at: int) -> Found:
        for value, end in item(words, at):
            for _, after in separator(words, end):
                for others, last in read(words, after):
                    yield [value, *others], last
            yield [value], end

    return Parser(read)


def anything() -> Parser:
    """All that is left, at least one token."""

    def read(words: Tokens, at: int) -> Found:
        if at < len(words):
            yield list(words[at:]), len(words)

    return Parser(read)
