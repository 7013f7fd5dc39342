"""A session ends after half an hour without use and after twelve hours in all, in real time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from processes.actors import actor_as, who_of
from processes.models import Account
from processes.people import close_account, reopen_account
from workflow import clock

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


class Watch:
    """Real time, as the test sets it."""

    def __init__(self) -> None:
        self.at = START

    def passes(self, **span: int) -> None:
        self.at += timedelta(**span)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    watch = Watch()
    monkeypatch.setattr(clock, "real_now", lambda: watch.at)
    return watch


@pytest.fixture
def signed_in(client: Client, watch: Watch) -> Client:
    client.force_login(Account.objects.create(username="hanh"))
    client.get("/gioi-thieu/")
    return client


def is_signed_in(client: Client) -> bool:
    return client.get("/gioi-thieu/").context["user"].is_authenticated


def test_a_session_in_use_lives_past_half_an_hour(signed_in: Client, watch: Watch) -> None:
    for _ in range(4):
        watch.passes(minutes=25)
        assert is_signed_in(signed_in)


def test_half_an_hour_without_use_ends_the_session_and_the_login_page_says_why(signed_in: Client, watch: Watch) -> None:
    watch.passes(minutes=30)
    assert not is_signed_in(signed_in)
    assert "30 phút không có thao tác" in signed_in.get("/dang-nhap/").content.decode()


def test_twelve_hours_end_even_a_session_in_use(signed_in: Client, watch: Watch) -> None:
    for _ in range(35):
        watch.passes(minutes=20)
        assert is_signed_in(signed_in)
    watch.passes(minutes=20)
    assert not is_signed_in(signed_in)
    assert "quá 12 giờ" in signed_in.get("/dang-nhap/").content.decode()


def test_the_demo_clock_does_not_end_a_session(signed_in: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "offset", lambda: timedelta(days=400))
    assert is_signed_in(signed_in)


def test_use_is_written_once_a_minute_not_at_every_request(signed_in: Client, watch: Watch) -> None:
    seen = signed_in.session["seen"]
    watch.passes(seconds=59)
    signed_in.get("/gioi-thieu/")
    assert signed_in.session["seen"] == seen
    watch.passes(seconds=1)
    signed_in.get("/gioi-thieu/")
    assert signed_in.session["seen"] == seen + 60


def test_closing_the_account_ends_its_sessions_for_good(signed_in: Client) -> None:
    """Opened again, it wants a new login: the session may have been the reason to close it."""
    other = Client()
    other.force_login(Account.objects.create(username="khac"))
    by = who_of(actor_as("he-thong"), "keep_people")
    account = Account.objects.get(username="hanh")
    close_account(account, by=by)
    reopen_account(account, by=by)
    assert not is_signed_in(signed_in)
    assert is_signed_in(other)
