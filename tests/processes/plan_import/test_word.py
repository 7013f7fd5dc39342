"""What Word documents hide: merged cells, changes not yet accepted, footnotes, automatic numbers, odd letters."""

import copy
import io
import unicodedata

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.plans.writers import as_docx
from tests.processes.plan_import.plans_written import cells, ids, messages, reading_of, written

ROWS = (("1", "Việc a", "Sở Y tế", "Sở Tư pháp", "Năm 2025"), ("2", "Việc b", "Sở Nội vụ", "", "Quý II/2025"))


def changed(content, change):
    document = docx.Document(io.BytesIO(content))
    change(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read_changed(change, *rows):
    return reading_of(changed(as_docx(written(*(rows or ROWS))), change), "kh.docx")


def test_cells_merged_down_lend_their_text_and_say_so():
    found = reading_of(
        as_docx(
            written(
                ("1", "Việc a", "Sở Y tế", "Sở Tư pháp", "Năm 2025"),
                ("2", "Việc b", "^", "", "Quý II/2025"),
                ("3", "Việc c", "^", "", "^"),
                ("4", "Việc d", "Sở Nội vụ", "", "^"),
            )
        ),
        "kh.docx",
    )
    assert cells(found, "lead") == ["Sở Y tế", "Sở Y tế", "Sở Y tế", "Sở Nội vụ"]
    assert cells(found, "deadline") == ["Năm 2025", "Quý II/2025", "Quý II/2025", "Quý II/2025"]
    assert [task.row.inherited for task in found.tasks] == [(), ("lead",), ("lead", "deadline"), ("deadline",)]
    assert len(messages(found, "inherited_cell")) == 3


def test_a_cell_merged_across_lends_its_text_to_the_right():
    found = reading_of(as_docx(written(("1", "Việc a", "Các sở, ban, ngành", "<", "Năm 2025"))), "kh.docx")
    assert (cells(found, "coordinating"), found.tasks[0].row.inherited) == (["Các sở, ban, ngành"], ("coordinating",))


def test_a_header_in_two_rows_is_joined():
    headings = (
        ("TT", "Nội dung", "Cơ quan thực hiện", "<", "Thời gian"),
        ("^", "^", "Chủ trì", "Phối hợp", "^"),
    )
    found = reading_of(as_docx(written(*ROWS, headings=headings)), "kh.docx")
    assert dict(found.columns) == {"ordinal": 0, "text": 1, "lead": 2, "coordinating": 3, "deadline": 4}
    assert cells(found, "coordinating") == ["Sở Tư pháp", ""]


def test_the_row_that_counts_the_columns_is_no_task():
    found = reading_of(as_docx(written(("(1)", "(2)", "(3)", "(4)", "(5)"), *ROWS)), "kh.docx")
    assert ids(found) == ["1", "2"]


def test_tracked_changes_are_read_as_accepted_and_told():
    def change(document):
        paragraph = document.tables[0].cell(1, 2).paragraphs[0]
        run = paragraph.runs[0]._r
        gone = OxmlElement("w:del")
        run.addprevious(gone)
        gone.append(run)
        run.find(qn("w:t")).tag = qn("w:delText")
        new = parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>Sở Tài chính</w:t></w:r></w:ins>")
        gone.addnext(new)

    found = read_changed(change)
    assert cells(found, "lead") == ["Sở Tài chính", "Sở Nội vụ"]
    (message,) = messages(found, "tracked_changes")
    assert "thêm “Sở Tài chính”" in message
    assert "bỏ “Sở Y tế”" in message


def test_a_row_struck_out_by_a_tracked_change_is_not_read():
    def change(document):
        document.tables[0].rows[1]._tr.get_or_add_trPr().append(OxmlElement("w:del"))

    found = read_changed(change)
    assert ids(found) == ["2"]
    assert "Việc a" in messages(found, "tracked_changes")[0]


def test_a_hidden_row_and_hidden_words_are_not_read_and_told():
    def change(document):
        table = document.tables[0]
        table.rows[2]._tr.get_or_add_trPr().append(OxmlElement("w:hidden"))
        table.cell(1, 1).paragraphs[0].add_run(" (bản nháp)").font.hidden = True

    found = read_changed(change)
    assert [task.row.text for task in found.tasks] == ["Việc a"]
    assert "Việc b" in messages(found, "hidden_row")[0]
    assert "bản nháp" in messages(found, "hidden_text")[0]


def test_a_footnote_is_told_and_its_mark_stays_out_of_the_cell():
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    def change(document):
        note = '<w:footnote w:id="2"><w:p><w:r><w:t>Theo Thông báo 12/TB-VP.</w:t></w:r></w:p></w:footnote>'
        notes = f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>"
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        run = document.tables[0].cell(1, 1).paragraphs[0].add_run()
        run._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="2"/>'))

    found = read_changed(change)
    assert found.tasks[0].row.text == "Việc a"
    assert "Theo Thông báo 12/TB-VP." in messages(found, "footnote")[0]


def test_a_table_inside_a_cell_becomes_lines_of_that_cell():
    def change(document):
        inner = document.tables[0].cell(1, 1).add_table(rows=1, cols=2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "Số lớp", "5"

    found = read_changed(change)
    assert found.tasks[0].row.text == "Việc a\nSố lớp | 5"
    assert ids(found) == ["1", "2"]
    assert messages(found, "nested_table")


def test_a_table_laid_inside_a_frame_table_is_found():
    def change(document):
        table = document.tables[0]._tbl
        frame = document.add_table(rows=1, cols=1)
        frame.cell(0, 0)._tc.insert(0, copy.deepcopy(table))
        table.getparent().remove(table)

    found = read_changed(change)
    assert ids(found) == ["1", "2"]


def test_numbers_that_word_counts_itself_are_read_as_printed():
    def change(document):
        table = document.tables[0]
        for row in (1, 2):
            cell = table.cell(row, 0)
            cell.text = ""
            cell.paragraphs[0].style = document.styles["List Number"]

    found = read_changed(change)
    assert [(task.row.ordinal, task.row.ordinal_source) for task in found.tasks] == [("1", "printed"), ("2", "printed")]


def test_odd_spaces_soft_hyphens_and_decomposed_letters_do_not_matter():
    odd = unicodedata.normalize("NFD", "Sở\u00a0Khoa học và Công\u00ad nghệ")
    found = reading_of(as_docx(written(("1", "Việc\u200b a", odd, "", "Quý\u00a0II – III/2025"))), "kh.docx")
    assert (found.tasks[0].row.text, found.tasks[0].leads.codes) == ("Việc a", ("skhcn",))
    assert found.tasks[0].row.cells["deadline"] == "Quý II – III/2025"
    assert found.tasks[0].deadline.certain


@pytest.mark.parametrize("mark", ["nt", "-nt-", "như trên", '"', "Như trên"])
def test_repetition_marks_take_the_cell_above(mark):
    found = reading_of(as_docx(written(ROWS[0], ("2", "Việc b", mark, "", "Quý II/2025"))), "kh.docx")
    assert (cells(found, "lead")[1], found.tasks[1].row.inherited) == ("Sở Y tế", ("lead",))


def test_paragraphs_of_a_cell_stay_apart():
    found = reading_of(as_docx(written(("1", "Việc a", "Sở Y tế\nSở Tư pháp", "", "Năm 2025"))), "kh.docx")
    assert found.tasks[0].leads.codes == ("syt", "stp")


def test_the_heading_block_in_a_table_without_rulings_names_the_document():
    def change(document):
        block = document.add_table(rows=1, cols=2)
        left, right = block.rows[0].cells
        left.text = "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NGÃI\n\nSố: 15/KH-UBND"
        right.text = (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nQuảng Ngãi, ngày 05 tháng 02 năm 2025"
        )
        title = document.add_paragraph("KẾ HOẠCH")
        document.element.body.insert(0, title._p)
        document.element.body.insert(0, block._tbl)

    found = read_changed(change)
    document = found.document
    assert (document.number, str(document.signed), document.issuer) == (
        "15/KH-UBND",
        "2025-02-05",
        "UBND tỉnh Quảng Ngãi",
    )


def test_rows_of_a_second_table_without_headings_go_on():
    def change(document):
        table = document.tables[0]._tbl
        second = copy.deepcopy(table)
        rows = second.findall(qn("w:tr"))
        second.remove(rows[0])
        second.remove(rows[1])
        table.remove(table.findall(qn("w:tr"))[2])
        table.addnext(second)
        table.addnext(OxmlElement("w:p"))

    found = read_changed(change)
    assert [task.row.text for task in found.tasks] == ["Việc a", "Việc b"]
    assert found.tasks[1].row.place == {"table": 2, "row": 1}


def test_other_tables_and_what_follows_the_tasks_are_no_tasks():
    def change(document):
        other = document.add_table(rows=2, cols=5)
        other.cell(0, 0).text, other.cell(0, 1).text = "Năm", "Tổng số giao dịch"
        other.cell(1, 1).text = "1250"

    found = read_changed(change)
    assert ids(found) == ["1", "2"]
