"""How fast the trail is verified, against a bare loop that only reads the bodies and hashes them (P11).

    python -m benchmarks.verify [--processes 2000] [--rounds 7]

Works in a database of its own on the test server, made and dropped here, on the trail that real acts leave: every share is
carried from given out to closed. Both run in turn; only the ratio of one run counts, the median of its rounds.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import statistics
import sys
import time
from collections.abc import Callable

import time_machine
from django.db import connection, transaction

import benchmarks.test_server  # noqa: F401 - sets Django up before the models below are read
from approvals import acts
from benchmarks.scratch import scratch
from processes.models import State
from tests.shares import bring_all, more_shares
from tests.world import BEFORE_THE_MERGERS, small_world
from workflow.trail.verify import Damage, Report, verify

LOT = 1000


def main() -> None:
    """Fill, measure in rounds, print both rates, their ratio, the share of time on the processor and the memory used."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--processes", type=int, default=2000)
    options.add_argument("--rounds", type=int, default=7)
    given = options.parse_args()
    with scratch():
        fill(given.processes)
        measure(given.rounds)


def fill(processes: int) -> None:
    """Shares from given out to closed, by the acts of seven people on sets."""
    with time_machine.travel(BEFORE_THE_MERGERS, tick=True):
        world = small_world()
        for start in range(0, processes, LOT):
            shares = more_shares(world, min(LOT, processes - start))
            bring_all(world, shares, State.APPROVED)
            outcome = world.act("van-thu-ubnd", acts.ISSUE, shares, **world.paper("QĐ-UBND"), file=world.file())
            assert not outcome.refused, outcome.refused[0].error
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def bare() -> int:
    """Read every body through the same kind of cursor and hash it: what no verifier can be faster than."""
    events = 0
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute("SELECT body, hash FROM trail ORDER BY stream, seq")
        while rows := cursor.fetchmany(2000):
            for body, digest in rows:
                assert hashlib.sha256(body.encode()).digest() == bytes(digest)
                events += 1
    return events


def verified() -> Report:
    """The real verifier; what it finds is printed, and stops the run."""
    damages: list[Damage] = []
    report = verify(damages.append)
    if damages:
        sys.exit("\n".join(["the trail that was made here is damaged:", *(damage.sentence for damage in damages[:20])]))
    return report


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """By the clock, and of this process's processor."""
    began, spent = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - spent


def measure(rounds: int) -> None:
    """In turn; the first round warms up and does not count."""
    report, memory = verified(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    events = bare()
    pairs = [(seconds(verified), seconds(bare)) for _round in range(rounds)]
    ours, loop = (statistics.median(pair[side][0] for pair in pairs) for side in (0, 1))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
    ratio, of_processor = (statistics.median(b[kind] / a[kind] for a, b in pairs) for kind in (0, 1))
    sys.stdout.write(
        f"verify_trail: {events / ours:.0f} events/s over {report.events} events in {report.streams} streams, +{grown // 1024} MB\n"
        f"bare hashlib loop: {events / loop:.0f} events/s\n"
        f"verify_trail: {ratio:.2f} of the loop's rate by the clock, {of_processor:.2f} by this process's processor"
        f" (median of {rounds} paired rounds)\n"
    )


if __name__ == "__main__":
    main()
