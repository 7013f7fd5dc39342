"""The corpus of plans in all formats: what the reader makes of it, and that the corpus is as large and as varied as promised."""

from collections import Counter

import pytest

from benchmarks.plan_reader import LEAST_RIGHT, Measured, measure
from tests.plans.corpus.files import RECEIVED, file_of
from tests.plans.corpus.spec import specs

SPECS = specs()
FORMATS = {"docx", "xlsx", "pdf", "txt", "tsv", "md"}


@pytest.fixture(scope="module")
def measured() -> dict[str, Measured]:
    return {spec.name: measure(spec, file_of(spec)) for spec in SPECS}


def test_the_corpus_is_as_large_and_as_varied_as_promised():
    assert len(SPECS) >= 25
    assert sum(len(spec.tasks) for spec in SPECS) >= 600
    assert len({spec.layout for spec in SPECS}) >= 6
    assert len({tuple(spec.columns) for spec in SPECS}) >= 6
    assert {spec.format for spec in SPECS} == FORMATS
    assert min(Counter(spec.format for spec in SPECS).values()) >= 2


def test_some_files_are_kept_as_an_office_sends_them():
    kept = Counter(path.suffix for path in RECEIVED.iterdir())
    assert min(kept[".docx"], kept[".xlsx"], kept[".pdf"]) >= 2
    assert {path.name for path in RECEIVED.iterdir()} <= {f"{spec.name}.{spec.format}" for spec in SPECS}


@pytest.mark.parametrize("name", [spec.name for spec in SPECS])
def test_a_plan_reads_as_a_careful_person_reads_it(measured, name):
    found = measured[name]
    assert found.read
    assert found.wrong_and_certain == []
    assert found.right >= LEAST_RIGHT


def test_every_task_is_found_and_none_is_made_up(measured):
    whole = Measured()
    for found in measured.values():
        whole.add(found)
    assert whole.tasks == sum(len(spec.tasks) for spec in SPECS)
    assert not [cell for cell in whole.cells if cell.what in {"id", "text"} and not (cell.expected and cell.read)]


def test_a_wrong_cell_is_counted_as_wrong():
    """The measure itself: a plan held against the reading of another plan has none of its texts right."""
    right, other = SPECS[0], SPECS[3]
    strange = measure(right, file_of(other))
    assert strange.right < 0.5
    assert not any(cell.right for cell in strange.cells if cell.what == "text")
    assert strange.wrong_and_certain


def test_the_corpus_asks_for_doubts_too():
    """A reader that is certain of everything must fail: some times and names of the corpus are to be asked about."""
    tasks = [task for spec in SPECS for task in spec.tasks]
    assert sum(not task.deadline.certain for task in tasks) >= 15
    assert sum(not (task.leads.certain and task.coordinating.certain) for task in tasks) >= 5
    assert {task.deadline.kind for task in tasks} >= {
        "span", "recurring", "continuous", "duration", "event", "on_demand", "reference", "refused",
    }  # fmt: skip
