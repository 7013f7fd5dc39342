"""Defects and differences of the document, found by rules (domain.md 1.5); kept, listed, never repaired silently."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from processes.plan_import.agencies.reading import AgencyReading
from processes.plan_import.directory import Directory
from processes.plan_import.findings import body, cells, form, layout, splits, wording
from processes.plan_import.findings.finding import Finding
from processes.plan_import.heading import Document
from processes.plan_import.sources import Source
from processes.plan_import.table import Table, TaskRow

__all__ = ["Finding", "all_findings"]

Rows = list[tuple[TaskRow, AgencyReading, AgencyReading]]


def all_findings(
    source: Source, table: Table, document: Document, rows: Rows, directory: Directory, on: date
) -> list[Finding]:
    """Every finding with its place, in the order of the lines."""
    above = table.body
    told = (*source.remarks, *table.remarks)
    found = [
        *(Finding(remark.kind, remark.line, remark.message) for remark in told),
        *splits.findings(table),
        *layout.findings(table),
        *cells.findings(table, rows),
        *wording.findings(source, table, directory),
        *body.findings(above, table),
        *form.findings(above, document, directory, on),
    ]
    places = {line.number: line.at for line in source.lines}
    placed = (replace(finding, at=places.get(finding.line)) for finding in dict.fromkeys(found))
    return sorted(placed, key=lambda finding: finding.line)
