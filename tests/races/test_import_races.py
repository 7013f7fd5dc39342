"""Two spreadsheets at once: one is recorded, the other is told; whoever writes beside an import waits or wins, never both."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from processes.agencies import record_alias
from processes.exchange import DIRECTORY, PEOPLE, Exchange, apply, try_out
from processes.models import Agency, Person
from tests.processes.directory_people import agency, system
from tests.processes.events import acts
from tests.processes.exchange.books import add, book_of, content_of, put
from tests.races.conftest import race
from workflow.errors import Conflict


def _ready(exchange: Exchange, content: bytes) -> Callable[[], Any]:
    """A file that its person has seen tried, to be recorded when the race starts."""
    by = system(exchange.right)
    seen = try_out(exchange, io.BytesIO(content), by=by).seen
    return lambda: apply(exchange, io.BytesIO(content), seen=seen, sha256="0" * 64, name="bang.xlsx", by=by)


def test_of_two_directories_at_once_one_is_recorded_and_the_other_is_told(committed: str) -> None:
    racers = []
    for note in ("của người thứ nhất", "của người thứ hai"):
        book = book_of()
        put(book, "Cơ quan", "stp", "Ghi chú", note)
        racers.append(_ready(DIRECTORY, content_of(book)))
    answers = race(*racers)
    assert sorted(isinstance(answer, Conflict) for answer in answers) == [False, True], answers
    assert acts("directory").count("directory.imported") == 1
    assert acts(f"agency:{agency('stp').pk}") == ["agency.changed"]


def test_of_two_files_with_the_same_new_person_one_is_recorded(committed: str) -> None:
    book = book_of(PEOPLE)
    add(book, "Người", Số="M1", Họ_và_tên="Lê Thị Mới")
    answers = race(*[_ready(PEOPLE, content_of(book)) for _twice in range(2)])
    assert sorted(isinstance(answer, Conflict) for answer in answers) == [False, True], answers
    assert Person.objects.filter(full_name="Lê Thị Mới").count() == 1


def test_a_change_on_a_page_at_the_same_moment_is_neither_lost_nor_overwritten(committed: str) -> None:
    book = book_of()
    put(book, "Cơ quan", "stp", "Ghi chú", "từ tệp")
    by = system("keep_directory")
    imported, alias = race(
        _ready(DIRECTORY, content_of(book)), lambda: record_alias(Agency.objects.get(code="stp"), "Sở TP", by=by)
    )
    assert not isinstance(alias, Exception), alias
    recorded = acts(f"agency:{agency('stp').pk}")
    assert "agency.alias_confirmed" in recorded
    assert ("agency.changed" in recorded) is not isinstance(imported, Conflict)
    assert agency("stp").note == ("" if isinstance(imported, Conflict) else "từ tệp")
