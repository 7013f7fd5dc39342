"""The door to the plan reader: what commands and pages import."""

from __future__ import annotations

from processes.plan_import.agencies import AgencyReading, Term, members_of, read_agencies
from processes.plan_import.deadlines import Deadline, read_deadline
from processes.plan_import.directory import Directory
from processes.plan_import.doubts import doubts
from processes.plan_import.findings import Finding
from processes.plan_import.reading import PlanReading, TaskReading, read, read_from
from processes.plan_import.sources import Source, read_source, source_of

__all__ = [
    "AgencyReading",
    "Deadline",
    "Directory",
    "Finding",
    "PlanReading",
    "Source",
    "TaskReading",
    "Term",
    "doubts",
    "members_of",
    "read",
    "read_agencies",
    "read_deadline",
    "read_from",
    "read_source",
    "source_of",
]
