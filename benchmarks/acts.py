"""Acts per second: ours, for sets of one and of a thousand, beside plain viewflow (V) and a bare UPDATE + INSERT (L).

    python -m benchmarks.acts [--rounds 7] [--singles 100] [--set 1000]

All three run in turn in one process on one connection; only the ratios of one run count, the median of its rounds.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
import uuid
from collections.abc import Callable
from itertools import count, islice

import time_machine
from django.conf import settings
from django.db import connection

import benchmarks.durable_server  # noqa: F401 - before any model
from approvals import acts
from benchmarks.peers import bare
from benchmarks.peers.plain import flows
from benchmarks.peers.plain.models import PlainEvent
from processes.models import Account, State, TaskProcess
from tests import databases
from tests.shares import bring_all, more_shares
from tests.world import BEFORE_THE_MERGERS, World, small_world
from workflow.acts import Actor
from workflow.engine import perform

OPINION = {"verdict": "passed", "opinion": "Hồ sơ đầy đủ, số liệu khớp với biểu; đề nghị kết luận."}


def main() -> None:
    """Build a world, measure in rounds, print rates and ratios."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--singles", type=int, default=100)
    options.add_argument("--set", type=int, default=1000)
    given = options.parse_args()
    if settings.EMBEDDED_POSTGRES:
        settings.EMBEDDED_POSTGRES.ensure_started()
    name = databases.clone(databases.template())
    try:
        with databases.pointed_at(name), time_machine.travel(BEFORE_THE_MERGERS, tick=True):
            _tables(name)
            report(Bench(small_world(), given.rounds, given.singles, given.set))
    finally:
        databases.drop_all_of_this_run()


def _tables(database: str) -> None:
    """The peers' tables, in this scratch database only."""
    with databases.pointed_at(database, role="owner"), connection.schema_editor() as editor:
        editor.create_model(PlainEvent)
        editor.execute(bare.TABLES)
        editor.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {settings.DATABASE_APP_ROLE}")
        editor.execute(f"GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {settings.DATABASE_APP_ROLE}")


class Bench:
    """Shares that were submitted, waiting to be reviewed one by one and a set at a time; and the peers' own rows."""

    def __init__(self, world: World, rounds: int, singles: int, together: int) -> None:
        self.rounds, self.singles, self.together = rounds, singles, together
        shares = more_shares(world, (rounds + 1) * (singles + together))
        bring_all(world, shares, State.SUBMITTED)
        self.reviewer: Actor = world.actor("tham-dinh")
        account = Account.objects.get(username="tham-dinh")
        self.waiting = iter(TaskProcess.objects.filter(pk__in=[s.pk for s in shares]).values_list("pk", "version"))
        per_round = rounds + 1
        self.steps = iter(list(flows.walk(per_round * singles // len(flows.STEPS) + 1, account)))
        bare.fill(per_round * singles + 1)
        self.bare_ids = count(1)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.cursor = connection.cursor()

    def one_by_one(self) -> int:
        """Each share reviewed by itself, as from a page: key, version, opinion."""
        for pk, version in islice(self.waiting, self.singles):
            key = str(uuid.uuid4())
            perform(acts.REVIEW, [pk], actor=self.reviewer, data=OPINION, key=key, seen={pk: version}).single()
        return self.singles

    def set_at_once(self) -> int:
        """All of them in one call."""
        seen = dict(islice(self.waiting, self.together))
        outcome = perform(acts.REVIEW, list(seen), actor=self.reviewer, data=OPINION, key=str(uuid.uuid4()), seen=seen)
        assert len(outcome.done) == self.together
        return self.together

    def viewflow(self) -> int:
        """Plain viewflow: a step by the activation API and an event row."""
        for step in islice(self.steps, self.singles):
            flows.step(*step)
        return self.singles

    def lower_bound(self) -> int:
        """UPDATE + INSERT in one round trip."""
        for pk in islice(self.bare_ids, self.singles):
            bare.act(self.cursor, pk, 0)
        return self.singles


def rate(work: Callable[[], int]) -> float:
    """Acts per second of one measured part."""
    began = time.perf_counter()
    done = work()
    return done / (time.perf_counter() - began)


def report(bench: Bench) -> None:
    """Measure in turn, the order turning each round; the first round warms up and does not count."""
    parts = [bench.one_by_one, bench.viewflow, bench.lower_bound, bench.set_at_once]
    rates: dict[str, list[float]] = {part.__name__: [] for part in parts}
    for number in range(bench.rounds + 1):
        for part in parts[number % 4 :] + parts[: number % 4]:
            measured = rate(part)
            if number:
                rates[part.__name__].append(measured)
    for title, name in (
        ("one act, its own commit", "one_by_one"),
        (f"sets of {bench.together}, per process", "set_at_once"),
        ("V plain viewflow + event row", "viewflow"),
        ("L bare UPDATE + INSERT", "lower_bound"),
    ):
        sys.stdout.write(f"{title:34} {statistics.median(rates[name]):8.0f} acts/s\n")
    for name in ("one_by_one", "set_at_once"):
        of_v, of_l = (
            statistics.median(ours / peer for ours, peer in zip(rates[name], rates[other], strict=True))
            for other in ("viewflow", "lower_bound")
        )
        sys.stdout.write(f"{name}: {of_v:.2f} V, {of_l:.2f} L (median of {bench.rounds} paired rounds)\n")


if __name__ == "__main__":
    main()
