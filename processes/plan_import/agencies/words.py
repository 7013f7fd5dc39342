"""The words of an agency cell, each with its place, so that what is not understood is shown as it was written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Abbreviations bear no tone: "KH&CN", "LĐ-TB&XH", "VH,TT&DL" are one word each.
_CAPITALS = r"[A-ZĐ]{1,7}(?:(?:\s?&\s?|[/,.\-–])[A-ZĐ]{1,7})+(?![^\W_])"
_WRITTEN_OUT = {"đ/c": ("đồng", "chí"), "tp": ("thành", "phố"), "tx": ("thị", "xã")}
_SHORT = r"(?<![^\W_])(?:[Đđ]/[Cc]|(?:TP|Tp|TX|Tx)\b\.?)(?![^\W_])"
_WORD = re.compile(rf"{_SHORT}|(?<![^\W_]){_CAPITALS}|\d+|[^\W\d_]+|[^\w\s]|\n")
_CAPITALS_JOINED = re.compile(_CAPITALS)
_JOINT = re.compile(r"[\s&/,.\-–]+")
# The tone sits on the first or the second vowel: "uỷ", "hoá" are the same words as "ủy", "hóa".
_TONE_PLACES = [
    (second, first)
    for pair, tones in {
        "oa": ("òóỏõọ", "àáảãạ"), "oe": ("òóỏõọ", "èéẻẽẹ"), "uy": ("ùúủũụ", "ỳýỷỹỵ"),
    }.items()
    for first, second in [
        (left + pair[1], pair[0] + right) for left, right in zip(tones[0], tones[1], strict=True)
    ]
]  # fmt: skip
_SIGNS = {"&": "và", "[": "(", "]": ")"}
SOFT = {",", "-", "–", "—", "‑"}
HARD = {";", "\n", "+", "•", "*"}


class Word(NamedTuple):
    """One word in its compared form, and where it stands in the cell."""

    key: str
    start: int
    end: int


def _key(word: str) -> str:
    if _CAPITALS_JOINED.fullmatch(word):
        word = _JOINT.sub("", word)
    if word in _SIGNS:
        return _SIGNS[word]
    word = word.lower()
    for second, first in _TONE_PLACES:
        if word.endswith(second) and not word.startswith("qu"):
            word = word.removesuffix(second) + first
    return "-" if word in SOFT and word != "," else word


def words_of(text: str) -> list[Word]:
    """The words and marks of a cell; "KH&CN" is one word, "Ủy ban nhân dân" reads as "ubnd"."""
    found = [
        Word(key, match.start(), match.end())
        for match in _WORD.finditer(text)
        for key in _WRITTEN_OUT.get(match[0].lower().rstrip("."), (_key(match[0]),))
    ]
    joined: list[Word] = []
    for word in found:
        joined.append(word)
        last = joined[-4:]
        if [part.key for part in last] == ["ủy", "ban", "nhân", "dân"]:
            joined[-4:] = [Word("ubnd", last[0].start, last[-1].end)]
    return joined


@lru_cache(maxsize=8192)
def keys(text: str) -> tuple[str, ...]:
    """The compared form of a name: its words without commas and dashes."""
    return tuple(word.key for word in words_of(unicodedata.normalize("NFC", text)) if word.key not in SOFT)
