"""PDF tables that nobody ruled, that are ruled across only, or whose rows are longer than a page."""

import io

import pikepdf
import pytest
from weasyprint import HTML

from processes.plan_import.doubts import doubts
from processes.plan_import.sources import source_of
from tests.processes.plan_import.plans_written import ATTACHED, cells, ids, messages, reading_of
from tests.processes.plan_import.test_pdf import HEAD, printed, row
from workflow.errors import NotValid

STYLE = """@page { size: A4 landscape; margin: 15mm } body { font: 11pt 'Liberation Serif' } p { margin: 0 0 8pt }
table { border-collapse: collapse; width: 100% } td, th { vertical-align: top; text-align: left; padding: 2pt 9pt 8pt 0 }"""
LONG = " ".join(
    f"Bước {n}: khảo sát, lập phương án, trình cấp có thẩm quyền phê duyệt theo quy định." for n in range(1, 60)
)
TEXT = (
    "Rà soát, hệ thống hóa văn bản quy phạm pháp luật của tỉnh về tiêu chuẩn, đo lường, chất lượng sản phẩm, hàng hóa"
)


def loose(rows, *, style="", below="", head=HEAD):
    """A table without any line, as a web page or a typist leaves it."""
    body = f"<p>KẾ HOẠCH</p><p>{ATTACHED}</p><table>{head}{rows}</table>{below}"
    return HTML(string=f"<style>{STYLE}{style}</style>{body}").write_pdf()


def tasks_of(content):
    found = reading_of(content, "kh.pdf")
    return [(task.row.id, task.row.text, task.row.cells["lead"], task.row.cells["coordinating"], task.row.cells["deadline"])
            for task in found.tasks]  # fmt: skip


def test_columns_are_told_from_the_gaps_and_a_person_confirms_them():
    content = loose(row(1, TEXT) + row(2, "Việc hai", "Sở Khoa học và Công nghệ", "", "Trước ngày 15/12/2025") + row(3))
    assert tasks_of(content) == [
        ("1", TEXT, "Sở Y tế", "Sở Tư pháp", "Năm 2025"),
        ("2", "Việc hai", "Sở Khoa học và Công nghệ", "", "Trước ngày 15/12/2025"),
        ("3", "Việc", "Sở Y tế", "Sở Tư pháp", "Năm 2025"),
    ]
    found = reading_of(content, "kh.pdf")
    assert found.columns.by == "gaps"
    assert doubts(found)[0]["kind"] == "guessed_columns"


def test_rulings_across_alone_are_enough():
    content = loose(row(1, TEXT) + row(2, TEXT), style="td, th { border-bottom: 0.5pt solid black }")
    assert [task[1] for task in tasks_of(content)] == [TEXT, TEXT]


def test_titles_of_groups_run_over_the_columns():
    title = "<tr><td colspan=5><b>I. Hoàn thiện hệ thống văn bản quản lý nhà nước về đo lường, chất lượng và năng suất</b></td></tr>"
    found = reading_of(loose(title + row(1, TEXT) + row(2, TEXT)), "kh.pdf")
    assert ids(found) == ["I.1", "I.2"]
    assert found.groups[0].title.endswith("chất lượng và năng suất")


def test_what_stands_below_the_table_is_no_part_of_its_last_row():
    below = "<p>Nơi nhận:<br>- Như trên;<br>- Lưu: VT.</p>"
    assert [task[1] for task in tasks_of(loose(row(1, TEXT) + row(2, "Việc hai"), below=below))] == [TEXT, "Việc hai"]


def test_headings_come_again_on_the_next_page_or_do_not():
    rows = "".join(row(n, f"Việc {n}: {TEXT}") for n in range(1, 31))
    wanted = [f"Việc {n}: {TEXT}" for n in range(1, 31)]
    keep = "tr { page-break-inside: avoid }"
    assert [task[1] for task in tasks_of(loose(rows, style=keep))] == wanted
    assert [task[1] for task in tasks_of(loose(rows, style=keep, head=f"<thead>{HEAD}</thead>"))] == wanted


