"""People on screen: everything that the commands do, by hand."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import pytest

from processes.models import Account, Instrument, Person, Post, Role
from processes.people import create_person, merge_persons, open_account
from tests.processes.directory_people import account_of, agency, post_of, system, unit
from tests.processes.events import acts

pytestmark = pytest.mark.django_db
PASSWORD = "con-duong-ven-bien-42"


@pytest.fixture
def admin(client):
    client.force_login(account_of(post_of(Role.SYSTEM_ADMIN, "vpub")))
    return client


def test_a_person_with_an_account_and_a_post_is_made_by_hand(admin) -> None:
    answer = admin.post("/nguoi/moi/", {"full_name": "Đặng Thị Hạnh"})
    person = Person.objects.get(full_name="Đặng Thị Hạnh")
    assert answer["Location"] == f"/nguoi/{person.pk}/"
    page = f"/nguoi/{person.pk}/"
    assert admin.post(f"{page}tai-khoan/", {"username": "hanh", "email": "", "password": PASSWORD}).status_code == 302
    assert Account.objects.get(username="hanh").check_password(PASSWORD)
    assert "stp" in admin.get(f"{page}chuc-vu/").content.decode()
    data = {
        "role": "leader",
        "title": "Giám đốc",
        "unit": unit("stp.vp").pk,
        "valid_from": "05/11/2025",
        "valid_to": "",
    }
    assert admin.post(f"{page}chuc-vu/?co-quan=stp", data).status_code == 302
    post = Post.objects.get(person=person)
    assert (post.agency.code, post.unit.code, post.valid_from) == ("stp", "stp.vp", date(2025, 11, 5))
    text = admin.get(page).content.decode()
    for word in ("Đặng Thị Hạnh", "hanh", "Giám đốc", "05/11/2025", "Ghi chức vụ", "Mở tài khoản"):
        assert word in text


def test_what_was_typed_stays_when_it_is_refused(admin) -> None:
    person = create_person("Lê Minh", by=system())
    answer = admin.post(f"/nguoi/{person.pk}/tai-khoan/", {"username": "minh", "email": "m@x.vn", "password": "123"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Lỗi:" in text.replace("\n", "")
    assert "m@x.vn" in text
    assert "123" not in [line.strip() for line in text.splitlines()]
    assert not Account.objects.filter(username="minh").exists()


def test_a_post_that_breaks_a_rule_is_refused_at_its_field(admin) -> None:
    person = create_person("Lê Minh", by=system())
    data = {"role": "officer", "title": "Chuyên viên", "valid_from": "01/12/2025", "valid_to": "01/11/2025"}
    answer = admin.post(f"/nguoi/{person.pk}/chuc-vu/?co-quan=stp", data)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"valid_to"}


def test_a_unit_of_another_agency_cannot_be_sent(admin) -> None:
    person = create_person("Lê Minh", by=system())
    data = {"role": "officer", "title": "Chuyên viên", "valid_from": "01/12/2025", "unit": unit("sct.vp").pk}
    answer = admin.post(f"/nguoi/{person.pk}/chuc-vu/?co-quan=stp", data)
    assert answer.context["form"].errors.keys() == {"unit"}


def test_nobody_appoints_himself_on_a_page_either(admin) -> None:
    own = Account.objects.get(pk=admin.session["_auth_user_id"]).person_id
    data = {"role": "director", "title": "Giám đốc", "valid_from": "01/12/2025"}
    assert admin.post(f"/nguoi/{own}/chuc-vu/?co-quan=skhcn-2025", data).status_code == 403


def test_names_accounts_and_posts_are_changed_and_ended_by_hand(admin) -> None:
    post = post_of(Role.DIRECTOR)
    account = account_of(post)
    admin.post(f"/nguoi/{post.person_id}/sua/", {"full_name": "Trần Văn Đổi"})
    admin.post(f"/tai-khoan/{account.pk}/sua/", {"email": "doi@example.vn", "language": "en"})
    admin.post(f"/tai-khoan/{account.pk}/mat-khau/", {"password": PASSWORD, "again": PASSWORD})
    admin.post(f"/tai-khoan/{account.pk}/dong/")
    admin.post(f"/tai-khoan/{account.pk}/mo/")
    admin.post(f"/chuc-vu/{post.pk}/sua/", {"title": "Phó Giám đốc", "in_charge_of": [unit("skhcn-2025.tdc").pk]})
    admin.post(f"/chuc-vu/{post.pk}/ket-thuc/", {"on": "31/12/2025"})
    assert acts(f"person:{post.person_id}")[-3:] == ["person.renamed", "post.changed", "post.ended"]
    assert acts(f"account:{account.pk}")[1:] == [
        "account.changed", "account.password_set", "account.closed", "account.reopened",
    ]  # fmt: skip
    post.refresh_from_db()
    assert (post.title, post.valid_to) == ("Phó Giám đốc", date(2025, 12, 31))


def test_two_passwords_must_be_the_same(admin) -> None:
    account = account_of(post_of(Role.OFFICER))
    answer = admin.post(f"/tai-khoan/{account.pk}/mat-khau/", {"password": PASSWORD, "again": PASSWORD + "x"})
    assert answer.context["form"].errors.keys() == {"again"}


def test_accounts_are_closed_by_post_only(admin) -> None:
    assert admin.get(f"/tai-khoan/{account_of(post_of(Role.OFFICER)).pk}/dong/").status_code == 405


def test_two_rows_of_one_person_are_merged_by_hand(admin) -> None:
    a, b = create_person("Trần Văn Hai", by=system()), create_person("Trần Văn Hai", by=system())
    assert f'value="{b.pk}"' in admin.get(f"/nguoi/{a.pk}/gop/").content.decode()
    answer = admin.post(f"/nguoi/{a.pk}/gop/", {"into": b.pk})
    assert answer["Location"] == f"/nguoi/{b.pk}/"
    a.refresh_from_db()
    assert a.merged_into == b
    assert "Dòng này đã gộp vào" in admin.get(f"/nguoi/{a.pk}/").content.decode()
    assert admin.post(f"/nguoi/{b.pk}/gop/", {"into": ""}).status_code == 409


def test_a_delegation_is_recorded_and_withdrawn_by_the_business_administrator(keeper) -> None:
    chairman = post_of(Role.CHAIRMAN, "ubnd-tinh-2025", title="Chủ tịch")
    deputy = post_of(Role.VICE_CHAIRMAN, "ubnd-tinh-2025", title="Phó Chủ tịch")
    data = {
        "holder": deputy.pk, "grantor": chairman.pk, "capacity": "KT", "number": "15/QĐ-UBND", "dated": "05/07/2025",
        "valid_from": "10/07/2025", "valid_to": "30/06/2027", "field": "",
    }  # fmt: skip
    assert keeper.post(f"/nguoi/{deputy.person_id}/van-ban/", data).status_code == 302
    instrument = Instrument.objects.get()
    assert "15/QĐ-UBND" in keeper.get(f"/nguoi/{deputy.person_id}/").content.decode()
    assert "15/QĐ-UBND" in keeper.get(f"/nguoi/{chairman.person_id}/").content.decode()
    keeper.post(f"/van-ban-uy-quyen/{instrument.pk}/thu-hoi/", {"on": "01/10/2025"})
    instrument.refresh_from_db()
    assert instrument.withdrawn_on == date(2025, 10, 1)


def test_a_delegation_goes_to_the_person_of_the_page_only(keeper) -> None:
    chairman = post_of(Role.CHAIRMAN, "ubnd-tinh-2025")
    deputy, other = (post_of(Role.VICE_CHAIRMAN, "ubnd-tinh-2025") for _ in range(2))
    data = {"holder": other.pk, "grantor": chairman.pk, "capacity": "KT", "number": "1", "dated": "05/07/2025"}
    answer = keeper.post(f"/nguoi/{deputy.person_id}/van-ban/", data | {"valid_from": "05/07/2025"})
    assert "holder" in answer.context["form"].errors


def test_the_list_is_searched_without_diacritics_by_name_and_login_name(admin) -> None:
    person = create_person("Đặng Thị Hạnh", by=system())
    open_account(person, "so.17", by=system())
    create_person("Lê Minh", by=system())
    for wanted in ("dang thi hanh", "DANG", "Đặng", "so.17"):
        page = admin.get("/nguoi/", {"q": wanted}).context["page"]
        assert [row.pk for row in page] == [person.pk], wanted
    assert "Không có ai" in admin.get("/nguoi/", {"q": "không ai cả"}).content.decode()


def test_the_list_can_show_the_people_of_one_agency(admin) -> None:
    post = post_of(Role.OFFICER, "stp")
    page = admin.get("/nguoi/", {"co-quan": "stp"}).context["page"]
    assert [row.pk for row in page] == [post.person_id]
    assert agency("stp").name in admin.get("/nguoi/", {"co-quan": "stp"}).content.decode()


def test_a_merged_row_is_not_listed_twice(admin) -> None:
    a, b = create_person("Trần Văn Hai", by=system()), create_person("Trần Văn Hai", by=system())
    merge_persons(a, b, by=system())
    assert [row.pk for row in admin.get("/nguoi/", {"q": "tran van hai"}).context["page"]] == [b.pk]


def test_the_list_has_fifty_rows_a_page_and_a_fixed_number_of_statements(admin, django_assert_max_num_queries) -> None:
    for number in range(55):
        create_person(f"Người {number}", by=system())
    with django_assert_max_num_queries(12):
        answer = admin.get("/nguoi/")
    assert len(answer.context["page"]) == 50
    assert len(admin.get("/nguoi/", {"trang": 2}).context["page"]) >= 5


def test_the_list_downloads_whole_as_csv_and_runs_nothing(admin) -> None:
    create_person("=HYPERLINK(1)", by=system())
    for number in range(55):
        create_person(f"Người {number}", by=system())
    answer = admin.get("/nguoi/", {"xuat": "csv"})
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][1] == "Họ và tên"
    assert len(rows) == Person.objects.count() + 1
    assert "'=HYPERLINK(1)" in [row[1] for row in rows]


def test_who_is_not_there_is_not_found(admin) -> None:
    for path in ("/nguoi/999999/", "/tai-khoan/999999/sua/", "/chuc-vu/999999/sua/"):
        assert admin.get(path).status_code == 404


def test_the_business_administrator_sees_people_without_the_buttons_of_the_other(keeper) -> None:
    post = post_of(Role.OFFICER)
    text = keeper.get(f"/nguoi/{post.person_id}/").content.decode()
    assert "Ghi văn bản" in text
    assert "Mở tài khoản</a>" not in text


def test_everybody_changes_his_own_password_and_it_is_an_event(client) -> None:
    account = account_of(post_of(Role.OFFICER))
    account.set_password(PASSWORD)
    account.save()
    client.force_login(account)
    wrong = {"old_password": "sai", "new_password1": "moi-" + PASSWORD, "new_password2": "moi-" + PASSWORD}
    assert client.post("/mat-khau/", wrong).status_code == 422
    assert client.post("/mat-khau/", wrong | {"old_password": PASSWORD}).status_code == 302
    account.refresh_from_db()
    assert account.check_password("moi-" + PASSWORD)
    assert acts(f"account:{account.pk}") == ["account.opened", "account.password_changed"]
    assert client.get("/co-quan/").status_code == 200
