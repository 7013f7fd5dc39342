"""Every defect of the customer's document is listed, by rules that hold for other documents too (domain.md 1.5)."""

import pytest

from processes.plan_import.reading import read_from
from processes.plan_import.sources import source_of

TABLE_DEFECTS = [
    ("A1", "possible_misspelling", 117, "NHÌM VỤ"),
    ("A2", "name_not_in_directory", 126, "Dài Phát thanh"),
    ("A3", "group_without_tab", 134, "Nhóm III"),
    ("A4", "empty_ordinal", 137, "III.2"),
    ("A5", "trailing_separator", 140, "IV.1"),
    ("A6", "capital_inside_cell", 138, "Các cơ quan có liên quan"),
    ("A7", "literal_markup", 141, "<i>"),
    *[("A8", "blank_line_in_table", line, "") for line in (123, 129, 136, 142, 151)],
    ("A9", "irregular_separator", 122, ""),
    ("A10", "inconsistent_final_stop", 125, "3 ô có (I.1, II.1, II.3), 17 ô không"),
    ("A11", "inconsistent_deadline_form", 132, "Quý IV, năm 2025"),
    ("A12", "open_group_spellings", 125, "4 cách"),
    ("A13", "mixed_separators", 126, "Cơ quan phối hợp dùng 3 cách"),
    ("A14", "lead_equals_coordinating", 146, "V.1"),
    ("A14", "lead_equals_coordinating", 149, "V.4"),
    ("A15", "missing_commas", 128, "tiêu chuẩn, đo lường chất lượng"),
    ("A15", "missing_commas", 147, "tiêu chuẩn đo lường chất lượng"),
]
BODY_DIFFERENCES = [
    ("I.2", "body_differs_in_form", 126, "Nhân dân", "nhân dân"),
    (
        "II",
        "body_differs_in_form",
        128,
        "tiêu chuẩn đo lường chất lượng; đổi mới",
        "tiêu chuẩn, đo lường, chất lượng; đổi mới",
    ),
    ("II.3", "body_differs_in_form", 132, "tỉnh Quảng Ngãi giai đoạn", "tỉnh giai đoạn"),
    ("II.4", "body_differs_in_form", 133, "Tiêu chuẩn quốc gia", "tiêu chuẩn quốc gia"),
    ("III.1", "body_differs_in_form", 135, "tại địa phương", "trên địa bàn tỉnh"),
    ("IV.2", "body_differs_in_form", 141, "*tổ chức", "<i>tổ chức"),
    ("V.1", "body_differs_in_substance", 146, "trong sản xuất", "trong tiêu dùng, sản xuất"),
    ("V.2", "body_differs_in_form", 147, "tiêu chuẩn, đo lường, chất lượng", "tiêu chuẩn đo lường chất lượng"),
    (
        "V.3",
        "body_differs_in_substance",
        148,
        "lưu thông trên thị trường để kịp thời thông tin",
        "hàng hóa để thông tin",
    ),
]
FORM_DEFECTS = [
    ("C1", "no_heading_block", 1, "Quốc hiệu"),
    ("C2", "repeated_phrase", 19, "về đẩy mạnh"),
    ("C2", "document_without_so", 19, "Chỉ thị 38-CT/TW"),
    ("C3", "possible_misspelling", 87, "bao đảm"),
    ("C3", "possible_misspelling", 106, "Công TTĐT"),
    ("C4", "group_spellings", 21, "sở, ngành"),
    ("C5", "signature_without_tm", 109, "TM. ỦY BAN NHÂN DÂN"),
    ("C6", "appendix_without_name", 119, "Phụ lục"),
    ("C6", "appendix_not_referred_to", 119, ""),
    ("C7", "drafting_unit_not_among_recipients", 107, "KGVX"),
    ("C8", "asked_body_not_among_recipients", 91, "Mặt trận"),
    ("C9", "older_spelling", 87, "hằng năm"),
    *[("C10", "markdown_residue", line, "") for line in (5, 9, 11, 63, 87)],
]


