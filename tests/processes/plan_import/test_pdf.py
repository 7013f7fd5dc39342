"""PDF with letters: ruled tables, headings on every page, rows cut by a page break, merged cells, pages that were scanned."""

import io

import pikepdf
import pytest
from PIL import Image
from weasyprint import HTML

from processes.plan_import.sources import source_of
from tests.processes.plan_import.plans_written import ATTACHED, cells, ids, messages, reading_of
from workflow.errors import NotValid

HEAD = "<tr><th>TT</th><th>Nội dung</th><th>Cơ quan chủ trì</th><th>Cơ quan phối hợp</th><th>Thời gian</th></tr>"
STYLE = """<style>@page { size: A4 landscape; margin: 2cm } body { font: 12pt 'Liberation Serif' } p { margin: 6pt 0 }
table { border-collapse: collapse; width: 100% } td, th { border: 0.5pt solid black; padding: 3pt; vertical-align: top }
.center { text-align: center }</style>"""


def printed(rows, *, above="", below="", head=HEAD):
    table = f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"
    return HTML(string=f"{STYLE}{above}<p class=center>{ATTACHED}</p>{table}{below}").write_pdf()


def row(ordinal, text="Việc", lead="Sở Y tế", coordinating="Sở Tư pháp", deadline="Năm 2025"):
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in (ordinal, text, lead, coordinating, deadline)) + "</tr>"


def many(count, words=40):
    return "".join(row(n, f"Việc {n} " + "phổ biến pháp luật " * words) for n in range(1, count + 1))


def test_rows_have_their_page_and_their_place_on_it():
    found = reading_of(printed(row(1) + row(2)), "kh.pdf")
    assert [task.row.place for task in found.tasks] == [{"page": 1, "row": 2}, {"page": 1, "row": 3}]


def test_headings_on_every_page_and_cut_rows_change_nothing():
    found = reading_of(printed(many(14)), "kh.pdf")
    assert ids(found) == [str(n) for n in range(1, 15)]
    assert {task.row.text for task in found.tasks} == {
        f"Việc {n} " + " ".join(["phổ biến pháp luật"] * 40) for n in range(1, 15)
    }
    assert len(messages(found, "repeated_header")) == len({task.row.place["page"] for task in found.tasks}) - 1
    assert messages(found, "row_cut_by_page")


def test_a_row_without_an_ordinal_at_the_top_of_a_page_stays_a_row():
    rows = (
        row(1, "a<div style='break-after: page'></div>").replace("<tr>", "<tr style='break-after: page'>")
        + row("", "Việc hai")
        + row(3)
    )
    found = reading_of(printed(rows), "kh.pdf")
    assert [(task.row.id, task.row.ordinal_source) for task in found.tasks] == [
        ("1", "printed"),
        ("2", "inferred"),
        ("3", "printed"),
    ]


def test_cells_merged_down_and_group_rows_merged_across():
    rows = (
        "<tr><td colspan=5><b>I. Tuyên truyền</b></td></tr>"
        "<tr><td>1</td><td>Việc a</td><td rowspan=2>Sở Y tế</td><td></td><td>Năm 2025</td></tr>"
        "<tr><td>2</td><td>Việc b</td><td></td><td>Năm 2026</td></tr>"
        "<tr><td colspan=5><b>Nhóm không số</b></td></tr>" + row(1, "Việc c")
    )
    found = reading_of(printed(rows), "kh.pdf")
    assert [(group.ordinal, group.title) for group in found.groups] == [("I", "Tuyên truyền"), ("I.I", "Nhóm không số")]
    assert ids(found) == ["I.1", "I.2", "I.I.1"]
    assert (cells(found, "lead")[1], found.tasks[1].row.inherited) == ("Sở Y tế", ("lead",))


def test_a_header_in_two_rows_is_joined():
    head = (
        "<tr><th rowspan=2>TT</th><th rowspan=2>Nội dung</th><th colspan=2>Cơ quan</th><th rowspan=2>Thời gian</th></tr>"
        "<tr><th>Chủ trì</th><th>Phối hợp</th></tr>"
    )
    found = reading_of(printed(many(8), head=head), "kh.pdf")
    assert ids(found) == [str(n) for n in range(1, 9)]
    assert set(cells(found, "coordinating")) == {"Sở Tư pháp"}


def test_items_of_a_cell_keep_their_line_and_wrapped_lines_grow_together():
    text = "Thực hiện:<br>- Xây dựng kế hoạch " + "tuyên truyền " * 12 + "<br>- Tổ chức hội nghị"
    found = reading_of(printed(row(1, text)), "kh.pdf")
    assert found.tasks[0].row.text.split("\n") == [
        "Thực hiện:", "- Xây dựng kế hoạch " + " ".join(["tuyên truyền"] * 12), "- Tổ chức hội nghị",
    ]  # fmt: skip


def test_the_heading_block_in_two_columns_names_the_document():
    block = (
        "<div style='display:flex;justify-content:space-between'>"
        "<div class=center>ỦY BAN NHÂN DÂN<br>TỈNH QUẢNG NGÃI<br><br>Số: 15/KH-UBND</div>"
        "<div class=center>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc<br><br>"
        "<i>Quảng Ngãi, ngày 05 tháng 02 năm 2025</i></div></div>"
        "<p class=center><b>KẾ HOẠCH</b></p><p class=center><b>Cải cách hành chính nhà nước<br>tỉnh Quảng Ngãi năm 2025</b></p>"
        "<p>Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ.</p>"
    )
    document = reading_of(printed(row(1), above=block), "kh.pdf").document
    assert document.as_json() == {
        "number": "15/KH-UBND", "date": "2025-02-05", "issuer": "UBND tỉnh Quảng Ngãi",
        "title": "Cải cách hành chính nhà nước tỉnh Quảng Ngãi năm 2025",
    }  # fmt: skip
    assert [basis.number for basis in document.basis] == ["76/NQ-CP"]


def scan(pages=1):
    stream = io.BytesIO()
    Image.new("L", (800, 1100), 220).save(
        stream, "PDF", save_all=True, append_images=[Image.new("L", (800, 1100), 200)] * (pages - 1)
    )
    return stream.getvalue()


def test_a_scan_is_refused_with_what_to_do():
    with pytest.raises(NotValid, match="OCR"):
        source_of(scan(2), "kh.pdf")


def test_a_scanned_page_among_others_is_told():
    with pikepdf.open(io.BytesIO(printed(row(1)))) as pdf, pikepdf.open(io.BytesIO(scan())) as page:
        pdf.pages.extend(page.pages)
        stream = io.BytesIO()
        pdf.save(stream)
    found = reading_of(stream.getvalue(), "kh.pdf")
    assert ids(found) == ["1"]
    assert "Trang 2" in messages(found, "page_without_text")[0]
