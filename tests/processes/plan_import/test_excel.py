"""What workbooks hide: merged and hidden cells, formulas, links, sheets, dates and numbers."""

import datetime
import io
import zipfile

import openpyxl
from openpyxl.worksheet.dimensions import ColumnDimension

from tests.plans.writers import as_xlsx
from tests.processes.plan_import.plans_written import HEADINGS, cells, ids, messages, reading_of, written

ROWS = (("1", "Việc a", "Sở Y tế", "Sở Tư pháp", "Năm 2025"), ("2", "Việc b", "Sở Nội vụ", "", "Quý II/2025"))


def read_changed(change, *rows, entries=None):
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(written(*(rows or ROWS)))))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    content = stream.getvalue()
    return reading_of(rewritten(content, entries) if entries else content, "kh.xlsx")


def rewritten(content, entries):
    """The same archive with the entries changed by functions of their bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, entries[name](data) if name in entries else data)
        for name in entries.keys() - set(old.namelist()):
            new.writestr(name, entries[name](b""))
    return stream.getvalue()


def test_places_name_the_sheet_and_its_row():
    found = reading_of(as_xlsx(written(*ROWS)), "kh.xlsx")
    assert [task.row.place for task in found.tasks] == [{"sheet": "Phụ lục", "row": 3}, {"sheet": "Phụ lục", "row": 4}]


def test_merged_cells_lend_their_text_down_and_across():
    found = reading_of(
        as_xlsx(written(("1", "Việc a", "Sở Y tế", "<", "Năm 2025"), ("2", "Việc b", "Sở Nội vụ", "", "^"))), "kh.xlsx"
    )
    assert cells(found, "coordinating") == ["Sở Y tế", ""]
    assert cells(found, "deadline") == ["Năm 2025", "Năm 2025"]
    assert [task.row.inherited for task in found.tasks] == [("coordinating",), ("deadline",)]


def test_a_header_in_two_rows_is_joined():
    headings = (("TT", "Nội dung", "Cơ quan thực hiện", "<", "Thời gian"), ("^", "^", "Chủ trì", "Phối hợp", "^"))
    found = reading_of(as_xlsx(written(*ROWS, headings=headings)), "kh.xlsx")
    assert cells(found, "lead") == ["Sở Y tế", "Sở Nội vụ"]
    assert cells(found, "coordinating") == ["Sở Tư pháp", ""]


def test_a_hidden_column_is_not_read_and_told():
    def hide(book):
        book.active.column_dimensions["D"] = ColumnDimension(book.active, index="D", hidden=True, min=4, max=4)

    found = read_changed(hide)
    assert cells(found, "coordinating") == ["", ""]
    assert "“Cơ quan phối hợp”" in messages(found, "hidden_column")[0]


def test_a_hidden_row_and_a_hidden_sheet_are_not_read_and_told():
    def hide(book):
        book.active.row_dimensions[3].hidden = True
        other = book.create_sheet("Nháp")
        other.append(HEADINGS)
        other.append(ROWS[0])
        other.sheet_state = "hidden"

    found = read_changed(hide)
    assert ids(found) == ["2"]
    assert "Việc a" in messages(found, "hidden_row")[0]
    assert "Nháp" in messages(found, "hidden_sheet")[0]


def test_formulas_are_read_by_their_saved_values_and_one_without_is_told():
    def write(book):
        book.active["C3"] = '=CONCATENATE("Sở ","Tư pháp")'
        book.active["D3"] = "=HYPERLINK(1)"

    def save_value(data):
        before, formula, after = data.partition(b"</f><v></v>" if b"</f><v></v>" in data else b"</f><v />")
        assert formula
        return (before + b"</f><v>S\xe1\xbb\x9f T\xc6\xb0 ph\xc3\xa1p</v>" + after).replace(
            b'r="C3"', b't="str" r="C3"'
        )

    found = read_changed(write, entries={"xl/worksheets/sheet1.xml": save_value})
    assert cells(found, "lead") == ["Sở Tư pháp", "Sở Nội vụ"]
    assert "2 ô là công thức" in messages(found, "formulas")[0]
    assert "Phụ lục!D3" in messages(found, "formula_without_value")[0]


def test_links_to_other_workbooks_are_left_alone_and_told():
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    found = read_changed(lambda book: None, entries={"xl/externalLinks/externalLink1.xml": lambda data: link})
    assert ids(found) == ["1", "2"]
    assert messages(found, "external_links")


def test_scripts_in_cells_stay_text():
    found = reading_of(as_xlsx(written(("1", "<script>alert(1)</script>", "Sở Y tế", "", "Năm 2025"))), "kh.xlsx")
    assert found.tasks[0].row.text == "<script>alert(1)</script>"
    assert messages(found, "literal_markup")


def test_dates_and_numbers_read_as_excel_shows_them():
    def write(book):
        sheet = book.active
        sheet["A3"], sheet["E3"] = 1.0, datetime.date(2025, 12, 15)
        sheet["A4"] = 1.1
        sheet["A4"].number_format = "0.00"

    found = read_changed(write)
    assert [task.row.printed_ordinal for task in found.tasks] == ["1", "1.10"]
    assert cells(found, "deadline")[0] == "15/12/2025"


def test_tables_on_several_sheets_are_read_one_after_the_other():
    def write(book):
        second = book.create_sheet("Phụ lục II")
        second.append(HEADINGS)
        second.append(["3", "Việc c", "Sở Y tế", "", "Năm 2025"])

    found = read_changed(write)
    assert ids(found) == ["1", "2", "3"]
    assert found.tasks[2].row.place == {"sheet": "Phụ lục II", "row": 2}


def test_a_cell_at_the_far_end_of_the_sheet_costs_nothing():
    found = read_changed(lambda book: book.active.cell(1_048_576, 16_384, "xa"))
    assert ids(found) == ["1", "2"]


def test_signatures_below_the_table_are_no_tasks():
    content = as_xlsx(written(*ROWS, below=["Nơi nhận:", "- Các sở, ban, ngành;", "- Lưu: VT."]))
    found = reading_of(content, "kh.xlsx")
    assert ids(found) == ["1", "2"]


def test_a_second_table_below_the_first_with_other_columns_is_read_by_its_own_headings():
    def write(book):
        sheet = book.active
        sheet.append([])
        sheet.append(["Phụ lục II"])
        sheet.append(["TT", "Nội dung", "Thời gian", "Cơ quan chủ trì", "Ghi chú"])
        sheet.append([1, "Việc c", "Năm 2026", "Sở Tư pháp", "mới"])

    found = read_changed(write)
    assert [task.row.text for task in found.tasks] == ["Việc a", "Việc b", "Việc c"]
    assert (found.tasks[2].leads.codes, found.tasks[2].row.cells["note"]) == (("stp",), "mới")
    assert ids(found) == ["1", "2", "II.1"]
    assert found.groups[0].title == "Phụ lục II"
