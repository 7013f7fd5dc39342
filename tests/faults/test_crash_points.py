"""Whenever an act is cut off, all of it is there or nothing, and the same key leads to exactly one act (trust.md 2)."""

import contextlib
import uuid
from collections.abc import Callable
from typing import Any

import psycopg2
import pytest
from django.db import InterfaceError, OperationalError, connection

from approvals import acts
from approvals.models import Decision
from processes.models import State, TaskProcess, WorkItem
from tests.faults.killing import Point, at, killed_at, points
from tests.shares import bring_all, more_shares
from tests.world import World
from workflow.acts import Act, Done
from workflow.engine import perform
from workflow.models import Event, EventText, Notice

CUT = [
    pytest.param(acts.DECIDE, {"opinion": "Đồng ý."}, State.APPROVED, 0, id="decide"),
    pytest.param(acts.SEND_BACK, {"to": "agency", "reason": "Thiếu biên bản."}, State.IN_PROGRESS, 1, id="send_back"),
]
"""The authority's decision, and its sending back, which also leaves a notice in the outbox."""
COMMITTED = Point("after", -1)


class Attempt:
    """One act on one share with one key, which may be made again and again."""

    def __init__(self, world: World, act: Act, data: dict[str, Any], share: TaskProcess) -> None:
        self.act, self.data, self.share = act, data, share
        self.actor, self.key = world.actor("chu-tich"), str(uuid.uuid4())

    def __call__(self) -> Done:
        return perform(self.act, [self.share.pk], actor=self.actor, data=self.data, key=self.key).single()

    def traces(self) -> tuple[str, int, int, int, int, int]:
        """State, then how many events, texts, decisions, answered duties and notices the act has left."""
        share = TaskProcess.objects.get(pk=self.share.pk)
        event = Event.objects.filter(stream=share.stream, act=self.act.name)
        since = self.share.head_seq
        return (
            share.state,
            event.count(),
            EventText.objects.filter(stream=share.stream, seq__gt=since).count(),
            Decision.objects.filter(process=share, act=self.act.name).count(),
            WorkItem.objects.filter(process=share, answered_seq__gt=since).count(),
            Notice.objects.filter(stream=share.stream, seq__gt=since).count(),
        )


@pytest.fixture
def attempts(shared: World) -> Callable[[Act, dict[str, Any], int], list[Attempt]]:
    """Shares that lie with the authority, each with an attempt that waits to be made."""

    def made(act: Act, data: dict[str, Any], count: int) -> list[Attempt]:
        shares = bring_all(shared, more_shares(shared, count), State.WITH_AUTHORITY)
        return [Attempt(shared, act, data, share) for share in shares]

    return made


@pytest.mark.parametrize(("act", "data", "leads_to", "notices"), CUT)
def test_killed_at_any_point_all_or_nothing_is_there(
    attempts: Callable[..., list[Attempt]], act: Act, data: dict[str, Any], leads_to: str, notices: int
) -> None:
    waiting = attempts(act, data, 50)
    nothing, everything = (State.WITH_AUTHORITY, 0, 0, 0, 0, 0), (leads_to, 1, 1, 1, 1, notices)
    cuts = points(waiting.pop())
    assert 20 <= len(cuts) <= len(waiting), "an act that grew: give the test more shares"
    for point, attempt in zip(cuts, waiting, strict=False):
        assert killed_at(point, attempt), f"the act never came to {point}"
        assert attempt.traces() == (everything if point == COMMITTED else nothing), f"killed {point}"
        retried = attempt()
        assert (retried.repeated, attempt.traces()) == (point == COMMITTED, everything), f"retried after {point}"
        assert attempt().receipt == retried.receipt


@pytest.mark.parametrize(("act", "data", "leads_to", "notices"), CUT)
def test_a_connection_lost_at_any_point_leaves_nothing_half_done(
    attempts: Callable[..., list[Attempt]], act: Act, data: dict[str, Any], leads_to: str, notices: int
) -> None:
    """The server ends the connection under the act; the page fails, and the retry finds a clean table."""
    waiting = attempts(act, data, 50)
    everything = (leads_to, 1, 1, 1, 1, notices)
    for point, attempt in zip(points(waiting.pop()), waiting, strict=False):
        lost: tuple[type[Exception], ...] = (OperationalError, InterfaceError)
        committed = point == COMMITTED
        connection.close()
        with contextlib.nullcontext() if committed else pytest.raises(lost):
            at(point, end_this_connection, attempt)
        connection.close()  # as the end of a request does with a connection that failed
        assert attempt.traces()[:2] == ((leads_to, 1) if committed else (State.WITH_AUTHORITY, 0)), f"lost {point}"
        assert attempt().repeated == committed
        assert attempt.traces() == everything, f"retried after {point}"


def end_this_connection() -> None:
    """Another connection of the same role ends ours, as an administrator or a failing network would."""
    own = connection.connection.info
    other = psycopg2.connect(host=own.host, port=own.port, user=own.user, password=own.password, dbname=own.dbname)
    other.autocommit = True
    with contextlib.closing(other), other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [own.backend_pid])


def test_a_set_whose_answer_was_lost_gets_every_first_answer(shared: World) -> None:
    """Two of the three transactions of a large set were committed when the connection went down."""
    shares = more_shares(shared, 450)
    actor, key = shared.actor("ld-so-y-te"), str(uuid.uuid4())

    def accept() -> Any:
        return perform(acts.ACCEPT, [share.pk for share in shares], actor=actor, data={}, key=key)

    commits = 0

    def third() -> None:
        nonlocal commits
        commits += 1
        if commits == 3:
            end_this_connection()

    with pytest.raises((OperationalError, InterfaceError)):
        at_every_commit(third, accept)
    first = dict(Event.objects.filter(act="accept").values_list("stream", "hash"))
    assert len(first) == 400
    outcome = accept()
    assert (len(outcome.done), outcome.refused) == (450, [])
    assert sum(done.repeated for done in outcome.done) == 400
    assert all(done.hash == bytes(first[f"process:{done.process}"]) for done in outcome.done if done.repeated)


def at_every_commit(strike: Callable[[], None], act: Callable[[], Any]) -> None:
    true_commit = connection._commit

    def commit() -> None:
        strike()
        true_commit()

    connection._commit = commit
    try:
        act()
    finally:
        connection._commit = true_commit
        connection.close()
