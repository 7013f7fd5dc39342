"""The inbox of a reviewer with 500 results to review: statements and milliseconds of the whole page, as the browser gets it.

    python -m benchmarks.inbox [--items 500] [--rounds 9]

Owed (issue 2): at most 12 queries and 300 ms. The page is asked for through the whole middleware, without a network.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time

import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import override_settings

import benchmarks.durable_server  # noqa: F401 - before any model
from benchmarks.scratch import scratch
from processes.models import Account, State
from tests.shares import bring_all, more_shares
from tests.world import BEFORE_THE_MERGERS, small_world


def main() -> None:
    """Submit the results, sign the reviewer in, ask for the page again and again."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--items", type=int, default=500)
    options.add_argument("--rounds", type=int, default=9)
    given = options.parse_args()
    with scratch(), time_machine.travel(BEFORE_THE_MERGERS, tick=True):
        world = small_world()
        bring_all(world, more_shares(world, given.items), State.SUBMITTED)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        measure(given.items, given.rounds)


@override_settings(ALLOWED_HOSTS=["testserver"])
def measure(items: int, rounds: int) -> None:
    """Print queries, the median time and the size of the page."""
    client = Client()
    client.force_login(Account.objects.get(username="tham-dinh"), backend="django.contrib.auth.backends.ModelBackend")
    client.get("/")
    queries: list[str] = []
    with connection.execute_wrapper(lambda execute, *given: (queries.append(given[0]), execute(*given))[1]):
        page = client.get("/")
    assert page.status_code == 200
    times = []
    for _round in range(rounds):
        began = time.perf_counter()
        client.get("/")
        times.append((time.perf_counter() - began) * 1000)
    sys.stdout.write(
        f"inbox of {items}: {len(queries)} queries, {statistics.median(times):.0f} ms (median of {rounds}),"
        f" {len(page.content) // 1024} kB\n"
    )


if __name__ == "__main__":
    main()
