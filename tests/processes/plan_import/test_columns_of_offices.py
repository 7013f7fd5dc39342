"""Columns, headings and tables as a second hand drew them: what a careful clerk reads there, and what is no task."""

import datetime
import io

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from processes.plan_import.columns import column_of, columns_of
from processes.plan_import.doubts import doubts
from processes.plan_import.sources import source_of
from processes.plan_import.sources.text import unquoted
from tests.plans.writers import Written, as_docx, as_markdown, as_xlsx
from tests.processes.plan_import.plans_written import ATTACHED, HEADINGS, cells, ids, messages, reading_of, written
from workflow.errors import NotValid


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("S TT", "ordinal"), ("T\nT", "ordinal"), ("STT (1)", "ordinal"), ("Danh mục văn bản", "text"), ("Trách nhiệm chính", "lead"),
        ("Đơn vị được phân công", "lead"), ("Cơ quan/đơn vị triển khai", "lead"), ("Cơ quan trình", "lead"), ("Cơ quan chuẩn bị", "lead"),
        ("Chủ trì/Phối hợp", "lead"), ("Cơ quan chủ trì, phối hợp", "lead"), ("Cấp có thẩm quyền", "directing"),
        ("PCT UBND tỉnh phụ trách", "directing"), ("Mốc hoàn thành", "deadline"), ("Dự kiến hoàn thành", "deadline"),
        ("TG hoàn thành", "deadline"), ("T/gian hoàn thành", "deadline"),
        ("Văn bản giao nhiệm vụ", None), ("Số, ký hiệu văn bản giao nhiệm vụ", None), ("Văn bản chỉ đạo", None), ("Ngày giao", None),
        ("Thời gian giao", None), ("Thời điểm giao", None), ("Tiến độ thực hiện đến nay", None), ("Mã nhiệm vụ", None),
        ("Kết quả thực hiện đến thời điểm báo cáo", None), ("Nội dung báo cáo", None), ("Nội dung phối hợp", None),
    ],
)  # fmt: skip
def test_a_heading_names_its_column(heading, column):
    assert column_of(heading) == column


def test_of_a_group_and_the_work_in_it_the_work_is_the_content():
    assert columns_of(["TT", "Nhóm nhiệm vụ", "Nhiệm vụ cụ thể", "Chủ trì", "Thời gian"])["text"] == 2
    assert columns_of(["TT", "Mục tiêu", "Nội dung thực hiện", "Chủ trì", "Thời gian"])["text"] == 2
    assert columns_of(["TT", "Mục tiêu", "Chủ trì", "Thời gian"])["text"] == 1


def test_of_two_times_the_end_of_the_work_is_the_deadline():
    assert columns_of(["TT", "Nội dung", "Chủ trì", "Thời hạn giao", "Hạn hoàn thành"])["deadline"] == 4
    assert columns_of(["TT", "Nội dung", "Chủ trì", "Thời hạn hoàn thành", "Thời gian báo cáo"])["deadline"] == 3


def test_of_from_and_to_the_to_is_the_deadline():
    assert columns_of(["TT", "Nội dung", "Chủ trì", "Thời gian Từ", "Thời gian Đến"])["deadline"] == 4
    assert columns_of(["TT", "Nội dung", "Chủ trì", "Ngày bắt đầu", "Ngày kết thúc"])["deadline"] == 4
    assert columns_of(["TT", "Nội dung", "Chủ trì", "Năm"])["deadline"] == 3


def test_a_mark_under_a_year_is_never_a_certain_time():
    headings = ("TT", "Nội dung", "Chủ trì", "Thời gian", "<", "<"), ("^", "^", "^", "2025", "2026", "2027-2030")
    rows = [("1", "Việc a", "Sở Y tế", "", "x", ""), ("2", "Việc b", "Sở Y tế", "", "", "x")]
    found = reading_of(as_docx(written(*rows, headings=headings)), "kh.docx")
    assert cells(found, "deadline") == ["Thời gian 2026: x", "Thời gian 2027-2030: x"]
    assert not any(task.deadline.certain for task in found.tasks)
    funding = columns_of(["TT", "Nội dung", "Chủ trì", "Kinh phí 2025", "Kinh phí 2026"])
    assert "deadline" not in funding


