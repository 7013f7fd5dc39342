"""S4: results that nobody may review. The Department's directors and the Office see them until somebody can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from approvals.acts.reviewing import REVIEW
from approvals.policies import eligible
from processes.capacities import holders
from processes.ground import TaskGround
from processes.models import Role
from processes.succession import bodies_on
from workflow import clock
from workflow.acts import Capacity

WATCHERS = (Role.DIRECTOR, Role.VERIFIER, Role.LEADER)

_SQL = """
SELECT p.id, p.year, p.state, p.directing, p.agency_id, p.unit_id, p.plan_id, pl.department_id, pl.office_id, pl.issuer_id,
       pl.field, t.code, t.text, g.name
FROM task_process p
JOIN processes_plan pl ON pl.id = p.plan_id
JOIN processes_plantask t ON t.id = p.plan_task_id
JOIN processes_agency g ON g.id = p.agency_id
WHERE p.state = 'submitted' AND (pl.department_id = ANY(%(bodies)s) OR pl.office_id = ANY(%(bodies)s))
  AND EXISTS (SELECT 1 FROM notice n WHERE n.stream = 'process:' || p.id AND n.kind = 'nobody_eligible')
ORDER BY p.id LIMIT 100
"""


@dataclass(frozen=True)
class Unattended:
    """A share that waits because no reviewer of the Department may judge it. Fields as rights and policies read them."""

    pk: int
    year: int
    state: str
    directing: str
    agency_id: int
    unit_id: int | None
    plan_id: int
    department_id: int
    office_id: int
    issuer_id: int
    field: str
    task: str
    text: str
    agency: str

    @property
    def code(self) -> str:
        """The number people quote."""
        return f"NV-{self.year}-{self.pk:05d}"


def unattended(capacities: Sequence[Capacity]) -> list[Unattended]:
    """What waits for nobody, for those who can change that. Asked again each time: a new reviewer may have come."""
    watching = [capacity for capacity in capacities if capacity.role in WATCHERS]
    bodies = sorted({body for capacity in watching for body in capacity.lineage})
    if not bodies:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"bodies": bodies})
        found = [Unattended(*row) for row in cursor.fetchall()]
    if not found:
        return []
    candidates = _reviewers(found)
    history = TaskGround().history([share.pk for share in found])
    return [share for share in found if not eligible(REVIEW, share, history.get(share.pk, ()), _of(share, candidates))]


def _reviewers(found: Sequence[Unattended]) -> list[Capacity]:
    """Everybody who reviews today in the bodies that hold the Departments' office."""
    today = clock.today()
    bodies = bodies_on({share.department_id for share in found}, today)
    return holders(Role.REVIEWER, sorted(set(bodies.values())), today)


def _of(share: Unattended, candidates: Sequence[Capacity]) -> list[Capacity]:
    return [capacity for capacity in candidates if share.department_id in capacity.lineage]
