"""Two at once: a plan is imported once, a year is given out once, a doubt is settled once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from approvals.acts.giving_out import give_out
from processes.actors import actor_as
from processes.models import Plan, TaskProcess
from processes.plan_import.load import import_plan
from processes.plans import confirm_all, put_in_force
from tests.processes.directory_people import system
from tests.processes.events import acts
from tests.world import PLAN_FILE
from workflow.errors import Conflict


def both(act: Callable[[], Any], threads: int = 2) -> list[Any]:
    """The act at the same moment in several threads; a refusal counts as an answer."""
    start = Barrier(threads)

    def run() -> Any:
        try:
            start.wait(10)
            return act()
        except Conflict as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        return [future.result(60) for future in [pool.submit(run) for _thread in range(threads)]]


def test_two_imports_of_one_file_make_one_plan(committed: str) -> None:
    actor = actor_as("he-thong")
    answers = both(lambda: import_plan(PLAN_FILE, actor=actor))
    assert sorted(created for _plan, created in answers) == [False, True]
    plan = Plan.objects.get()
    assert (plan.tasks.count(), acts(plan.stream)) == (20, ["plan.imported"])


def test_a_year_given_out_twice_at_once_is_given_once(committed: str) -> None:
    plan, _created = import_plan(PLAN_FILE, actor=actor_as("he-thong"))
    settled = both(lambda: confirm_all(plan, system("confirm_plan")))
    assert sorted(len(answer) for answer in settled) == [0, 4]
    put_in_force(plan, system("confirm_plan"))
    plan.refresh_from_db()
    answers = both(lambda: give_out(plan, 2025, capacity=system("give_out"), key="together"))
    assert sorted(len(answer.given) for answer in answers) == [0, 128]
    assert TaskProcess.objects.count() == 128
    assert acts(plan.stream).count("plan.given_out") == 1
