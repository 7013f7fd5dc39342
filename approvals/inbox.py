"""The read side of "Việc của tôi": the open duties of a person's posts today, grouped by how far their deadline is.

A constant number of statements, whatever the number of duties; strings are made once per kind, not once per row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection

from approvals.duties import ACT_OF_NODE, reach
from approvals.flow import TaskFlow
from approvals.policies import barrier
from processes.ground import TaskGround
from processes.models import PHASE_OF, State
from processes.rights import fitting
from workflow import clock
from workflow.acts import Capacity
from workflow.calendar import shipped_calendar
from workflow.due import GROUPS, due_group
from workflow.vietnamese import folded

CAP = 500
"""Duties listed at most; what lies beyond has the farthest deadlines, and the page says that it is there."""

_MINE = """
WITH mine AS (
    SELECT DISTINCT w.id
    FROM unnest(%(nodes)s::text[], %(agencies)s::bigint[], %(own)s::boolean[], %(fields)s::text[]) AS d(node, agency, own, field)
    JOIN work_item w ON w.agency_id = d.agency AND w.node = d.node AND w.finished IS NULL
    JOIN task_process p ON p.id = w.process_id
    JOIN processes_plan pl ON pl.id = p.plan_id
    WHERE (NOT d.own OR pl.department_id = ANY(%(lineage)s)) AND (d.field = '' OR d.field = pl.field)
      AND (w.node <> 'review' OR p.taken_by_id IS NULL OR p.taken_by_id = ANY(%(posts)s) OR NOT EXISTS (
           SELECT 1 FROM processes_post k JOIN processes_agency kg ON kg.id = k.agency_id WHERE k.id = p.taken_by_id
           AND (k.valid_to IS NULL OR k.valid_to >= %(today)s) AND (kg.valid_to IS NULL OR kg.valid_to >= %(today)s)
           AND EXISTS (SELECT 1 FROM processes_person kp JOIN processes_person kn
               ON COALESCE(kn.merged_into_id, kn.id) = COALESCE(kp.merged_into_id, kp.id)
               JOIN processes_account ka ON ka.person_id = kn.id WHERE kp.id = k.person_id AND ka.is_active)))
)
"""
_LIST = (
    _MINE
    + """
SELECT w.id, w.node, w.due, w.created, p.id, p.version, p.state, p.sent_back, p.taken_by_id, p.year, p.submissions_made,
       p.directing, p.agency_id, p.unit_id, p.plan_id, pl.number, pl.department_id, pl.office_id, pl.issuer_id, pl.field,
       t.code, t.text, g.name, w.agency_id, count(*) OVER ()
FROM mine m
JOIN work_item w ON w.id = m.id
JOIN task_process p ON p.id = w.process_id
JOIN processes_plan pl ON pl.id = p.plan_id
JOIN processes_plantask t ON t.id = p.plan_task_id
JOIN processes_agency g ON g.id = p.agency_id
WHERE (%(node)s = '' OR w.node = %(node)s) AND (%(plan)s = 0 OR p.plan_id = %(plan)s)
  AND (%(agency)s = 0 OR p.agency_id = %(agency)s)
  AND (%(text)s = '' OR unaccent(lower(t.code || ' ' || t.text || ' ' || g.name || ' NV-' || p.year || '-'
       || lpad(p.id::text, 5, '0'))) LIKE %(like)s)
ORDER BY w.due NULLS LAST, w.id LIMIT %(cap)s
"""
)
_CHOICES = (
    _MINE
    + """
