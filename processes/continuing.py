"""Which rows of a plan are given out when another plan amends or replaces it: nothing that goes on is given a second time.

- A row that a later plan in force changes or drops is no longer given out from the earlier plan.
- A row that the later plan adds is given out from it at once.
- A row that it changes, once a person settled its line; whoever holds a share of the row before is left out.
- A row that it leaves as it was stays with the amended plan; where the plan was replaced, the new plan goes on with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from processes.amended_rows import AMENDING, continued
from processes.models import AmendmentLine, Plan, State, TaskProcess

Kind = AmendmentLine.Kind


@dataclass
class Continuing:
    """What giving out must know of a plan's rows, by task."""

    elsewhere: set[int] = field(default_factory=set)
    """Rows that the plan it amends goes on giving out."""
    ended: dict[int, str] = field(default_factory=dict)
    """Rows that a later plan took over or dropped, and why."""
    waiting: dict[int, str] = field(default_factory=dict)
    """Changed rows whose line nobody settled, and what to do."""
    _held: dict[int, set[tuple[int, int]]] = field(default_factory=dict)

    def is_held(self, task: int, agency: int, year: int, *, recurs: bool) -> bool:
        """Has the agency a share of what this row continues: in that year, or at all where the row does not recur?"""
        return any(agency == holder and (not recurs or year == given) for holder, given in self._held.get(task, ()))


def continuing(plan: Plan) -> Continuing:
    """Read it all: one statement for a plan that amends nothing, a constant number (per generation) otherwise."""
    found = Continuing(ended=_ended(plan))
    if plan.earlier_id is not None:
        _own_rows(plan, found)
    return found


def _ended(plan: Plan) -> dict[int, str]:
    lines = AmendmentLine.objects.filter(
        before__plan=plan, plan__status=Plan.Status.IN_FORCE, kind__in=(Kind.CHANGED, Kind.DROPPED)
    )
    said = {Kind.CHANGED.value: _("đã được sửa theo {plan}"), Kind.DROPPED.value: _("đã bỏ theo {plan}")}
    rows = lines.values_list("before_id", "kind", "plan__number")
    return {before: said[kind].format(plan=number) for before, kind, number in rows}


def _own_rows(plan: Plan, found: Continuing) -> None:
    carried = []
    for line in plan.amendment_lines.filter(before__isnull=False):
        after = line.after_id
        if after is None:
            continue
        if line.kind != Kind.CHANGED and plan.relation in AMENDING:
            found.elsewhere.add(after)
        elif line.waits:
            found.waiting[after] = _(
                "nhiệm vụ được sửa và dòng sửa đổi chưa xử lý xong; hãy ghi việc đã thực hiện ở trang “Sửa đổi, thay thế”"
            )
        else:
            carried.append(after)
    found._held = _holders(continued(carried))


def _holders(earlier: dict[int, set[int]]) -> dict[int, set[tuple[int, int]]]:
    """Task → (agency, year) of every share, not revoked, of the rows that it continues; whoever has it now holds it too."""
    rows = {before for tasks in earlier.values() for before in tasks}
    shares = TaskProcess.objects.filter(plan_task__in=rows).exclude(state=State.REVOKED)
    by_row: dict[int, set[tuple[int, int]]] = {}
    for row, given_to, agency, year in shares.values_list("plan_task_id", "given_to_id", "agency_id", "year"):
        by_row.setdefault(row, set()).update({(given_to, year), (agency, year)})
    return {task: {held for row in before for held in by_row.get(row, ())} for task, before in earlier.items()}
