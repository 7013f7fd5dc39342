"""Persons and accounts: every change is an event, nothing is deleted, names stay out of the trail's bodies."""

from __future__ import annotations

import pytest

from processes.capacities import capacities
from processes.models import Account, Person, Role
from processes.people import (
    change_account,
    close_account,
    create_person,
    merge_persons,
    open_account,
    rename_person,
    reopen_account,
    set_password,
)
from processes.system_account import USERNAME
from tests.processes.directory_people import account_of, acting, post_of, system
from tests.processes.events import acts, events, texts
from workflow import clock
from workflow.acts import Actor
from workflow.errors import Conflict, NotAllowed, NotValid

pytestmark = pytest.mark.django_db
PASSWORD = "con-duong-ven-bien-42"


def test_a_person_is_created_with_an_event_that_keeps_the_name_apart() -> None:
    person = create_person("  Đặng  Thị Hạnh ", by=system())
    stream = f"person:{person.pk}"
    assert person.full_name == "Đặng Thị Hạnh"
    assert acts(stream) == ["person.created"]
    assert "Hạnh" not in events(stream)[0].body
    assert texts(stream) == ["Đặng Thị Hạnh"]


@pytest.mark.parametrize("name", ["", "   ", "a" * 121])
def test_a_person_needs_a_name_of_reasonable_length(name: str) -> None:
    with pytest.raises(NotValid):
        create_person(name, by=system())


def test_a_corrected_name_keeps_the_old_one_beside_the_event() -> None:
    person = create_person("Lê Van Tam", by=system())
    rename_person(person, "Lê Văn Tám", by=system())
    rename_person(person, "Lê Văn Tám", by=system())
    assert acts(f"person:{person.pk}") == ["person.created", "person.renamed"]
    assert "Lê Van Tam" in texts(f"person:{person.pk}")


def test_people_are_sorted_by_the_given_name() -> None:
    for name in ("Nguyễn Thị Bình", "Võ Văn An", "Đỗ Ánh"):
        create_person(name, by=system())
    names = [p.full_name for p in Person.objects.exclude(accounts__username=USERNAME)]
    assert names == ["Võ Văn An", "Đỗ Ánh", "Nguyễn Thị Bình"]


def test_an_account_belongs_to_a_person_and_its_password_is_checked() -> None:
    person = create_person("Phạm Minh", by=system())
    with pytest.raises(NotValid) as refusal:
        open_account(person, "minh", password="123", by=system())
    assert refusal.value.field == "password"
    account = open_account(person, "minh", "minh@example.vn", PASSWORD, by=system())
    assert account.check_password(PASSWORD)
    assert acts(f"account:{account.pk}") == ["account.opened"]
    assert PASSWORD not in events(f"account:{account.pk}")[0].body


def test_an_account_without_a_password_lets_nobody_in() -> None:
    account = open_account(create_person("Phạm Minh", by=system()), "minh", by=system())
    assert not account.has_usable_password()


@pytest.mark.parametrize("username", ["", "có dấu cách", "a" * 151, "x/y"])
def test_a_login_name_has_a_form(username: str) -> None:
    with pytest.raises(NotValid) as refusal:
        open_account(create_person("Phạm Minh", by=system()), username, by=system())
    assert refusal.value.field == "username"


def test_a_login_name_is_given_once_whatever_the_case() -> None:
    person = create_person("Phạm Minh", by=system())
    open_account(person, "minh", by=system())
    with pytest.raises(NotValid):
        open_account(person, "MINH", by=system())


def test_a_closed_account_stays_and_may_do_nothing() -> None:
    post = post_of(Role.REVIEWER)
    account = close_account(account_of(post), by=system())
    assert Account.objects.filter(pk=account.pk, is_active=False).exists()
    assert capacities(Actor(account.pk), clock.today()) == []
    with pytest.raises(Conflict):
        close_account(account, by=system())
    reopen_account(account, by=system())
    assert acts(f"account:{account.pk}") == ["account.opened", "account.closed", "account.reopened"]


def test_nobody_closes_the_account_he_uses() -> None:
    admin = post_of(Role.SYSTEM_ADMIN)
    with pytest.raises(NotValid):
        close_account(account_of(admin), by=acting(admin, "keep_people"))


def test_the_systems_own_account_is_not_changed_by_people() -> None:
    account = Account.objects.get(username=USERNAME)
    with pytest.raises(NotValid):
        set_password(account, PASSWORD, by=system())
    with pytest.raises(NotValid):
        close_account(account, by=acting(post_of(Role.SYSTEM_ADMIN), "keep_people"))


def test_setting_a_password_is_an_event_because_it_opens_the_account() -> None:
    account = account_of(post_of(Role.OFFICER))
    set_password(account, PASSWORD, by=system())
    assert acts(f"account:{account.pk}")[-1] == "account.password_set"


def test_mail_and_language_change_with_one_event() -> None:
    account = account_of(post_of(Role.OFFICER))
    change_account(account, email="moi@example.vn", language="en", by=system())
    change_account(account, email="moi@example.vn", language="en", by=system())
    assert acts(f"account:{account.pk}") == ["account.opened", "account.changed"]
    with pytest.raises(NotValid):
        change_account(account, email="không phải thư", language="vi", by=system())


def test_merged_persons_act_as_one_person() -> None:
    first, second = post_of(Role.REVIEWER), post_of(Role.DIRECTOR)
    merge_persons(second.person, first.person, by=system())
    mine = capacities(Actor(account_of(second).pk), clock.today())
    assert {c.person for c in mine} == {first.person_id}
    assert {c.post for c in mine} == {first.pk, second.pk}
    for person in (first.person_id, second.person_id):
        assert acts(f"person:{person}")[-1] == "person.merged"


def test_a_chain_of_merges_stays_one_step_long() -> None:
    a, b, c = (create_person(name, by=system()) for name in ("Trần A", "Trần B", "Trần C"))
    merge_persons(a, b, by=system())
    merge_persons(b, c, by=system())
    assert set(Person.objects.filter(merged_into=c).values_list("pk", flat=True)) == {a.pk, b.pk}


def test_merging_twice_or_in_a_circle_is_refused() -> None:
    a, b = (create_person(name, by=system()) for name in ("Trần A", "Trần B"))
    merge_persons(a, b, by=system())
    with pytest.raises(Conflict):
        merge_persons(a, b, by=system())
    with pytest.raises(Conflict):
        merge_persons(b, a, by=system())


def test_the_system_is_nobody_to_merge_with() -> None:
    system_person = Account.objects.get(username=USERNAME).person
    with pytest.raises(NotValid):
        merge_persons(create_person("Trần A", by=system()), system_person, by=system())


def test_a_business_administrator_does_not_keep_people() -> None:
    with pytest.raises(NotAllowed):
        create_person("Trần A", by=acting(post_of(Role.PLAN_ADMIN), "keep_directory"))


def test_nobody_merges_himself_with_another() -> None:
    """S7: by that the administrator would hold the other's offices, which nobody may give himself."""
    admin, director = post_of(Role.SYSTEM_ADMIN), post_of(Role.DIRECTOR)
    by = acting(admin, "keep_people")
    for one, other in ((admin.person, director.person), (director.person, admin.person)):
        with pytest.raises(NotAllowed, match="tự gộp"):
            merge_persons(one, other, by=by)
    director.person.refresh_from_db()
    assert director.person.merged_into is None
