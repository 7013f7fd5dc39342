"""The words of a Word document: of paragraphs, as they stand when every tracked change is accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Element = Any
"""An lxml element of the document; python-docx gives no types for it."""

_LEFT_OUT = {
    f"{_WORD}{tag}" for tag in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "fldData", "pict")
} | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
# Ticks and boxes of Wingdings; whatever else was drawn is shown as something, for a mark says when or who.
_SYMBOLS = {
    "F0FC": "✓",
    "F0FB": "✗",
    "F0FE": "☑",
    "F0FD": "☒",
    "F0A8": "□",
    "F06F": "□",
    "F0B7": "-",
    "F02D": "-",
    "F0E0": "→",
}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SIGNS = {f"{_WORD}tab": " ", f"{_WORD}ptab": " ", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}


def w(tag: str) -> str:
    """The full name of an element or attribute of Word's own XML."""
    return f"{_WORD}{tag}"


@dataclass
class Seen:
    """What was met in a stretch of text and has to be told."""

    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    nested: int = 0

    def clear(self) -> Seen:
        """What was seen so far; the next stretch begins empty."""
        told = Seen(self.added, self.removed, self.hidden, self.notes, self.nested)
        self.added, self.removed, self.hidden, self.notes, self.nested = [], [], [], [], 0
        return told


def text_of(paragraph: Element, seen: Seen) -> str:
    """The paragraph's words with tracked changes accepted; hidden words and footnote marks are left out and noted."""
    return "".join(_pieces(paragraph, seen))


def _pieces(element: Element, seen: Seen) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag in {w("del"), w("moveFrom")}:
            seen.removed.append(deleted_text(child))
        elif tag == w("ins"):
            text = "".join(_pieces(child, seen))
            seen.added.append(text)
            yield text
        elif tag == w("r"):
            yield from _run(child, seen)
        elif tag in {w("footnoteReference"), w("endnoteReference")}:
            seen.notes.append(f"{tag.removeprefix(_WORD).removesuffix('Reference')}:{child.get(w('id'))}")
        elif tag == w("t"):
            yield child.text or ""
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag == w("sym"):
            yield _SYMBOLS.get(child.get(w("char"), "").upper(), "•")
        elif tag not in _LEFT_OUT and tag not in {w("tbl"), w("drawing"), w("txbxContent")}:
            yield from _pieces(child, seen)


def _run(run: Element, seen: Seen) -> Iterator[str]:
    text = "".join(_pieces(run, seen))
    if is_on(run.find(f"{w('rPr')}/{w('vanish')}")):
        if text.strip():
            seen.hidden.append(text)
        return
    raised = run.find(f"{w('rPr')}/{w('vertAlign')}")
    # A raised figure is a mark or a power: beside "tháng 1" it must not become "tháng 12".
    yield text.translate(_RAISED) if raised is not None and raised.get(w("val")) == "superscript" else text


def deleted_text(element: Element) -> str:
    """The words that a tracked deletion takes away."""
    return "".join(node.text or "" for node in element.iter(w("delText"), w("t")))


def is_on(switch: Element | None) -> bool:
    """A switch of Word is on when it stands there without a value that says no."""
    return switch is not None and switch.get(w("val"), "true") not in {"0", "false", "off", "none"}
