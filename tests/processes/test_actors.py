"""Who acts for a command, and what a refusal leaves behind."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from processes.actors import actor_as, check, who_of
from processes.models import Account, Role
from processes.system_account import USERNAME
from tests.processes.directory_people import account_of, acting, post_of, system
from tests.processes.events import acts, body
from workflow import clock
from workflow.errors import NotAllowed, NotValid

pytestmark = pytest.mark.django_db


def test_a_post_is_named_by_its_code() -> None:
    post = post_of(Role.PLAN_ADMIN)
    assert actor_as(post.code).post == post.pk


def test_a_login_name_will_do_while_its_person_holds_one_post() -> None:
    post = post_of(Role.PLAN_ADMIN)
    assert actor_as(account_of(post).username).post == post.pk


def test_a_login_name_with_two_posts_is_refused_with_both_codes() -> None:
    first = post_of(Role.PLAN_ADMIN)
    second = post_of(Role.REVIEWER, person=first.person)
    with pytest.raises(NotValid) as refusal:
        actor_as(account_of(first).username)
    assert first.code in refusal.value.sentence
    assert second.code in refusal.value.sentence


def test_an_unknown_name_is_refused_with_the_posts_there_are() -> None:
    with pytest.raises(NotValid, match=USERNAME):
        actor_as("không có ai")


def test_a_post_that_has_ended_names_nobody() -> None:
    post = post_of(Role.PLAN_ADMIN, valid_to=date(2025, 12, 31))
    with pytest.raises(NotValid):
        actor_as(post.code)


def test_a_closed_account_names_nobody() -> None:
    post = post_of(Role.PLAN_ADMIN)
    Account.objects.filter(pk=account_of(post).pk).update(is_active=False)
    with pytest.raises(NotValid):
        actor_as(post.code)


def test_the_system_acts_in_the_body_of_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2025, 2, 3, tzinfo=UTC))
    early = who_of(actor_as(USERNAME), "import_plan")
    monkeypatch.undo()
    assert early.agency != system("import_plan").agency


def test_a_right_that_the_post_does_not_hold_is_refused_in_words_and_recorded() -> None:
    post = post_of(Role.OFFICER)
    with pytest.raises(NotAllowed, match="quản lý người"):
        acting(post, "keep_people")
    stream = f"account:{account_of(post).pk}"
    assert acts(stream) == ["account.opened", "act.refused"]
    assert body(stream)["refused_act"] == "keep_people"


def test_functions_check_the_right_again_whatever_called_them() -> None:
    with pytest.raises(NotAllowed):
        check(acting(post_of(Role.PLAN_ADMIN), "keep_directory"), "keep_people")


def test_nobody_can_sign_in_as_the_system(client) -> None:
    account = Account.objects.get(username=USERNAME)
    assert not account.has_usable_password()
    account.set_password("mot-mat-khau-dai")
    account.save()
    assert client.post("/dang-nhap/", {"username": USERNAME, "password": "mot-mat-khau-dai"}).status_code == 422
    assert client.get("/nguoi/").status_code == 302
