"""What styles and lists add to the words of a Word document: numbers that Word counts itself, bold, centred."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from processes.plan_import.sources.docx_text import Element, is_on, w

_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_BULLETS = {"\uf0b7": "-", "\uf02d": "-", "\uf0a7": "-", "\uf0d8": "-", "\uf076": "-", "o": "-", "·": "-", "": "-"}


@dataclass(frozen=True)
class Level:
    """How one level of a list is written: `pattern` is "%1." or "%1.%2"."""

    style: str
    pattern: str
    start: int


class Styles:
    """The styles and lists of one document; it counts, so each paragraph is asked once, in order."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        self._styles = {} if styles is None else {style.get(w("styleId")): style for style in styles.iter(w("style"))}
        self._levels, self._list_of = _lists(numbering)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def number_of(self, paragraph: Element) -> str:
        """The number or mark that Word prints before the paragraph, or nothing."""
        found = self._property(paragraph, "numPr")
        if found is None:
            return ""
        number, level = found.find(w("numId")), found.find(w("ilvl"))
        key = number.get(w("val")) if number is not None else ""
        depth = int(level.get(w("val"))) if level is not None else 0
        levels = self._levels.get(key, {})
        if depth not in levels:
            return ""
        counts = self._counts[self._list_of[key]]
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        return _written(levels, counts, depth)

    def is_centred(self, paragraph: Element) -> bool:
        """True when the paragraph stands in the middle, as titles do."""
        found = self._property(paragraph, "jc")
        return found is not None and found.get(w("val")) == "center"

    def is_bold(self, paragraph: Element) -> bool:
        """True when every run with words is bold, by itself or by its style."""
        runs = [run for run in paragraph.iter(w("r")) if any((t.text or "").strip() for t in run.iter(w("t")))]
        return bool(runs) and all(self._bold(run, paragraph) for run in runs)

    def _bold(self, run: Element, paragraph: Element) -> bool:
        own = run.find(f"{w('rPr')}/{w('b')}")
        return is_on(own) if own is not None else is_on(self._styled(paragraph, w("rPr"), "b"))

    def _property(self, paragraph: Element, name: str) -> Element | None:
        own = paragraph.find(f"{w('pPr')}/{w(name)}")
        return own if own is not None else self._styled(paragraph, w("pPr"), name)

    def _styled(self, paragraph: Element, part: str, name: str) -> Element | None:
        """The property from the paragraph's style or from the styles it is based on."""
        named = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        style = self._styles.get(named.get(w("val"))) if named is not None else None
        for _ in range(10):
            if style is None:
                return None
            found = style.find(f"{part}/{w(name)}")
            if found is not None:
                return found
            base = style.find(w("basedOn"))
            style = self._styles.get(base.get(w("val"))) if base is not None else None
        return None


def _lists(numbering: Element | None) -> tuple[dict[str, dict[int, Level]], dict[str, str]]:
    """numId → its levels, and numId → the counter it shares with other lists of the same kind."""
    levels: dict[str, dict[int, Level]] = {}
    shared: dict[str, str] = {}
    if numbering is None:
        return levels, shared
    kinds = {kind.get(w("abstractNumId")): kind for kind in numbering.findall(w("abstractNum"))}
    for number in numbering.findall(w("num")):
        key, kind = number.get(w("numId")), number.find(w("abstractNumId"))
        abstract = kinds.get(kind.get(w("val"))) if kind is not None else None
        if abstract is None:
            continue
        levels[key] = {int(level.get(w("ilvl"))): _level(level) for level in abstract.findall(w("lvl"))}
        restarts = number.findall(f"{w('lvlOverride')}/{w('startOverride')}")
        shared[key] = f"num {key}" if restarts else f"kind {kind.get(w('val'))}"
    return levels, shared


def _level(level: Element) -> Level:
    def value(name: str, default: str) -> Any:
        found = level.find(w(name))
        return found.get(w("val"), default) if found is not None else default

    start = value("start", "1")
    return Level(value("numFmt", "decimal"), value("lvlText", ""), int(start) if start.isdecimal() else 1)


def _written(levels: dict[int, Level], counts: dict[int, int], depth: int) -> str:
    level = levels[depth]
    if level.style == "bullet":
        return _BULLETS.get(level.pattern, level.pattern)
    if level.style == "none":
        return ""
    text = level.pattern
    for at, other in levels.items():
        text = text.replace(f"%{at + 1}", _counted(counts.get(at, other.start), other.style))
    return text


def _counted(number: int, style: str) -> str:
    if style in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if style == "upperLetter" else letter
    if style in {"upperRoman", "lowerRoman"}:
        text = ""
        for value, sign in _ROMAN:
            text, number = text + sign * (number // value), number % value
        return text if style == "upperRoman" else text.lower()
    return str(number).rjust(2, "0") if style == "decimalZero" else str(number)
