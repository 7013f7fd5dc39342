"""S4: where nobody is eligible to review, the work waits and says so – to the Department's director and to the Office."""

from processes.capacities import holders
from processes.models import Role
from processes.succession import bodies_on
from workflow import clock
from workflow.acts import Move
from workflow.models import Notice


def tell_if_nobody_can_review(move: Move) -> None:
    """Add the alarm to a submission that no reviewer of the Department may take.

    Only the Department's own shares can come to that: for others every reviewer stands outside the work, so nothing is read.
    """
    from approvals.acts.reviewing import REVIEW
    from approvals.policies import eligible

    process = move.process
    if process.department_id not in move.capacity.lineage and not _shares_people(move):
        return
    today = clock.today()
    offices = bodies_on([process.department_id, process.office_id], today)
    department = offices.get(process.department_id)
    candidates = holders(Role.REVIEWER, [department], today) if department else []
    if not eligible(REVIEW, process, move.past, candidates):
        move.notices += [(Notice.Kind.NOBODY_ELIGIBLE, agency) for agency in sorted(set(offices.values()))]


def _shares_people(move: Move) -> bool:
    """Has somebody of another agency than the submitting one had a hand in it (he may be a reviewer by now)?"""
    return any(entry.act == "contribute" for entry in move.past)
