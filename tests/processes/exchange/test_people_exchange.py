"""People and their posts go out to a spreadsheet, are changed there, and come back through the verbs."""

from __future__ import annotations

from datetime import date

import pytest

from processes.exchange import PEOPLE
from processes.models import Person, Post, Role
from processes.people import merge_persons
from processes.posts import end_post
from tests.processes.directory_people import account_of, acting, agency, post_of, system, unit
from tests.processes.events import acts
from tests.processes.exchange.books import add, book_of, imported, only_error, put, tried
from workflow.errors import Conflict

pytestmark = pytest.mark.django_db
M1 = {
    "Số_của_người": "M1", "Họ_và_tên": "Lê Thị Mới", "Mã_cơ_quan": "stp", "Vai_trò": "Chuyên viên", "Chức_vụ": "Chuyên viên",
    "Từ_ngày": date(2026, 1, 1),
}  # fmt: skip


@pytest.fixture
def post() -> Post:
    return post_of(Role.OFFICER, unit=unit("skhcn-2025.tdc"), in_charge_of=[unit("skhcn-2025.vp")])


def test_what_was_exported_and_not_changed_changes_nothing(post: Post) -> None:
    end_post(post_of(Role.LEADER), date(2027, 1, 1), by=system())
    book = book_of(PEOPLE)
    assert book.sheetnames == ["Người", "Chức vụ"]
    before = len(acts("directory"))
    outcome = imported(book, PEOPLE)
    assert (outcome.new, outcome.changed, outcome.missing, outcome.errors) == (0, 0, 0, [])
    assert len(acts("directory")) == before


def test_the_system_itself_is_not_in_the_file(post: Post) -> None:
    book = book_of(PEOPLE)
    names = {row[1].value for row in book["Người"].iter_rows(min_row=2)}
    assert names == {person.full_name for person in Person.objects.exclude(accounts__username="he-thong")}
    assert "he-thong" not in {row[0].value for row in book["Chức vụ"].iter_rows(min_row=2)}


def test_a_new_person_gets_his_post_by_the_mark_of_the_file() -> None:
    book = book_of(PEOPLE)
    add(book, "Người", Số="M1", Họ_và_tên="Lê Thị Mới")
    add(book, "Chức vụ", **M1)
    assert tried(book, PEOPLE).new == 2
    assert not Person.objects.filter(full_name="Lê Thị Mới").exists()
    imported(book, PEOPLE)
    made = Post.objects.get(person__full_name="Lê Thị Mới")
    assert (made.agency.code, made.role, made.title) == ("stp", Role.OFFICER, "Chuyên viên")
    assert acts(f"person:{made.person_id}") == ["person.created", "post.begun"]
    assert acts("directory")[-1] == "people.imported"


def test_a_file_sent_twice_records_nobody_twice() -> None:
    book = book_of(PEOPLE)
    add(book, "Người", Số="M1", Họ_và_tên="Lê Thị Mới")
    imported(book, PEOPLE)
    error = only_error(tried(book, PEOPLE))
    assert str(Person.objects.get(full_name="Lê Thị Mới").pk) in error.sentence


def test_a_post_without_a_code_is_found_again_by_who_where_and_when(post: Post) -> None:
    book = book_of(PEOPLE)
    put(book, "Chức vụ", post.code, "Mã chức vụ", None)
    outcome = tried(book, PEOPLE)
    assert (outcome.new, outcome.changed, outcome.errors) == (0, 0, [])


def test_a_post_named_by_its_code_and_again_without_it_is_told(post: Post) -> None:
    book = book_of(PEOPLE)
    row = [cell.value for cell in book["Chức vụ"][book["Chức vụ"].max_row]]
    book["Chức vụ"].append([None, *row[1:]])
    assert "Trùng với dòng" in only_error(tried(book, PEOPLE)).sentence


