"""Instruments of delegation: the rules of domain.md 3.3."""

from __future__ import annotations

from datetime import date

import pytest

from processes.capacities import capacities
from processes.delegation import grant_instrument, withdraw_instrument
from processes.models import Instrument, Post, Role
from processes.people import merge_persons
from tests.processes.directory_people import account_of, acting, post_of, system
from tests.processes.events import acts, body
from workflow.acts import Actor
from workflow.errors import Conflict, NotAllowed, NotValid

pytestmark = pytest.mark.django_db
SIGNED, BEGIN, END = date(2025, 7, 5), date(2025, 7, 10), date(2026, 6, 30)


def grant(grantor: Post, holder: Post, capacity: str = "KT", **given: object) -> Instrument:
    values: dict = {"number": "15/QĐ-UBND", "dated": SIGNED, "valid_from": BEGIN} | given
    return grant_instrument(grantor, holder, capacity, by=system("keep_instruments"), **values)


@pytest.fixture
def chairman() -> Post:
    return post_of(Role.CHAIRMAN, "ubnd-tinh-2025", title="Chủ tịch")


@pytest.fixture
def deputy() -> Post:
    return post_of(Role.VICE_CHAIRMAN, "ubnd-tinh-2025", title="Phó Chủ tịch")


@pytest.fixture
def chief() -> Post:
    return post_of(Role.LEADER, "vpub", title="Chánh Văn phòng")


def forms(post: Post, day: date) -> set[str]:
    return {capacity.form for capacity in capacities(Actor(account_of(post).pk), day)}


def test_the_holder_acts_for_the_grantor_from_the_first_to_the_last_day(chairman: Post, deputy: Post) -> None:
    instrument = grant(chairman, deputy, valid_to=END)
    assert forms(deputy, date(2025, 7, 9)) == {""}
    assert forms(deputy, BEGIN) == forms(deputy, END) == {"", "KT"}
    assert forms(deputy, date(2026, 7, 1)) == {""}
    assert acts(f"instrument:{instrument.pk}") == ["instrument.granted"]
    assert body(f"instrument:{instrument.pk}")["number"] == "15/QĐ-UBND"


def test_it_gives_nothing_once_the_grantor_is_out_of_office(chairman: Post, deputy: Post) -> None:
    grant(chairman, deputy)
    Post.objects.filter(pk=chairman.pk).update(valid_to=date(2025, 8, 31))
    assert forms(deputy, date(2025, 9, 1)) == {""}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"number": " "}, "number"),
        ({"capacity": "XX"}, "capacity"),
        ({"dated": date(2025, 7, 11)}, "valid_from"),
        ({"valid_to": date(2025, 7, 9)}, "valid_to"),
        ({"capacity": "TUQ", "field": "khoa học"}, "valid_to"),
        ({"capacity": "TUQ", "valid_to": END}, "valid_to"),
    ],
)
def test_a_paper_must_hold_together(chairman: Post, deputy: Post, given: dict, field: str) -> None:
    with pytest.raises(NotValid) as refusal:
        grant(chairman, deputy, **given)
    assert refusal.value.field == field


def test_a_vice_chairman_signs_only_for_the_chairman(chairman: Post, deputy: Post) -> None:
    leader = post_of(Role.LEADER, "ubnd-tinh-2025")
    with pytest.raises(NotValid, match="Chủ tịch"):
        grant(leader, deputy)


def test_signing_for_the_head_stays_inside_the_agency(chairman: Post, chief: Post) -> None:
    with pytest.raises(NotValid, match="cùng cơ quan"):
        grant(chairman, chief)
    assert grant(chairman, chief, "TL").capacity == "TL"


def test_nobody_delegates_to_himself_under_two_names(chairman: Post, deputy: Post) -> None:
    merge_persons(deputy.person, chairman.person, by=system())
    with pytest.raises(NotValid, match="một người"):
        grant(chairman, deputy)


def test_only_heads_delegate(deputy: Post) -> None:
    with pytest.raises(NotValid):
        grant(post_of(Role.OFFICER, "ubnd-tinh-2025"), deputy, "TL")