def test_a_tick_of_a_symbol_font_is_a_mark():
    document = docx.Document(io.BytesIO(as_docx(written(("1", "Việc", "Sở Y tế", "", "")))))
    tick = OxmlElement("w:sym")
    tick.set(qn("w:font"), "Wingdings")
    tick.set(qn("w:char"), "F0FC")
    document.tables[0].cell(1, 4).paragraphs[0].add_run()._r.append(tick)
    stream = io.BytesIO()
    document.save(stream)
    found = reading_of(stream.getvalue(), "kh.docx")
    assert (cells(found, "deadline"), found.tasks[0].deadline.certain) == (["✓"], False)


@pytest.mark.parametrize(
    ("shown", "text", "end"),
    [
        ("mmm-yy", "06/2025", "2025-06-30"), ("mm/yyyy", "06/2025", "2025-06-30"), ("yyyy", "2025", "2025-12-31"),
        ("dd/mm/yyyy", "01/06/2025", "2025-06-01"), ("[$-42A]d mmmm yyyy;@", "01/06/2025", "2025-06-01"),
        ("d-mmm", "01/06", "None"),
    ],
)  # fmt: skip
def test_a_date_in_excel_says_what_its_cell_shows(shown, text, end):
    """Who types 6/2025 gets the first of June with its day hidden; the month is meant."""
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(written(("1", "Việc", "Sở Y tế", "", "")))))
    cell = next(row for row in book.active.iter_rows() if row[1].value == "Việc")[4]
    cell.value, cell.number_format = datetime.date(2025, 6, 1), shown
    stream = io.BytesIO()
    book.save(stream)
    found = reading_of(stream.getvalue(), "kh.xlsx")
    assert (cells(found, "deadline"), f"{found.tasks[0].deadline.end}") == ([text], end)


def test_one_column_for_lead_and_coordination_asks_who_is_which():
    headings = (("TT", "Nội dung", "Cơ quan chủ trì, phối hợp", "Thời gian"),)
    rows = [("1", "Việc a", "Sở Y tế, Sở Tư pháp", "Năm 2025"), ("2", "Việc b", "Sở Y tế", "Năm 2025")]
    both, alone = (task.leads for task in reading_of(as_docx(written(*rows, headings=headings)), "kh.docx").tasks)
    assert (both.codes, both.certain, [term.proposals for term in both.terms]) == ((), False, [("syt",), ("stp",)])
    assert (alone.codes, alone.certain) == (("syt",), True)


QUARTERS = (
    ("TT", "Nội dung", "Chủ trì", "Thời gian năm 2025", "<", "<", "<"),
    ("^", "^", "^", "Quý I", "Quý II", "Quý III", "Quý IV"),
)


@pytest.mark.parametrize("write", [as_docx, as_xlsx])
def test_a_mark_under_a_quarter_is_never_a_certain_time(write):
    rows = [("1", "Việc a", "Sở Y tế", "", "x", "", ""), ("2", "Việc b", "Sở Y tế", "", "", "x", "x")]
    name = {as_docx: "kh.docx", as_xlsx: "kh.xlsx"}[write]
    found = reading_of(write(written(*rows, headings=QUARTERS)), name)
    assert ids(found) == ["1", "2"]
    assert [cell.count("x") for cell in cells(found, "deadline")] == [1, 2]
    assert cells(found, "deadline")[0].endswith("Quý II: x")
    assert not any(task.deadline.certain for task in found.tasks)


def with_tables(*tables):
    """A Word document with a title above each table."""
    document = docx.Document()
    document.add_paragraph(ATTACHED)
    for title, *rows in tables:
        document.add_paragraph(title)
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def task(number, text="Việc"):
    return (str(number), text, "Sở Y tế", "", "Năm 2025")


def test_tables_under_titles_of_their_own_are_groups_from_the_first_on():
    found = reading_of(
        with_tables(("I. Hạ tầng số", HEADINGS, task(1), task(2)), ("II. Dữ liệu số", HEADINGS, task(1))), "kh.docx"
    )
    assert [(group.ordinal, group.title) for group in found.groups] == [("I", "Hạ tầng số"), ("II", "Dữ liệu số")]
    assert ids(found) == ["I.1", "I.2", "II.1"]


