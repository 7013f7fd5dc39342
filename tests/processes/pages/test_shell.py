"""The furniture of a page: navigation by rights, the person's name and posts, the demo clock; at most two statements."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from processes.models import Account, Agency, Person, Post, Role
from workflow import clock

pytestmark = pytest.mark.django_db


def person_with(role: str, *, valid_to: date | None = None) -> Account:
    person = Person.objects.create(full_name="Nguyễn Thị Hạnh")
    agency = Agency.objects.create(code=f"so-{role}", name="Sở Thử nghiệm", kind="department", level="province")
    Post.objects.create(
        person=person,
        agency=agency,
        role=role,
        title="Trưởng phòng",
        code=f"hanh-{role}",
        valid_from=date(2025, 1, 1),
        valid_to=valid_to,
    )
    return Account.objects.create(username=f"hanh-{role}", person=person)


def navigation(client: Client) -> list[str]:
    nav = client.get("/gioi-thieu/").context["nav"]
    return [place.url for place in nav()]


@pytest.mark.parametrize(
    ("role", "closed"),
    [
        (Role.OFFICER, {"/nguoi/"}),
        (Role.PLAN_ADMIN, set()),
        (Role.SYSTEM_ADMIN, {"/ke-hoach/"}),
    ],
)
def test_the_navigation_shows_what_the_post_may_open(client: Client, role: str, closed: set[str]) -> None:
    client.force_login(person_with(role))
    shown = navigation(client)
    everything = {"/", "/ke-hoach/", "/co-quan/", "/nguoi/", "/chinh-sach/", "/gioi-thieu/"}
    assert set(shown) == everything - closed


def test_a_post_that_has_ended_opens_nothing(client: Client) -> None:
    client.force_login(person_with(Role.PLAN_ADMIN, valid_to=date(2025, 2, 1)))
    assert navigation(client) == ["/", "/gioi-thieu/"]


def test_the_header_names_the_person_and_the_post(client: Client) -> None:
    client.force_login(person_with(Role.OFFICER))
    page = client.get("/gioi-thieu/").content.decode()
    assert "Nguyễn Thị Hạnh" in page
    assert "Trưởng phòng, Sở Thử nghiệm" in page
    assert "bound method" not in page


def test_the_page_one_is_on_is_marked(client: Client) -> None:
    client.force_login(person_with(Role.OFFICER))
    assert '<a href="/gioi-thieu/" aria-current="page">' in client.get("/gioi-thieu/").content.decode()


def test_the_furniture_costs_two_statements(client: Client, django_assert_num_queries) -> None:
    client.force_login(person_with(Role.OFFICER))
    client.get("/gioi-thieu/")
    with django_assert_num_queries(4):  # session, account, capacities, posts
        client.get("/gioi-thieu/")


def test_the_demo_clock_is_named_with_the_real_time(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Đồng hồ trình diễn" not in client.get("/gioi-thieu/").content.decode()
    monkeypatch.setattr(clock, "offset", lambda: timedelta(days=-365))
    page = client.get("/gioi-thieu/").content.decode()
    assert f"hôm nay là <strong>{clock.today():%d/%m/%Y}</strong>" in page
    assert f"{clock.real_now().astimezone(clock.LOCAL):%d/%m/%Y}" in page
