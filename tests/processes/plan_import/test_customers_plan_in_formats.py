"""Kế hoạch 24/KH-UBND written as Word, Excel, Markdown and PDF reads to the same 20 tasks, cell for cell."""

import json

import pytest

from tests.plans.writers import LIBREOFFICE, PLAN_24, as_docx, as_markdown, as_pdf, as_xlsx, customers_plan
from tests.processes.plan_import.plans_written import reading_of

EXPECTED = json.loads((PLAN_24 / "tasks.json").read_text(encoding="utf-8"))
CELLS = ("lead", "coordinating", "directing", "deadline")
needs_libreoffice = pytest.mark.skipif(
    LIBREOFFICE is None, reason="LibreOffice is absent: no PDF can be printed from Word"
)


def table(reading):
    return [
        [task.row.group, task.row.ordinal, task.row.text, *(task.row.cells[name] for name in CELLS)]
        for task in reading.tasks
    ]  # fmt: skip


def expected():
    return [
        [row["g"], str(row["n"]), row["text"], row["lead"], row["coord"], row["dirc"], row["when"]] for row in EXPECTED
    ]


def folded(rows):
    return [[" ".join(cell.split()) for cell in row] for row in rows]


@pytest.mark.parametrize("merged", [False, True], ids=["group rows in two cells", "group rows merged"])
@pytest.mark.parametrize(
    ("write", "name", "keys"),
    [(as_docx, "kh.docx", {"table", "row"}), (as_xlsx, "kh.xlsx", {"sheet", "row"})],
    ids=["docx", "xlsx"],
)
def test_word_and_excel_read_cell_for_cell(plan, write, name, keys, merged):
    found = reading_of(write(customers_plan(merged_groups=merged)), name)
    assert table(found) == expected()
    assert {frozenset(task.row.place) for task in found.tasks} == {frozenset(keys)}
    assert found.document.as_json() == plan.document.as_json()
    assert [group.title for group in found.groups] == [group.title.strip() for group in plan.groups]
    assert (found.department, [task.authority for task in found.tasks]) == (
        "skhcn",
        [task.authority for task in plan.tasks],
    )


def test_the_markdown_table_reads_cell_for_cell():
    found = reading_of(as_markdown(customers_plan()), "kh.md")
    assert table(found) == expected()
    assert found.tasks[0].row.place == {"line": 125}


def test_a_tsv_is_read_as_text(plan):
    assert reading_of((PLAN_24 / "24-KH-UBND.txt").read_bytes(), "kh.tsv").as_json() == plan.as_json()


@needs_libreoffice
@pytest.mark.slow
@pytest.mark.parametrize("merged", [False, True], ids=["group rows in two cells", "group rows merged"])
def test_the_pdf_that_libreoffice_prints_reads_cell_for_cell(plan, tmp_path, merged):
    found = reading_of(as_pdf(as_docx(customers_plan(merged_groups=merged)), tmp_path), "kh.pdf")
    assert folded(table(found)) == folded(expected())
    assert {frozenset(task.row.place) for task in found.tasks} == {frozenset({"page", "row"})}
    assert found.document.as_json() == plan.document.as_json()
    assert folded([[group.title] for group in found.groups]) == folded([[group.title] for group in plan.groups])
    assert [task.deadline.as_json()["to"] for task in found.tasks] == [
        task.deadline.as_json()["to"] for task in plan.tasks
    ]


def test_body_and_table_are_compared_in_word_as_in_text(plan):
    kinds = {"body_differs_in_substance", "body_differs_in_form"}
    found = reading_of(as_docx(customers_plan()), "kh.docx")
    differing = [finding.message.split(" ", 2)[1] for finding in found.findings if finding.kind in kinds]
    assert differing == [finding.message.split(" ", 2)[1] for finding in plan.findings if finding.kind in kinds]
    assert all("đoạn" in finding.message for finding in found.findings if finding.kind == "body_differs_in_substance")
