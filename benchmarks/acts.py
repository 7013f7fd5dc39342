"""Acts per second: ours, for sets of one and of a thousand, beside plain viewflow (V) and a bare UPDATE + INSERT (L).

    python -m benchmarks.acts [--rounds 7] [--singles 100] [--set 1000]

All three run in turn in one process on one connection; only the ratios of one run count, the median of its rounds. Beside the
clock stands the processor's time, here and in the server (Linux, a server on this machine): it waits for no neighbour.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

import time_machine
from django.conf import settings
from django.db import connection

import benchmarks.durable_server  # noqa: F401 - before any model
from approvals import acts
from benchmarks.peers import bare
from benchmarks.peers.plain import flows
from benchmarks.peers.plain.models import PlainEvent
from benchmarks.scratch import scratch
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
    with scratch() as name, time_machine.travel(BEFORE_THE_MERGERS, tick=True):
        _tables(name)
        report(Bench(small_world(), given.rounds, given.singles, given.set))


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
        shares = more_shares(
            world, (rounds + 2) * singles + (rounds + 1) * together
        )  # one part of singles counts the round trips
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


@dataclass(frozen=True)
class Cost:
    """What one act took, in microseconds: by the clock, of the processor here, of the processor in the server."""

    clock: float
    here: float
    server: float


def cost(work: Callable[[], int]) -> Cost:
    """The cost of one act in one measured part."""
    began = (time.perf_counter_ns(), time.process_time_ns(), _server_ns())
    done = work()
    ended = (time.perf_counter_ns(), time.process_time_ns(), _server_ns())
    return Cost(*((after - before) / done / 1000 for before, after in zip(began, ended, strict=True)))


def _server_ns() -> int:
    """Processor time of the server's process behind our connection; 0 where the kernel does not tell."""
    schedule = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return int(schedule.read_text().split()[0]) if schedule.exists() else 0


def round_trips(bench: Bench) -> int:
    """Of one act, BEGIN and COMMIT included."""
    sent: list[str] = []
    with connection.execute_wrapper(lambda execute, *given: (sent.append(given[0]), execute(*given))[1]):
        done = bench.one_by_one()
    return len(sent) // done + len(("BEGIN", "COMMIT"))


def report(bench: Bench) -> None:
    """Measure in turn, the order turning each round; the first round warms up and does not count."""
    parts = [bench.one_by_one, bench.viewflow, bench.lower_bound, bench.set_at_once]
    costs: dict[str, list[Cost]] = {part.__name__: [] for part in parts}
    for number in range(bench.rounds + 1):
        for part in parts[number % 4 :] + parts[: number % 4]:
            measured = cost(part)
            if number:
                costs[part.__name__].append(measured)
    for title, name in (
        ("one act, its own commit", "one_by_one"),
        (f"sets of {bench.together}, per process", "set_at_once"),
        ("V plain viewflow + event row", "viewflow"),
        ("L bare UPDATE + INSERT", "lower_bound"),
    ):
        clock, here, server = (
            statistics.median(getattr(c, kind) for c in costs[name]) for kind in ("clock", "here", "server")
        )
        sys.stdout.write(
            f"{title:34} {1e6 / clock:8.0f} acts/s, CPU here {here:6.0f} µs, in the server {server:6.0f} µs\n"
        )
    for name in ("one_by_one", "set_at_once"):
        of_v, of_l, of_cpu = (
            statistics.median(what(peer) / what(ours) for ours, peer in zip(costs[name], costs[other], strict=True))
            for other, what in (("viewflow", _clock), ("lower_bound", _clock), ("viewflow", _processor))
        )
        sys.stdout.write(
            f"{name}: {of_v:.2f} V, {of_l:.2f} L by the clock; {of_cpu:.2f} V by the processor (median of {bench.rounds} paired rounds)\n"
        )
    sys.stdout.write(f"round trips of one act, BEGIN and COMMIT included: {round_trips(bench)}\n")


def _clock(cost: Cost) -> float:
    return cost.clock


def _processor(cost: Cost) -> float:
    return cost.here + cost.server


if __name__ == "__main__":
    main()
