"""Two texts as one, the difference marked word by word: for the screen, and in words for who hears the page."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

_PARTS = re.compile(r"\s+|[^\s]+")


def word_diff(before: str, after: str) -> SafeString:
    """The later text with what was added in <ins> and what was taken out in <del>, each said in words to screen readers."""
    old, new = _PARTS.findall(before), _PARTS.findall(after)
    pieces: list[SafeString] = []
    taken: list[str] = []
    added: list[str] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        between = bool(taken or added) and not "".join(new[c:d]).strip()  # a blank parts no two changes
        if kind != "equal" or between:
            taken += old[a:b]
            added += new[c:d]
            continue
        pieces += [*_change(taken, added), escape("".join(new[c:d]))]
        taken, added = [], []
    return mark_safe("".join([*pieces, *_change(taken, added)]))  # noqa: S308 - every piece is escaped


def _change(taken: Sequence[str], added: Sequence[str]) -> list[SafeString]:
    return _marked("del", _("xóa"), taken) + _marked("ins", _("thêm"), added)


def _marked(tag: str, said: str, parts: Sequence[str]) -> list[SafeString]:
    words = "".join(parts)
    if not words:
        return []
    spoken = format_html('<span class="visually-hidden">[{}] </span>', said)
    return [format_html("<{tag}>{spoken}{words}</{tag}>", tag=tag, spoken=spoken, words=words)]