SELECT w.node, p.plan_id, pl.number, p.agency_id, g.name, g.sort_key, count(*)
FROM mine m JOIN work_item w ON w.id = m.id JOIN task_process p ON p.id = w.process_id
JOIN processes_plan pl ON pl.id = p.plan_id JOIN processes_agency g ON g.id = p.agency_id
GROUP BY 1, 2, 3, 4, 5, 6
"""
)


@dataclass(frozen=True)
class Filters:
    """What the address of the list asks for: a step, a plan, an agency, words without regard to diacritics."""

    node: str = ""
    plan: int = 0
    agency: int = 0
    text: str = ""


@dataclass
class Duty:
    """One row: who must do what about which share, by when. Its fields are also what rights and policies look at."""

    item: int
    node: str
    due: date | None
    created: datetime
    pk: int
    version: int
    state: str
    sent_back: bool
    taken_by_id: int | None
    year: int
    submissions: int
    directing: str
    agency_id: int
    unit_id: int | None
    plan_id: int
    plan: str
    department_id: int
    office_id: int
    issuer_id: int
    field: str
    task: str
    text: str
    agency: str
    holder_id: int
    barrier: str = ""

    @property
    def code(self) -> str:
        """The number people quote."""
        return f"NV-{self.year}-{self.pk:05d}"

    @property
    def phase(self) -> str:
        """The phase of the plan."""
        return str(PHASE_OF[State(self.state)].label)

    def get_state_display(self) -> str:
        """The state in words, as the model gives it."""
        return str(State(self.state).label)


@dataclass
class Inbox:
    """The duties by group, in the order of the groups; `barred` are those that the separation of duties forbids the person."""

    groups: dict[str, list[Duty]]
    barred: list[Duty]
    total: int
    overdue: int
    today: date
    more: bool = False
    choices: dict[str, list[tuple[Any, str, int]]] = field(default_factory=dict)

    @property
    def duties(self) -> list[Duty]:
        """Every duty in the order it is shown."""
        return [duty for group in self.groups.values() for duty in group]


def inbox(capacities: Sequence[Capacity], filters: Filters = Filters()) -> Inbox:
    """The duties of these capacities today, filtered: three statements for any number."""
    today = clock.today()
    duties, total = _read(capacities, filters)
    _mark_barred(duties, capacities)
    groups: dict[str, list[Duty]] = {group: [] for group in GROUPS}
    calendar = shipped_calendar()
    group_of: dict[date | None, str] = {}
    barred = []
    for duty in duties:
        if duty.barrier:
            barred.append(duty)
            continue
        if duty.due not in group_of:
            group_of[duty.due] = due_group(duty.due, today, calendar)
        groups[group_of[duty.due]].append(duty)
    listed = len(duties)
    overdue = len(groups["overdue"])
    return Inbox(groups, barred, total, overdue, today, total > listed, _choices(capacities))


def _parameters(capacities: Sequence[Capacity]) -> dict[str, Any]:
    mine = reach(capacities)
    return {
        "nodes": mine.nodes,
        "agencies": mine.agencies,
        "own": mine.own,
        "fields": mine.fields,
        "lineage": sorted({body for capacity in capacities for body in capacity.lineage}),
        "posts": sorted({capacity.post for capacity in capacities}),
        "today": clock.today(),
    }


def _read(capacities: Sequence[Capacity], filters: Filters) -> tuple[list[Duty], int]:
    words = folded(filters.text)
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    with connection.cursor() as cursor:
        cursor.execute(
            _LIST,
            {
                **_parameters(capacities), "node": filters.node, "plan": filters.plan, "agency": filters.agency,
                "text": words, "like": f"%{escaped}%", "cap": CAP,
            },
        )  # fmt: skip
        rows = cursor.fetchall()
    return [Duty(*row[:-1]) for row in rows], rows[0][-1] if rows else 0


def _choices(capacities: Sequence[Capacity]) -> dict[str, list[tuple[Any, str, int]]]:
    """What the filters offer: only what the person has, with its count."""
    with connection.cursor() as cursor:
        cursor.execute(_CHOICES, _parameters(capacities))
        rows = cursor.fetchall()
    nodes: dict[str, int] = {}
    plans: dict[tuple[int, str], int] = {}
    agencies: dict[tuple[str, int, str], int] = {}
    for node, plan, number, agency, name, key, count in rows:
        nodes[node] = nodes.get(node, 0) + count
        plans[(plan, number)] = plans.get((plan, number), 0) + count
        agencies[(key, agency, name)] = agencies.get((key, agency, name), 0) + count
    return {
        "nodes": [(node, str(label), nodes[node]) for node, label in TaskFlow.LABELS.items() if node in nodes],
        "plans": [(plan, number, count) for (plan, number), count in sorted(plans.items())],
        "agencies": [(agency, name, count) for (_key, agency, name), count in sorted(agencies.items())],
    }


def _mark_barred(duties: Iterable[Duty], capacities: Sequence[Capacity]) -> None:
    """Say of each duty why this person may not do it, where the separation of duties forbids it: one statement for all."""
    acts = TaskFlow.acts()
    judged = [duty for duty in duties if acts[ACT_OF_NODE[duty.node]].policies]
    if not judged:
        return
    history = TaskGround().history([duty.pk for duty in judged])
    for duty in judged:
        act = acts[ACT_OF_NODE[duty.node]]
        mine = fitting(act.name, duty, capacities, ())
        reasons = [barrier(act, duty, history.get(duty.pk, ()), capacity) for capacity in mine]
        if reasons and all(reasons):
            duty.barrier = reasons[0]
