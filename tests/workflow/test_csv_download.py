"""Downloads that a spreadsheet opens as text, in Vietnamese, without running anything."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from io import StringIO

import pytest

from workflow.csv_download import csv_response


def cells(*row: object) -> list[str]:
    answer = csv_response("danh sách.csv", ["Cột"], [row])
    text = answer.content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))[1]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_text_that_could_be_a_formula_gets_an_apostrophe(start: str) -> None:
    assert cells(f"{start}cmd|' /C calc'!A0", "bình thường") == [f"'{start}cmd|' /C calc'!A0", "bình thường"]


def test_numbers_stay_numbers_and_nothing_stays_empty() -> None:
    assert cells(-5, 0, None) == ["-5", "0", ""]


def test_days_and_times_are_written_as_offices_write_them_in_the_provinces_time() -> None:
    assert cells(date(2025, 11, 5), datetime(2025, 11, 5, 17, 30, tzinfo=UTC)) == ["05/11/2025", "06/11/2025 00:30"]


def test_the_file_is_an_attachment_with_a_byte_order_mark_and_a_vietnamese_name() -> None:
    answer = csv_response("danh sách.csv", ["Họ và tên"], [])
    assert answer.content.startswith("\ufeffHọ và tên".encode())
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''danh%20s%C3%A1ch.csv")
