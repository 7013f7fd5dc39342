"""The door to the plan reader: what commands and pages import."""

from __future__ import annotations

from processes.plan_import.agencies import AgencyReading, Term, members_of, read_agencies
from processes.plan_import.deadlines import Deadline, read_deadline
from processes.plan_import.directory import Directory
from processes.plan_import.doubts import doubts
from processes.plan_import.findings import Finding
from processes.plan_import.guarded import read_file, read_path
from processes.plan_import.reading import PlanReading, TaskReading, authority, read, read_from
from processes.plan_import.sources import PlanFile, Source, plan_file, read_source, source_of
from processes.plan_import.sources import in_words as place_in_words

__all__ = [
    "AgencyReading",
    "Deadline",
    "Directory",
    "Finding",
    "PlanFile",
    "PlanReading",
    "Source",
    "TaskReading",
    "Term",
    "authority",
    "doubts",
    "members_of",
    "place_in_words",
    "plan_file",
    "read",
    "read_agencies",
    "read_deadline",
    "read_file",
    "read_from",
    "read_path",
    "read_source",
    "source_of",
]
