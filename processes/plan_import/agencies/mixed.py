"""Names that are clear by themselves and doubtful by the words around them: nobody is taken, the names are proposed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from processes.plan_import.agencies.reading import Term
from workflow.vietnamese import folded

_WITHOUT = re.compile(r"(?:ngoai )?tru(?: ra)?\b|khong (?:bao )?gom\b|khong ke\b")
_EXCLUDED = "Ngoặc loại trừ một phần: hãy xác nhận danh sách cơ quan."
_BOTH = "Một ô nêu cả cơ quan chủ trì và cơ quan phối hợp: hãy xác nhận ai ở ô này."
_NAMED = {"agency", "group"}

Codes = Callable[[Term], Sequence[str]]


def doubted(
    text: str, terms: tuple[Term, ...], codes: Codes, read: Callable[[str], tuple[Term, ...]]
) -> tuple[Term, ...]:
    """The terms of a cell, those with "(trừ …)" and those of a cell that parts chủ trì from phối hợp as unknown.

    `codes` are the bodies of a term, `read` gives the terms of a bracket.
    """
    plain = folded(text)
    both = "chu tri" in plain and "phoi hop" in plain and sum(term.kind in _NAMED for term in terms) > 1
    return tuple(_doubted(term, codes, read, both) if term.kind in _NAMED else term for term in terms)


def _doubted(term: Term, codes: Codes, read: Callable[[str], tuple[Term, ...]], both: bool) -> Term:
    if excluded := _WITHOUT.match(folded(term.role)):
        left_out = {code for other in read(_behind(term.role, excluded.group())) for code in codes(other)}
        return _unknown(term, [code for code in codes(term) if code not in left_out], _EXCLUDED)
    return _unknown(term, codes(term), _BOTH) if both else term


def _behind(role: str, words: str) -> str:
    """The bracket without its first words."""
    return " ".join(role.split()[len(words.split()) :])


def _unknown(term: Term, proposals: Sequence[str], reason: str) -> Term:
    return replace(
        term, kind="unknown", agency="", group="", unit="", proposals=tuple(proposals), reason=reason, doubtful=True
    )