def test_a_post_is_worded_and_ended_by_a_file(post: Post) -> None:
    book = book_of(PEOPLE)
    put(book, "Chức vụ", post.code, "Chức vụ", "Phó Chi cục trưởng")
    put(book, "Chức vụ", post.code, "Phụ trách đơn vị (mã)", None)
    put(book, "Chức vụ", post.code, "Đến hết ngày", "31/12/2026")
    imported(book, PEOPLE)
    post.refresh_from_db()
    assert (post.title, post.valid_to, post.in_charge_of.count()) == ("Phó Chi cục trưởng", date(2026, 12, 31), 0)
    assert acts(f"person:{post.person_id}")[-2:] == ["post.changed", "post.ended"]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("Số của người", "999999"),
        ("Mã cơ quan", "stp"),
        ("Vai trò", "Lãnh đạo cơ quan"),
        ("Vai trò", "Hệ thống"),
        ("Từ ngày", date(2025, 8, 1)),
        ("Đến hết ngày", date(2025, 1, 1)),
        ("Họ và tên", "Người khác"),
        ("Phụ trách đơn vị (mã)", "stp.vp"),
        ("Phạm vi kế hoạch", "99/KH-UBND"),
    ],
)
def test_what_makes_another_post_is_refused_cell_by_cell(post: Post, column: str, value: object) -> None:
    book = book_of(PEOPLE)
    put(book, "Chức vụ", post.code, column, value)
    error = only_error(tried(book, PEOPLE))
    assert error.sheet == "Chức vụ"
    assert error.column in (column, "")


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"Số_của_người": "M9"}, "Số của người"),
        ({"Họ_và_tên": "Lê Thị Khác"}, "Họ và tên"),
        ({"Mã_cơ_quan": "khong-co"}, "Mã cơ quan"),
        ({"Mã_đơn_vị": "skhcn-2025.vp"}, "Mã đơn vị"),
        ({"Chức_vụ": None}, "Chức vụ"),
        ({"Từ_ngày": "sang năm"}, "Từ ngày"),
        ({"Phạm_vi_kế_hoạch": "99/KH-UBND"}, "Phạm vi kế hoạch"),
    ],
)
def test_a_new_post_that_cannot_be_is_refused_at_its_cell(cells: dict[str, object], column: str) -> None:
    book = book_of(PEOPLE)
    add(book, "Người", Số="M1", Họ_và_tên="Lê Thị Mới")
    add(book, "Chức vụ", **M1 | cells)
    assert only_error(tried(book, PEOPLE)).column == column


def test_a_person_is_renamed_and_a_merged_one_is_one_row(post: Post) -> None:
    twin = post_of(Role.OFFICER, "stp")
    merge_persons(twin.person, post.person, by=system())
    book = book_of(PEOPLE)
    assert twin.person_id not in {int(row[0].value) for row in book["Người"].iter_rows(min_row=2)}
    assert tried(book, PEOPLE).changed == 0
    put(book, "Người", str(post.person_id), "Họ và tên", "Nguyễn Văn Đúng")
    imported(book, PEOPLE)
    assert Person.objects.get(pk=post.person_id).full_name == "Nguyễn Văn Đúng"


def test_nobody_appoints_himself_by_a_file() -> None:
    import io

    from processes.exchange import try_out
    from tests.processes.exchange.books import content_of

    keeper = post_of(Role.SYSTEM_ADMIN)
    book = book_of(PEOPLE)
    add(book, "Chức vụ", **M1 | {"Số_của_người": keeper.person_id, "Họ_và_tên": keeper.person.full_name})
    outcome = try_out(PEOPLE, io.BytesIO(content_of(book)), by=acting(keeper, "keep_people"))
    assert "tự ghi chức vụ" in only_error(outcome).sentence


def test_nothing_is_recorded_when_a_post_ended_since_the_trial(post: Post) -> None:
    book = book_of(PEOPLE)
    add(book, "Người", Số="M1", Họ_và_tên="Lê Thị Mới")
    with pytest.raises(Conflict):
        imported(book, PEOPLE, between=lambda: end_post(post, date(2026, 12, 31), by=system()))


def test_the_names_of_accounts_and_their_addresses_are_not_in_the_file(post: Post) -> None:
    account = account_of(post)
    cells = {str(cell.value) for sheet in book_of(PEOPLE) for row in sheet.iter_rows() for cell in row}
    assert account.username not in cells
    assert account.email not in cells
    assert agency("skhcn-2025").code in cells
