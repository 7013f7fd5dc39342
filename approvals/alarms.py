"""S4: where nobody is eligible to review, the work waits and says so – to the Department's director and to the Office."""

from collections.abc import Sequence
from dataclasses import dataclass

from processes.capacities import holders
from processes.models import Role
from processes.succession import bodies_on
from workflow import clock
from workflow.acts import Capacity, Move
from workflow.models import Notice


@dataclass(frozen=True)
class Bench:
    """Who could review the results of a set: the bodies that hold its offices today, and their reviewers."""

    bodies: dict[int, int]
    reviewers: list[Capacity]


def bench_of(moves: Sequence[Move]) -> Bench:
    """Read once for the whole set, in two statements."""
    departments = {move.process.department_id for move in moves}
    today = clock.today()
    bodies = bodies_on(departments | {move.process.office_id for move in moves}, today)
    reviewing = sorted({bodies[office] for office in departments if office in bodies})
    return Bench(bodies, holders(Role.REVIEWER, reviewing, today) if reviewing else [])


def tell_if_nobody_can_review(move: Move, bench: Bench) -> None:
    """Add the alarm to a submission that no reviewer of the Department may take.

    Another agency's share can come to that as well: its officer may be the Department's one reviewer by now (S6).
    """
    from approvals.acts.reviewing import REVIEW
    from approvals.policies import eligible

    process = move.process
    candidates = [capacity for capacity in bench.reviewers if process.department_id in capacity.lineage]
    if not eligible(REVIEW, process, move.past, candidates):
        offices = (process.department_id, process.office_id)
        told = sorted({bench.bodies[office] for office in offices if office in bench.bodies})
        move.notices += [(Notice.Kind.NOBODY_ELIGIBLE, agency) for agency in told]
