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
from processes.pages.plan_settling import SHAPES, in_words
from processes.pages.plan_table import Row, Table
from processes.plan_import.columns import TITLES
from processes.plan_import.read_plan import place_in_words
from processes.settlements import Settlement, proposed
from processes.spellings import key_of, said_before, told

KINDS: dict[str, Any] = {
    "inferred_ordinal": _("Số thứ tự do hệ thống suy ra"),
    "uncertain_deadline": _("Thời hạn chưa chắc chắn"),
    "unknown_name": _("Tên cơ quan chưa có trong danh mục"),
    "unclear_member": _("Chưa rõ gồm những cơ quan nào"),
    "no_lead": _("Nhiệm vụ chưa có cơ quan chủ trì"),
    "unclear_directing": _("Chưa rõ ai chỉ đạo"),
    "group_membership": _("Danh sách thành viên của nhóm cơ quan"),
    "several_tasks": _("Một ô có nhiều việc"),
    "guessed_columns": _("Các cột của bảng do hệ thống đoán"),
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
    above: PlanTask | None = None
    below: PlanTask | None = None
    """The tasks of the rows above and below: an ordinal is judged by its neighbours."""
    directing: Sequence[tuple[str, Any]] = tuple(PlanTask.Directing.choices)

    @property
    def code(self) -> str:
        """The task by the number that it has, or had before it was split; empty for a doubt about no task."""
        task = self.doubt.task.code if self.doubt.task else ""
        return str((self.doubt.settled or {}).get("of") or task)

    @property
    def page(self) -> int:
        """The page of a PDF on which it stands; 0 for a source without pages."""
        return int((self.doubt.proposal.get("place") or {}).get("page", 0))

    @property
    def parts(self) -> list[str]:
        """The tasks that a content cell may be split into."""
        return list(self.doubt.proposal["value"]) if self.shape == "several" else []

    @property
    def splits(self) -> bool:
        """Is the split chosen when the form opens: because it was typed, or stands?"""
        standing = "split" if (self.doubt.settled or {}).get("split") else "whole"
        return bool(self.typed.get("several", standing) == "split")

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


def cards(doubts: Sequence[Doubt], agencies: Mapping[str, Agency], typed: QueryDict, table: Table) -> list[Card]:
    """All doubts, those still open first, each beside its row of the table."""
    rows = {row.task.pk: at for at, row in enumerate(table.rows)}
    names = {code: agency.name for code, agency in agencies.items()}
    open_names = [doubt for doubt in doubts if doubt.kind == "unknown_name"]
    before = said_before((doubt.text for doubt in open_names), but=open_names[0].plan_id) if open_names else {}
    shown = [
        _card(
            doubt,
            agencies,
            typed if typed.get("doubt") == str(doubt.pk) else QueryDict(),
            told(before[key_of(doubt.text)], names) if doubt in open_names and key_of(doubt.text) in before else [],
            _around(table.rows, rows.get(doubt.task_id or 0)),
        )
        for doubt in doubts
    ]
    return sorted(shown, key=lambda card: card.doubt.settled is not None)


def _card(
    doubt: Doubt,
    agencies: Mapping[str, Agency],
    typed: QueryDict,
    history: list[str],
    around: tuple[Row | None, Row | None, Row | None],
) -> Card:
    above, row, below = around
    proposal = proposed(doubt)
    codes = (proposal or {}).get("members") or (proposal or {}).get("agencies") or []
    return Card(
        doubt=doubt,
        kind=KINDS[doubt.kind],
        shape=SHAPES.get(doubt.kind, "agencies"),
        reason=str(doubt.proposal.get("reason", "")),
        place=place_in_words(doubt.proposal.get("place") or {}),
        cells=_cells(doubt, row),
        proposal=proposal,
        proposed=[agencies[code] for code in codes if code in agencies],
        settled=in_words(doubt.settled, agencies),
        typed=typed,
        chosen=typed.getlist("agencies") if typed else codes,
        history=history,
        above=above.task if above else None,
        below=below.task if below else None,
    )


def _around(rows: Sequence[Row], at: int | None) -> tuple[Row | None, Row | None, Row | None]:
    """The row above, the row itself, the row below."""
    if at is None:
        return None, None, None
    return rows[at - 1] if at else None, rows[at], rows[at + 1] if at + 1 < len(rows) else None


def _cells(doubt: Doubt, row: Row | None) -> list[ShownCell]:
    if doubt.task is None or row is None:
        return []
    corrected = {"text": row.corrections, **{cell.name: cell.corrections for cell in row.cells if cell.corrections}}
    text = doubt.text if doubt.kind == "several_tasks" else doubt.task.text
    texts = {"ordinal": "", **doubt.task.cells, "text": text}
    return [
        replace(_cell(name, gettext(title), texts.get(name, ""), doubt), corrections=corrected.get(name, ()))
        for name, title in TITLES.items()
        if corrected.get(name) or _is_shown(name, texts, doubt)
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
