"""The three commands: what they print, exit code 2 with one sentence, and no database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from processes.management.commands.read_deadline import Command
from tests.plans.writers import as_docx, customers_plan
from tests.processes.plan_import.conftest import PLAN

ROOT = Path(__file__).resolve().parents[3]


def printed(capsys, *words, **options):
    call_command(*words, **options)
    return capsys.readouterr().out


def refused(capsys, *words, **options):
    with pytest.raises(CommandError) as refusal:
        call_command(*words, **options)
    assert refusal.value.returncode == 2
    assert capsys.readouterr().out == ""
    assert len(str(refusal.value).splitlines()) == 1
    return str(refusal.value)


def test_read_plan_prints_the_shape_of_the_interface(capsys, plan):
    read = json.loads(printed(capsys, "read_plan", str(PLAN), json=True))
    assert read == plan.as_json()
    assert list(read) == ["document", "groups", "tasks", "findings"]
    assert list(read["tasks"][0]) == [
        "group", "ordinal", "ordinal_source", "text", "cells", "inherited", "place", "deadline", "leads", "coordinating", "directing",
    ]  # fmt: skip
    assert list(read["tasks"][0]["deadline"]) == ["text", "kind", "from", "to", "recurs", "certain", "reason"]
    assert list(read["tasks"][0]["leads"]) == ["text", "agencies", "open", "unknown", "certain", "reason"]
    assert list(read["findings"][0]) == ["kind", "place", "message"]


def test_read_plan_in_words_says_what_must_be_settled(capsys):
    said = printed(capsys, "read_plan", str(PLAN))
    assert "6 nhóm, 20 nhiệm vụ" in said
    assert "Cần xác nhận trước khi có hiệu lực: 4" in said


def test_read_plan_on_another_day(capsys):
    read = json.loads(printed(capsys, "read_plan", str(PLAN), on="2026-01-01", json=True))
    assert len(read["tasks"][0]["leads"]["agencies"]) == 15


def test_one_cell_each(capsys):
    deadline = json.loads(printed(capsys, "read_deadline", "Trước ngày 15/12/2025", signed="2025-01-24", json=True))
    assert (deadline["kind"], deadline["to"]) == ("span", "2025-12-14")
    agencies = json.loads(printed(capsys, "read_agencies", "Sở KH&CN", on="2025-01-24", json=True))
    assert agencies["agencies"] == ["Sở Khoa học và Công nghệ"]
    assert "14/12/2025" in printed(capsys, "read_deadline", "Trước ngày 15/12/2025", signed="2025-01-24")
    assert "Sở Khoa học và Công nghệ" in printed(capsys, "read_agencies", "Sở KH&CN", on="2025-01-24")


def test_a_cell_that_begins_with_a_dash_is_no_option(capsys):
    Command().run_from_argv(["manage.py", "read_deadline", "-nt-", "--signed", "2025-01-24", "--json"])
    assert json.loads(capsys.readouterr().out)["text"] == "-nt-"


def test_a_batch_answers_in_its_order(capsys, tmp_path):
    file = tmp_path / "cells.json"
    file.write_text(
        json.dumps([{"text": "Năm 2025", "signed": "2025-01-24"}, {"text": "", "signed": "2025-01-24"}]), "utf-8"
    )
    assert [row["kind"] for row in json.loads(printed(capsys, "read_deadline", batch=str(file), json=True))] == [
        "span",
        "none",
    ]
    file.write_text(json.dumps([{"text": "Sở Y tế", "on": "2025-01-24"}]), "utf-8")
    assert json.loads(printed(capsys, "read_agencies", batch=str(file)))[0]["agencies"] == ["Sở Y tế"]


@pytest.mark.parametrize(
    "content", ["", "{", "{}", "[1]", '[{"text": "x"}]', '[{"text": "x", "signed": "hôm nay"}]', "[" * 100_000]
)
def test_a_bad_batch_is_refused(capsys, tmp_path, content):
    file = tmp_path / "cells.json"
    file.write_text(content, "utf-8")
    refused(capsys, "read_deadline", batch=str(file))


def test_missing_words_and_wrong_days_are_refused(capsys, tmp_path):
    refused(capsys, "read_deadline")
    refused(capsys, "read_deadline", "Năm 2025")
    refused(capsys, "read_agencies", "Sở Y tế")
    assert "2025-01-24" in refused(capsys, "read_agencies", "Sở Y tế", on="ngày 24")
    refused(capsys, "read_plan", str(tmp_path / "nowhere.txt"))


def test_read_plan_prints_the_same_shape_for_word_and_takes_the_columns_that_a_person_gives(capsys, tmp_path, plan):
    file = tmp_path / "kh.docx"
    file.write_bytes(as_docx(customers_plan()))
    read = json.loads(printed(capsys, "read_plan", str(file), json=True))
    places = {"place": None}
    assert [{**task, **places} for task in read["tasks"]] == [{**task, **places} for task in plan.as_json()["tasks"]]
    assert read["tasks"][0]["place"] == {"table": 1, "row": 3}
    other = json.loads(printed(capsys, "read_plan", str(file), columns="lead=4,coordinating=3", json=True))
    assert other["tasks"][0]["cells"]["lead"] == read["tasks"][0]["cells"]["coordinating"]
    assert "bảng 1, hàng 4:" in printed(capsys, "read_plan", str(file))


@pytest.mark.parametrize("columns", ["lead", "lead=0", "lead=x", "người=2", "lead=1000"])
def test_columns_that_say_nothing_are_refused(capsys, columns):
    refused(capsys, "read_plan", str(PLAN), columns=columns)


def test_the_readers_need_no_database(tmp_path):
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("DATABASE", "DUYET", "PG"))}
    nowhere = "postgresql://nobody@127.0.0.1:1/nowhere"
    environment |= {"DATABASE_URL": nowhere, "DATABASE_OWNER_URL": nowhere, "DATA_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "manage.py", "read_plan", str(PLAN), "--json"],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["tasks"]) == 20
    assert not (tmp_path / "postgres").exists()