@pytest.mark.parametrize(("defect", "kind", "line", "words"), TABLE_DEFECTS + FORM_DEFECTS)
def test_a_defect_is_listed_at_its_line(plan, defect, kind, line, words):
    messages = [finding.message for finding in plan.findings if (finding.kind, finding.line) == (kind, line)]
    assert any(words in message for message in messages), (defect, messages)


@pytest.mark.parametrize(("item", "kind", "line", "body", "table"), BODY_DIFFERENCES)
def test_a_difference_between_body_and_table_shows_both_texts(plan, item, kind, line, body, table):
    (message,) = [finding.message for finding in plan.findings if (finding.kind, finding.line) == (kind, line)]
    assert item in message
    assert f"{body}" in message.split("bảng ghi")[0]
    assert table in message.split("bảng ghi")[1]


def test_only_v_1_and_v_3_differ_in_substance(plan):
    assert [finding.line for finding in plan.findings if finding.kind == "body_differs_in_substance"] == [146, 148]


def test_seventeen_rows_lack_the_final_stop_of_the_body(plan):
    (finding,) = [finding for finding in plan.findings if finding.kind == "final_stop_differs_from_body"]
    assert finding.message.startswith("17 mục")


def test_no_kind_is_found_more_often_than_the_document_has_it(plan):
    listed = [(kind, line) for _, kind, line, _ in TABLE_DEFECTS + FORM_DEFECTS]
    listed += [(kind, line) for _, kind, line, _, _ in BODY_DIFFERENCES]
    also = {
        ("final_stop_differs_from_body", 121),
        ("mixed_separators", 126),
        ("missing_commas", 21),
        ("missing_commas", 41),
    }
    assert {(finding.kind, finding.line) for finding in plan.findings} == {*listed, *also}


CLEAN = """KẾ HOẠCH

Về chuyển đổi số

(Phụ lục kèm theo Kế hoạch số: 7/KH-UBND ngày 10/02/2025 của UBND tỉnh)

TT\tNội dung\tChủ trì\tPhối hợp\tChỉ đạo\tThời gian
I\tHạ tầng\t\t\t\t
1\tXây dựng trung tâm dữ liệu\tSở Tài chính\tSở Tư pháp\tChủ tịch UBND tỉnh\tQuý II/2025
2\tKết nối liên thông\tSở Y tế\tSở Tư pháp\tChủ tịch UBND tỉnh\tQuý III/2025"""


def kinds(text, directory):
    return {finding.kind for finding in read_from(source_of(text.encode(), "kh.txt"), directory).findings}


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        ("group_without_tab", "I\tHạ tầng\t", "I Hạ tầng\t\t"),
        ("empty_ordinal", "2\tKết nối", "\tKết nối"),
        ("repeated_ordinal", "2\tKết nối", "1\tKết nối"),
        (
            "trailing_separator",
            "\tSở Tư pháp\tChủ tịch UBND tỉnh\tQuý III",
            "\tSở Tư pháp;\tChủ tịch UBND tỉnh\tQuý III",
        ),
        ("literal_markup", "liên thông", "<b>liên thông</b>"),
        ("blank_line_in_table", "2\tKết nối", "\n2\tKết nối"),
        ("inconsistent_final_stop", "liên thông", "liên thông."),
        ("inconsistent_deadline_form", "Quý III/2025", "Quý III, 2025"),
        ("lead_equals_coordinating", "Sở Y tế", "Sở Tư pháp"),
        ("name_not_in_directory", "Sở Y tế", "Sở Y tê"),
        ("column_not_read", "Chỉ đạo\tThời gian", "Mã số\tThời gian"),
        ("repeated_header", "2\tKết", "TT\tNội dung\tChủ trì\tPhối hợp\tChỉ đạo\tThời gian\n2\tKết"),
        ("inherited_cell", "\tSở Tư pháp\tChủ tịch UBND tỉnh\tQuý III", "\tnt\tChủ tịch UBND tỉnh\tQuý III"),
    ],
)
def test_a_rule_finds_its_defect_in_another_plan_and_not_without_it(directory, kind, old, new):
    assert old in CLEAN
    assert kind not in kinds(CLEAN, directory)
    assert kind in kinds(CLEAN.replace(old, new), directory)
