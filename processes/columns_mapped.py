"""A person says which column of a draft plan is which: its source is read again so, and the choice is kept for the issuer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from processes.directory import from_database
from processes.issuer_columns import keep_columns, whole_map
from processes.models import Plan
from processes.plan_import.columns import TITLES
from processes.plan_import.load import rewrite
from processes.plan_import.read_plan import PlanFile, PlanReading, read_file
from processes.plans import RIGHT, check_keeper, lock_draft
from workflow import trail
from workflow.acts import Capacity
from workflow.errors import Conflict, NotValid
from workflow.models import Event
from workflow.vietnamese import nfc

NEEDED = ("ordinal", "text", "lead")
"""What a table of tasks must say; the ordinal only where the table has been read with one."""


@dataclass(frozen=True)
class Columns:
    """How the columns of a plan were recognised; `by` is empty for a plan read before this was kept.

    By headings; by what stands in the cells (content); as a person said (person), or said of a table of this width (shape).
    """

    by: str
    headings: tuple[str, ...]
    meanings: tuple[str, ...]
    """Beside each heading the column that it is, or "" for one that is not used."""
    examples: tuple[str, ...]
    """What stands in each column of the first task, as far as the column is used."""

    @property
    def shown(self) -> list[tuple[str, str, str]]:
        """Each printed heading with its meaning in words and an example."""
        columns = enumerate(zip(self.meanings, self.examples, strict=True))
        return [(self.named(at), _(TITLES[name]) if name else "", example) for at, (name, example) in columns]

    def at(self, meaning: str) -> int | None:
        """The position of the column of that meaning, from 0; None where the table has none."""
        return self.meanings.index(meaning) if meaning in self.meanings else None

    def named(self, position: int) -> str:
        """The heading as printed on one line; a column without one goes by its number."""
        printed = " ".join(self.headings[position].split())
        return printed or _("Cột {number}").format(number=position + 1)


def shown_columns(plan: Plan) -> Columns:
    """What the stored reading says about the columns."""
    kept = plan.reading.get("columns", {})
    return _columns(kept.get("by", ""), kept.get("headings", ()), kept.get("positions", {}), plan.reading)


def columns_to_map(plan: Plan) -> Columns:
    """The same; a plan stored before the columns were kept is read once more. Raises NotValid."""
    found = shown_columns(plan)
    if found.by:
        return found
    reading = _read(plan, None)
    return _columns(reading.columns.by, reading.headings, dict(reading.columns), reading.as_json())


def _columns(by: str, headings: Sequence[str], positions: dict[str, int], read: Mapping[str, Any]) -> Columns:
    width = max([len(headings), *(position + 1 for position in positions.values())])
    names = {position: name for name, position in positions.items()}
    padded = (*headings, *[""] * (width - len(headings)))
    meanings = tuple(names.get(at, "") for at in range(width))
    first = next(iter(read.get("tasks", ())), {"cells": {}})
    texts = {**first["cells"], "ordinal": first.get("ordinal", ""), "text": first.get("text", "")}
    return Columns(by, padded, meanings, tuple(texts.get(name, "") for name in meanings))


def version_of(plan: Plan) -> int:
    """The number of the last event of the plan: whoever maps its columns must have seen all that was done to it."""
    return int(Event.objects.filter(stream=plan.stream).aggregate(last=Max("seq"))["last"] or 0)


def map_columns(plan: Plan, meanings: Sequence[str], seen: int, capacity: Capacity) -> Plan:
    """Read the draft's source again with one meaning a printed column ("" for none), and keep that for the issuer.

    Rows, findings, doubts and what was settled of them give way to the new reading, all in one transaction. Raises NotAllowed,
    NotValid where a needed column is missing or named twice or no table is read so, Conflict once the plan is in force,
    has corrections or an amendment, or was worked on since `seen`.
    """
    check_keeper(plan, capacity, RIGHT)
    _check_untouched(plan, seen)  # before the long reading, and again when it is written
    before = columns_to_map(plan)
    said = _said(before, meanings)
    reading = _read(plan, said)
    if not any(task.row.text.strip() for task in reading.tasks):
        raise NotValid(_("Đọc theo các cột này thì không nhiệm vụ nào có nội dung. Hãy chọn lại cột “Nội dung”."))
    with transaction.atomic():
        _check_untouched(plan, seen)
        dropped = plan.doubts.filter(settled__isnull=False).count()
        written = rewrite(plan, reading)
        kept = keep_columns(plan.issuer, reading.headings, said, capacity)
        extra: dict[str, Any] = {
            "columns": dict(reading.columns),
            "headings": [nfc(before.named(at)) for at in range(len(before.headings))],
            "kept": kept,
            "dropped": dropped,
        }
        trail.record(plan.stream, "plan.columns_mapped", capacity.who(), extra=extra | written)
    return plan


def _read(plan: Plan, said: dict[str, int] | None) -> PlanReading:
    return read_file(PlanFile(plan.source_name, bytes(plan.source)), from_database(), plan.dated, said)


def _said(before: Columns, meanings: Sequence[str]) -> dict[str, int]:
    """The chosen columns as a whole map. Raises NotValid where one is chosen twice, or one that is needed is not chosen."""
    chosen = [(name, at) for at, name in enumerate(meanings) if name]
    if len(meanings) != len(before.headings) or any(name not in TITLES for name, _at in chosen):
        raise NotValid(_("Các cột không khớp với bảng của kế hoạch. Hãy tải lại trang rồi chọn lại."))
    for name, at in chosen:
        if meanings.index(name) != at:
            sentence = _("Hai cột cùng chọn “{column}”. Mỗi nội dung chỉ lấy từ một cột; hãy chọn lại.")
            raise NotValid(sentence.format(column=_(TITLES[name])), field=f"c{at}")
    for name in NEEDED:
        if name not in meanings and (name != "ordinal" or name in before.meanings):
            sentence = _("Chưa chọn cột “{column}”. Hãy chọn cột đó trong bảng.")
            raise NotValid(sentence.format(column=_(TITLES[name])))
    return whole_map(dict(chosen))


@transaction.atomic
def _check_untouched(plan: Plan, seen: int) -> None:
    lock_draft(plan)
    if version_of(plan) != seen:
        raise Conflict(
            _("Từ khi bạn mở trang, kế hoạch đã được xác nhận hoặc sửa thêm. Hãy tải lại trang rồi chọn lại.")
        )
    if plan.corrections.exists() or plan.amendment_lines.exists():
        raise Conflict(
            _(
                "Kế hoạch đã có đính chính hoặc đã khai quan hệ sửa đổi nên không xếp lại cột được. Hãy đính chính từng ô."
            )
        )
