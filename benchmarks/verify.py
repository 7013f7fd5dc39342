"""How fast the trail is verified, against a bare loop that only reads the bodies and hashes them.

    python -m benchmarks.verify [--events 100000]

Works in a database of its own on the test server, made and dropped here. Prints both rates, their ratio and the memory used.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import sys
import time
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from benchmarks import test_server  # noqa: F401 - sets Django up before the models below are read
from processes.models import Account, Person
from tests import databases
from workflow.trail.lines import Line, Who, chain_line, write_lines
from workflow.trail.verify import Damage, verify

PER_STREAM = 20
BEGAN = datetime(2025, 2, 10, 1, 0, tzinfo=UTC)
WHO = Who(account=7, person=7, post=9, unit=3, agency=12, capacity="KT", on_behalf_of=8, instrument=1)


def fill(events: int) -> None:
    """Streams of 20 events, every fifth event with words, as a process leaves them."""
    first = (Account.objects.aggregate(Max("pk"))["pk__max"] or 0) + 1
    numbers = range(first, first + events // PER_STREAM)
    person = Person.objects.first()
    Account.objects.bulk_create(
        [Account(pk=n, username=f"tai-khoan-{n}", person=person) for n in numbers], batch_size=2000
    )
    for some in _in_lots(list(numbers), 100):
        lines = [line for number in some for line in stream_of(f"account:{number}")]
        with transaction.atomic():
            write_lines(lines)
            heads = [line for line in lines if line.seq == PER_STREAM - 1]
            with connection.cursor() as cursor:
                cursor.executemany(
                    "INSERT INTO stream_head (stream, head_seq, head_hash, state) VALUES (%s, %s, %s, %s)",
                    [(line.stream, line.seq, line.hash, line.to_state) for line in heads],
                )


def _in_lots(values: list[int], size: int) -> list[list[int]]:
    return [values[start : start + size] for start in range(0, len(values), size)]


def stream_of(stream: str) -> list[Line]:
    """One chain."""
    lines: list[Line] = []
    for seq in range(PER_STREAM):
        before = lines[-1] if lines else None
        lines.append(
            chain_line(
                stream=stream,
                seq=seq,
                from_state=before.to_state if before else None,
                to_state="recorded",
                prev_hash=before.hash if before else None,
                act="review",
                who=WHO,
                at=BEGAN + timedelta(minutes=seq),
                key=f"7:review:{stream}:{seq}",
                extra={"version": seq, "submission": 1, "files": [{"sha256": "0" * 64, "size": 1_482_233}]},
                texts={"opinion": "Hồ sơ đầy đủ, số liệu khớp với biểu."} if seq % 5 == 0 else None,
            )
        )
    return lines


def bare() -> tuple[int, float]:
    """Read every body through the same kind of cursor and hash it: what no verifier can be faster than."""
    began, events = time.perf_counter(), 0
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute("SELECT body, hash FROM trail ORDER BY stream, seq")
        while rows := cursor.fetchmany(2000):
            for body, digest in rows:
                assert hashlib.sha256(body.encode()).digest() == bytes(digest)
                events += 1
    return events, time.perf_counter() - began


def main() -> None:
    """Fill, measure three times each, print the best of each and their ratio."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--events", type=int, default=100_000)
    wanted = options.parse_args().events
    if settings.EMBEDDED_POSTGRES:
        settings.EMBEDDED_POSTGRES.ensure_started()
    name = databases.clone(databases.template())
    try:
        with databases.pointed_at(name):
            fill(wanted)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            damages: list[Damage] = []
            best = min((verify(damages.append) for _round in range(3)), key=lambda report: report.seconds)
            assert not damages
            grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
            events, seconds = min((bare() for _round in range(3)), key=lambda found: found[1])
    finally:
        databases.drop_all_of_this_run()
    sys.stdout.write(
        f"verify_trail: {best.rate} events/s over {best.events} events in {best.streams} streams, +{grown // 1024} MB\n"
        f"bare hashlib loop: {round(events / seconds)} events/s\n"
        f"ratio: {best.seconds / seconds:.2f} times the bare loop's time\n"
    )


if __name__ == "__main__":
    main()
