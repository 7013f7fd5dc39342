"""XLSX out without formulas, and in with limits: what is no plain table is refused in one sentence."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from tests.workflow.hostile_files import TODAY
from workflow import spreadsheets
from workflow.errors import NotValid
from workflow.files import open_verified, store
from workflow.spreadsheets import LIMITS, Sheet, Table, read, written


def saved(*rows: tuple[Any, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def sheet_of(content: bytes) -> Sheet:
    return read(io.BytesIO(content))[0]


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same file with one part put in or replaced."""
    answer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(answer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, part)
    return answer.getvalue()


@pytest.fixture(autouse=True)
def _own_store(settings: Any, tmp_path: Any) -> None:
    settings.EVIDENCE_DIR = tmp_path


def taken_in(content: bytes, name: str = "bang.xlsx") -> list[Sheet]:
    """As a page takes it: through the store, then read."""
    stored = store(io.BytesIO(content), name=name, limits=LIMITS, on=TODAY)
    with open_verified(stored.sha256) as file:
        return read(file)


FORMULAS = ["=1+1", "+84 55 3822 222", "-1", "@SUM(A1)", '=HYPERLINK("http://x.example","bấm")', "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_leaves_as_text(text: str) -> None:
    content = written([Table("Bảng", ["Tên", text], [[text, 1]])])
    sheet = load_workbook(io.BytesIO(content)).active
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in (sheet["A2"], sheet["B1"])] == [
        (text, "s", True)
    ] * 2
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())
    assert sheet_of(content).rows[0].cells == (text, 1)


def test_days_are_days_moments_are_local_and_very_old_days_are_text() -> None:
    moment = datetime(2025, 1, 24, 17, 30, tzinfo=UTC)
    content = written([Table("Bảng", ["Ngày", "Lúc", "Xưa"], [[date(2025, 1, 24), moment, date(1890, 5, 19)]])])
    row = load_workbook(io.BytesIO(content)).active[2]
    assert [cell.value for cell in row] == [datetime(2025, 1, 24), datetime(2025, 1, 25, 0, 30), "19/05/1890"]
    assert [cell.number_format for cell in row[:2]] == ["dd/mm/yyyy", "dd/mm/yyyy hh:mm"]


def test_letters_that_xml_cannot_hold_are_left_out() -> None:
    assert sheet_of(written([Table("Bảng", ["Tên"], [["a\x00b\x1fc"]])])).rows[0].cells == ("abc",)


def test_the_file_that_is_written_is_one_that_the_store_takes() -> None:
    content = written([Table("Bảng", ["Mã", "Tên"], [["a", "Sở Tư pháp"]]), Table("Trống", ["Mã"], [])])
    first, second = taken_in(content)
    assert (first.title, first.headings, first.rows[0].number) == ("Bảng", ("Mã", "Tên"), 2)
    assert second.rows == ()


def test_a_formula_that_comes_in_is_named_and_never_calculated() -> None:
    row = sheet_of(saved(("Mã", "Số"), ("a", "=1+1"), ("b", 2))).rows[0]
    assert row.cells == ("a", None)
    assert "công thức" in row.broken[1]


def test_errors_hours_and_long_texts_are_named_at_their_cell() -> None:
    content = saved(("Mã",) * 4, ("#N/A", datetime(2025, 1, 24, 8, 30), "x" * 5001, datetime(2025, 1, 24)))
    row = sheet_of(content).rows[0]
    assert sorted(row.broken) == [0, 1, 2]
    assert row.cells[3] == date(2025, 1, 24)


def test_empty_rows_are_left_out_and_rows_keep_their_numbers() -> None:
    sheet = sheet_of(saved((), ("Mã",), (), ("a",), (), ("  ",), ("b",)))
    assert [(row.number, row.cells[0]) for row in sheet.rows] == [(4, "a"), (7, "b")]


def test_hidden_sheets_are_not_read() -> None:
    book = Workbook()
    book.active.append(("Mã",))
    book.create_sheet("Ẩn").sheet_state = "hidden"
    content = io.BytesIO()
    book.save(content)
    assert [sheet.title for sheet in read(content)] == ["Sheet"]


def test_too_many_rows_or_columns_are_refused() -> None:
    with pytest.raises(NotValid, match=r"10\.000 dòng"):
        read(io.BytesIO(saved(*[("a",)] * 10_001)))
    with pytest.raises(NotValid, match="60 cột"):
        read(io.BytesIO(saved(tuple("a" * 61))))


def rows_of(count: int) -> bytes:
    """A sheet written by hand, without its size at the top."""
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (at, at) for at in range(1, count + 1))
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (main, rows)


@pytest.mark.parametrize("count", [1_000_000, 200_000])
def test_a_sheet_of_many_rows_is_refused(count: int) -> None:
    """A million unpack to more than is taken; what is taken is counted."""
    content = with_part(saved(("Mã",)), "xl/worksheets/sheet1.xml", rows_of(count))
    with pytest.raises(NotValid):
        taken_in(content)


def test_a_row_far_down_in_an_otherwise_empty_sheet_is_refused() -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    part = f'<worksheet xmlns="{main}"><sheetData><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData></worksheet>'
    with pytest.raises(NotValid, match="dòng"):
        taken_in(with_part(saved(("Mã",)), "xl/worksheets/sheet1.xml", part.encode()))


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr">
<is><t>&b;</t></is></c></row></sheetData></worksheet>"""


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("xl/vbaProject.bin", b"macro"),
        ("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
        ("xl/worksheets/sheet1.xml", b" " * (spreadsheets.LIMITS.max_unpacked_bytes + 1)),
        ("xl/worksheets/sheet1.xml", ENTITIES),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row"),
        ("xl/workbook.xml", b"no workbook"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_in_words(name: str, part: bytes) -> None:
    with pytest.raises(NotValid):
        taken_in(with_part(saved(("Mã",)), name, part))


def test_a_workbook_with_macros_under_a_harmless_name_is_refused() -> None:
    with zipfile.ZipFile(io.BytesIO(saved(("Mã",)))) as archive:
        types = archive.read("[Content_Types].xml")
    macro = types.replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    assert macro != types
    with pytest.raises(NotValid, match="macro"):
        taken_in(with_part(saved(("Mã",)), "[Content_Types].xml", macro))


def test_what_is_no_archive_is_refused() -> None:
    with pytest.raises(NotValid):
        read(io.BytesIO(b"Ma;Ten\n1;2\n"))
