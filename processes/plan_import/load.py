"""A plan that was read goes into the database: document, rows, findings and doubts, in one transaction with their event.

The one file of this folder that knows the database.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from processes.actors import who_of
from processes.directory import from_database
from processes.issuer_columns import are_printed, chosen_columns
from processes.models import Agency, AgencyGroup, Doubt, Finding, Plan, PlanGroup, PlanTask, PlanTaskTerm
from processes.plan_import.differences import differences, in_words
from processes.plan_import.heading import Basis
from processes.plan_import.offices import offices_of
from processes.plan_import.read_plan import (
    AgencyReading,
    Directory,
    PlanFile,
    PlanReading,
    Source,
    TaskReading,
    doubts,
    place_in_words,
    plan_file,
    read_file,
)
from processes.plans import check_keeper
from processes.spellings import key_of, offered, said_before
from workflow import clock, trail
from workflow.acts import Actor, Capacity
from workflow.errors import Conflict, NotValid

RIGHT = "import_plan"
_LONGEST_TERM = 300
_LONGEST_ORDINAL = 20


def import_plan(path: str | Path, *, actor: Actor) -> tuple[Plan, bool]:
    """Store the plan in a file, as a draft. Returns the plan and whether it is new: the same file twice changes nothing.

    Raises NotAllowed without the right over plans of its Department, NotValid when the file is no plan or names no known
    issuer, Department or Office, Conflict when another file with the same issuer and number is stored already.
    """
    capacity = who_of(actor, RIGHT)
    return store(plan_file(path), capacity=capacity)


def store(file: PlanFile, *, capacity: Capacity, basis: Basis | None = None) -> tuple[Plan, bool]:
    """The same from a file in memory (an upload), by a capacity that holds the right. It is read in a process of its own.

    A text that still bears the number of the plan it amends is stored under that of the document it rests on, its `basis`.
    """
    reading = _as_chosen(file, read_file(file, from_database(), basis.dated if basis else None), basis)
    if basis:
        document = replace(reading.document, number=basis.number, signed=basis.dated)
        reading = replace(reading, document=document)
    offices = offices_of(reading)
    department = Agency.objects.get(code=offices["department"])
    check_keeper(Plan(number=reading.document.number, department=department), capacity, RIGHT)
    with transaction.atomic():
        _one_at_a_time(reading)
        standing = Plan.objects.filter(number=reading.document.number, issuer__code=offices["issuer"]).first()
        if standing is not None:
            return _the_same(standing, reading), False
        return _write(reading, offices, capacity), True


def _as_chosen(file: PlanFile, reading: PlanReading, basis: Basis | None) -> PlanReading:
    """Read again by the columns that a person chose for this issuer's headings; as it stands where nobody chose any.

    A choice that finds no table in this file must not keep it out: the first reading stands, and says how it was made. Where
    only the width of the table says that the choice fits, or only gaps part its cells, it stays a guess that a person confirms.
    """
    said = chosen_columns(reading.document.issuer_code, reading.headings)
    if said is None:
        return reading
    try:
        again = read_file(file, reading.directory, basis.dated if basis else None, said)
    except NotValid:
        return reading
    if reading.columns.by != "gaps" and are_printed(reading.headings):
        return again
    by = "gaps" if reading.columns.by == "gaps" else "shape"
    return replace(again, columns=replace(again.columns, by=by))


def _one_at_a_time(reading: PlanReading) -> None:
    """Two imports of one plan: the second waits for the first's commit, then finds its row."""
    with connection.cursor() as cursor:
        name = f"import:{reading.document.issuer_code}:{reading.document.number}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _the_same(standing: Plan, reading: PlanReading) -> Plan:
    if standing.source_sha256 == _sha256(reading.source):
        return standing
    moved = in_words(differences(standing.reading, reading.as_json()))
    sentence = _(
        "Kế hoạch {number} của {issuer} đã được nhập từ một tệp khác; tệp này {difference}."
        " Không có gì được thay đổi; hãy đối chiếu với bản gốc. Nếu đây là bản sửa đổi, hãy mở kế hoạch đã nhập và chọn"
        " “Sửa đổi, thay thế” để ghi nhận theo văn bản sửa đổi."
    )
    raise Conflict(sentence.format(number=standing.number, issuer=standing.issuer, difference=moved))


