"""A doubt as the confirmation page shows it, and the settlement that its form sends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from processes.models import Agency, Correction, Doubt, PlanTask
from processes.pages.plan_table import Corrected
from processes.plan_import.columns import TITLES
from processes.plan_import.read_plan import place_in_words
from processes.settlements import Settlement, proposed
from processes.spellings import key_of, said_before, told
from workflow.errors import NotValid

KINDS: dict[str, Any] = {
    "inferred_ordinal": _("Số thứ tự do hệ thống suy ra"),
    "uncertain_deadline": _("Thời hạn chưa chắc chắn"),
    "unknown_name": _("Tên cơ quan chưa có trong danh mục"),
    "unclear_member": _("Chưa rõ gồm những cơ quan nào"),
    "no_lead": _("Nhiệm vụ chưa có cơ quan chủ trì"),
    "unclear_directing": _("Chưa rõ ai chỉ đạo"),
    "group_membership": _("Danh sách thành viên của nhóm cơ quan"),
}
SHAPES = {
    "inferred_ordinal": "ordinal",
    "uncertain_deadline": "deadline",
    "unclear_directing": "directing",
    "group_membership": "members",
}


@dataclass(frozen=True)
class ShownCell:
    """A cell of the doubtful row: its heading and text; where the doubt stands in it, the text is cut in three."""

    name: str
    title: str
    text: str
    before: str = ""
    marked: str = ""
    after: str = ""
    doubtful: bool = False
    corrections: Sequence[Correction] = ()


@dataclass(frozen=True)
class Card:
    """One doubt: its row, what is proposed, and what was typed in vain."""

    doubt: Doubt
    kind: Any
    shape: str
    reason: str
    place: str
    cells: list[ShownCell]
    proposal: Settlement | None
    proposed: list[Agency]
    settled: list[str]
    typed: QueryDict
    chosen: list[str]
    history: list[str]
    directing: Sequence[tuple[str, Any]] = tuple(PlanTask.Directing.choices)

    @property
    def may_stay_open(self) -> bool:
        """A coordinating term may be left for a person to name in each case; a lead may not."""
        return self.shape == "agencies" and self.doubt.cell == "coordinating"

    @property
    def may_be_corrected(self) -> bool:
        """A document may put the doubtful cell right; an ordinal is no word of the plan that work rests on."""
        return self.doubt.task is not None and self.shape != "ordinal"

    @property
    def is_corrected(self) -> bool:
        """Was it settled by a correction? Then only another correction changes it."""
        return "corrected" in (self.doubt.settled or {})

    @property
    def read(self) -> list[str]:
        """What the reader took the cell for; empty where only a person can say it."""
        return [agency.name for agency in self.proposed] if self.proposed else in_words(self.proposal, {})

    @property
    def days(self) -> dict[str, date | None]:
        """The first and last day of the deadline proposed."""
        proposal = (self.proposal or {}).get("deadline") or {}
        return {end: date.fromisoformat(proposal[end]) if proposal.get(end) else None for end in ("from", "to")}

    @property
    def choice(self) -> str:
        """Which way of saying a deadline is chosen when the form opens."""
        return str(self.typed.get("choice") or ("proposal" if self.proposal else "words"))

    @property
    def first_value(self) -> str:
        """What a text field starts with: what was typed, else what is proposed."""
        if self.shape in self.typed:
            return str(self.typed[self.shape])
        value = (self.proposal or {}).get(self.shape, "")
        return str(value.get("text", "") if isinstance(value, dict) else value)


def cards(
    doubts: Sequence[Doubt], agencies: Mapping[str, Agency], typed: QueryDict, corrected: Corrected | None = None
) -> list[Card]:
    """All doubts, those still open first."""
    names = {code: agency.name for code, agency in agencies.items()}
    open_names = [doubt for doubt in doubts if doubt.kind == "unknown_name"]
    before = said_before((doubt.text for doubt in open_names), but=open_names[0].plan_id) if open_names else {}
    shown = [
        _card(
            doubt,
            agencies,
            typed if typed.get("doubt") == str(doubt.pk) else QueryDict(),
            told(before[key_of(doubt.text)], names) if doubt in open_names and key_of(doubt.text) in before else [],
            (corrected or {}).get(doubt.task_id or 0, {}),
        )
        for doubt in doubts
    ]
    return sorted(shown, key=lambda card: card.doubt.settled is not None)


def _card(
    doubt: Doubt,
    agencies: Mapping[str, Agency],
    typed: QueryDict,
    history: list[str],
    corrected: Mapping[str, Sequence[Correction]],
) -> Card:
    proposal = proposed(doubt)
    codes = (proposal or {}).get("members") or (proposal or {}).get("agencies") or []
    return Card(
        doubt=doubt,
        kind=KINDS[doubt.kind],
        shape=SHAPES.get(doubt.kind, "agencies"),
        reason=str(doubt.proposal.get("reason", "")),
        place=place_in_words(doubt.proposal.get("place") or {}),
        cells=_cells(doubt, corrected),
        proposal=proposal,
        proposed=[agencies[code] for code in codes if code in agencies],
        settled=in_words(doubt.settled, agencies),
        typed=typed,
        chosen=typed.getlist("agencies") if typed else codes,
        history=history,
    )


def _cells(doubt: Doubt, corrected: Mapping[str, Sequence[Correction]]) -> list[ShownCell]:
    if doubt.task is None:
        return []
    texts = {"ordinal": "", **doubt.task.cells, "text": doubt.task.text}
    return [
        replace(_cell(name, gettext(title), texts.get(name, ""), doubt), corrections=corrected.get(name, ()))
        for name, title in TITLES.items()
        if name in corrected or _is_shown(name, texts, doubt)
    ]


def _is_shown(name: str, texts: Mapping[str, str], doubt: Doubt) -> bool:
    return name == doubt.cell or bool(texts.get(name, "").strip())


def _cell(name: str, title: str, text: str, doubt: Doubt) -> ShownCell:
    if name != doubt.cell:
        return ShownCell(name, title, text)
    before, found, after = text.partition(doubt.text) if doubt.text else ("", text, "")
    if doubt.text and not found:
        before, found, after = "", text, ""
    return ShownCell(name, title, text, before, found, after, doubtful=True)


def in_words(settled: Settlement | None, agencies: Mapping[str, Agency]) -> list[str]:
    """What was confirmed, as a list of names or one value."""
    if not settled:
        return []
    if settled.get("corrected"):
        return [str(settled["corrected"])]
    if settled.get("open"):
        return [str(_("để ngỏ, người sẽ nêu tên"))]
    codes = settled.get("members") or settled.get("agencies")
    if codes:
        return [agencies[code].name if code in agencies else str(code) for code in codes]
    if "directing" in settled:
        return [str(dict(PlanTask.Directing.choices)[settled["directing"]])]
    value = settled.get("ordinal") or settled.get("deadline") or ""
    return [_time_in_words(value) if isinstance(value, dict) else str(value)]


def _time_in_words(deadline: Mapping[str, Any]) -> str:
    """The words with the days they were confirmed to mean, where they have any."""
    days = [f"{date.fromisoformat(deadline[end]):%d/%m/%Y}" for end in ("from", "to") if deadline.get(end)]
    return f"{deadline['text']} ({' – '.join(days)})" if days else str(deadline["text"])


def given(doubt: Doubt, sent: QueryDict) -> Settlement:
    """The settlement that the form of this doubt sent; the verbs judge it."""
    shape = SHAPES.get(doubt.kind, "agencies")
    if shape == "ordinal":
        return {"ordinal": sent.get("ordinal", "")}
    if shape == "directing":
        return {"directing": sent.get("directing", "")}
    if shape == "members":
        return {"members": sent.getlist("members")}
    if shape == "deadline":
        return _deadline_given(doubt, sent)
    if sent.get("open") == "1":
        return {"open": True}
    codes = [*sent.getlist("agencies"), sent.get("other", "")]
    return {"agencies": [code for code in codes if code], "alias": sent.get("alias") == "1"}


def _deadline_given(doubt: Doubt, sent: QueryDict) -> Settlement:
    """The reader's own reading, a time in words, or two days, which are said in the words that the reader reads back."""
    choice, words = sent.get("choice"), sent.get("deadline", "").strip()
    if choice == "proposal" and words:
        sentence = gettext("Đã ghi thời hạn “{words}” nhưng đang chọn cách đọc của hệ thống. Hãy chọn một trong hai.")
        raise NotValid(sentence.format(words=words), field="deadline")
    if choice == "proposal":
        return proposed(doubt) or {}
    if choice != "dates":
        return {"text": words}
    try:
        first, last = (date.fromisoformat(sent.get(name, "")) for name in ("first", "last"))
    except ValueError:
        raise NotValid(gettext("Hãy ghi cả ngày đầu và ngày cuối của thời hạn."), field="first") from None
    if last < first:
        raise NotValid(gettext("Ngày cuối của thời hạn đứng trước ngày đầu. Hãy ghi lại."), field="last")
    return {"text": f"Từ ngày {first:%d/%m/%Y} đến hết ngày {last:%d/%m/%Y}"}
