"""S4: work that nobody may judge at its present step. The Department's directors and the Office see it until somebody can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from approvals.acts import CONCLUDE, ESCALATE, REVIEW, VERIFY
from approvals.flow import TaskFlow
from approvals.policies import eligible
from processes.capacities import holders
from processes.ground import TaskGround
from processes.models import Role
from processes.succession import bodies_on
from workflow import clock
from workflow.acts import Act, Capacity

WATCHERS = (Role.DIRECTOR, Role.VERIFIER, Role.LEADER)
JUDGES: dict[str, tuple[Act, str, str]] = {
    "review": (REVIEW, Role.REVIEWER, "department_id"),
    "conclude": (CONCLUDE, Role.DIRECTOR, "department_id"),
    "escalate": (ESCALATE, Role.DIRECTOR, "department_id"),
    "verify": (VERIFY, Role.VERIFIER, "office_id"),
}
"""Who judges at each step: by which act, in which role, of which office of the plan."""

# One's own agency's work can come to this at any time; of others' work the alarm of its submission tells (alarms.py).
_SQL = """
SELECT p.id, p.year, p.state, p.directing, p.agency_id, p.unit_id, p.plan_id, pl.department_id, pl.office_id, pl.issuer_id,
       pl.field, t.code, t.text, g.name, w.node
FROM work_item w
JOIN task_process p ON p.id = w.process_id
JOIN processes_plan pl ON pl.id = p.plan_id
JOIN processes_plantask t ON t.id = p.plan_task_id
JOIN processes_agency g ON g.id = p.agency_id
WHERE w.finished IS NULL AND w.node = ANY(%(nodes)s)
  AND (pl.department_id = ANY(%(bodies)s) OR pl.office_id = ANY(%(bodies)s))
  AND (p.agency_id = ANY(%(bodies)s) OR g.id IN (pl.department_id, pl.office_id)
       OR EXISTS (SELECT 1 FROM notice n WHERE n.stream = 'process:' || p.id AND n.kind = 'nobody_eligible'))
ORDER BY p.id LIMIT 200
"""


@dataclass(frozen=True)
class Unattended:
    """A share that waits because nobody of the office may judge it. Fields as rights and policies read them."""

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
    node: str

    @property
    def code(self) -> str:
        """The number people quote."""
        return f"NV-{self.year}-{self.pk:05d}"

    @property
    def step(self) -> Any:
        """The step at which it waits, in words."""
        return TaskFlow.LABELS[self.node]


def unattended(capacities: Sequence[Capacity]) -> list[Unattended]:
    """What waits for nobody, for those who can change that. Asked again each time: a new reviewer may have come."""
    watching = [capacity for capacity in capacities if capacity.role in WATCHERS]
    bodies = sorted({body for capacity in watching for body in capacity.lineage})
    if not bodies:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"bodies": bodies, "nodes": list(JUDGES)})
        found = [Unattended(*row) for row in cursor.fetchall()]
    if not found:
        return []
    candidates = _candidates(found)
    history = TaskGround().history([share.pk for share in found])
    return [
        share
        for share in found
        if not eligible(JUDGES[share.node][0], share, history.get(share.pk, ()), _of(share, candidates))
    ]


def _candidates(found: Sequence[Unattended]) -> dict[str, list[Capacity]]:
    """Everybody who judges today, by role, in the bodies that hold the offices."""
    today = clock.today()
    offices = {getattr(share, JUDGES[share.node][2]) for share in found}
    bodies = sorted(set(bodies_on(offices, today).values()))
    return {role: holders(role, bodies, today) for role in {JUDGES[share.node][1] for share in found}}


def _of(share: Unattended, candidates: dict[str, list[Capacity]]) -> list[Capacity]:
    _act, role, office = JUDGES[share.node]
    return [capacity for capacity in candidates[role] if getattr(share, office) in capacity.lineage]
