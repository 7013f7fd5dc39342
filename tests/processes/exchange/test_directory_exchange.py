"""The directory goes out to a spreadsheet, is changed there, and comes back through the verbs."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from processes.agencies import record_alias
from processes.agency_groups import GroupWords, change_group, group_of
from processes.directory import from_database, load_shipped
from processes.exchange import DIRECTORY
from processes.models import Agency, AgencyAlias, AgencyGroup, GroupMembership, Succession, Unit
from tests.processes.directory_people import agency, system, unit
from tests.processes.events import acts, body, texts
from tests.processes.exchange.books import add, book_of, heading, imported, only_error, put, tried
from workflow.errors import Conflict, NotAllowed, NotValid

pytestmark = pytest.mark.django_db
SHEETS = ["Cơ quan", "Đơn vị", "Nhóm", "Thành viên nhóm", "Kế tục", "Cách viết"]
NEW = {"Mã": "sdl-2027", "Tên_chính_thức": "Sở Du lịch", "Loại": "Sở", "Cấp": "Cấp tỉnh"}


def standing() -> dict[str, object]:
    """Everything the exchange touches, and the trail."""
    found = {}
    with connection.cursor() as cursor:
        for model in DIRECTORY.models:
            table = model._meta.db_table
            cursor.execute(f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY id)) FROM {table} t")
            found[table] = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM trail")
        found["trail"] = cursor.fetchone()
    return found


def test_what_was_exported_and_not_changed_changes_nothing() -> None:
    book, before = book_of(), standing()
    assert book.sheetnames == SHEETS
    outcome = imported(book)
    assert (outcome.new, outcome.changed, outcome.missing, outcome.errors) == (0, 0, 0, [])
    assert [sheet.unchanged for sheet in outcome.sheets] == [model.objects.count() for model in DIRECTORY.models]
    assert standing() == before


def test_the_round_trip_leaves_the_directory_that_readers_take_as_it_was() -> None:
    before = from_database()
    imported(book_of())
    after = from_database()
    assert (before.agencies, before.units, before.aliases) == (after.agencies, after.units, after.aliases)
    assert (before.groups, before.memberships, before.successions) == (
        after.groups,
        after.memberships,
        after.successions,
    )


def test_a_trial_tells_the_difference_and_keeps_nothing() -> None:
    book, before = book_of(), standing()
    add(book, "Cơ quan", **NEW)
    put(book, "Cơ quan", "stp", "Ghi chú", "Chuyển trụ sở")
    outcome = tried(book)
    [new], [changed] = outcome.sheets[0].new, outcome.sheets[0].changed
    assert new.name == "Sở Du lịch (sdl-2027)"
    assert [(cell.column, cell.old, cell.new) for cell in changed.cells] == [("Ghi chú", "", "Chuyển trụ sở")]
    assert outcome.may_be_applied
    assert standing() == before


def test_what_is_applied_goes_through_the_verbs_and_every_change_is_an_event() -> None:
    book = book_of()
    add(
        book,
        "Cơ quan",
        **NEW,
        Mã_cơ_quan_cấp_trên="ubnd-tinh-2025",
        Tên_viết_tắt="SDL; Sở DL",
        Từ_ngày=date(2027, 1, 1),
    )
    add(
        book,
        "Đơn vị",
        Mã_đơn_vị="sdl-2027.vp",
        Mã_cơ_quan="sdl-2027",
        Tên_đơn_vị="Văn phòng Sở",
        Loại="Phòng, văn phòng",
    )
    add(book, "Thành viên nhóm", Mã_nhóm="cac-so", Mã_cơ_quan="sdl-2027", Từ_ngày="01/01/2027")
    add(book, "Cách viết", Mã_cơ_quan="sdl-2027", Cách_viết="Ngành Du lịch", Đã_công_nhận="Có")
    outcome = imported(book)
    assert (outcome.new, outcome.changed) == (4, 0)
    made = agency("sdl-2027")
    assert (made.parent.code, made.short_names, made.valid_from) == (
        "ubnd-tinh-2025",
        ["SDL", "Sở DL"],
        date(2027, 1, 1),
    )
    assert acts(f"agency:{made.pk}") == [
        "agency.created",
        "unit.created",
        "agency.membership_set",
        "agency.alias_confirmed",
    ]
    assert acts("directory")[-1] == "directory.imported"
    assert body("directory")["sha256"] == "0" * 64
    assert texts("directory")[-1] == "bang.xlsx"


def test_a_body_may_stand_in_the_file_before_the_one_above_it() -> None:
    book = book_of()
    add(book, "Cơ quan", **NEW, Mã_cơ_quan_cấp_trên="tren")
    add(book, "Cơ quan", **NEW | {"Mã": "tren", "Tên_chính_thức": "Cơ quan cấp trên"})
    imported(book)
    assert agency("sdl-2027").parent == agency("tren")


def test_a_body_ends_and_another_continues_it_in_one_file() -> None:
    book = book_of()
    put(book, "Cơ quan", "stp", "Đến hết ngày", date(2026, 12, 31))
    add(book, "Cơ quan", **NEW | {"Mã": "stp-2027", "Tên_chính_thức": "Sở Tư pháp"}, Từ_ngày=date(2027, 1, 1))
    add(
        book, "Kế tục", Mã_cơ_quan_trước="stp", Mã_cơ_quan_nhận="stp-2027", Từ_ngày=date(2027, 1, 1), Kế_thừa_toàn_bộ="có",
        Căn_cứ="Quyết định 1/QĐ-UBND",
    )  # fmt: skip
    imported(book)
    row = Succession.objects.get(before__code="stp")
    assert (row.after.code, row.continues, row.verified) == ("stp-2027", True, False)
    assert agency("stp").valid_to == date(2026, 12, 31)


def test_the_paper_behind_a_succession_is_named_better_but_its_day_stands() -> None:
    book = book_of()
    sheet = book["Kế tục"]
    sheet.cell(2, heading(sheet, "Căn cứ")).value = "Nghị quyết 44/NQ-HĐND ngày 20/02/2025"
    imported(book)
    first = Succession.objects.order_by("pk")[0]
    assert first.basis == "Nghị quyết 44/NQ-HĐND ngày 20/02/2025"
    assert acts(f"agency:{first.before_id}") == acts(f"agency:{first.after_id}") == ["agency.succession_corrected"]
    sheet.cell(2, heading(sheet, "Từ ngày")).value = date(2025, 4, 1)
    assert only_error(tried(book)).column == "Từ ngày"


def test_a_group_is_worded_by_a_file_and_the_next_edition_of_the_shipped_directory_leaves_it() -> None:
    book = book_of()
    put(book, "Nhóm", "cac-so", "Cách gọi trong văn bản", "các sở; tất cả các sở")
    add(book, "Nhóm", Mã_nhóm="cac-ban", Tên_nhóm="Các ban", Dùng_để="Giao việc")
    imported(book)
    load_shipped()
    assert group_of("cac-so").wordings == ["các sở", "tất cả các sở"]
    assert AgencyGroup.objects.filter(code="cac-ban").exists()
    assert acts("directory")[-3:] == ["group.created", "group.changed", "directory.imported"]


def test_a_confirmed_spelling_from_a_file_names_its_agency() -> None:
    book = book_of()
    put(book, "Cách viết", "dai-ptth", "Đã công nhận", "Có")
    spelling = "Dài Phát thanh và Truyền hình tỉnh"
    sheet = book["Cách viết"]
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, heading(sheet, "Cách viết")).value == spelling:
            sheet.cell(row, heading(sheet, "Đã công nhận")).value = "Có"
    imported(book)
    assert AgencyAlias.objects.get(text=spelling).confirmed


@pytest.mark.parametrize(
    ("sheet", "first", "column", "value"),
    [
        ("Cơ quan", "stp", "Tên chính thức", "Sở Pháp luật"),
        ("Cơ quan", "stp", "Loại", "Hội sở"),
        ("Cơ quan", "stp", "Đến hết ngày", "31/02/2026"),
        ("Cơ quan", "stp", "Đến hết ngày", 46000),
        ("Cơ quan", "stp", "Thư điện tử", "không phải thư"),
        ("Cơ quan", "stp", "Mã cơ quan cấp trên", "khong-co"),
        ("Cơ quan", "ubnd-tinh", "Mã cơ quan cấp trên", "stp"),
        ("Cơ quan", "stp", "Chỉ đề nghị, không giao", "có lẽ"),
        ("Cơ quan", "stp", "Tên đầy đủ trong văn bản", date(2026, 1, 1)),
        ("Cơ quan", "stp", "Ghi chú", "=HYPERLINK(1)"),
        ("Đơn vị", "skhcn.vp", "Tên đơn vị", "Văn phòng"),
        ("Đơn vị", "skhcn.vp", "Đến hết ngày", None),
        ("Nhóm", "cac-so", "Tên nhóm", None),
    ],
)
def test_an_error_names_sheet_row_and_column_and_nothing_of_the_file_is_recorded(sheet, first, column, value) -> None:
    book, before = book_of(), standing()
    add(book, "Cơ quan", **NEW)
    put(book, sheet, first, column, value)
    error = only_error(tried(book))
    assert (error.sheet, error.column) == (sheet, column)
    assert book[sheet].cell(error.row, 1).value == first
    with pytest.raises(NotValid, match="không có gì được ghi"):
        imported(book)
    assert standing() == before


def test_a_text_that_begins_like_a_formula_is_text_both_ways() -> None:
    book = book_of()
    sheet = book["Cơ quan"]
    cell = sheet.cell(2, heading(sheet, "Ghi chú"))
    cell.value = "=1+1"
    cell.data_type = "s"
    imported(book)
    assert Agency.objects.order_by("pk")[0].note == "=1+1"
    again = book_of()["Cơ quan"].cell(2, heading(sheet, "Ghi chú"))
    assert (again.value, again.data_type, again.quotePrefix) == ("=1+1", "s", True)
    assert not tried(book_of()).may_be_applied


def test_a_row_twice_is_told_with_the_other_row() -> None:
    book = book_of()
    add(book, "Cơ quan", **NEW)
    add(book, "Cơ quan", **NEW)
    last = book["Cơ quan"].max_row
    error = only_error(tried(book))
    assert (error.row, error.column) == (last, "Mã")
    assert str(last - 1) in error.sentence


def test_rows_left_out_of_the_file_stay() -> None:
    book = book_of()
    book["Thành viên nhóm"].delete_rows(2, 5)
    del book["Kế tục"]
    before = GroupMembership.objects.count()
    outcome = imported(book)
    assert outcome.missing == 5
    assert outcome.absent_sheets == ("Kế tục",)
    assert GroupMembership.objects.count() == before


def test_headings_are_known_whatever_their_order_case_marks_and_spaces_and_unknown_ones_are_named() -> None:
    book = book_of()
    sheet = book["Cơ quan"]
    sheet.move_range(f"A1:A{sheet.max_row}", cols=20)
    sheet.cell(1, 21).value = "  MA "
    sheet.cell(1, heading(sheet, "Ghi chú")).value = "ghi  chu"
    sheet.cell(1, 22).value = "Số điện thoại"
    book["Nhóm"].title = "nhom"
    outcome = tried(book)
    assert outcome.errors == []
    assert outcome.sheets[0].unknown_columns == ("Số điện thoại",)
    assert outcome.sheets[0].unchanged == Agency.objects.count()


def test_a_column_that_the_file_lacks_stays_as_it_is() -> None:
    book = book_of()
    sheet = book["Cơ quan"]
    sheet.delete_cols(heading(sheet, "Tên viết tắt"))
    assert tried(book).sheets[0].changes == []


def test_a_sheet_without_its_key_or_a_cell_without_a_heading_is_an_error() -> None:
    book = book_of()
    book["Cơ quan"].cell(1, 1).value = None
    assert only_error(tried(book)).column == "Mã"
    book = book_of()
    book["Nhóm"].cell(3, 30).value = "ai đó ghi ở đây"
    assert only_error(tried(book)).row == 3


def test_a_file_that_is_none_of_these_tables_is_refused() -> None:
    book = book_of()
    for title in SHEETS[1:]:
        del book[title]
    book["Cơ quan"].title = "Sheet1"
    with pytest.raises(NotValid, match="Thành viên nhóm"):
        tried(book)


@pytest.mark.parametrize(
    "change",
    [
        lambda: record_alias(agency("stp"), "Sở TP", by=system("keep_directory")),
        lambda: change_group(group_of("cac-so"), GroupWords("Các Sở"), by=system("keep_directory")),
        lambda: Unit.objects.filter(pk=unit("skhcn.vp").pk).update(name="Văn phòng"),
    ],
)
def test_nothing_is_recorded_when_the_directory_moved_since_the_trial(change) -> None:
    book = book_of()
    add(book, "Cơ quan", **NEW)
    with pytest.raises(Conflict, match="đã thay đổi"):
        imported(book, between=change)
    assert not Agency.objects.filter(code="sdl-2027").exists()


def test_more_rows_than_one_file_may_change_are_refused_before_any_is_tried(monkeypatch) -> None:
    monkeypatch.setattr("processes.exchange.importing.MOST_CHANGES", 2)
    book = book_of()
    for code in ("a", "b", "c"):
        add(book, "Cơ quan", **NEW | {"Mã": code})
    with pytest.raises(NotValid, match="hơn 2 dòng"):
        tried(book)


def test_the_same_file_again_changes_nothing() -> None:
    book = book_of()
    add(book, "Cơ quan", **NEW)
    imported(book)
    outcome = imported(book)
    assert (outcome.new, outcome.changed) == (0, 0)
    assert acts("directory").count("directory.imported") == 1


def test_who_keeps_people_does_not_keep_the_directory() -> None:
    from io import BytesIO

    from processes.exchange import try_out
    from tests.processes.directory_people import acting, post_of

    with pytest.raises(NotAllowed):
        try_out(DIRECTORY, BytesIO(b""), by=acting(post_of("system_admin"), "keep_people"))
