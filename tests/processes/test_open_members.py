"""Open members may be named before a plan is in force; nothing waits for it, and the source's words stay."""

from __future__ import annotations

import pytest

from processes.models import Plan, PlanTaskTerm, Role
from processes.open_members import name_open_members, named, open_members
from processes.plans import confirm_all, put_in_force
from processes.responsible import read_members
from tests.processes.directory_people import account_of, agency, post_of, system
from tests.processes.events import acts, body
from workflow.errors import Conflict, NotFound, NotValid

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(plan: Plan) -> PlanTaskTerm:
    return open_members(plan)[0]


def test_whoever_is_named_coordinates_and_the_words_stay(plan: Plan, term: PlanTaskTerm) -> None:
    name_open_members(plan, term.pk, ["dai-ptth", "stp"], system("confirm_plan"))
    assert {row.agency.code for row in named(term)} == {"dai-ptth", "stp"}
    assert agency("dai-ptth").pk in read_members(plan, plan.dated).coordinators[term.task_id].agencies
    assert term in open_members(plan)
    assert acts(plan.stream)[-1] == "plan.open_members_named"
    assert "dai-ptth" in str(body(plan.stream))


def test_the_same_again_changes_nothing_and_none_leaves_it_open(plan: Plan, term: PlanTaskTerm) -> None:
    for codes in (["stp"], ["stp"], []):
        name_open_members(plan, term.pk, codes, system("confirm_plan"))
    assert not named(term).exists()
    assert acts(plan.stream).count("plan.open_members_named") == 2


def test_what_cannot_be_named_is_refused(plan: Plan, term: PlanTaskTerm) -> None:
    by = system("confirm_plan")
    with pytest.raises(NotValid):
        name_open_members(plan, term.pk, ["khong-co"], by)
    with pytest.raises(NotFound):
        name_open_members(plan, 0, ["stp"], by)
    confirm_all(plan, by)
    put_in_force(plan, by)
    with pytest.raises(Conflict):
        name_open_members(plan, term.pk, ["stp"], by)


def test_the_review_lists_open_members_and_leads_to_the_form(client, plan: Plan, term: PlanTaskTerm) -> None:
    client.force_login(account_of(post_of(Role.PLAN_ADMIN)))
    address = f"/ke-hoach/{plan.pk}/de-ngo/?n={term.pk}"
    assert address in client.get(f"/ke-hoach/{plan.pk}/xac-nhan/").content.decode()
    assert client.get(address).status_code == 200
    assert client.post(address, {"term": term.pk, "agencies": ["dai-ptth"]}).status_code == 302
    assert [row.agency.code for row in named(term)] == ["dai-ptth"]
    assert "checked" in client.get(address).content.decode()
    assert client.post(address, {"term": "0"}).status_code == 422
    assert client.get(f"/ke-hoach/{plan.pk}/de-ngo/?n=99999999999999999999").status_code == 200
