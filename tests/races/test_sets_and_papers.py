"""Sets that overlap, one document number for different shares, and giving out twice at once."""

import random
import uuid
from collections.abc import Callable, Sequence
from functools import partial

from approvals import acts
from approvals.acts.giving_out import GivenOut, give_out
from approvals.demo.people import system
from approvals.models import Citation, Document
from processes.models import State, TaskProcess
from tests.races.conftest import race
from tests.shares import bring_all, more_shares
from tests.world import World
from workflow.acts import Actor, Outcome
from workflow.engine import perform
from workflow.errors import NotValid
from workflow.models import Event


def accepting(actor: Actor, shares: Sequence[TaskProcess]) -> Callable[[], Outcome]:
    ids, key = [share.pk for share in shares], str(uuid.uuid4())
    return lambda: perform(acts.ACCEPT, ids, actor=actor, data={}, key=key)


def test_overlapping_sets_in_opposite_order_never_wait_for_each_other(shared: World, rounds: int) -> None:
    shares, actor = more_shares(shared, 8 * rounds), shared.actor("ld-so-y-te")
    choice = random.Random(2025)
    for number in range(rounds):
        part = shares[8 * number : 8 * number + 8]
        mixed = choice.sample(part, len(part))
        one, two = race(accepting(actor, part[:6]), accepting(actor, [*mixed, *part[::-1]]))
        assert isinstance(one, Outcome), one
        assert isinstance(two, Outcome), two
        assert sorted(done.process for done in (*one.done, *two.done)) == [share.pk for share in part]
        assert {line.error.status for line in (*one.refused, *two.refused)} <= {409}
    assert Event.objects.filter(act="accept").count() == len(shares)


def test_two_clerks_one_number_one_document(shared: World, rounds: int) -> None:
    """The same paper closes shares of both; one row, cited twice."""
    shares = bring_all(shared, more_shares(shared, 2 * rounds), State.APPROVED)
    actor = shared.actor("van-thu-ubnd")
    for number in range(rounds):
        one, two = shares[2 * number], shares[2 * number + 1]
        paper = {**shared.paper("QĐ-UBND"), "file": shared.file()}
        outcomes = race(issuing(actor, one, paper), issuing(actor, two, paper))
        settle(actor, (one, two), paper, outcomes)
        document = Document.objects.get(symbol="QĐ-UBND", number=paper["number"])
        assert set(Citation.objects.filter(document=document).values_list("process_id", flat=True)) == {one.pk, two.pk}


def test_one_number_is_never_two_documents(shared: World, rounds: int) -> None:
    """Two clerks type the same number for different files: one is told that the number is taken."""
    shares = bring_all(shared, more_shares(shared, 2 * rounds), State.APPROVED)
    actor = shared.actor("van-thu-ubnd")
    for number in range(rounds):
        pair = shares[2 * number : 2 * number + 2]
        paper = shared.paper("QĐ-UBND")
        papers = [{**paper, "file": shared.file()} for _share in pair]
        outcomes = race(*(issuing(actor, share, given) for share, given in zip(pair, papers, strict=True)))
        assert Document.objects.filter(symbol="QĐ-UBND", number=paper["number"]).count() == 1
        assert sorted(len(outcome.done) for outcome in outcomes) == [0, 1]
        late = next(place for place, outcome in enumerate(outcomes) if not outcome.done)
        again = issuing(actor, pair[late], papers[late])()
        assert isinstance(again.refused[0].error, NotValid)
        assert "đã được ghi cho một văn bản khác" in again.refused[0].error.sentence


def issuing(actor: Actor, share: TaskProcess, paper: dict) -> Callable[[], Outcome]:
    key = str(uuid.uuid4())
    return lambda: perform(acts.ISSUE, [share.pk], actor=actor, data=paper, key=key)


def settle(actor: Actor, shares: Sequence[TaskProcess], paper: dict, outcomes: list[Outcome]) -> None:
    """Whoever lost the race for the number does it again, as the sentence tells him, and gets through."""
    for share, outcome in zip(shares, outcomes, strict=True):
        assert isinstance(outcome, Outcome), outcome
        if outcome.refused:
            assert outcome.refused[0].error.status == 409
            issuing(actor, share, paper)().single()


def test_giving_out_twice_at_once_gives_once(shared: World, rounds: int) -> None:
    """Two administrators press the same button: one gives all, the other finds nothing left, nobody is given two."""
    by = system("give_out")
    on = shared.plan.dated  # the agencies of January 2025: all alive
    for year in range(2026, 2026 + min(rounds, 10)):
        results = race(*(partial(give_out, shared.plan, year, capacity=by, key=key, on=on) for key in "ab"))
        assert all(isinstance(result, GivenOut) for result in results), results
        total = TaskProcess.objects.filter(year=year).count()
        assert sorted(len(result.given) for result in results) == [0, total]
        assert sorted(result.already for result in results) == [0, total]
        assert total > 0
