"""The commands by which tables go out to a file and come back."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from processes.models import Agency, Post
from tests.processes.directory_people import post_of
from tests.processes.exchange.books import add, put

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_store(settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE_DIR = tmp_path / "files"


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def changed(path: Path, change: Any) -> str:
    book = load_workbook(path)
    change(book)
    book.save(path)
    return str(path)


def test_the_directory_goes_out_is_tried_and_comes_in(tmp_path: Path) -> None:
    path = tmp_path / "co-quan.xlsx"
    assert str(path) in run("export_directory", str(path))
    assert "không có gì thay đổi" in run("import_directory", str(path), "--as", "he-thong")
    file = changed(path, lambda book: put(book, "Cơ quan", "stp", "Ghi chú", "Chuyển trụ sở"))
    told = run("import_directory", file, "--dry-run", "--as", "he-thong")
    assert "~ Cơ quan: Sở Tư pháp (stp) – Ghi chú:  → Chuyển trụ sở" in told
    assert "Chưa ghi gì" in told
    assert Agency.objects.get(code="stp").note == ""
    assert "1 dòng thay đổi" in run("import_directory", file, "--as", "he-thong")
    assert Agency.objects.get(code="stp").note == "Chuyển trụ sở"


def test_posts_go_out_and_come_in(tmp_path: Path) -> None:
    post, path = post_of("officer"), tmp_path / "chuc-vu.xlsx"
    run("export_posts", str(path))
    file = changed(path, lambda book: put(book, "Chức vụ", post.code, "Đến hết ngày", date(2026, 12, 31)))
    run("import_posts", file, "--as", "he-thong")
    assert Post.objects.get(pk=post.pk).valid_to == date(2026, 12, 31)


def test_a_file_with_an_error_is_refused_with_its_place_and_code_2(tmp_path: Path) -> None:
    path = tmp_path / "co-quan.xlsx"
    run("export_directory", str(path))
    file = changed(path, lambda book: add(book, "Cơ quan", Mã="sdl"))
    out = StringIO()
    with pytest.raises(CommandError, match="không có gì được ghi") as refusal:
        call_command("import_directory", file, "--as", "he-thong", stdout=out)
    assert refusal.value.returncode == 2
    assert "Trang Cơ quan, dòng 174, cột Tên chính thức" in out.getvalue()


@pytest.mark.parametrize("command", ["import_directory", "import_posts"])
def test_a_post_without_the_right_and_a_missing_file_are_refused(command: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="không có quyền"):
        run(command, str(tmp_path / "a.xlsx"), "--as", post_of("officer").code)
    with pytest.raises(CommandError, match=r"Không mở được tệp"):
        run(command, str(tmp_path / "a.xlsx"), "--as", "he-thong")
