"""Columns in the wordings of many offices, by content, by a person; groups, ordinals and items as offices write them."""

import pytest

from processes.plan_import.columns import column_of, columns_of
from processes.plan_import.doubts import doubts
from processes.plan_import.structure import parts_of
from tests.plans.writers import Written, as_docx, as_markdown, as_xlsx
from tests.processes.plan_import.plans_written import ATTACHED, HEADINGS, cells, ids, messages, reading_of, written
from workflow.errors import NotValid


def docx(*rows, headings=(HEADINGS,)):
    return reading_of(as_docx(written(*rows, headings=headings)), "kh.docx")


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("STT", "ordinal"), ("Số thứ tự", "ordinal"), ("Nội dung chỉ đạo", "text"), ("Tên nhiệm vụ", "text"),
        ("Nhiệm vụ, giải pháp", "text"), ("Mục tiêu", "text"), ("Đơn vị thực hiện", "lead"), ("Phân công", "lead"),
        ("Cơ quan, đơn vị chủ trì", "lead"), ("Đầu mối thực hiện", "lead"), ("Cơ quan tham mưu", "lead"),
        ("Cơ quan, đơn vị phối hợp", "coordinating"), ("Đơn vị liên quan", "coordinating"), ("Cơ quan chỉ đạo", "directing"),
        ("Lãnh đạo UBND chỉ đạo", "directing"), ("Lãnh đạo UBND tỉnh phụ trách", "directing"), ("Cấp trình", "directing"),
        ("Cấp phê duyệt", "directing"), ("Cơ quan ban hành", "directing"), ("Thời gian hoàn thành", "deadline"),
        ("Tiến độ", "deadline"), ("Hoàn thành trước ngày", "deadline"), ("Lộ trình", "deadline"), ("Thời hạn", "deadline"),
        ("Sản phẩm, kết quả", "product"), ("Kết quả đầu ra", "product"), ("Nguồn kinh phí", "funding"),
        ("Dự toán (triệu đồng)", "funding"), ("Hình thức văn bản", "form"), ("Loại văn bản", "form"), ("Ghi chú", "note"),
        ("Mã số", None), ("", None),
    ],
)  # fmt: skip
def test_a_heading_names_its_column(heading, column):
    assert column_of(heading) == column


def test_the_end_is_the_deadline_where_beginning_and_end_are_given():
    found = columns_of(["TT", "Nội dung", "Chủ trì", "Thời gian Bắt đầu", "Thời gian Kết thúc"])
    assert found["deadline"] == 4


def test_the_form_of_document_is_kept_where_the_table_has_it():
    headings = (("TT", "Nội dung", "Chủ trì", "Hình thức văn bản", "Cấp trình", "Thời gian"),)
    found = docx(("1", "Việc a", "Sở Y tế", "Quyết định", "UBND tỉnh", "Năm 2025"), headings=headings)
    assert found.tasks[0].row.cells["form"] == "Quyết định"
    assert found.tasks[0].row.cells["directing"] == "UBND tỉnh"


def test_columns_without_headings_are_told_by_their_content_and_marked_as_a_guess():
    rows = [
        (str(n), f"Xây dựng kế hoạch truyền thông số {n}", "Sở Y tế", "Các sở, ban, ngành", f"Quý {'I' * n}/2025")
        for n in range(1, 4)
    ]
    found = docx(*rows, headings=(("A", "B", "C", "D", "E"),))
    assert dict(found.columns) == {"ordinal": 0, "text": 1, "lead": 2, "coordinating": 3, "deadline": 4}
    assert found.columns.by == "content"
    assert ids(found) == ["1", "2", "3"]
    assert "đoán cột theo nội dung" in messages(found, "columns_by_content")[0]


def test_a_person_may_say_which_column_is_which():
    content = as_docx(
        written(("1", "Việc a", "Sở Y tế", "Sở Tư pháp", "Năm 2025"), ("2", "Việc b", "Sở Y tế", "", "Năm 2025"))
    )
    found = reading_of(content, "kh.docx", {"lead": 3, "coordinating": 2})
    assert (cells(found, "lead"), cells(found, "coordinating")) == (["Sở Tư pháp", ""], ["Sở Y tế", "Sở Y tế"])
    assert found.columns.by == "person"


def test_a_person_may_name_columns_that_no_heading_names():
    headings = (("A", "B", "C"),)
    plan = Written([ATTACHED], headings, [("x", "Việc a", "y"), ("x", "Việc b", "y")])
    with pytest.raises(NotValid, match="không có bảng nhiệm vụ"):
        reading_of(as_docx(plan), "kh.docx")
    found = reading_of(as_docx(plan), "kh.docx", {"text": 1, "lead": 2})
    assert [task.row.text for task in found.tasks] == ["Việc a", "Việc b"]


