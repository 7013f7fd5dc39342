"""How far a plan has come: the read side of plan page, dashboards, reports and downloads, all from this one place.

Each function is one constant statement, and counts only what the reader may see: the predicate is the engine's own. Who
coordinates without having been asked sees title and phase of a share, and is counted nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal

from django.db import connection

from processes import rights
from processes.ground import VISIBLE, reach
from processes.models import PHASE_OF, Phase, Plan, Role, State
from processes.rights import Relation
from processes.timeliness import WORDS, Facts, Sums, Timing, timing
from workflow import clock
from workflow.acts import Capacity
from workflow.calendar import shipped_calendar

By = Literal["", "task", "agency"]
_KEYS: dict[By, str] = {"": "0", "task": "p.plan_task_id", "agency": "p.agency_id"}
_DAY = "(p.{} AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"
_FACTS = f"p.state, p.period_from, p.due, {_DAY.format('submitted_at')}, {_DAY.format('accepted_submission_at')}"
_OF_PLAN = "FROM task_process p JOIN processes_plan pl ON pl.id = p.plan_id"
_WHERE = "WHERE p.plan_id = %(plan)s AND p.year = %(year)s"

# A coordinator who was not asked: the relation as frozen when the share was given out, whoever continues that body today.
_COORDINATES = (
    """EXISTS (SELECT 1 FROM coordination c WHERE c.process_id = p.id AND c.agency_id = ANY(%(coordinating)s))"""
)


@dataclass
class Tally:
    """Counts by phase (revoked apart) and by class."""

    phases: dict[Phase, int] = field(default_factory=lambda: dict.fromkeys(Phase, 0))
    sums: Sums = field(default_factory=Sums)

    @property
    def total(self) -> int:
        """Every share the reader sees."""
        return sum(self.phases.values())

    def bar(self) -> list[dict[str, Any]]:
        """For the tag `phase_bar`: the five phases in order, and revoked work only where there is some."""
        return self._parts(phase for phase in Phase if phase != Phase.REVOKED or self.phases[phase])

    def short_bar(self) -> list[dict[str, Any]]:
        """The same for one row of a table: only the phases where something stands."""
        return self._parts(phase for phase in Phase if self.phases[phase])

    def _parts(self, phases: Iterable[Phase]) -> list[dict[str, Any]]:
        return [{"phase": str(phase), "word": phase.label, "count": self.phases[phase]} for phase in phases]


@dataclass(frozen=True)
class Share:
    """One share as a list shows it. `open` is False for a coordinator who was not asked: only title and phase are filled."""

    pk: int
    task: int
    agency: str
    given_to: str
    state: str
    open: bool
    year: int = 0
    due: date | None = None
    submitted_at: datetime | None = None
    accepted_at: datetime | None = None
    is_contact: bool = False
    sent_back: bool = False
    taken_by_id: int | None = None
    timing: Timing | None = None

    @property
    def code(self) -> str:
        """The number people quote."""
        return f"NV-{self.year}-{self.pk:05d}"

    @property
    def phase(self) -> Phase:
        """The phase, which is all a coordinator who was not asked may know."""
        return PHASE_OF[State(self.state)]

    @property
    def phase_word(self) -> str:
        """The phase in words."""
        return str(self.phase.label)

    @property
    def is_running(self) -> bool:
        """Is it the agency's turn, with a deadline to say how far away it is?"""
        return self.timing in (Timing.RUNNING, Timing.OVERDUE) and self.submitted_at is None

    @property
    def timing_word(self) -> str:
        """The class in words."""
        return str(WORDS[self.timing]) if self.timing else ""

    def get_state_display(self) -> str:
        """The state in words, as the model says it."""
        return str(State(self.state).label)


def tallies(plan: Plan, year: int, capacities: Sequence[Capacity], *, by: By = "") -> dict[int, Tally]:
    """The counts of a year of a plan by task or by agency (by ""  under the key 0), over the shares that may be read."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_KEYS[by]}, {_FACTS}, count(*) {_OF_PLAN} {_WHERE} AND {VISIBLE} GROUP BY 1, 2, 3, 4, 5, 6",
            {"plan": plan.pk, "year": year, **reach(capacities)},
        )
        rows = cursor.fetchall()
    today, calendar = clock.today(), shipped_calendar()
    found: dict[int, Tally] = {} if by else {0: Tally()}
    for key, state, begins, due, submitted, accepted, count in rows:
        tally = found.setdefault(key, Tally())
        tally.phases[PHASE_OF[State(state)]] += count
        tally.sums.add(Facts(state, begins, due, submitted, accepted), count, today, calendar)
    return found


def together(parts: Iterable[Tally]) -> Tally:
    """The sum of several tallies."""
    whole = Tally()
    for part in parts:
        for phase, count in part.phases.items():
            whole.phases[phase] += count
        for timing_, count in part.sums.by_class.items():
            whole.sums.by_class[timing_] += count
        whole.sums.soon += part.sums.soon
        whole.sums.pending += part.sums.pending
    return whole


def shares(plan: Plan, year: int, capacities: Sequence[Capacity]) -> list[Share]:
    """The shares of a year that may be read, and title and phase of those that the reader's agency coordinates."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT p.id, p.plan_task_id, a.name, g.name, p.state, {VISIBLE}, p.year, p.due, p.submitted_at,"
            f" p.accepted_submission_at, p.is_contact, p.sent_back, p.taken_by_id, {_FACTS} {_OF_PLAN}"
            " JOIN processes_agency a ON a.id = p.agency_id JOIN processes_agency g ON g.id = p.given_to_id"
            f" {_WHERE} AND ({VISIBLE} OR {_COORDINATES}) ORDER BY p.plan_task_id, p.period_from, p.is_contact DESC, p.id",
            {"plan": plan.pk, "year": year, "coordinating": coordinating_bodies(capacities), **reach(capacities)},
        )
        rows = cursor.fetchall()
    today = clock.today()
    return [_share(row, today) for row in rows]


def _share(row: Sequence[Any], today: date) -> Share:
    pk, task, agency, given_to, state, is_open = row[:6]
    if not is_open:
        return Share(pk, task, agency, given_to, state, open=False)
    return replace(Share(*row[:13]), timing=timing(Facts(*row[13:]), today))


def coordinating_bodies(capacities: Iterable[Capacity]) -> list[int]:
    """The bodies through which somebody coordinates: his agency and those whose office it continues.

    Only for posts that read their own agency's work; an inspector or a member of the Front coordinates nothing.
    """
    roles = {row.role for row in rights.RIGHTS if row.act == "read" and row.relation is Relation.RESPONSIBLE}
    return sorted({body for capacity in capacities if capacity.role in roles for body in capacity.lineage})


def years_given(plan: Plan, capacities: Sequence[Capacity]) -> list[int]:
    """The years of which the reader sees any share."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT p.year {_OF_PLAN} WHERE p.plan_id = %(plan)s AND {VISIBLE} ORDER BY 1",
            {"plan": plan.pk, **reach(capacities)},
        )
        return [row[0] for row in cursor.fetchall()]


def readable_plans(capacities: Iterable[Capacity]) -> set[int] | None:
    """The plans whose text may be read: None for all, a set for an inspector, who has the scope of his card."""
    readers = rights.may("read_plan", capacities)
    if any(capacity.role != Role.INSPECTOR for capacity in readers):
        return None
    return {capacity.scope_plan for capacity in readers if capacity.scope_plan is not None}
