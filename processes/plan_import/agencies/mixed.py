"""Names that are clear by themselves and doubtful by the words around them: nobody is taken, the names are proposed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from processes.plan_import.agencies.reading import Term
from workflow.vietnamese import folded

_WITHOUT = re.compile(r"(?:ngoai )?tru(?: ra)?\b|khong (?:bao )?gom\b|khong ke\b")
_EXCLUDED = "Ngoặc loại trừ một phần: hãy xác nhận danh sách cơ quan."
_BOTH = "Một ô nêu cả cơ quan chủ trì và cơ quan phối hợp: hãy xác nhận ai ở ô này."
_RELATED = re.compile(r"(?:cac )?dia phuong(?: co)? lien quan.*")
_WHICH = "“… liên quan” có thể chỉ nói một phần của nhóm: hãy xác nhận danh sách cơ quan."
_ROLES = ("chu tri", "phoi hop")
_NAMED = {"agency", "group"}

Codes = Callable[[Term], Sequence[str]]


def doubted(
    text: str,
    terms: tuple[Term, ...],
    codes: Codes,
    read: Callable[[str], tuple[Term, ...]],
    *,
    both: bool = False,
) -> tuple[Term, ...]:
    """The terms of a cell; as unknown those with "(trừ …)", those of a cell that parts chủ trì from phối hợp, and a group before
    "địa phương liên quan".

    `codes` are the bodies of a term, `read` gives the terms of a bracket.
    """
    plain = folded(text)
    named = [term for term in terms if term.kind in _NAMED]
    roles = [folded(term.role) for term in named]
    some = any(any(word in role for role in roles) and not all(word in role for role in roles) for word in _ROLES)
    both |= "chu tri" in plain and "phoi hop" in plain
    both = len(named) > 1 and (both or some)
    read_so = [_doubted(term, codes, read, both) if term.kind in _NAMED else term for term in terms]
    for at, (term, following) in enumerate(pairwise(terms)):
        if term.kind == "group" and following.kind == "open" and _RELATED.fullmatch(folded(following.text)):
            between = text[text.find(term.text) + len(term.text) : text.find(following.text)]
            if between.strip() == ",":
                read_so[at] = _unknown(term, codes(term), _WHICH)
    return tuple(read_so)


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