@pytest.mark.parametrize("write", [as_docx, as_xlsx, as_markdown])
def test_letters_hold_roman_groups_and_ordinals_may_start_again(write):
    plan = written(
        ("A", "Nhiệm vụ chung", "", "", ""),
        ("I", "Tuyên truyền", "", "", ""),
        ("1", "Việc a", "Sở Y tế", "", "Năm 2025"),
        ("II", "Đào tạo", "", "", ""),
        ("1", "Việc b", "Sở Y tế", "", "Năm 2025"),
        ("B", "Nhiệm vụ riêng", "", "", ""),
        ("I", "Đầu tư", "", "", ""),
        ("1", "Việc c", "Sở Y tế", "", "Năm 2025"),
    )
    found = reading_of(write(plan), {as_docx: "kh.docx", as_xlsx: "kh.xlsx", as_markdown: "kh.md"}[write])
    assert ids(found) == ["A.I.1", "A.II.1", "B.I.1"]
    assert [group.ordinal for group in found.groups] == ["A", "A.I", "A.II", "B", "B.I"]


def test_c_after_b_is_a_letter_and_not_a_hundred():
    rows = [
        row
        for letter in "ABCDĐ"
        for row in ((letter, f"Nhóm {letter}", "", "", ""), ("1", "Việc", "Sở Y tế", "", "Năm 2025"))
    ]
    assert [group.ordinal for group in docx(*rows).groups] == ["A", "B", "C", "D", "Đ"]


def test_numbers_with_points_letters_and_dashes_are_tasks_under_their_number():
    found = docx(
        ("1", "Nhóm việc một", "", "", ""),
        ("1.1", "Việc a", "Sở Y tế", "", "Năm 2025"),
        ("1.2", "Việc b", "Sở Y tế", "", "Năm 2025"),
        ("2", "Việc c", "Sở Y tế", "", "Năm 2025"),
        ("a)", "Phần a", "Sở Y tế", "", "Năm 2025"),
        ("b)", "Phần b", "Sở Y tế", "", "Năm 2025"),
        ("3", "Việc d", "Sở Y tế", "", "Năm 2025"),
        ("–", "Ý một", "Sở Y tế", "", "Năm 2025"),
        ("–", "Ý hai", "Sở Y tế", "", "Năm 2025"),
    )
    assert [(group.ordinal, group.title) for group in found.groups] == [("1", "Nhóm việc một")]
    assert ids(found) == ["1.1", "1.2", "2", "2.a", "2.b", "3", "3.1", "3.2"]
    assert [task.row.ordinal_source for task in found.tasks][-2:] == ["inferred", "inferred"]
    assert [doubt["task"] for doubt in doubts(found) if doubt["kind"] == "inferred_ordinal"] == ["3.1", "3.2"]


def test_a_merged_row_and_a_bold_row_without_ordinal_are_groups():
    found = docx(
        ("LĨNH VỰC Y TẾ",), ("1", "Việc a", "Sở Y tế", "", "Năm 2025"),
        ("LĨNH VỰC GIÁO DỤC",), ("1", "Việc b", "Sở Giáo dục và Đào tạo", "", "Năm 2025"),
    )  # fmt: skip
    assert [(group.ordinal, group.title) for group in found.groups] == [
        ("I", "LĨNH VỰC Y TẾ"),
        ("II", "LĨNH VỰC GIÁO DỤC"),
    ]
    assert ids(found) == ["I.1", "II.1"]
    assert len(messages(found, "group_without_ordinal")) == 2


def test_rows_that_share_a_merged_ordinal_are_told_apart_and_marked():
    found = docx(
        ("1", "Việc a", "Sở Y tế", "", "Năm 2025"),
        ("^", "^", "Sở Tư pháp", "", "Năm 2026"),
        ("2", "Việc b", "Sở Y tế", "", "Năm 2025"),
    )
    assert ids(found) == ["1", "1.2", "2"]
    assert (found.tasks[1].row.text, found.tasks[1].row.inherited) == ("Việc a", ("text",))
    assert (found.tasks[1].row.ordinal_source, found.tasks[1].row.proven) == ("inferred", False)


def test_an_empty_ordinal_is_inferred_and_marked():
    found = docx(
        ("1", "a", "Sở Y tế", "", "Năm 2025"),
        ("", "b", "Sở Y tế", "", "Năm 2025"),
        ("3", "c", "Sở Y tế", "", "Năm 2025"),
    )
    assert [(task.row.ordinal, task.row.ordinal_source) for task in found.tasks][1] == ("2", "inferred")