def test_where_rows_cannot_be_told_apart_the_file_is_refused():
    rows = row(1, TEXT, "Sở Khoa học và Công nghệ; Sở Tài chính") + row(2, TEXT * 2) + row(3, TEXT)
    style = "table { width: 60% } td { padding: 0 4pt 0 0; vertical-align: middle }"
    with pytest.raises(NotValid, match="không phân định chắc chắn"):
        source_of(loose(rows, style=style), "kh.pdf")


def test_where_words_touch_the_next_column_there_is_no_table_and_the_sentence_says_what_to_do():
    style = "td, th { padding: 2pt 0 8pt; text-align: justify }"
    with pytest.raises(NotValid, match=r"đường kẻ.* Word hoặc Excel"):
        reading_of(loose(row(1, TEXT) + row(2, TEXT), style=style), "kh.pdf")


@pytest.mark.parametrize("head", [HEAD, ""], ids=["headings on every page", "headings once"])
def test_a_row_over_many_pages_is_one_row(head):
    content = printed((HEAD if not head else "") + row(1) + row(2, LONG * 2) + row(3) + row(4), head=head)
    found = reading_of(content, "kh.pdf")
    assert ids(found) == ["1", "2", "3", "4"]
    assert found.tasks[1].row.text == " ".join((LONG * 2).split())
    assert set(cells(found, "lead")) == {"Sở Y tế"}
    assert len(messages(found, "row_cut_by_page")) >= 2


def test_words_that_tracked_changes_struck_out_are_no_words_of_the_plan():
    struck = row(1) + row(2, "<s>Nhiệm vụ đã bỏ</s>")
    with pytest.raises(NotValid, match=r"gạch ngang.*chấp nhận"):
        source_of(printed(struck), "kh.pdf")
    assert ids(reading_of(printed(row(1) + row(2, "<u>Nhiệm vụ còn lại</u>")), "kh.pdf")) == ["1", "2"]


def test_letters_without_a_code_are_refused_and_not_read_as_numbers():
    """A font whose letters nobody named: pdfminer gives their numbers in it, "(cid:36)"."""
    with pikepdf.open(io.BytesIO(printed(row(1)))) as pdf:
        for font in pdf.objects:
            if isinstance(font, pikepdf.Dictionary) and "/ToUnicode" in font:
                del font["/ToUnicode"]
                del font.DescendantFonts[0].FontDescriptor["/FontFile2"]
        stream = io.BytesIO()
        pdf.save(stream)
    with pytest.raises(NotValid, match=r"bảng mã.*OCR"):
        source_of(stream.getvalue(), "kh.pdf")


def turned(content, *, said):
    """Pages laid on their side: the paper upright, the letters not; `said` by /Rotate or by nobody."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            _left, _bottom, width, height = (float(side) for side in page.mediabox)
            page.contents_coalesce()
            page.Contents = pdf.make_stream(b"q 0 1 -1 0 %f 0 cm " % height + page.Contents.read_bytes() + b" Q")
            page.mediabox = [0, 0, height, width]
            if said:
                page.Rotate = 90
        stream = io.BytesIO()
        pdf.save(stream)
    return stream.getvalue()


def test_a_turned_page_is_read_when_the_file_says_so_and_refused_when_not():
    assert ids(reading_of(turned(printed(row(1) + row(2)), said=True), "kh.pdf")) == ["1", "2"]
    with pytest.raises(NotValid, match="xoay trang"):
        source_of(turned(printed(row(1) + row(2)), said=False), "kh.pdf")


def test_the_rest_of_a_row_and_the_last_row_share_a_page_with_the_words_behind_the_table():
    """The gap above the closing words is the widest of that page: it must not hide the gap between the two rows."""
    rows = "".join(row(n, f"Việc {n}: {TEXT}. " + TEXT * 4 * (n == 2)) for n in range(1, 4))
    below = "<p style='margin-top: 30pt'>Trên đây là Kế hoạch; các cơ quan nghiêm túc thực hiện và định kỳ báo cáo.</p>"
    content = loose(rows, style="@page { size: 297mm 100mm }", below=below, head=f"<thead>{HEAD}</thead>")
    found = reading_of(content, "kh.pdf")
    assert [task.row.text.split(":")[0] for task in found.tasks] == ["Việc 1", "Việc 2", "Việc 3"]
    assert messages(found, "row_cut_by_page")
    assert found.tasks[2].row.text == f"Việc 3: {TEXT}."
