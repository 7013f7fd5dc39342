"""Whoever waited for a share's row judges it by what stands there when he has it, not by what he saw before he waited."""

import threading
import uuid
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from approvals import acts
from processes.models import State, TaskProcess
from tests.shares import bring_all, more_shares, write_results
from tests.world import World
from workflow.acts import Act, Done
from workflow.engine import perform
from workflow.errors import DomainError
from workflow.models import Event


def test_who_waited_for_a_submission_reviews_it(shared: World) -> None:
    """The duty to review was opened by the transaction that the reviewer waited for."""
    [share] = bring_all(shared, more_shares(shared, 1), State.IN_PROGRESS)
    write_results(shared, [share], "cv-so-y-te")
    first, second = act(shared, "ld-so-y-te", acts.SUBMIT, share), act(shared, "tham-dinh", acts.REVIEW, share)
    result = waiting_for(first, second)
    assert isinstance(result, Done), result
    assert Event.objects.filter(stream=share.stream).order_by("-seq").values_list("act", flat=True)[0] == "review"


def test_who_waited_for_a_transfer_no_longer_has_the_share(shared: World) -> None:
    """What he might do when he asked was taken from him while he waited."""
    [share] = bring_all(shared, more_shares(shared, 1), State.ASSIGNED)
    paper = {**shared.paper("QĐ-UBND"), "to": shared.agency("stp").pk}
    first = act(shared, "quan-tri-ke-hoach", acts.TRANSFER, share, **paper)
    result = waiting_for(first, act(shared, "ld-so-y-te", acts.ACCEPT, share))
    assert isinstance(result, DomainError), result
    assert not Event.objects.filter(stream=share.stream, act="accept").exists()


def act(world: World, username: str, act: Act, share: TaskProcess, **data: Any) -> Callable[[], Done]:
    """One act by one person, whatever the share looks like when it comes to it."""
    actor = world.actor(username)
    return lambda: perform(act, [share.pk], actor=actor, data=data, key=str(uuid.uuid4())).single()


def waiting_for(first: Callable[[], Done], second: Callable[[], Done]) -> Any:
    """The second begins when the first has its rows, waits for them, and goes on when the first has committed."""
    result: list[Any] = []

    def wait() -> None:
        try:
            result.append(second())
        except DomainError as refusal:
            result.append(refusal)
        finally:
            connection.close()

    waiter = threading.Thread(target=wait, daemon=True)
    with transaction.atomic():
        first()
        waiter.start()
        while not _somebody_waits():
            waiter.join(timeout=0.01)
            assert waiter.is_alive(), "the second did not wait for the first"
    waiter.join(timeout=60)
    return result[0]


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted"
            " AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database()))"
        )
        return bool(cursor.fetchone()[0])