def test_both_hold_their_posts_on_the_first_day(chairman: Post) -> None:
    late = post_of(Role.VICE_CHAIRMAN, "ubnd-tinh-2025", valid_from=date(2026, 1, 1))
    with pytest.raises(NotValid) as refusal:
        grant(chairman, late)
    assert refusal.value.field == "holder"


def test_nobody_records_a_paper_in_his_own_favour(chairman: Post) -> None:
    admin = post_of(Role.PLAN_ADMIN, "ubnd-tinh-2025")
    with pytest.raises(NotAllowed):
        grant_instrument(chairman, admin, "TL", "1", SIGNED, BEGIN, by=acting(admin, "keep_instruments"))


def test_the_same_paper_is_recorded_once(chairman: Post, deputy: Post) -> None:
    grant(chairman, deputy)
    with pytest.raises(Conflict):
        grant(chairman, deputy)


def test_who_signs_by_order_passes_it_to_his_deputy(chairman: Post, chief: Post) -> None:
    second = post_of(Role.VERIFIER, "vpub", title="Phó Chánh Văn phòng")
    order = grant(chairman, chief, "TL", valid_to=END)
    passed = grant(chief, second, parent=order, valid_to=END)
    assert passed.parent == order


def test_who_is_authorised_does_not_authorise_again(chairman: Post) -> None:
    director = post_of(Role.DIRECTOR)
    second = post_of(Role.DIRECTOR, title="Phó Giám đốc")
    authorised = grant(chairman, director, "TUQ", valid_to=END, field="khoa học và công nghệ")
    with pytest.raises(NotValid, match="không được ủy quyền lại"):
        grant(director, second, parent=authorised, valid_to=END, field="khoa học và công nghệ")


@pytest.mark.parametrize(
    "given", [{}, {"valid_to": date(2026, 7, 1)}, {"valid_from": date(2025, 7, 9), "valid_to": END}]
)
def test_what_is_passed_on_stays_within_the_paper_it_rests_on(chairman: Post, chief: Post, given: dict) -> None:
    second = post_of(Role.VERIFIER, "vpub")
    order = grant(chairman, chief, "TL", valid_to=END)
    with pytest.raises(NotValid):
        grant(chief, second, parent=order, **given)


def test_only_its_holder_passes_an_order_on(chairman: Post, chief: Post) -> None:
    stranger, second = post_of(Role.LEADER, "vpub"), post_of(Role.VERIFIER, "vpub")
    order = grant(chairman, chief, "TL", valid_to=END)
    with pytest.raises(NotValid) as refusal:
        grant(stranger, second, parent=order, valid_to=END)
    assert refusal.value.field == "parent"


def test_a_withdrawn_paper_gives_nothing_from_that_day_on_and_takes_along_what_rests_on_it(
    chairman: Post, chief: Post
) -> None:
    second = post_of(Role.VERIFIER, "vpub")
    order = grant(chairman, chief, "TL", valid_to=END)
    passed = grant(chief, second, parent=order, valid_to=END)
    withdraw_instrument(order, date(2025, 10, 1), by=system("keep_instruments"))
    assert forms(chief, date(2025, 9, 30)) == {"", "TL"}
    assert forms(chief, date(2025, 10, 1)) == forms(second, date(2025, 10, 1)) == {""}
    for instrument in (order, passed):
        assert acts(f"instrument:{instrument.pk}") == ["instrument.granted", "instrument.withdrawn"]


def test_a_paper_is_not_withdrawn_before_it_began_nor_twice(chairman: Post, deputy: Post) -> None:
    instrument = grant(chairman, deputy)
    with pytest.raises(NotValid):
        withdraw_instrument(instrument, SIGNED, by=system("keep_instruments"))
    withdraw_instrument(instrument, END, by=system("keep_instruments"))
    with pytest.raises(Conflict):
        withdraw_instrument(instrument, END, by=system("keep_instruments"))


def test_the_system_administrator_records_no_delegation(chairman: Post, deputy: Post) -> None:
    admin = acting(post_of(Role.SYSTEM_ADMIN), "keep_people")
    with pytest.raises(NotAllowed):
        grant_instrument(chairman, deputy, "KT", "1", SIGNED, BEGIN, by=admin)
