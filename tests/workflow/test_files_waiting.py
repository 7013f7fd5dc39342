"""Files that are only tried out wait apart from the evidence: kept once confirmed, cleared when nobody does."""

import io
import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.workflow.hostile_files import take
from workflow import clock
from workflow.errors import NotFound, NotValid
from workflow.files import Damaged, Limits, StoredFile, clear_waiting, hold, is_intact, keep, open_held, open_verified
from workflow.files.vault import incoming_folder

pytestmark = pytest.mark.usefixtures("evidence")


def held(content: bytes = b"mot hai ba", name: str = "a.txt") -> StoredFile:
    return hold(io.BytesIO(content), name=name, limits=Limits(), on=date(2026, 3, 2))


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def aged(path: Path, **ago: int) -> None:
    moment = (clock.real_now() - timedelta(**ago)).timestamp()
    os.utime(path, (moment, moment))


def test_a_held_file_is_no_evidence_yet(evidence: Path) -> None:
    file = held()
    assert files(evidence) == [evidence / "waiting" / file.sha256]
    assert not is_intact(file.sha256)
    with open_held(file.sha256) as content:
        assert content.read() == b"mot hai ba"


def test_a_kept_file_moves_to_its_address_and_is_found_by_whoever_held_it_too(evidence: Path) -> None:
    file = held()
    keep(file.sha256)
    keep(file.sha256)
    assert files(evidence) == [evidence / file.sha256[:2] / file.sha256]
    with open_held(file.sha256) as content:
        assert content.read() == b"mot hai ba"


def test_what_is_refused_as_evidence_is_not_held_either(evidence: Path) -> None:
    with pytest.raises(NotValid):
        held(b"MZ\x90\x00", "chay.exe")
    assert files(evidence) == []


def test_a_held_file_that_was_changed_is_not_handed_out(evidence: Path) -> None:
    file = held()
    path = evidence / "waiting" / file.sha256
    path.chmod(0o600)
    path.write_bytes(b"khac")
    with pytest.raises(Damaged):
        open_held(file.sha256)


@pytest.mark.parametrize("address", ["0" * 64, "../../etc/passwd", ""])
def test_an_odd_address_is_not_found_and_keeps_nothing(address: str) -> None:
    keep(address)
    with pytest.raises(NotFound):
        open_held(address)


def test_the_tick_clears_what_nobody_confirmed_and_no_evidence(evidence: Path, capsys) -> None:
    old, fresh, evident = held(b"cu"), held(b"moi"), take(b"minh chung", "b.txt")
    aged(evidence / "waiting" / old.sha256, days=8)
    aged(evidence / "waiting" / fresh.sha256, days=6)
    aged(evidence / evident.sha256[:2] / evident.sha256, days=4000)
    broken, running = incoming_folder() / "broken", incoming_folder() / "running"
    for path in (broken, running):
        path.write_bytes(b"nua")
    aged(broken, days=2)
    assert clear_waiting() == 2
    assert sorted(files(evidence)) == sorted(
        [evidence / "waiting" / fresh.sha256, evidence / evident.sha256[:2] / evident.sha256, running]
    )
    open_verified(evident.sha256).close()
    assert clear_waiting() == 0


@pytest.mark.django_db
def test_the_tick_tells_what_it_cleared(evidence: Path, capsys) -> None:
    aged(evidence / "waiting" / held().sha256, days=8)
    call_command("tick")
    assert "Đã dọn 1 tệp" in capsys.readouterr().out
    call_command("tick")
    assert "Đã dọn" not in capsys.readouterr().out


def test_a_file_held_again_waits_from_then_on(evidence: Path) -> None:
    file = held()
    aged(evidence / "waiting" / file.sha256, days=8)
    held()
    assert clear_waiting() == 0
