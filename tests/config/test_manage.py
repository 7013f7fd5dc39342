"""The commands speak Vietnamese to whoever calls them wrongly, whatever language the terminal has."""

from __future__ import annotations

import gettext
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

from manage import speak_vietnamese
from workflow.management.answering import AnsweringCommand

ROOT = Path(__file__).resolve().parents[2]
OURS = sorted(name for name, room in get_commands().items() if room in {"approvals", "processes", "workflow"})
PYTHONS = re.compile(
    r"usage|error|argument|option|expected|invalid|choose|required|unrecognized|[Ss]how|[Ss]kip|ambiguous"
)


@pytest.fixture
def vietnamese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As the door for commands leaves it, and as it was before afterwards."""
    monkeypatch.setenv("LANGUAGE", "en")
    domain = gettext.textdomain()
    speak_vietnamese()
    yield
    gettext.textdomain(domain)


def said(name: str, *words: str) -> tuple[int, str]:
    """What the command answers on the standard error, with its code."""
    done = subprocess.run(
        [sys.executable, "manage.py", name, *words],
        cwd=ROOT, env=os.environ | {"LANG": "en_US.UTF-8"}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return done.returncode, done.stderr.strip()


def test_a_command_called_wrongly_says_what_is_missing_in_vietnamese() -> None:
    code, answer = said("read_plan")
    assert code == 2
    assert answer.endswith("manage.py read_plan: lỗi: còn thiếu: TEP")


def test_a_refusal_is_its_sentence_and_nothing_else() -> None:
    assert said("read_deadline", "Năm 2025", "--signed", "hôm nay") == (
        2,
        "“hôm nay” không phải là ngày; hãy ghi như 24/01/2025 hoặc 2025-01-24.",
    )


@pytest.mark.parametrize("name", OURS)
def test_the_help_of_every_command_is_vietnamese(name: str, vietnamese: None) -> None:
    command = load_command_class(get_commands()[name], name)
    assert isinstance(command, AnsweringCommand)
    shown = command.create_parser("manage.py", name).format_help()
    assert shown.startswith("cách dùng: ")
    assert PYTHONS.findall(shown) == []


@pytest.mark.parametrize(
    ("name", "words", "answer"),
    [
        (
            "appoint",
            "lan stp minister --title X --as he-thong",
            "VAI_TRO: không có lựa chọn 'minister'; hãy ghi một trong",
        ),
        ("give_out", "--plan 24/KH-UBND --year tới", "--year: giá trị 'tới' không hợp lệ"),
        ("give_out", "--plan 24/KH-UBND --year", "--year: cần một giá trị đi kèm"),
        ("add_person", "Lan --as he-thong --tuoi 30", "không nhận ra: --tuoi 30"),
        ("end_post", "cv-1 --as he-thong", "còn thiếu: NGAY"),
        ("import_posts", "a.xlsx --dry-run=2 --as he-thong", "--dry-run: không nhận giá trị '2'"),
        ("transfer", "--t 12", "--t có thể là một trong: "),
    ],
)
def test_every_mistake_is_named(
    name: str, words: str, answer: str, vietnamese: None, capsys: pytest.CaptureFixture[str]
) -> None:
    command = load_command_class(get_commands()[name], name)
    with pytest.raises(SystemExit) as stopped:
        command.run_from_argv(["manage.py", name, *words.split()])
    assert stopped.value.code == 2
    last = capsys.readouterr().err.strip().splitlines()[-1]
    assert answer in last
    assert PYTHONS.findall(last) == []
