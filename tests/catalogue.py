"""Every sentence that the source asks to have translated, found without the gettext programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract
from django.template import Template, engines
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

BASE_DIR = Path(__file__).resolve().parent.parent
ROOMS = ("approvals", "processes", "workflow", "config")
KEYWORDS = {
    "_": None,
    **{f"{name}{lazy}": form for name, form in
       {"gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}.items()
       for lazy in ("", "_lazy")},
    "gettext_noop": None,
}  # fmt: skip


@dataclass(frozen=True)
class Sentence:
    """A msgid with the place it stands in; `plural` where it counts something, `context` where one word has two uses."""

    place: str
    text: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What a catalogue knows it by."""
        return self.context, self.text


def sentences() -> Iterator[Sentence]:
    """Those of the Python of every room and of every template."""
    for room in ROOMS:
        for path in sorted((BASE_DIR / room).rglob("*.py")):
            yield from _in_python(path)
    for path in sorted((BASE_DIR / "templates").rglob("*.*")):
        yield from _in_template(path)


def _in_python(path: Path) -> Iterator[Sentence]:
    with path.open("rb") as source:
        for line, found, _comments, context in extract("python", source, keywords=KEYWORDS):
            texts = (found,) if isinstance(found, str) else found
            place = f"{path.relative_to(BASE_DIR)}:{line}"
            yield Sentence(place, texts[0], texts[1] if len(texts) > 1 else "", context or "")


def _in_template(path: Path) -> Iterator[Sentence]:
    template: Template = engines["django"].from_string(path.read_text(encoding="utf-8")).template  # type: ignore[attr-defined]
    place = str(path.relative_to(BASE_DIR))
    for node in template.nodelist.get_nodes_by_type(TranslateNode):
        word = node.filter_expression.var
        if isinstance(getattr(word, "literal", None), str):  # a variable is translated where it was made
            yield Sentence(place, word.literal.replace("%", "%%"), context=_context(node))
    for node in template.nodelist.get_nodes_by_type(BlockTranslateNode):
        one = node.render_token_list(node.singular)[0]
        many = node.render_token_list(node.plural)[0] if node.plural else ""
        yield Sentence(place, one, many, _context(node))


def _context(node: TranslateNode | BlockTranslateNode) -> str:
    given = node.message_context
    return str(given.resolve({})) if given else ""


def placeholders(text: str) -> list[str]:
    """What a sentence leaves open, and its markup: both languages must have the same."""
    return sorted(re.findall(r"%\(\w+\)[a-z]|(?<!%)%[sdg]|\{\w*\}|</?\w+[^>]*>", text))
