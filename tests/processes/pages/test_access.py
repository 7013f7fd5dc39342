"""Who may open the pages of people and of the directory."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.urls import reverse

from processes.models import Person, Role
from processes.pages.access import ActingRequest, requires
from processes.posts import end_post
from processes.urls.people import urlpatterns
from tests.processes.directory_people import BEGIN, account_of, post_of, system
from tests.processes.events import acts, body

pytestmark = pytest.mark.django_db

READING = {"people", "person"}
DIRECTORY = {"agencies", "agency"}
PAPERS = {"instrument_new", "instrument_withdraw"}
OPEN = {"own_password"}
PEOPLE = {
    "people_import", "person_new", "person_rename", "person_merge", "account_new", "account_change", "account_password",
    "account_close", "account_reopen", "post_new", "post_change", "post_end",
}  # fmt: skip
KEEPING = {
    "directory_import", "agency_new", "agency_change", "alias_new", "unit_new", "succession_new", "membership_new", "alias_drop",
    "unit_end",
}  # fmt: skip
HUMANS = [role for role in Role if role != Role.SYSTEM]


def address(name: str) -> str:
    pattern = next(pattern for pattern in urlpatterns if pattern.name == name)
    route = str(pattern.pattern)
    arguments = ["stp"] if "<slug:" in route else [999_999] if "<int:" in route else []
    return reverse(name, args=arguments)


def expected(name: str, role: str) -> set[int]:
    """What a GET answers: opened (200, 404 for a row that is not there, 405 where only POST is taken) or refused (403)."""
    opened = {
        "keep_people": role == Role.SYSTEM_ADMIN,
        "keep": role == Role.PLAN_ADMIN,
    }
    may = (
        name in OPEN | DIRECTORY
        or (name in READING and any(opened.values()))
        or (name in PEOPLE and opened["keep_people"])
        or (name in PAPERS | KEEPING and opened["keep"])
    )
    return {200, 404, 405} if may else {403}


def test_every_address_of_these_pages_stands_in_the_matrix() -> None:
    assert {pattern.name for pattern in urlpatterns} == READING | DIRECTORY | PAPERS | OPEN | PEOPLE | KEEPING


@pytest.mark.parametrize("role", HUMANS)
def test_each_role_opens_its_own_pages_and_no_others(client, role: Role) -> None:
    client.force_login(account_of(post_of(role)))
    for pattern in urlpatterns:
        status = client.get(address(pattern.name)).status_code
        assert status in expected(pattern.name, role), (pattern.name, role, status)


def test_nobody_enters_without_signing_in(client) -> None:
    for pattern in urlpatterns:
        answer = client.get(address(pattern.name))
        assert answer.status_code == 302, pattern.name
        assert answer["Location"].startswith("/dang-nhap/")


def test_an_account_without_a_post_learns_nothing_not_even_that_the_page_exists(client) -> None:
    post = end_post(post_of(Role.SYSTEM_ADMIN), BEGIN, by=system())
    client.force_login(account_of(post))
    assert client.get("/nguoi/").status_code == 404
    assert client.get("/co-quan/").status_code == 404
    stream = f"account:{account_of(post).pk}"
    assert acts(stream) == ["account.opened", "act.refused", "act.refused"]
    assert body(stream)["status"] == [404]


def test_a_refusal_says_why_and_is_written_to_the_accounts_stream(client) -> None:
    post = post_of(Role.OFFICER)
    client.force_login(account_of(post))
    answer = client.post("/nguoi/moi/", {"full_name": "Kẻ Lạ"})
    assert answer.status_code == 403
    assert "không có quyền" in answer.content.decode()
    assert not Person.objects.filter(full_name="Kẻ Lạ").exists()
    assert body(f"account:{account_of(post).pk}")["refused_act"] == "keep_people"


def test_the_view_is_told_who_acts_in_which_capacity(rf) -> None:
    first = post_of(Role.PLAN_ADMIN)
    second = post_of(Role.DIRECTOR, person=first.person)
    seen: list[ActingRequest] = []

    @requires("confirm_plan")
    def view(request: ActingRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse()

    for wanted in ("", str(second.pk), "x"):
        request = rf.post("/", {"post": wanted})
        request.user = account_of(first)
        view(request)
    assert [request.capacity.post for request in seen] == [first.pk, second.pk, first.pk]
    assert [request.actor.post for request in seen] == [first.pk, second.pk, first.pk]
    assert {capacity.post for capacity in seen[0].capacities} == {first.pk, second.pk}
