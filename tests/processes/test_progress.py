"""The read side: one statement each, over what the reader may see and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from processes.capacities import capacities
from processes.models import Phase
from processes.progress import readable_plans, shares, tallies, together, years_given
from processes.timeliness import Timing
from tests.world import World
from workflow import clock
from workflow.acts import Capacity


@pytest.fixture
def world(small: World) -> World:
    return small


def mine(world: World, username: str) -> list[Capacity]:
    return capacities(world.actor(username), clock.today())


def test_the_department_counts_every_share_and_the_sums_agree(world: World) -> None:
    reader = mine(world, "quan-tri-ke-hoach")
    whole = tallies(world.plan, 2025, reader)[0]
    assert whole.total == whole.sums.everything == 6
    for by in ("task", "agency"):
        assert together(tallies(world.plan, 2025, reader, by=by).values()) == whole
    assert len(shares(world.plan, 2025, reader)) == 6


def test_phases_and_classes_follow_the_work(world: World) -> None:
    share = world.bring(world.share("I.1", "syt"), "submitted")
    reader = mine(world, "quan-tri-ke-hoach")
    before = tallies(world.plan, 2025, reader)[0]
    assert (before.phases[Phase.SUBMITTED], before.phases[Phase.ASSIGNED], before.sums.pending) == (1, 5, 1)
    world.bring(share, "closed")
    after = tallies(world.plan, 2025, reader)[0]
    assert (after.phases[Phase.CLOSED], after.sums.by_class[Timing.DONE_ON_TIME], after.sums.pending) == (1, 1, 0)


def test_an_agency_sees_and_counts_its_own_share_only(world: World) -> None:
    reader = mine(world, "ld-so-y-te")
    assert [share.agency for share in shares(world.plan, 2025, reader)] == ["Sở Y tế"]
    assert tallies(world.plan, 2025, reader)[0].total == 1


def test_a_coordinator_who_was_not_asked_sees_title_and_phase_and_nothing_else(world: World) -> None:
    reader = mine(world, "cv-binh-son")
    found = shares(world.plan, 2025, reader)
    own = [share for share in found if share.open]
    others = [share for share in found if not share.open]
    assert [share.agency for share in own] == ["UBND huyện Bình Sơn"]
    assert others
    for share in others:
        assert share.phase == Phase.ASSIGNED
        assert (share.due, share.submitted_at, share.timing, share.year) == (None, None, None, 0)
    assert tallies(world.plan, 2025, reader)[0].total == 1


def test_nobody_without_a_relation_sees_anything(world: World) -> None:
    reader = mine(world, "mat-tran")
    assert shares(world.plan, 2025, reader) == []
    assert tallies(world.plan, 2025, reader)[0].total == 0
    assert years_given(world.plan, reader) == []


def test_an_inspector_reads_the_plan_of_his_card_and_everybody_else_every_plan(world: World) -> None:
    assert readable_plans(mine(world, "thanh-tra")) == {world.plan.pk}
    assert readable_plans(mine(world, "mat-tran")) is None
    assert readable_plans(mine(world, "quan-tri")) == set()


def test_each_reading_is_one_statement(world: World) -> None:
    reader = mine(world, "giam-doc")
    for read in (tallies, shares):
        with CaptureQueriesContext(connection) as counted:
            read(world.plan, 2025, reader)
        assert len(counted) == 1


def test_work_whose_deadline_passed_is_overdue(world: World) -> None:
    reader_name = "giam-doc"
    with world.on(date(2026, 1, 5)):
        whole = tallies(world.plan, 2025, mine(world, reader_name))[0]
    assert whole.sums.by_class[Timing.OVERDUE] == 6
