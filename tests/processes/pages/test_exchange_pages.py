"""The pages on which the directory and people go out to a spreadsheet and come back."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from processes.agencies import record_alias
from processes.exchange import PEOPLE
from processes.models import Agency, Person, Role
from tests.processes.directory_people import account_of, agency, post_of, system
from tests.processes.exchange.books import add, book_of, content_of, put
from workflow.files import is_intact
from workflow.spreadsheets import MEDIA_TYPE

pytestmark = pytest.mark.django_db
DIRECTORY_PAGE, PEOPLE_PAGE = "/co-quan/nhap/", "/nguoi/nhap/"


@pytest.fixture(autouse=True)
def _own_store(settings: Any, tmp_path: Any) -> None:
    settings.EVIDENCE_DIR = tmp_path


def upload(client: Client, book: Workbook | bytes, page: str = DIRECTORY_PAGE, name: str = "bang.xlsx") -> Any:
    content = book if isinstance(book, bytes) else content_of(book)
    return client.post(page, {"file": SimpleUploadedFile(name, content, MEDIA_TYPE)})


def record(client: Client, answer: Any, page: str = DIRECTORY_PAGE) -> Any:
    return client.post(page, {"sha256": answer.context["stored"].sha256})


def noted(value: str = "Chuyển trụ sở") -> Workbook:
    book = book_of()
    put(book, "Cơ quan", "stp", "Ghi chú", value)
    return book


def test_the_list_offers_the_file_and_its_way_back(keeper: Client) -> None:
    page = keeper.get("/co-quan/").content.decode()
    assert "?xuat=xlsx" in page
    assert DIRECTORY_PAGE in page
    answer = keeper.get("/co-quan/", {"xuat": "xlsx"})
    assert answer["Content-Type"] == MEDIA_TYPE
    assert "danh-muc-co-quan.xlsx" in answer["Content-Disposition"]
    assert load_workbook(io.BytesIO(answer.content)).sheetnames[0] == "Cơ quan"


def test_who_only_reads_may_take_the_file_but_not_bring_it_back(client: Client) -> None:
    client.force_login(account_of(post_of(Role.OFFICER)))
    assert client.get("/co-quan/", {"xuat": "xlsx"}).status_code == 200
    assert DIRECTORY_PAGE not in client.get("/co-quan/").content.decode()
    assert upload(client, b"").status_code == 403
    assert client.get("/nguoi/", {"xuat": "xlsx"}).status_code == 403


def test_an_upload_shows_the_difference_and_a_confirmation_records_it(keeper: Client) -> None:
    answer = upload(keeper, noted())
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<del>–</del> → <ins>Chuyển trụ sở</ins>" in page
    assert "Ghi 1 dòng này" in page
    assert agency("stp").note == ""
    done = record(keeper, answer)
    assert done.status_code == 302
    assert done["Location"] == "/co-quan/"
    assert agency("stp").note == "Chuyển trụ sở"


def test_only_what_is_recorded_is_kept_as_evidence(keeper: Client) -> None:
    first, second = upload(keeper, noted("một")), upload(keeper, noted("hai"))
    assert not any(is_intact(answer.context["stored"].sha256) for answer in (first, second))
    assert record(keeper, second).status_code == 302
    assert is_intact(second.context["stored"].sha256)
    assert not is_intact(first.context["stored"].sha256)


def test_an_upload_with_errors_names_them_and_offers_no_confirmation(keeper: Client) -> None:
    book = noted()
    put(book, "Cơ quan", "stp", "Đến hết ngày", "hôm nào đó")
    answer = upload(keeper, book)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Lỗi:" in page
    assert "“hôm nào đó” không phải là ngày" in page
    assert 'name="sha256"' not in page
    assert record(keeper, answer).status_code == 422
    assert agency("stp").note == ""


def test_a_file_without_differences_says_so(keeper: Client) -> None:
    page = upload(keeper, book_of()).content.decode()
    assert "không có gì để ghi" in page
    assert 'name="sha256"' not in page


def test_what_is_recorded_is_the_file_that_was_seen_and_no_other(keeper: Client) -> None:
    first = upload(keeper, noted("một"))
    second = upload(keeper, noted("hai"))
    assert record(keeper, first).status_code == 409
    assert agency("stp").note == ""
    other = Client()
    other.force_login(account_of(post_of(Role.PLAN_ADMIN)))
    assert record(other, second).status_code == 409, "a hash alone opens nothing"
    assert record(keeper, second).status_code == 302
    assert agency("stp").note == "hai"


def test_nothing_is_recorded_twice(keeper: Client) -> None:
    answer = upload(keeper, noted())
    assert record(keeper, answer).status_code == 302
    assert record(keeper, answer).status_code == 409


def test_a_directory_that_moved_is_told_and_nothing_recorded(keeper: Client) -> None:
    answer = upload(keeper, noted())
    record_alias(agency("stp"), "Sở TP", by=system("keep_directory"))
    late = record(keeper, answer)
    assert late.status_code == 409
    assert "đã thay đổi" in late.content.decode()
    assert agency("stp").note == ""


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bang.csv", b"a,b", "Chỉ nhận tệp .xlsx"),
        ("bang.xlsm", b"PK", "Chỉ nhận tệp .xlsx"),
        ("bang.xlsx", b"khong phai", "phần mở rộng"),
        ("bang.xlsx", b"", "rỗng"),
        ("Danh mục TUYỆT MẬT.xlsx", content_of(Workbook()), "mật"),
        ("bang.xlsx", content_of(Workbook()), "không có trang nào"),
    ],
)
def test_what_is_no_table_is_refused_in_words(keeper: Client, name: str, content: bytes, said: str) -> None:
    answer = upload(keeper, content, name=name)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_text_from_a_file_is_shown_as_text(keeper: Client) -> None:
    page = upload(keeper, noted("<script>alert(1)</script>")).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_people_and_posts_come_back_too(client: Client) -> None:
    client.force_login(account_of(post_of(Role.SYSTEM_ADMIN)))
    book = load_workbook(io.BytesIO(client.get("/nguoi/", {"xuat": "xlsx"}).content))
    add(book, "Người", Số="M1", Họ_và_tên="Lê Thị Mới")
    assert record(client, upload(client, book, PEOPLE_PAGE), PEOPLE_PAGE).status_code == 302
    assert Person.objects.filter(full_name="Lê Thị Mới").exists()


def test_the_file_of_one_page_is_not_recorded_on_the_other(client: Client) -> None:
    client.force_login(account_of(post_of(Role.SYSTEM_ADMIN)))
    book = book_of(PEOPLE)
    add(book, "Người", Số="M1", Họ_và_tên="Lê Thị Mới")
    answer = upload(client, book, PEOPLE_PAGE)
    keeper = Client()
    keeper.force_login(account_of(post_of(Role.PLAN_ADMIN)))
    assert record(keeper, answer, DIRECTORY_PAGE).status_code == 409
    assert Agency.objects.filter(name="Lê Thị Mới").count() == 0