def test_ordinals_inside_the_content_are_read_where_no_column_has_them():
    headings = (("Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời gian"),)
    found = docx(("1. Việc a", "Sở Y tế", "Năm 2025"), ("2. Việc b", "Sở Y tế", "Năm 2025"), headings=headings)
    assert (ids(found), found.tasks[0].row.text) == (["1", "2"], "1. Việc a")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("- Xây dựng kế hoạch;\n- Tổ chức hội nghị", 2),
        ("Thực hiện:\na) Xây dựng kế hoạch;\nb) Tổ chức hội nghị;\nc) Báo cáo", 3),
        ("a) Xây dựng kế hoạch; b) Tổ chức hội nghị", 2),
        ("Xây dựng kế hoạch; tổ chức hội nghị", 0),
        ("Thực hiện điểm a) khoản 1", 0),
    ],
)
def test_several_tasks_in_a_cell_are_offered_as_a_split_and_never_split(text, parts):
    assert len(parts_of(text)) == parts
    found = docx(("1", text, "Sở Y tế", "", "Năm 2025"))
    assert len(found.tasks) == 1
    assert len(messages(found, "several_tasks_in_cell")) == (1 if parts else 0)


def test_a_second_table_that_begins_with_1_again_is_a_group_of_its_own():
    second = as_markdown(written(("1", "Việc b", "Sở Y tế", "", "Năm 2025"))).decode().split("\n", 1)[1]
    first = as_markdown(written(("1", "Việc a", "Sở Y tế", "", "Năm 2025"))).decode()
    found = reading_of(f"{first}\nPhụ lục II\n{second}".encode(), "kh.md")
    assert [task.row.text for task in found.tasks] == ["Việc a", "Việc b"]
    assert len(set(ids(found))) == 2
    assert found.groups[-1].title == "Phụ lục II"


def test_a_decision_with_the_plan_attached_names_number_day_issuer_title_and_basis():
    above = [
        "ỦY BAN NHÂN DÂN", "TỈNH QUẢNG NGÃI", "Số: 1169/QĐ-UBND", "Quảng Ngãi, ngày 14 tháng 02 năm 2025", "QUYẾT ĐỊNH",
        "Ban hành Kế hoạch tiêu chuẩn, đo lường, chất lượng", "", "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "Căn cứ Quyết định số 1703/QĐ-TTg ngày 31/12/2024 của Thủ tướng Chính phủ;", "QUYẾT ĐỊNH:", "", "KẾ HOẠCH",
        "(Ban hành kèm theo Quyết định số 1169/QĐ-UBND ngày 14/02/2025 của UBND tỉnh)",
    ]  # fmt: skip
    found = reading_of(as_docx(Written(above, [HEADINGS], [("1", "Việc", "Sở Y tế", "", "Năm 2025")])), "kh.docx")
    assert found.document.as_json() == {
        "number": "1169/QĐ-UBND", "date": "2025-02-14", "issuer": "UBND tỉnh Quảng Ngãi",
        "title": "Ban hành Kế hoạch tiêu chuẩn, đo lường, chất lượng",
    }  # fmt: skip
    assert [(basis.number, str(basis.dated)) for basis in found.document.basis] == [("1703/QĐ-TTg", "2024-12-31")]


def test_a_plan_under_a_decision_is_known_by_the_line_that_ties_it():
    above = [
        "KẾ HOẠCH",
        "Chuyển đổi số",
        "(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 14 tháng 02 năm 2025 của UBND tỉnh Quảng Ngãi)",
    ]
    document = reading_of(
        as_docx(Written(above, [HEADINGS], [("1", "Việc", "Sở Y tế", "", "Năm 2025")])), "kh.docx"
    ).document
    assert (document.number, str(document.signed), document.issuer, document.title) == (
        "12/QĐ-UBND", "2025-02-14", "UBND tỉnh Quảng Ngãi", "Chuyển đổi số",
    )  # fmt: skip


def test_content_stands_in_for_a_heading_that_says_nothing():
    headings = (("TT", "Danh mục", "Cơ quan chủ trì", "Thời gian"),)
    rows = [(str(n), f"Xây dựng kế hoạch truyền thông số {n}", "Sở Y tế", "Năm 2025") for n in range(1, 4)]
    found = docx(*rows, headings=headings)
    assert (ids(found), found.columns["text"]) == (["1", "2", "3"], 1)
    assert messages(found, "columns_by_content")


def test_of_a_source_of_money_and_a_sum_the_sum_is_the_funding():
    assert columns_of(["Nội dung", "Chủ trì", "Kinh phí Nguồn vốn", "Kinh phí Dự toán (triệu đồng)"])["funding"] == 3
    assert columns_of(["Nội dung", "Chủ trì", "Nguồn kinh phí"])["funding"] == 2
