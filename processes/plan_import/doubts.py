"""What a person must settle before the plan is put in force. Findings and open members are not doubts: they never block."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from processes.plan_import.agencies import AgencyReading
from processes.plan_import.reading import PlanReading, TaskReading
from processes.plan_import.structure import parts_of

Doubt = dict[str, Any]


def doubts(reading: PlanReading) -> list[Doubt]:
    """Every doubt: the columns, on which all else rests, the rows, then the groups whose membership is confirmed once a plan.

    Each has `kind`, `task` ("I.2", empty for a group and the columns), `cell`, `text`, `reason`, `place` and `proposal`: the value
    that a confirmation takes over (agency codes, an ordinal, a deadline), or None when the person must give one.
    """
    found = [doubt for task in reading.tasks for doubt in _of_task(task)]
    return [*_columns(reading), *found, *_memberships(reading)]


_GUESSED = {
    "content": "Tiêu đề cột không rõ: các cột được đoán theo nội dung các ô.",
    "gaps": "Bảng không có đường kẻ: các cột được phân theo khoảng trống giữa các chữ.",
    "shape": "Bảng không có tiêu đề cột: các cột được xếp như lần trước cho bảng cùng số cột của cơ quan ban hành này.",
}


def _columns(reading: PlanReading) -> Iterator[Doubt]:
    """Columns that no heading names and no person gave for this very table."""
    if reason := _GUESSED.get(reading.columns.by):
        yield {
            "kind": "guessed_columns",
            "task": "",
            "cell": "",
            "text": "Các cột của bảng",
            "reason": f"{reason} Cần người xác nhận, hoặc xếp lại.",
            "place": reading.tasks[0].row.place,
            "proposal": dict(reading.columns),
        }


def _doubt(kind: str, task: TaskReading, cell: str, text: str, reason: str | None, proposal: Any) -> Doubt:
    return {
        "kind": kind,
        "task": task.row.id,
        "cell": cell,
        "text": text,
        "reason": reason or "",
        "place": task.row.place,
        "proposal": proposal,
    }


def _of_task(task: TaskReading) -> Iterator[Doubt]:
    row = task.row
    if row.ordinal_source == "inferred":
        reason = "Ô số thứ tự trống." if row.proven else "Ô số thứ tự trống, các dòng bên cạnh chưa đủ để suy ra."
        if row.printed_ordinal.strip():
            reason = f"Ô số thứ tự chỉ có dấu “{row.printed_ordinal.strip()}”; số được đếm theo thứ tự dòng."
        yield _doubt("inferred_ordinal", task, "ordinal", row.printed_ordinal, reason, row.ordinal)
    if parts := parts_of(row.text):
        reason = f"Ô nội dung có {len(parts)} việc: giữ là một nhiệm vụ, hay tách thành {len(parts)} nhiệm vụ?"
        yield _doubt("several_tasks", task, "text", row.text, reason, list(parts))
    if not task.deadline.certain:
        proposal = None if task.deadline.kind in {"refused", "reference"} else task.deadline.as_json()
        yield _doubt("uncertain_deadline", task, "deadline", row.cells["deadline"], task.deadline.reason, proposal)
    yield from _of_agencies(task, "lead", task.leads)
    yield from _of_agencies(task, "coordinating", task.coordinating)
    if not task.leads.terms:
        yield _doubt("no_lead", task, "lead", row.cells["lead"], "Nhiệm vụ chưa có cơ quan chủ trì.", None)
    if task.authority is None:
        reason = task.directing.reason or "Chưa rõ ai chỉ đạo nhiệm vụ này."
        yield _doubt("unclear_directing", task, "directing", row.cells["directing"], reason, None)


def _of_agencies(task: TaskReading, cell: str, reading: AgencyReading) -> Iterator[Doubt]:
    for term in reading.terms:
        if term.doubtful:
            kind = "unknown_name" if term.kind == "unknown" else "unclear_member"
            yield _doubt(kind, task, cell, term.text, term.reason, list(term.proposals) or None)


def _memberships(reading: PlanReading) -> Iterator[Doubt]:
    used: dict[str, TaskReading] = {}
    for task in reading.tasks:
        for term in (*task.leads.terms, *task.coordinating.terms):
            if term.kind == "group":
                used.setdefault(term.group, task)
    for code, task in used.items():
        group = reading.directory.group(code)
        members = reading.directory.members(code, reading.on)
        name = group.name if group else code
        yield {
            "kind": "group_membership",
            "task": "",
            "cell": "lead",
            "group": code,
            "text": name,
            "reason": f"“{name}” gồm {len(members)} cơ quan vào ngày {reading.on:%d/%m/%Y}: cần người xác nhận danh sách.",
            "place": task.row.place,
            "proposal": [member.code for member in members],
        }
