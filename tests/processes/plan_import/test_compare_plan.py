"""`compare_plan` says what a file changes in a plan that is there, and changes nothing."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from processes.actors import actor_as
from processes.models import Plan
from processes.plan_import.load import import_plan
from tests.world import PLAN_FILE
from workflow.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return import_plan(PLAN_FILE, actor=actor_as("he-thong"))[0]


def compared(path: Path, **options: object) -> str:
    said = io.StringIO()
    call_command("compare_plan", str(path), "--with", "24/KH-UBND", stdout=said, **options)
    return said.getvalue()


def test_the_same_file_differs_in_nothing(plan: Plan) -> None:
    assert compared(PLAN_FILE).strip() == "Thêm: 0; Sửa: 0; Bỏ: 0; Chuyển chỗ: 0; Giữ nguyên: 20"


def test_a_changed_and_a_dropped_row_are_named_by_their_content(plan: Plan, tmp_path: Path) -> None:
    lines = PLAN_FILE.read_text("utf-8").replace("Quý III năm 2025", "Quý I năm 2025", 1).splitlines(keepends=True)
    path = tmp_path / "sua.txt"
    path.write_text("".join(lines[:126] + lines[127:]), encoding="utf-8")  # line 127 is I.3
    events = Event.objects.count()
    said = compared(path)
    assert "Sửa: 1; Bỏ: 1; Chuyển chỗ: 0; Giữ nguyên: 18" in said
    assert "Thời gian: “Quý III năm 2025” → “Quý I năm 2025”" in said
    found = json.loads(compared(path, json=True))
    assert [row["before"]["code"] for row in found if row["kind"] == "dropped"] == ["I.3"]
    assert (Plan.objects.count(), Event.objects.count()) == (1, events)


def test_a_number_that_is_not_there_is_refused_in_one_sentence() -> None:
    with pytest.raises(CommandError, match="9/KH-UBND") as refusal:
        call_command("compare_plan", str(PLAN_FILE), "--with", "9/KH-UBND")
    assert refusal.value.returncode == 2