def _sha256(source: Source) -> str:
    return hashlib.sha256(source.content).hexdigest()


def _write(reading: PlanReading, offices: Mapping[str, str], capacity: Capacity) -> Plan:
    agencies = dict(Agency.objects.values_list("code", "pk"))
    document, source = reading.document, reading.source
    plan = Plan.objects.create(
        number=document.number,
        dated=document.signed or reading.on,
        issuer_id=agencies[offices["issuer"]],
        department_id=agencies[offices["department"]],
        office_id=agencies[offices["office"]],
        issuer_text=document.issuer_text[:200],
        title=document.title,
        source=source.content,
        source_name=source.name[:200],
        source_sha256=_sha256(source),
        reading=_kept(reading),
        imported_at=clock.now(),
    )
    extra = {
        "number": plan.number,
        "dated": plan.dated.isoformat(),
        "issuer": plan.issuer_id,
        "department": plan.department_id,
        "office": plan.office_id,
        "sha256": plan.source_sha256,
        "size": len(source.content),
    }
    trail.record(plan.stream, "plan.imported", capacity.who(), extra=extra | _write_rows(plan, reading))
    return plan


def rewrite(plan: Plan, reading: PlanReading) -> dict[str, int]:
    """Put another reading of the same source in place of what was read of a draft; answers how many rows were written.

    Whatever people settled on the former reading goes with it. Call it inside the transaction of an act, the plan locked.
    """
    for rows in (plan.doubts, plan.findings, plan.tasks, plan.groups):
        rows.all().delete()
    document = replace(reading.document, number=plan.number, signed=plan.dated)
    reading = replace(reading, document=document)
    plan.reading = _kept(reading)
    plan.save(update_fields=["reading"])
    return _write_rows(plan, reading)


def _kept(reading: PlanReading) -> dict[str, Any]:
    """The reading as `read_plan` prints it, and how its columns were recognised."""
    columns = {"by": reading.columns.by, "positions": dict(reading.columns), "headings": list(reading.headings)}
    return {**reading.as_json(), "columns": columns}


def _write_rows(plan: Plan, reading: PlanReading) -> dict[str, int]:
    agencies = dict(Agency.objects.values_list("code", "pk"))
    groups = dict(AgencyGroup.objects.values_list("code", "pk"))
    tasks = _write_tasks(plan, reading)
    PlanTaskTerm.objects.bulk_create(
        term for task in reading.tasks for term in _terms(tasks[task.row.line], task, agencies, groups)
    )
    Finding.objects.bulk_create(
        Finding(plan=plan, position=at, kind=found.kind, place=found.place, message=found.message)
        for at, found in enumerate(reading.findings)
    )
    waiting = _doubts(plan, reading, tasks)
    Doubt.objects.bulk_create(waiting)
    return {"tasks": len(tasks), "findings": len(reading.findings), "doubts": len(waiting)}


def _write_tasks(plan: Plan, reading: PlanReading) -> dict[int, PlanTask]:
    """The rows of the table by their line in the source; a task belongs to the group row above it."""
    headings = [(group.line, group.ordinal, group.title, group.place) for group in reading.groups]
    if not headings or reading.tasks[0].row.line < headings[0][0]:
        headings.insert(0, (0, "", "", {"line": 0}))  # rows above the first group, or a table without groups
    groups = PlanGroup.objects.bulk_create(
        PlanGroup(plan=plan, position=at, ordinal=ordinal[:_LONGEST_ORDINAL], title=title, place=place)
        for at, (_line, ordinal, title, place) in enumerate(headings)
    )
    lines = [line for line, *_rest in headings]
    made = PlanTask.objects.bulk_create(
        _task(plan, groups[bisect_left(lines, task.row.line) - 1], at, task) for at, task in enumerate(reading.tasks)
    )
    return {task.row.line: row for task, row in zip(reading.tasks, made, strict=True)}


