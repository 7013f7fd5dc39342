"""Who may sign in: the right password, not too many wrong ones, never the system; one click only for the demo's people."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from processes.models import Account, LoginAttempt
from workflow import clock
from workflow.models import Event

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-du-dai-2026"


@pytest.fixture
def hanh() -> Account:
    return Account.objects.create_user("hanh", password=PASSWORD)


def try_login(client: Client, password: str, username: str = "hanh", address: str = "10.0.0.1") -> HttpResponse:
    return client.post("/dang-nhap/", {"username": username, "password": password}, REMOTE_ADDR=address)


def test_the_right_password_opens_with_a_new_session_key(client: Client, hanh: Account) -> None:
    client.get("/dang-nhap/")
    before = client.session.session_key
    assert try_login(client, PASSWORD).status_code == 302
    assert client.session.session_key not in (None, before)
    assert not LoginAttempt.objects.exists()


def test_a_wrong_password_is_refused_in_words_and_written_to_the_accounts_stream(client: Client, hanh: Account) -> None:
    answer = try_login(client, "sai")
    assert answer.status_code == 422
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in answer.content.decode()
    event = Event.objects.get(stream=f"account:{hanh.pk}")
    assert event.act == "account.login_failed"
    assert "10.0.0.1" in event.body
    assert "sai" not in event.body


def test_an_unknown_name_reads_the_same_and_leaves_no_event(client: Client, hanh: Account) -> None:
    known, unknown = try_login(client, "sai"), try_login(client, "sai", username="khong-co")
    assert known.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()
    assert Event.objects.filter(act="account.login_failed").count() == 1


def test_the_eleventh_attempt_is_barred_even_with_the_right_password(client: Client, hanh: Account) -> None:
    for _ in range(10):
        assert try_login(client, "sai").status_code == 422
    answer = try_login(client, PASSWORD)
    assert answer.status_code == 429
    assert "Hãy chờ 15 phút" in answer.content.decode()


def test_the_bar_is_for_one_name_from_one_address(client: Client, hanh: Account) -> None:
    for _ in range(10):
        try_login(client, "sai")
    assert try_login(client, PASSWORD, address="10.0.0.2").status_code == 302


def test_the_name_is_counted_however_it_is_written(client: Client, hanh: Account) -> None:
    for name in ("hanh", "HANH") * 5:
        try_login(client, "sai", username=name)
    assert try_login(client, PASSWORD).status_code == 429


def test_the_bar_falls_after_a_quarter_of_an_hour(
    client: Client, hanh: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(10):
        try_login(client, "sai")
    later = clock.real_now() + timedelta(minutes=15, seconds=1)
    monkeypatch.setattr(clock, "real_now", lambda: later)
    assert try_login(client, PASSWORD).status_code == 302


def test_the_demo_clock_does_not_lift_the_bar(client: Client, hanh: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(10):
        try_login(client, "sai")
    monkeypatch.setattr(clock, "offset", lambda: timedelta(days=30))
    assert try_login(client, PASSWORD).status_code == 429


def test_nobody_signs_in_as_the_system(client: Client) -> None:
    system, _ = Account.objects.get_or_create(username="he-thong")
    system.is_active = True
    system.set_password(PASSWORD)
    system.save()
    assert try_login(client, PASSWORD, username="he-thong").status_code == 422
    assert "_auth_user_id" not in client.session


def test_a_closed_account_does_not_open(client: Client, hanh: Account) -> None:
    Account.objects.filter(pk=hanh.pk).update(is_active=False)
    assert try_login(client, PASSWORD).status_code == 422


@pytest.fixture
def demo_person() -> Account:
    return Account.objects.create(username="trinh-dien", email="trinh-dien@demo.invalid")


def test_a_demo_person_signs_in_with_one_click_in_demo_mode(client: Client, demo_person: Account, settings) -> None:
    settings.DEMO = True
    answer = client.post("/dang-nhap/trinh-dien/", {"account": "trinh-dien", "next": "/ke-hoach/"})
    assert (answer.status_code, answer["Location"]) == (302, "/ke-hoach/")
    assert client.session["_auth_user_id"] == str(demo_person.pk)


def test_outside_demo_mode_there_is_no_such_door(client: Client, demo_person: Account) -> None:
    assert client.post("/dang-nhap/trinh-dien/", {"account": "trinh-dien"}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("change", [{"email": "hanh@quangngai.gov.vn"}, {"is_active": False}])
def test_only_open_demo_accounts_pass_it(
    client: Client, demo_person: Account, settings, change: dict[str, object]
) -> None:
    settings.DEMO = True
    Account.objects.filter(pk=demo_person.pk).update(**change)
    assert client.post("/dang-nhap/trinh-dien/", {"account": "trinh-dien"}).status_code == 404


def test_signing_in_never_leads_to_another_site(client: Client, demo_person: Account, settings) -> None:
    settings.DEMO = True
    answer = client.post("/dang-nhap/trinh-dien/", {"account": "trinh-dien", "next": "https://example.org/"})
    assert answer["Location"] == "/"


def test_a_link_does_not_sign_anybody_in(client: Client, demo_person: Account, settings) -> None:
    settings.DEMO = True
    assert client.get("/dang-nhap/trinh-dien/?account=trinh-dien").status_code == 405
