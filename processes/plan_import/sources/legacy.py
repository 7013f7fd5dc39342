"""Letters of the fonts before Unicode (TCVN3 ".VnTime", VNI): nobody can read them here, and nothing may be guessed from them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from processes.plan_import.sources.line import Line, in_words
from workflow.errors import NotValid

# None of these is a letter of Vietnamese; both codes need them in nearly every word.
_LETTER = "äåæçëîïñöøûüþßÄÅÆÇËÎÏÑÖØÛÜÞ"
_SIGN = "®¸µ¶·¹¨©ª«¬§¼½¾»"
_STRANGE = re.compile(rf"[^\W\d_]*(?:[{_LETTER}]|[^\W\d_][{_SIGN}])[\w{_SIGN}]*")
_FEWEST = 3
"""Words: a foreign name or two are no sign of an old font."""


def refuse_legacy_fonts(name: str, lines: Iterable[Line]) -> None:
    """Raise NotValid where words are written in TCVN3 or VNI, with the first of them and what to do."""
    found: list[tuple[Line, str]] = []
    for line in lines:
        found += [(line, word) for word in _STRANGE.findall(line.text)]
        if len(found) >= _FEWEST:
            where = {"name": name, "word": found[0][1], "place": in_words(found[0][0].place)}
            raise NotValid(
                _(
                    "Tệp “%(name)s” có chữ gõ bằng phông cũ TCVN3 hoặc VNI (“%(word)s” ở %(place)s): hãy chuyển sang Unicode"
                    " bằng công cụ của bộ gõ rồi đọc lại."
                )
                % where
            )
