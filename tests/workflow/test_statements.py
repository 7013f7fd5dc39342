"""What an act costs the database: statements all told, one process or a hundred (architecture.md 4; issue 2, done when 6)."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from approvals import acts
from approvals.models import EvidenceFile
from processes.models import State, TaskProcess
from tests.shares import bring_all, more_shares, write_results
from tests.world import World
from workflow import clock
from workflow.acts import Act, Outcome
from workflow.batch import END

MOST = 16


@contextmanager
def statements(prepared: list[str] | None = None) -> Iterator[list[str]]:
    """Every statement that goes to the database. BEGIN and COMMIT are SAVEPOINT and RELEASE here, and are counted as such.

    What a connection prepares once in its life is no act's: the last test here holds it to once.
    """
    seen: list[str] = []
    prepared = [] if prepared is None else prepared

    def note(execute, sql, params, many, context):
        several = sql.split(END)  # they may travel together: they are several all the same
        seen.extend(one for one in several if not one.startswith("PREPARE "))
        prepared.extend(one for one in several if one.startswith("PREPARE "))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


ROWS = [
    # act, state it starts from, who, data
    (acts.ACCEPT, State.ASSIGNED, "ld-so-y-te", lambda w, s: {"officer": w.post("cv-so-y-te").pk}),
    (acts.PREPARE, State.IN_PROGRESS, "cv-so-y-te", lambda w, s: {}),
    (acts.ATTACH, State.IN_PROGRESS, "cv-so-y-te", lambda w, s: {"file": w.file()}),
    (acts.DETACH, State.IN_PROGRESS, "cv-so-y-te", lambda w, s: {"file": EvidenceFile.objects.get(process=s).pk}),
    (acts.ASK, State.IN_PROGRESS, "ld-so-y-te", lambda w, s: {"agencies": [w.agency("stp").pk], "question": "?", "due": clock.today()}),
    (acts.CONTRIBUTE, "asked", "cv-so-cong-thuong", lambda w, s: {"opinion": "Thống nhất."}),
    (acts.WAIVE, "asked", "ld-so-y-te", lambda w, s: {"agency": w.agency("sct").pk, "reason": "Đã quá hạn."}),
    (acts.SUBMIT, State.IN_PROGRESS, "ld-so-y-te", lambda w, s: {}),
    (acts.WITHDRAW, State.SUBMITTED, "ld-so-y-te", lambda w, s: {}),
    (acts.TAKE, State.SUBMITTED, "tham-dinh", lambda w, s: {}),
    (acts.REVIEW, State.SUBMITTED, "tham-dinh", lambda w, s: {"opinion": "Đạt."}),
    (acts.SEND_BACK, State.SUBMITTED, "tham-dinh", lambda w, s: {"reason": "Bổ sung."}),
    (acts.ESCALATE, State.REVIEWED, "giam-doc", lambda w, s: w.paper("TTr-SKHCN")),
    (acts.VERIFY, State.WITH_OFFICE, "tham-tra", lambda w, s: {"checklist": ["complete", "competent", "consistent"]}),
    (acts.DECIDE, State.WITH_AUTHORITY, "pho-chu-tich", lambda w, s: {"opinion": "Đồng ý."}),
    (acts.ISSUE, State.APPROVED, "van-thu-ubnd", lambda w, s: {**w.paper("QĐ-UBND"), "file": w.file()}),
    (acts.TRANSFER, State.IN_PROGRESS, "quan-tri-ke-hoach", lambda w, s: {**w.paper("QĐ-UBND"), "to": w.agency("stp").pk}),
]  # fmt: skip


def stand(world: World, shares: list[TaskProcess], state: str) -> None:
    """Bring the shares to where the act starts; in progress there is a result, and an opinion was asked for if need be."""
    bring_all(world, shares, State.IN_PROGRESS if state == "asked" else state)
    if state == State.IN_PROGRESS:
        write_results(world, shares, "cv-so-y-te")
    if state == "asked":
        ask = {"agencies": [world.agency("sct").pk], "question": "?", "due": clock.today()}
        assert not world.act("ld-so-y-te", acts.ASK, shares, **ask).refused


def cost(world: World, act: Act, username: str, shares: list[TaskProcess], data: dict) -> tuple[int, Outcome]:
    actor = world.actor(username)
    world.act("", act, [], actor=actor, **data)  # what a process reads once in its life: calendar, sequence names
    with statements() as seen:
        outcome = world.act("", act, shares, actor=actor, **data)
    return len(seen), outcome


@pytest.mark.parametrize(("act", "state", "username", "data"), ROWS, ids=lambda v: v.name if isinstance(v, Act) else "")
def test_an_act_costs_at_most_sixteen_statements_all_told(small: World, act, state, username, data) -> None:
    share = more_shares(small, 1)
    stand(small, share, state)
    count, outcome = cost(small, act, username, share, data(small, share[0]))
    assert not outcome.refused, outcome.refused[0].error
    assert count <= MOST


@pytest.mark.parametrize("state", ["submitted", "concluded"])
def test_the_departments_own_work_costs_no_more(small: World, state: str) -> None:
    """Its submission asks whether anybody could review it; its conclusion compares units."""
    share = small.share("I.2", "skhcn")
    if state == "submitted":
        small.bring(share, State.IN_PROGRESS)
        small.write_result(share, "cv-chi-cuc")
        count, outcome = cost(small, acts.SUBMIT, "chi-cuc-truong", [share], {})
    else:
        small.bring(share, State.REVIEWED)
        count, outcome = cost(small, acts.CONCLUDE, "giam-doc", [share], {"opinion": "Hoàn thành."})
    assert not outcome.refused, outcome.refused[0].error
    assert count <= MOST


@pytest.mark.parametrize(
    ("act", "state", "username", "data"),
    [row for row in ROWS if row[0] is not acts.DETACH],
    ids=lambda v: v.name if isinstance(v, Act) else "",
)  # a file is taken out of one draft: a set of that has no meaning
def test_a_hundred_at_once_cost_what_one_costs(small: World, act, state, username, data) -> None:
    shares = more_shares(small, 101)
    stand(small, shares, state)
    one, first = cost(small, act, username, shares[:1], data(small, shares[0]))
    many, rest = cost(small, act, username, shares[1:], data(small, shares[1]))
    assert (len(first.done), len(rest.done), rest.refused) == (1, 100, [])
    assert many == one


def test_a_hundred_that_came_too_late_cost_one_statement_more(small: World) -> None:
    """Each is told who was first; that is read for all of them together."""
    shares = bring_all(small, more_shares(small, 101), State.IN_PROGRESS)
    one, _first = cost(small, acts.ACCEPT, "ld-so-y-te", shares[:1], {})
    many, rest = cost(small, acts.ACCEPT, "ld-so-y-te", shares[1:], {})
    assert (len(rest.refused), many) == (100, one)
    assert all("Lâm Gia Khánh" in line.error.sentence for line in rest.refused)


def test_a_connection_prepares_what_it_repeats_once(small: World) -> None:
    shares, prepared = more_shares(small, 2), []
    for share in shares:
        before = list(prepared)
        with statements(prepared):
            small.do("ld-so-y-te", acts.ACCEPT, share)
    assert prepared == before, "the second act prepared what the first had prepared"
    assert len(set(prepared)) == len(prepared)
