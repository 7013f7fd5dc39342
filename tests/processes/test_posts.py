"""Dated posts: where, from when to when, and what a post gives on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from processes.capacities import capacities
from processes.models import Post, Role
from processes.people import create_person
from processes.posts import appoint, change_post, end_post
from tests.processes.directory_people import BEGIN, account_of, acting, agency, post_of, system, unit
from tests.processes.events import acts, body
from workflow.acts import Actor
from workflow.errors import Conflict, NotAllowed, NotValid

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def held(post: Post, day: date) -> set[int]:
    return {capacity.post for capacity in capacities(Actor(account_of(post).pk), day)}


def test_a_post_holds_from_its_first_to_its_last_day() -> None:
    post = post_of(Role.REVIEWER, valid_to=date(2025, 12, 31))
    assert held(post, BEGIN - DAY) == set()
    assert held(post, BEGIN) == held(post, date(2025, 12, 31)) == {post.pk}
    assert held(post, date(2026, 1, 1)) == set()


def test_a_post_in_the_new_department_stands_in_the_line_of_the_old_one() -> None:
    post = post_of(Role.REVIEWER, valid_from=date(2025, 3, 1), unit=unit("skhcn-2025.tdc"))
    (capacity,) = capacities(Actor(account_of(post).pk), date(2025, 3, 1))
    assert {agency("skhcn").pk, agency("skhcn-2025").pk, agency("stttt").pk} <= capacity.lineage
    assert capacity.unit_line == {unit("skhcn.tdc").pk, unit("skhcn-2025.tdc").pk}


def test_a_post_in_the_old_department_does_not_stand_in_the_new_one() -> None:
    post = post_of(Role.REVIEWER, "skhcn", valid_from=date(2025, 1, 2))
    (capacity,) = capacities(Actor(account_of(post).pk), date(2025, 2, 3))
    assert capacity.lineage == {agency("skhcn").pk}


def test_a_post_in_a_body_that_has_ended_ends_with_it() -> None:
    post = post_of(Role.OFFICER, "skhcn", valid_from=date(2025, 1, 2))
    assert post.valid_to == date(2025, 2, 28)
    assert held(post, date(2025, 2, 28)) == {post.pk}
    assert held(post, date(2025, 3, 1)) == set()


@pytest.mark.parametrize(
    ("where", "begin", "end"),
    [
        ("skhcn", date(2025, 3, 1), None),
        ("skhcn", date(2025, 1, 2), date(2025, 3, 1)),
        ("skhcn-2025", date(2025, 2, 28), None),
        ("stp", date(2025, 3, 2), date(2025, 3, 1)),
    ],
)
def test_the_body_must_stand_all_that_time_and_the_days_be_in_order(where: str, begin: date, end: date | None) -> None:
    with pytest.raises(NotValid):
        post_of(Role.OFFICER, where, valid_from=begin, valid_to=end)


def test_the_unit_must_be_the_agencys_own_and_stand_on_the_first_day() -> None:
    with pytest.raises(NotValid) as refusal:
        post_of(Role.OFFICER, "stp", unit=unit("skhcn-2025.tdc"))
    assert refusal.value.field == "unit"
    with pytest.raises(NotValid):
        post_of(Role.OFFICER, unit=unit("skhcn-2025.ttra"), valid_from=date(2025, 7, 1))
    with pytest.raises(NotValid) as refusal:
        post_of(Role.DIRECTOR, in_charge_of=[unit("stp.vp")])
    assert refusal.value.field == "in_charge_of"


@pytest.mark.parametrize("role", [Role.SYSTEM, "boss", ""])
def test_only_the_roles_of_people_are_given(role: str) -> None:
    with pytest.raises(NotValid):
        post_of(role)


def test_a_post_needs_a_title() -> None:
    with pytest.raises(NotValid) as refusal:
        post_of(Role.OFFICER, title="  ")
    assert refusal.value.field == "title"


def test_nobody_appoints_himself() -> None:
    admin = post_of(Role.SYSTEM_ADMIN)
    with pytest.raises(NotAllowed):
        appoint(
            admin.person, agency("skhcn-2025"), None, Role.DIRECTOR, "Giám đốc", BEGIN, by=acting(admin, "keep_people")
        )


@pytest.mark.parametrize(
    ("first", "second"), [(Role.SYSTEM_ADMIN, Role.REVIEWER), (Role.OFFICER, Role.SYSTEM_ADMIN)], ids=["then", "before"]
)
def test_the_administrator_of_the_system_holds_no_other_office_at_the_same_time(first: Role, second: Role) -> None:
    """S7, domain.md 3.1: accounts and configuration, no business act."""
    post = post_of(first, valid_to=date(2025, 12, 31))
    with pytest.raises(NotValid, match="S7") as refusal:
        post_of(second, person=post.person, valid_from=date(2025, 12, 31))
    assert refusal.value.field == "role"
    post_of(second, person=post.person, valid_from=date(2026, 1, 1))


def test_the_same_role_in_the_same_agency_is_not_held_twice_at_once() -> None:
    post = post_of(Role.OFFICER, valid_to=date(2025, 12, 31))
    with pytest.raises(NotValid):
        post_of(Role.OFFICER, person=post.person, valid_from=date(2025, 12, 31))
    again = post_of(Role.OFFICER, person=post.person, valid_from=date(2026, 1, 1))
    assert again.code != post.code


def test_a_code_is_given_once() -> None:
    post = post_of(Role.OFFICER, code="chuyen-vien-1")
    assert post.code == "chuyen-vien-1"
    with pytest.raises(NotValid) as refusal:
        post_of(Role.OFFICER, code="chuyen-vien-1")
    assert refusal.value.field == "code"


def test_only_inspectors_and_the_front_have_a_plan_as_their_scope() -> None:
    with pytest.raises(NotValid):
        appoint(
            create_person("Trần A", by=system()), agency("ttt"), None, Role.OFFICER, "Thanh tra viên", BEGIN,
            scope_plan=object(), by=system(),  # type: ignore[arg-type]
        )  # fmt: skip


def test_ending_a_post_takes_effect_on_the_day_after() -> None:
    post = end_post(post_of(Role.REVIEWER), date(2025, 9, 30), by=system())
    assert held(post, date(2025, 9, 30)) == {post.pk}
    assert held(post, date(2025, 10, 1)) == set()


def test_a_posts_end_is_brought_forward_but_never_put_off() -> None:
    post = post_of(Role.REVIEWER, valid_to=date(2025, 12, 31))
    with pytest.raises(Conflict):
        end_post(post, date(2026, 1, 31), by=system())
    with pytest.raises(NotValid):
        end_post(post, BEGIN - DAY, by=system())
    end_post(post, date(2025, 9, 30), by=system())
    assert held(post, date(2025, 10, 1)) == set()


def test_every_change_of_a_post_is_an_event_of_the_person() -> None:
    post = post_of(Role.DIRECTOR)
    change_post(post, title="Phó Giám đốc", in_charge_of=[unit("skhcn-2025.tdc")], by=system())
    end_post(post, date(2025, 12, 31), by=system())
    stream = f"person:{post.person_id}"
    assert acts(stream) == ["person.created", "post.begun", "post.changed", "post.ended"]
    assert body(stream, 1)["role"] == "director"
    assert body(stream, 1)["who"]["post"] == system().post
    assert body(stream, 2)["in_charge_of"] == [unit("skhcn-2025.tdc").pk]


def test_the_systems_own_post_is_not_changed_by_people() -> None:
    with pytest.raises(NotValid):
        end_post(Post.objects.get(code="he-thong"), date(2026, 1, 1), by=system())
