"""A content cell that holds several pieces of work becomes as many tasks, where a person says so; and one again.

Nothing is lost: each part keeps the whole cell as printed (`PlanTask.whole_text`), and its ordinal is marked as inferred.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from processes.models import Correction, Doubt, Plan, PlanTask, PlanTaskTerm
from workflow.errors import Conflict, NotValid

Kind = TypeVar("Kind", PlanTask, PlanTaskTerm, Doubt, Correction)
_LONGEST_ORDINAL = 20
_LONGEST_CODE = 40


def split(task: PlanTask, parts: Sequence[str]) -> list[PlanTask]:
    """The parts of the task's content as tasks of their own, "I.3.1", "I.3.2", …, in the task's place and with all else it says.

    The first part is the row itself. What still waits for a person in the other cells waits for each part. Call it inside the
    transaction of an act, the plan locked. Raises Conflict while the ordinal waits, or an amendment was drawn up from the row.
    """
    _check(task)
    if task.whole_text:
        return [task, *_others(task)]
    whole, opening = task.text, _opening(task.text, parts)
    ordinals = _free_ordinals(task, len(parts))
    terms, doubts = list(task.terms.all()), list(_waiting(task))
    corrections = list(Correction.objects.filter(task=task).order_by("pk"))
    _make_room(task, len(parts) - 1)
    made = []
    for at, (part, ordinal) in enumerate(zip(parts, ordinals, strict=True)):
        row = task if not at else _copied(task)
        row.position = task.position + at
        row.ordinal, row.code, row.ordinal_source = ordinal[0], ordinal[1], "inferred"
        row.text, row.cells = opening + part, {**task.cells, "text": whole}
        row.save()
        made.append(row)
    for row in made[1:]:
        for term in terms:
            _copied(term, task=row)
        for correction in corrections:
            _copied(correction, task=row)
    _ask_again(task.plan, doubts, made[1:])
    return made


def join(task: PlanTask) -> None:
    """Undo `split`: the row is one task again, as printed. Nothing to do for a row that was not split.

    Raises Conflict where a part is put right by a document, or an amendment was drawn up from it.
    """
    if not task.whole_text:
        return
    _check(task)
    others = _others(task)
    if Correction.objects.filter(task__in=others).exists():  # they are never deleted, so neither is their row
        raise Conflict(_("Nhiệm vụ tách ra đã có đính chính nên không gộp lại được. Hãy đính chính từng nhiệm vụ."))
    others.delete()
    task.ordinal, task.code = task.ordinal.rpartition(".")[0], task.code.rpartition(".")[0]
    inferred = Doubt.objects.filter(task=task, kind="inferred_ordinal").exists()
    task.ordinal_source = "inferred" if inferred else "printed"
    task.text = task.whole_text
    task.cells = {name: text for name, text in task.cells.items() if name != "text"}
    task.save()


def _check(task: PlanTask) -> None:
    if Doubt.objects.filter(task=task, kind="inferred_ordinal", settled__isnull=True).exists():
        raise Conflict(_("Số thứ tự của nhiệm vụ chưa được xác nhận. Hãy xác nhận số thứ tự trước rồi tách nhiệm vụ."))
    if task.plan.amendment_lines.exists():
        raise Conflict(
            _(
                "Kế hoạch đã được đối chiếu với kế hoạch mà nó sửa đổi. Hãy khai là kế hoạch độc lập ở trang “Sửa đổi, thay"
                " thế”, tách nhiệm vụ, rồi khai lại."
            )
        )


def _opening(whole: str, parts: Sequence[str]) -> str:
    """What the cell says before its first item: it opens every part, or the items would say less than the cell."""
    before = whole[: max(whole.find(parts[0]), 0)].rstrip()
    return f"{before}\n" if before else ""


def _others(task: PlanTask) -> QuerySet[PlanTask]:
    """The other parts of the same row."""
    return (
        task.plan.tasks.filter(place=task.place, cells__text=task.whole_text).exclude(pk=task.pk).order_by("position")
    )


def _free_ordinals(task: PlanTask, wanted: int) -> list[tuple[str, str]]:
    """Ordinal and code of each part; numbers that rows of the plan bear already are left to them."""
    taken = set(task.plan.tasks.filter(code__startswith=f"{task.code}.").values_list("code", flat=True))
    found, number = [], 0
    while len(found) < wanted:
        number += 1
        if f"{task.code}.{number}" not in taken:
            found.append((f"{task.ordinal}.{number}", f"{task.code}.{number}"))
    ordinal, code = found[-1]
    if len(ordinal) > _LONGEST_ORDINAL or len(code) > _LONGEST_CODE:
        raise NotValid(_("Số thứ tự của các nhiệm vụ tách ra quá dài. Hãy giữ là một nhiệm vụ."))
    return found


def _make_room(task: PlanTask, more: int) -> None:
    """Later rows move down. By way of negative numbers: no position may stand twice, not for a moment."""
    later = task.plan.tasks.filter(position__gt=task.position)
    later.update(position=-(F("position") + more))
    task.plan.tasks.filter(position__lt=0).update(position=-F("position"))


def _waiting(task: PlanTask) -> QuerySet[Doubt]:
    return (
        Doubt.objects.filter(task=task, settled__isnull=True).exclude(cell__in=("text", "ordinal")).order_by("position")
    )


def _ask_again(plan: Plan, doubts: Sequence[Doubt], rows: Sequence[PlanTask]) -> None:
    """At the end of the list: events name a doubt by its position, so positions stay."""
    last = max(plan.doubts.values_list("position", flat=True), default=-1)
    for row in rows:
        for doubt in doubts:
            last += 1
            _copied(doubt, task=row, position=last)


def _copied(row: Kind, **changed: object) -> Kind:
    """A new row with the same values; a task is saved by whoever changes it."""
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    made = type(row)(**values)
    for name, value in changed.items():
        setattr(made, name, value)
    if not isinstance(made, PlanTask):
        made.save(force_insert=True)
    return made
