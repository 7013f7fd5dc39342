"""How races are run: threads that leave a barrier together, each on a connection of its own, and how many rounds."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

ROUNDS = int(os.environ.get("RACE_ROUNDS", "30"))
"""The short form of ./test; RACE_ROUNDS=1000 is the long one (docs/testing.md)."""

Racer = Callable[[], Any]


def race(*racers: Racer) -> list[Any]:
    """Start all at once; return what each returned, or the error that it met, in their order. A racer that hangs fails."""
    barrier = threading.Barrier(len(racers))
    results: list[Any] = [None] * len(racers)

    def run(place: int, racer: Racer) -> None:
        try:
            connection.ensure_connection()  # so that the race is not about who connects faster
            barrier.wait(timeout=30)
            results[place] = racer()
        except Exception as error:  # noqa: BLE001 - an error is a result here, and the test looks at it
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, racer), daemon=True) for place, racer in enumerate(racers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads), "a racer never came back"
    return results


@pytest.fixture
def rounds() -> int:
    """How many rounds each race is run."""
    return ROUNDS