def test_a_table_of_costs_beside_the_plan_is_told_and_makes_no_tasks():
    costs = ("TT", "Nội dung", "Đơn vị thực hiện", "Số tiền", "Nguồn kinh phí")
    found = reading_of(
        with_tables(
            ("Nhiệm vụ", HEADINGS, task(1)),
            ("Dự toán", costs, ("1", "Mua máy tính", "Sở Y tế", "150.000.000", "Ngân sách tỉnh")),
        ),
        "kh.docx",
    )
    assert ids(found) == ["1"]
    assert "Thời gian" in messages(found, "table_not_read")[0]


@pytest.mark.parametrize("note", ["Ghi chú: kinh phí lồng ghép", "(*) Có phụ lục riêng", "Nơi nhận: như trên"])
def test_a_note_in_the_middle_of_the_table_does_not_end_it(note):
    rows = [task(1), ("", note, "", "", ""), task(2), task(3)]
    assert ids(reading_of(as_docx(written(*rows)), "kh.docx")) == ["1", "2", "3"]


def test_a_raised_figure_is_a_mark_and_no_figure_of_the_number_before_it():
    document = docx.Document(io.BytesIO(as_docx(written(("1", "Việc", "Sở Y tế", "", "Tháng 1")))))
    cell = document.tables[0].cell(1, 4).paragraphs[0]
    cell.add_run("2").font.superscript = True
    cell.add_run("/2025")
    stream = io.BytesIO()
    document.save(stream)
    found = reading_of(stream.getvalue(), "kh.docx")
    assert (cells(found, "deadline"), found.tasks[0].deadline.certain) == (["Tháng 1²/2025"], False)


def test_cells_that_a_spreadsheet_put_in_quotes_are_one_cell_again():
    rows = (
        '1\t"Cải thiện:\n- Việc một;\n- Việc hai"\tSở Y tế\t"Sở Tài chính;\nSở Tư pháp"\tNăm 2025\n'
        '2\t"Mở ""Ngày hội"""\tSở Y tế\t"\tNăm 2025\n'
    )
    found = reading_of(f"{ATTACHED}\n{chr(9).join(HEADINGS)}\n{rows}".encode(), "kh.txt")
    assert [task.row.text for task in found.tasks] == ["Cải thiện:\n- Việc một;\n- Việc hai", 'Mở "Ngày hội"']
    assert found.tasks[0].coordinating.codes == ("stc", "stp")
    assert cells(found, "coordinating")[1] == cells(found, "coordinating")[0]  # the ditto mark is no quotation
    assert found.tasks[1].row.place == {"line": 7}


def test_quotes_of_the_writer_stay_as_they_are():
    lines = ['a\t"mở mà không đóng', 'b\t"trọn vẹn"', 'c\t"', "d"]
    assert list(unquoted(lines)) == list(enumerate(lines, start=1))


def test_slanted_words_of_markdown_are_words():
    rows = [task(1), ("2", "Việc", "*như trên*", "_Sở Tư pháp_", "Năm 2025")]
    found = reading_of(as_markdown(Written([ATTACHED], [HEADINGS], rows)), "kh.md")
    assert (cells(found, "lead"), cells(found, "coordinating")[1]) == (["Sở Y tế", "Sở Y tế"], "Sở Tư pháp")


LEGACY = {
    "TCVN3": ("ThÈm ®Þnh dù ¸n ®Çu t c«ng", "Së Tµi chÝnh", "N¨m 2025"),
    "VNI": ("Thaåm ñònh döï aùn ñaàu tö coâng", "Sôû Taøi chính", "Naêm 2025"),
}


@pytest.mark.parametrize("code", LEGACY)
def test_letters_of_old_fonts_are_refused_with_what_to_do(code):
    text, lead, deadline = LEGACY[code]
    content = as_docx(written(task(1), ("2", text, lead, "", deadline)))
    with pytest.raises(NotValid, match=r"phông cũ TCVN3 hoặc VNI.*hàng 3.*Unicode"):
        source_of(content, "kh.docx")


def test_a_foreign_name_is_no_old_font():
    found = reading_of(
        as_docx(written(("1", "Mời chuyên gia Björn Müller tập huấn", "Sở Y tế", "", "Năm 2025"))), "kh.docx"
    )
    assert ids(found) == ["1"]
    assert not [doubt for doubt in doubts(found) if doubt["cell"] == "text"]
