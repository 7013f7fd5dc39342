"""What follows from a line of an amendment depends on what it says and on whether anything runs."""

from __future__ import annotations

import pytest

from processes.capacities import capacities
from processes.models import AmendmentLine
from processes.touched import NEW_DEADLINE, NEW_PROCESS, NONE, REVOCATION, line_views, proposals
from tests.processes.test_amending import come, line
from tests.world import World
from workflow import clock


@pytest.mark.parametrize(
    ("kind", "columns", "running", "follows"),
    [
        ("added", (), False, [NEW_PROCESS]),
        ("dropped", (), True, [REVOCATION]),
        ("dropped", (), False, [NONE]),
        ("changed", ("deadline",), True, [NEW_DEADLINE]),
        ("changed", ("deadline",), False, [NONE]),
        ("changed", ("lead",), True, [NEW_PROCESS, REVOCATION]),
        ("changed", ("text", "deadline", "lead"), True, [NEW_DEADLINE, NEW_PROCESS, REVOCATION]),
        ("changed", ("text",), True, [NONE]),
        ("moved", (), True, [NONE]),
        ("unchanged", (), True, [NONE]),
    ],
)
def test_what_follows(kind: str, columns: tuple[str, ...], running: bool, follows: list[str]) -> None:
    row = AmendmentLine(kind=kind, cells=[[name, "cũ", "mới"] for name in columns])
    assert proposals(row, any_open=running) == follows


def test_only_open_work_that_the_reader_may_see_is_named(whole: World) -> None:
    plan = come(whole)
    changed = line(plan, "changed")

    def named(username: str) -> set[str]:
        views = line_views(plan, capacities(whole.actor(username), clock.today()))
        return {share.agency for view in views if view.line == changed for share in view.touched}

    assert len(named("quan-tri-ke-hoach")) == 33
    assert named("ld-so-y-te") == {"Sở Y tế"}
