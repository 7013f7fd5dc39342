"""From a doubt's form to its settlement, and from a settlement to the words of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from processes.models import Agency, Doubt, PlanTask
from processes.settlements import Settlement, proposed
from workflow.errors import NotValid

SHAPES = {
    "inferred_ordinal": "ordinal",
    "uncertain_deadline": "deadline",
    "unclear_directing": "directing",
    "group_membership": "members",
    "several_tasks": "several",
    "guessed_columns": "columns",
}
"""Kind of doubt → which form asks about it; the others name agencies."""


def in_words(settled: Settlement | None, agencies: Mapping[str, Agency]) -> list[str]:
    """What was confirmed, as a list of names or one value."""
    if not settled:
        return []
    codes = settled.get("members") or settled.get("agencies")
    if codes:
        return [agencies[code].name if code in agencies else str(code) for code in codes]
    return [next((words(settled) for name, words in _WORDS.items() if settled.get(name)), "")]


def _time_in_words(deadline: Mapping[str, Any]) -> str:
    """The words with the days they were confirmed to mean, where they have any."""
    days = [f"{date.fromisoformat(deadline[end]):%d/%m/%Y}" for end in ("from", "to") if deadline.get(end)]
    return f"{deadline['text']} ({' – '.join(days)})" if days else str(deadline["text"])


def _split_in_words(settled: Settlement) -> str:
    codes = settled["codes"]
    return _("tách thành {n} nhiệm vụ: {codes}").format(n=len(codes), codes=", ".join(codes))


_WORDS: dict[str, Callable[[Settlement], str]] = {
    "corrected": lambda settled: str(settled["corrected"]),
    "open": lambda _settled: _("để ngỏ, người sẽ nêu tên"),
    "whole": lambda _settled: _("giữ là một nhiệm vụ"),
    "split": _split_in_words,
    "columns": lambda _settled: _("các cột như đã đoán"),
    "directing": lambda settled: str(dict(PlanTask.Directing.choices)[settled["directing"]]),
    "ordinal": lambda settled: str(settled["ordinal"]),
    "deadline": lambda settled: _time_in_words(settled["deadline"]),
}


def given(doubt: Doubt, sent: QueryDict) -> Settlement:
    """The settlement that the form of this doubt sent; the verbs judge it."""
    return _GIVEN[SHAPES.get(doubt.kind, "agencies")](doubt, sent)


def _agencies_given(doubt: Doubt, sent: QueryDict) -> Settlement:
    if sent.get("open") == "1":
        return {"open": True}
    codes = [*sent.getlist("agencies"), sent.get("other", "")]
    return {"agencies": [code for code in codes if code], "alias": sent.get("alias") == "1"}


def _deadline_given(doubt: Doubt, sent: QueryDict) -> Settlement:
    """The reader's own reading, a time in words, or two days, which are said in the words that the reader reads back."""
    choice, words = sent.get("choice"), sent.get("deadline", "").strip()
    if choice == "proposal" and words:
        sentence = _("Đã ghi thời hạn “{words}” nhưng đang chọn cách đọc của hệ thống. Hãy chọn một trong hai.")
        raise NotValid(sentence.format(words=words), field="deadline")
    if choice == "proposal":
        return proposed(doubt) or {}
    if choice != "dates":
        return {"text": words}
    try:
        first, last = (date.fromisoformat(sent.get(name, "")) for name in ("first", "last"))
    except ValueError:
        raise NotValid(_("Hãy ghi cả ngày đầu và ngày cuối của thời hạn."), field="first") from None
    if last < first:
        raise NotValid(_("Ngày cuối của thời hạn đứng trước ngày đầu. Hãy ghi lại."), field="last")
    return {"text": f"Từ ngày {first:%d/%m/%Y} đến hết ngày {last:%d/%m/%Y}"}


_GIVEN: dict[str, Callable[[Doubt, QueryDict], Settlement]] = {
    "ordinal": lambda _doubt, sent: {"ordinal": sent.get("ordinal", "")},
    "directing": lambda _doubt, sent: {"directing": sent.get("directing", "")},
    "members": lambda _doubt, sent: {"members": sent.getlist("members")},
    "deadline": _deadline_given,
    "several": lambda _doubt, sent: {name: True for name in ("whole", "split") if sent.get("several") == name},
    "columns": lambda doubt, _sent: proposed(doubt) or {},
    "agencies": _agencies_given,
}
