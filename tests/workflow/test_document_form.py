"""Numbers, dates and signature blocks as Nghị định 30/2020/NĐ-CP writes them (acceptance checks 46–48)."""

from datetime import date

import pytest

from workflow.document_form import date_line, number_line, plain_name, signature_block


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2025, 1, 24), "ngày 24 tháng 01 năm 2025"),
        (date(2025, 6, 29), "ngày 29 tháng 6 năm 2025"),
        (date(2025, 12, 1), "ngày 01 tháng 12 năm 2025"),
    ],
)
def test_days_below_ten_and_the_first_two_months_get_a_zero(day: date, words: str) -> None:
    assert date_line("Quảng Ngãi", day) == f"Quảng Ngãi, {words}"


def test_a_draft_has_neither_day_nor_number() -> None:
    assert date_line("Quảng Ngãi", None, 2025) == "Quảng Ngãi, ngày    tháng    năm 2025"
    assert date_line("Quảng Ngãi", None) == "Quảng Ngãi, ngày    tháng    năm"
    assert number_line(None, "BC-SKHCN") == "Số:      /BC-SKHCN"


def test_a_number_below_ten_gets_a_zero() -> None:
    assert number_line(5, "KH-UBND") == "Số: 05/KH-UBND"
    assert number_line(24, "KH-UBND") == "Số: 24/KH-UBND"
    assert number_line("0155", "KH-UBND") == "Số: 0155/KH-UBND"


@pytest.mark.parametrize("title", ["", "Tiến sĩ ", "PGS.TS. ", "ThS. ", "Giáo sư, Tiến sĩ ", "TS.", "Ông "])
def test_no_academic_title_before_the_name(title: str) -> None:
    assert plain_name(f"{title}Trần Hoàng Tuấn") == "Trần Hoàng Tuấn"


def test_names_that_merely_begin_like_a_title_are_left_alone() -> None:
    assert plain_name("Bàng Thị Ngọc") == "Bàng Thị Ngọc"
    assert plain_name("Cn Văn") == "Cn Văn"


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        ({"collective": "Ủy ban nhân dân", "post": "Chủ tịch"}, ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        (
            {"collective": "Ủy ban nhân dân", "capacity": "KT.", "of": "Chủ tịch", "post": "Phó Chủ tịch"},
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        ({"capacity": "KT.", "of": "Giám đốc", "post": "Phó Giám đốc"}, ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (
            {"capacity": "TL.", "of": "Chủ tịch", "then": "Chánh Văn phòng", "post": "Phó Chánh Văn phòng"},
            ("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG"),
        ),
        ({"capacity": "TUQ.", "of": "Chủ tịch", "post": "Giám đốc"}, ("TUQ. CHỦ TỊCH", "GIÁM ĐỐC")),
        ({"capacity": "Q.", "post": "Giám đốc"}, ("Q. GIÁM ĐỐC",)),
        ({"post": "Giám đốc"}, ("GIÁM ĐỐC",)),
    ],
)
def test_the_lines_over_the_signature(given: dict, lines: tuple[str, ...]) -> None:
    block = signature_block(name="Tiến sĩ Trần Hoàng Tuấn", **given)
    assert block.lines == lines
    assert block.name == "Trần Hoàng Tuấn"


@pytest.mark.parametrize(
    "given",
    [
        {"capacity": "KT."},
        {"capacity": "TUQ.", "of": "Chủ tịch", "then": "Giám đốc"},
        {"collective": "Ủy ban nhân dân", "capacity": "TUQ.", "of": "Chủ tịch"},
    ],
)
def test_a_capacity_the_rules_do_not_know_is_never_printed(given: dict) -> None:
    with pytest.raises(ValueError, match=r"head|TL\.|TM\."):
        signature_block(post="Phó Giám đốc", name="Nguyễn Văn An", **given)