def _task(plan: Plan, group: PlanGroup, position: int, task: TaskReading) -> PlanTask:
    row, deadline = task.row, task.deadline
    if len(row.ordinal) > _LONGEST_ORDINAL or len(row.id) > 2 * _LONGEST_ORDINAL:
        place = place_in_words(row.place)
        raise NotValid(_("Ô số thứ tự ở {place} quá dài: hãy kiểm tra lại bảng.").format(place=place))
    return PlanTask(
        plan=plan,
        group=group,
        position=position,
        ordinal=row.ordinal,
        ordinal_source=row.ordinal_source,
        code=row.id,
        text=row.text,
        cells={"ordinal": row.printed_ordinal, **row.cells},
        place=row.place,
        directing=task.authority,
        deadline=deadline.as_json(),
        deadline_kind=deadline.kind,
        starts=deadline.start,
        ends=deadline.end,
        recurs=deadline.recurs,
    )


def _terms(
    row: PlanTask, task: TaskReading, agencies: Mapping[str, int], groups: Mapping[str, int]
) -> Iterator[PlanTaskTerm]:
    """What is known goes in at its position in the cell; the place of an unknown name stays free until a person names it."""
    cells: tuple[tuple[str, AgencyReading], ...] = (("lead", task.leads), ("coordinating", task.coordinating))
    for cell, reading in cells:
        for position, term in enumerate(reading.terms):
            if term.kind != "unknown":
                yield PlanTaskTerm(
                    task=row,
                    cell=cell,
                    position=position,
                    kind=term.kind,
                    text=term.text[:_LONGEST_TERM],
                    agency_id=agencies[term.agency] if term.kind == "agency" else None,
                    group_id=groups[term.group] if term.kind == "group" else None,
                )


def _doubts(plan: Plan, reading: PlanReading, tasks: Mapping[int, PlanTask]) -> list[Doubt]:
    """One row a doubt. What the reader proposes, why, and where, travels in `proposal`."""
    rows = []
    found = doubts(reading)
    by_place = {place_in_words(task.row.place): tasks[task.row.line] for task in reading.tasks}
    before = said_before(doubt["text"] for doubt in found if doubt["kind"] == "unknown_name")
    for position, doubt in enumerate(found):
        task = by_place.get(place_in_words(doubt["place"])) if doubt["task"] else None
        kept = {"value": doubt["proposal"], "reason": doubt["reason"], "place": doubt["place"]}
        if doubt.get("group"):
            kept |= {"group": doubt["group"], "on": reading.on.isoformat()}
        if doubt["cell"] in ("lead", "coordinating") and doubt["task"]:
            kept["position"] = _position(reading, doubt)
            kept["alias"] = len(doubt["proposal"] or ()) == 1 and not _is_a_name(doubt["text"], reading.directory)
        if doubt["kind"] == "unknown_name":
            kept |= offered(before.get(key_of(doubt["text"]), ()), reading.directory, reading.on)
        rows.append(
            Doubt(
                plan=plan,
                position=position,
                kind=doubt["kind"],
                task=task,
                cell=doubt["cell"],
                text=doubt["text"],
                proposal=kept,
            )
        )
    return rows


def _is_a_name(text: str, directory: Directory) -> bool:
    """A body's own name must not become the alias of another one, its successor say."""
    return any(text in entry.names for entry in directory.agencies)


def _position(reading: PlanReading, doubt: Mapping[str, Any]) -> int:
    """Where in its cell the doubtful term stands; 0 for a cell that names nobody."""
    task = next(task for task in reading.tasks if task.row.place == doubt["place"])
    terms = task.leads.terms if doubt["cell"] == "lead" else task.coordinating.terms
    return next((at for at, term in enumerate(terms) if term.doubtful and term.text == doubt["text"]), 0)
