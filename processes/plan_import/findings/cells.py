"""What the cells of the table show when they are compared with each other (A2, A5–A7, A10–A14)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from processes.plan_import.agencies.reading import AgencyReading
from processes.plan_import.columns import TITLES
from processes.plan_import.findings.finding import Finding
from processes.plan_import.table import Table, TaskRow

Rows = list[tuple[TaskRow, AgencyReading, AgencyReading]]
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,60}>")
_GENERIC = {"các", "những", "và", "một", "cơ", "đơn", "tổ"}
_NUMBER = re.compile(r"\b(?:[IVX]+|\d+)\b")


def findings(table: Table, rows: Rows) -> Iterator[Finding]:
    """Findings of single cells, then of whole columns."""
    for task, leads, coordinating in rows:
        yield from _one_row(task, leads, coordinating)
    for group in table.groups:
        if found := _MARKUP.search(group.title):
            yield Finding("literal_markup", group.line, _markup(f"Nhóm {group.ordinal}", found[0]))
    yield from _final_stops(table)
    yield from _deadline_forms(table)
    yield from _open_spellings(rows)
    yield from _separators(rows)


def _markup(where: str, tag: str) -> str:
    return f"{where}: có thẻ {tag} viết nguyên trong ô; giữ nguyên văn, chỉ hiển thị thành chữ nghiêng."


def _one_row(task: TaskRow, leads: AgencyReading, coordinating: AgencyReading) -> Iterator[Finding]:
    for column, text in {"text": task.text, **task.cells}.items():
        where = f"Nhiệm vụ {task.id}, cột {TITLES[column]}"
        if text.rstrip().endswith((",", ";")):
            yield Finding("trailing_separator", task.line, f"{where}: thừa dấu “{text.rstrip()[-1]}” ở cuối ô.")
        if found := _MARKUP.search(text):
            yield Finding("literal_markup", task.line, _markup(where, found[0]))
    for column, reading in (("lead", leads), ("coordinating", coordinating)):
        where = f"Nhiệm vụ {task.id}, cột {TITLES[column]}"
        for at, term in enumerate(reading.terms):
            first = term.text.split(" ", 1)[0]
            if at and first[:1].isupper() and first.lower() in _GENERIC:
                yield Finding("capital_inside_cell", task.line, f"{where}: “{term.text}” viết hoa giữa ô.")
            if term.kind == "unknown":
                yield Finding("name_not_in_directory", task.line, f"{where}: {term.reason}")
    if leads.text.strip() and leads.text.strip(" ,;") == coordinating.text.strip(" ,;"):
        yield Finding(
            "lead_equals_coordinating", task.line, f"Nhiệm vụ {task.id}: ô chủ trì và ô phối hợp giống hệt nhau."
        )


def _final_stops(table: Table) -> Iterator[Finding]:
    with_stop = [task for task in table.tasks if task.text.rstrip().endswith(".")]
    without = len(table.tasks) - len(with_stop)
    if with_stop and without:
        names = ", ".join(task.id for task in with_stop)
        message = f"Dấu chấm cuối ô nội dung không thống nhất: {len(with_stop)} ô có ({names}), {without} ô không."
        yield Finding("inconsistent_final_stop", with_stop[0].line, message)


def _deadline_forms(table: Table) -> Iterator[Finding]:
    """Two time cells of the same pattern, apart from commas and spaces: "Quý III năm 2025", "Quý IV, năm 2025"."""
    forms: dict[str, dict[str, TaskRow]] = defaultdict(dict)
    for task in table.tasks:
        pattern = _NUMBER.sub("#", task.cells["deadline"].strip())
        forms[re.sub(r"[\W_]+", " ", pattern.replace("#", " # ").lower())].setdefault(pattern, task)
    for spelled in forms.values():
        if len(spelled) > 1:
            texts = "; ".join(f"“{task.cells['deadline'].strip()}” ({task.id})" for task in spelled.values())
            line = list(spelled.values())[1].line
            yield Finding("inconsistent_deadline_form", line, f"Thời gian viết không thống nhất: {texts}.")


def _open_spellings(rows: Rows) -> Iterator[Finding]:
    spelled: dict[str, dict[str, list[TaskRow]]] = defaultdict(lambda: defaultdict(list))
    for task, leads, coordinating in rows:
        for term in (*leads.terms, *coordinating.terms):
            if term.kind == "open":
                core = " ".join(word for word in term.text.lower().split() if word not in {"các", "có", "những"})
                spelled[core][term.text].append(task)
    for ways in spelled.values():
        if len(ways) > 1:
            texts = "; ".join(f"“{text}” ({', '.join(task.id for task in tasks)})" for text, tasks in ways.items())
            line = next(iter(ways.values()))[0].line
            yield Finding("open_group_spellings", line, f"Một nhóm mở viết {len(ways)} cách: {texts}.")


def _separators(rows: Rows) -> Iterator[Finding]:
    for column, index in (("lead", 1), ("coordinating", 2)):
        used: dict[str, TaskRow] = {}
        for row in rows:
            for mark in _between(row[index]):  # type: ignore[arg-type]
                used.setdefault(mark, row[0])
        if len(used) > 1:
            texts = ", ".join(f"“{mark}” ({task.id})" for mark, task in used.items())
            line = list(used.values())[1].line
            yield Finding("mixed_separators", line, f"Cột {TITLES[column]} dùng {len(used)} cách ngăn: {texts}.")


def _between(reading: AgencyReading) -> Iterator[str]:
    """What stands between the terms of a cell."""
    at = 0
    for number, term in enumerate(reading.terms):
        start = reading.text.find(term.text, at)
        if start < 0:
            return
        if number:
            yield reading.text[at:start].strip() or " "
        at = start + len(term.text)
