"""Each rule of the separation of duties by itself, in memory: whom it bars, and whom it must not (domain.md 3.4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from approvals import acts, policies
from processes.ground import IN_CHARGE, Past
from processes.models import Role, State
from workflow.acts import Act, Capacity, Move
from workflow.errors import NotAllowed

Rule = Callable[[Move], None]

DEPARTMENT, CLINIC = 1, 2  # agencies: the Department that reviews, and another that does the work
IMPLEMENTING, ELSEWHERE = 10, 20  # units
LAN, MINH = 100, 200  # natural persons
HANDS = ["prepare", "attach", "detach", "ask", "waive", "contribute", "submit", "withdraw", IN_CHARGE]


def capacity(person: int = LAN, **more: Any) -> Capacity:
    """A reviewer of the Department, outside the implementing unit, unless told otherwise."""
    given: dict[str, Any] = {
        "account": 1, "person": person, "post": 1, "agency": DEPARTMENT, "unit": ELSEWHERE, "unit_line": frozenset({ELSEWHERE}),
        "role": Role.REVIEWER, "lineage": frozenset({DEPARTMENT}),
    }  # fmt: skip
    return Capacity(**given | more)


def move(
    *past: tuple[str, int] | tuple[str, int, int],
    by: Capacity | None = None,
    agency: int = CLINIC,
    directing: str = "department",
    unit: int | None = IMPLEMENTING,
    state: str = State.SUBMITTED,
) -> Move:
    """Somebody is about to judge a share that others have worked on: `past` holds act, person and, if he has one, unit."""
    process = SimpleNamespace(
        agency_id=agency, department_id=DEPARTMENT, directing=directing, unit_id=unit, field="y tế", state=state
    )
    entries = [Past(act, person, *(unit or [None])) for act, person, *unit in past]
    return Move(Act(), process, None, by or capacity(), {}, state, entries)


def barred(rule: Rule, tried: Move) -> bool:
    """Does the rule refuse it?"""
    try:
        rule(tried)
    except NotAllowed:
        return True
    return False


@pytest.mark.parametrize("act", HANDS)
def test_every_hand_on_the_work_keeps_from_judging_it(act: str) -> None:
    assert barred(policies.did_not_do_the_work, move((act, LAN)))
    assert not barred(policies.did_not_do_the_work, move((act, MINH)))


@pytest.mark.parametrize("act", ["take", "review", "send_back", "escalate", "verify", "give_out", "transfer"])
def test_judging_and_passing_on_is_no_work_on_the_result(act: str) -> None:
    assert not barred(policies.did_not_do_the_work, move((act, LAN)))


@pytest.mark.parametrize(
    ("rule", "act"),
    [
        (policies.did_not_accept_the_work, "accept"),
        (policies.did_not_review, "review"),
        (policies.did_not_escalate, "escalate"),
        (policies.did_not_verify, "verify"),
    ],
)
def test_nobody_stands_at_two_steps_that_exclude_each_other(rule: Rule, act: str) -> None:
    assert barred(rule, move((act, LAN)))
    assert not barred(rule, move((act, MINH), ("take", LAN)))


@pytest.mark.parametrize("act", HANDS)
def test_every_unit_that_had_a_hand_in_it_is_an_implementing_one(act: str) -> None:
    tried = move((act, MINH, ELSEWHERE), agency=DEPARTMENT)
    assert barred(policies.stands_outside_the_implementing_unit, tried)
    assert not barred(policies.stands_outside_the_implementing_unit, move((act, MINH, ELSEWHERE)))


def test_the_unit_on_the_process_is_an_implementing_one_though_nobody_of_it_did_a_thing() -> None:
    own = {"by": capacity(unit=IMPLEMENTING, unit_line=frozenset({IMPLEMENTING})), "agency": DEPARTMENT}
    assert barred(policies.stands_outside_the_implementing_unit, move(**own))
    assert not barred(policies.stands_outside_the_implementing_unit, move(**own, unit=None))


def test_where_one_judges_ones_own_agency_a_post_without_a_unit_does_not_do() -> None:
    nowhere = capacity(unit=None, unit_line=frozenset())
    assert barred(policies.stands_outside_the_implementing_unit, move(by=nowhere, agency=DEPARTMENT))
    assert not barred(policies.stands_outside_the_implementing_unit, move(by=nowhere))


def test_what_a_body_did_whose_office_one_continues_is_ones_own_work() -> None:
    old = 7
    heir = capacity(unit_line=frozenset({ELSEWHERE, IMPLEMENTING}), lineage=frozenset({DEPARTMENT, old}))
    assert barred(policies.stands_outside_the_implementing_unit, move(by=heir, agency=old))


@pytest.mark.parametrize("why", ["in_charge", "unit_line"])
def test_whoever_leads_the_implementing_unit_or_belongs_to_it_does_not_conclude(why: str) -> None:
    deputy = capacity(role=Role.DIRECTOR, unit=None, **{"unit_line": frozenset(), why: frozenset({IMPLEMENTING})})
    for rule in (policies.is_not_in_charge_of_the_implementing_unit, policies.stands_outside_the_implementing_unit):
        assert barred(rule, move(by=deputy, agency=DEPARTMENT))
        assert not barred(rule, move(by=deputy))


def test_a_director_belongs_to_no_unit_and_judges_all_the_same() -> None:
    director = capacity(role=Role.DIRECTOR, unit=None, unit_line=frozenset())
    assert not barred(policies.stands_outside_the_implementing_unit, move(by=director, agency=DEPARTMENT))


def test_where_the_department_does_reviews_and_concludes_the_result_is_somebody_elses_than_the_submitters() -> None:
    """S3. To take the work over, to ask or to answer is not to prepare the result."""
    rule = policies.leaves_the_preparing_to_another
    others = [(act, MINH) for act in ("accept", "ask", "waive", "contribute", "submit", "withdraw", "detach")]
    assert barred(rule, move(("prepare", LAN), ("attach", LAN), *others, agency=DEPARTMENT))
    assert barred(rule, move(*others, agency=DEPARTMENT))
    for act in ("prepare", "attach"):
        assert not barred(rule, move((act, MINH), ("prepare", LAN), agency=DEPARTMENT))
    assert not barred(rule, move(("prepare", LAN), agency=DEPARTMENT, directing="chairman"))
    assert not barred(rule, move(("prepare", LAN), by=capacity(agency=CLINIC, lineage=frozenset({CLINIC}))))


@pytest.mark.parametrize("directing", ["department", "agency", "chairman"])
def test_an_act_belongs_to_tasks_that_are_directed_so(directing: str) -> None:
    assert barred(policies.directing_authority_is("chairman"), move(directing=directing)) is (directing != "chairman")
    below = policies.directing_authority_is("department", "agency")
    assert barred(below, move(directing=directing)) is (directing == "chairman")


def test_a_vice_chairman_needs_a_paper_and_a_chairman_none() -> None:
    rule = policies.has_the_capacity_to_decide
    assert barred(rule, move(by=capacity(role=Role.VICE_CHAIRMAN)))
    assert not barred(rule, move(by=capacity(role=Role.VICE_CHAIRMAN, instrument=5, form="KT")))
    assert not barred(rule, move(by=capacity(role=Role.CHAIRMAN)))


def judging(state: str, past: Sequence[tuple[str, int]] = (), **more: Any) -> Move:
    """The same at one of the levels."""
    return move(*past, state=state, **more)


VICE = capacity(role=Role.VICE_CHAIRMAN)
OF_THE_UNIT = capacity(unit=IMPLEMENTING, unit_line=frozenset({IMPLEMENTING}))
IN_CHARGE_OF_IT = capacity(role=Role.DIRECTOR, unit=None, unit_line=frozenset(), in_charge=frozenset({IMPLEMENTING}))


@pytest.mark.parametrize(
    ("state", "tried"),
    [
        *((state, {"past": [("submit", LAN)]}) for state in (State.SUBMITTED, State.REVIEWED, State.WITH_OFFICE, State.WITH_AUTHORITY)),
        (State.SUBMITTED, {"past": [("accept", LAN)]}),
        (State.SUBMITTED, {"by": OF_THE_UNIT, "agency": DEPARTMENT}),
        (State.REVIEWED, {"by": IN_CHARGE_OF_IT, "agency": DEPARTMENT}),
        (State.WITH_OFFICE, {"past": [("review", LAN)]}),
        (State.WITH_OFFICE, {"past": [("escalate", LAN)]}),
        (State.WITH_OFFICE, {"by": OF_THE_UNIT, "agency": DEPARTMENT}),
        (State.WITH_AUTHORITY, {"past": [("review", LAN)]}),
        (State.WITH_AUTHORITY, {"past": [("escalate", LAN)]}),
        (State.WITH_AUTHORITY, {"past": [("verify", LAN)]}),
        (State.WITH_AUTHORITY, {"by": VICE}),
    ],
)  # fmt: skip
def test_sending_back_is_judging_by_the_rules_of_its_level(state: str, tried: dict[str, Any]) -> None:
    assert barred(policies.send_back_rules, judging(state, **tried))


@pytest.mark.parametrize(
    ("state", "tried"),
    [
        (State.REVIEWED, {"past": [("review", LAN)]}),  # a Director who reviewed himself may take his own word back
        (
            State.REVIEWED,
            {"by": IN_CHARGE_OF_IT, "agency": DEPARTMENT, "directing": "chairman"},
        ),  # he escalates it, too
        (State.WITH_OFFICE, {"past": [("verify", LAN)]}),  # it came back from above, to the same verifier
    ],
)
def test_sending_back_asks_no_more_than_its_level(state: str, tried: dict[str, Any]) -> None:
    assert not barred(policies.send_back_rules, judging(state, **tried))


LEVELS = {
    acts.TAKE: {"submit", "accept"},
    acts.REVIEW: {"submit", "accept"},
    acts.CONCLUDE: {"submit", "review"},
    acts.ESCALATE: {"submit"},
    acts.VERIFY: {"submit", "review", "escalate"},
    acts.DECIDE: {"submit", "review", "escalate", "verify"},
}
"""What a person must not have done in the process before he does the act."""


@pytest.mark.parametrize("act", LEVELS, ids=lambda act: act.name)
@pytest.mark.parametrize("done", ["accept", "submit", "take", "review", "escalate", "verify", "transfer"])
def test_every_level_bars_those_who_stood_at_a_level_it_excludes(act: Act, done: str) -> None:
    tried = move((done, LAN), directing="department" if act is acts.CONCLUDE else "chairman")
    assert bool(policies.barrier(act, tried.process, tried.past, tried.capacity)) is (done in LEVELS[act])


@pytest.mark.parametrize(
    ("act", "directing"), [(acts.CONCLUDE, "chairman"), (acts.ESCALATE, "department"), (acts.DECIDE, "department")]
)
def test_no_level_takes_a_task_that_is_directed_otherwise(act: Act, directing: str) -> None:
    tried = move(directing=directing)
    assert policies.barrier(act, tried.process, tried.past, tried.capacity)


@pytest.mark.parametrize("act", [acts.TAKE, acts.REVIEW, acts.VERIFY], ids=lambda act: act.name)
def test_reviewing_and_verifying_ones_own_agencys_work_takes_another_unit(act: Act) -> None:
    tried = move(by=OF_THE_UNIT, agency=DEPARTMENT)
    assert policies.barrier(act, tried.process, tried.past, tried.capacity)


def test_concluding_takes_a_leader_who_is_not_in_charge_and_deciding_for_the_chairman_a_paper() -> None:
    own = move(by=IN_CHARGE_OF_IT, agency=DEPARTMENT)
    assert policies.barrier(acts.CONCLUDE, own.process, own.past, own.capacity)
    above = move(by=VICE, directing="chairman")
    assert policies.barrier(acts.DECIDE, above.process, above.past, above.capacity)


@pytest.mark.parametrize(
    ("act", "agency", "marks"),
    [
        ("review", DEPARTMENT, ["self_review"]),
        ("conclude", DEPARTMENT, ["self_review", "self_conclude"]),
        ("conclude", CLINIC, []),
    ],
)
def test_an_opinion_on_ones_own_agencys_work_says_so(act: str, agency: int, marks: list[str]) -> None:
    tried = move(agency=agency)
    assert policies.flags(tried.process, act=act, capacity=tried.capacity) == marks
