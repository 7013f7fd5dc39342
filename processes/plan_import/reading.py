"""A plan as it was read: `read(path, directory)` gives a `PlanReading` and changes nothing anywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from processes.plan_import.agencies import AgencyReading, read_agencies
from processes.plan_import.columns import ColumnMap
from processes.plan_import.deadlines import Deadline, read_deadline
from processes.plan_import.directory import AgencyEntry, Directory
from processes.plan_import.findings import Finding, all_findings
from processes.plan_import.heading import Document, read_heading
from processes.plan_import.sources import Line, Source, read_source
from processes.plan_import.table import GroupRow, TaskRow, read_table
from workflow.errors import NotValid
from workflow.vietnamese import folded


@dataclass(frozen=True)
class TaskReading:
    """One row with what its cells mean. `authority` is chairman, department, agency or None."""

    row: TaskRow
    deadline: Deadline
    leads: AgencyReading
    coordinating: AgencyReading
    directing: AgencyReading
    authority: str | None

    def coordinators_of(self, lead: str) -> tuple[AgencyEntry, ...]:
        """The coordinators of one responsible agency (by code): nobody coordinates with itself.

        A sole lead and a lead named beside others are left out of their own set; where lead and coordinating groups are
        the same, each member coordinates with the others (domain.md 2.2, rule 2).
        """
        return tuple(member for member in self.coordinating.members if member.code != lead)

    def as_json(self) -> dict[str, Any]:
        """One object of `tasks` in `read_plan --json`."""
        row = self.row
        return {
            "group": row.group,
            "ordinal": row.ordinal,
            "ordinal_source": row.ordinal_source,
            "text": row.text,
            "cells": dict(row.cells),
            "inherited": list(row.inherited),
            "place": row.place,
            "deadline": self.deadline.as_json(),
            "leads": self.leads.as_json(),
            "coordinating": self.coordinating.as_json(),
            "directing": {"authority": self.authority},
        }


@dataclass(frozen=True)
class PlanReading:
    """The whole reading. `on` is the day on which the agencies were resolved, `department` the reviewing Department's code."""

    source: Source
    document: Document
    groups: tuple[GroupRow, ...]
    tasks: tuple[TaskReading, ...]
    findings: tuple[Finding, ...]
    directory: Directory
    on: date
    department: str | None
    columns: ColumnMap = field(default_factory=ColumnMap)
    headings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The shape that `read_plan --json` prints."""
        return {
            "document": self.document.as_json(),
            "groups": [{"ordinal": row.ordinal, "title": row.title, "place": row.place} for row in self.groups],
            "tasks": [task.as_json() for task in self.tasks],
            "findings": [finding.as_json() for finding in self.findings],
        }


def read(
    path: str | Path, directory: Directory, on: date | None = None, columns: Mapping[str, int] | None = None
) -> PlanReading:
    """Read the plan in a file; `on` is the day on which agencies are resolved (default: the signing day).

    `columns` are positions, from 0, that a person gave for columns ("lead": 3). Raises NotValid.
    """
    return read_from(read_source(path), directory, on, columns)


def read_from(
    source: Source, directory: Directory, on: date | None = None, columns: Mapping[str, int] | None = None
) -> PlanReading:
    """The same from a source already in memory. Raises NotValid."""
    table = read_table(source, columns)
    above = table.body
    document = read_heading(above, directory, on)
    signed = document.signed or on
    if signed is None:
        raise NotValid(
            _(
                "Không tìm thấy ngày ký trong tệp “%(name)s”: hãy ghi ngày bằng --on NĂM-THÁNG-NGÀY hoặc bổ sung dòng"
                " “(Kèm theo Kế hoạch số … ngày … của …)”."
            )
            % {"name": source.name}
        )
    day = on or signed
    department = reviewing_department(above, directory, day)
    # A column repeats the same few cells: each is read once.
    whom = cache(lambda text: read_agencies(text, directory, day))
    both = "phoi hop" in folded(table.heading("lead"))
    lead = cache(lambda text: read_agencies(text, directory, day, both=both))
    when = cache(lambda text: read_deadline(text, signed))
    tasks = tuple(_task(row, lead, whom, when, department) for row in table.tasks)
    findings = all_findings(
        source, table, document, [(task.row, task.leads, task.coordinating) for task in tasks], directory, day
    )
    return PlanReading(
        source, document, tuple(table.groups), tasks, tuple(findings), directory, day, department, table.columns,
        table.headings,
    )  # fmt: skip


def _task(
    row: TaskRow,
    lead: Callable[[str], AgencyReading],
    whom: Callable[[str], AgencyReading],
    when: Callable[[str], Deadline],
    department: str | None,
) -> TaskReading:
    directing = whom(row.cells["directing"])
    return TaskReading(
        row,
        when(row.cells["deadline"]),
        lead(row.cells["lead"]),
        whom(row.cells["coordinating"]),
        directing,
        authority(directing, department),
    )


def authority(cell: AgencyReading, department: str | None) -> str | None:
    """Who directs: the Chairman of UBND tỉnh, the Department that reviews, another agency, or nobody named for certain."""
    if not cell.certain or len(cell.members) != 1:
        return None
    (member,) = cell.members
    if member.kind == "provincial_committee":
        return "chairman" if any(term.head.lower().startswith("chủ tịch") for term in cell.terms) else None
    return "department" if member.code == department else "agency"


_ASSIGNED = re.compile(r"giao (?P<name>[^.;]+?) chủ trì[^.]*(?:tổ chức thực hiện|theo dõi|đôn đốc)[^.]*", re.IGNORECASE)
_THROUGH = re.compile(r"\(\W*(?:thông )?qua (?P<name>[^)*]+?)\W*\)", re.IGNORECASE)


def reviewing_department(lines: Sequence[Line], directory: Directory, on: date) -> str | None:
    """The Department that follows the plan up: "Giao Sở … chủ trì … tổ chức thực hiện Kế hoạch", or reports go "qua Sở …"."""
    for pattern in (_ASSIGNED, _THROUGH):
        for line in lines:
            if found := pattern.search(line.text):
                members = read_agencies(found["name"], directory, on).members
                if len(members) == 1:
                    return members[0].code
    return None


__all__ = ["PlanReading", "TaskReading", "authority", "read", "read_from", "reviewing_department"]
