"""One table: who may do what to which process (domain.md 3.2). Guards, buttons, lists and the test matrix all read it.

Closed by default: what has no row here is refused. Rights hang on the role of a post and on how the post's agency is related
to the process on the day of the act.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from processes.models import Role, State
from workflow.acts import Capacity


class Relation(StrEnum):
    """How a post stands to a process."""

    RESPONSIBLE = "responsible"
    OWN_DEPARTMENT = "own_department"
    ASKED = "asked"
    DEPARTMENT = "department"
    OFFICE = "office"
    AUTHORITY = "authority"
    SCOPE = "scope"


RELATION_WORDS = {
    Relation.RESPONSIBLE: _("cơ quan được giao"),
    Relation.OWN_DEPARTMENT: _("Sở thẩm định, đối với phần việc của chính Sở"),
    Relation.ASKED: _("cơ quan được xin ý kiến"),
    Relation.DEPARTMENT: _("Sở theo dõi, thẩm định của kế hoạch"),
    Relation.OFFICE: _("Văn phòng UBND tỉnh"),
    Relation.AUTHORITY: _("UBND tỉnh ban hành kế hoạch"),
    Relation.SCOPE: _("trong phạm vi được giao thanh tra, kiểm tra"),
}


def stands(capacity: Capacity, process: Any, asked: Iterable[int]) -> set[Relation]:
    """Every relation between a post and a process today. `asked` are the agencies whose opinion was asked."""
    found = set()
    if capacity.agency == process.agency_id:
        found.add(Relation.RESPONSIBLE)
        if process.department_id in capacity.lineage:
            found.add(Relation.OWN_DEPARTMENT)
    if capacity.agency in asked:
        found.add(Relation.ASKED)
    if process.department_id in capacity.lineage:
        found.add(Relation.DEPARTMENT)
    if process.office_id in capacity.lineage:
        found.add(Relation.OFFICE)
    if process.issuer_id in capacity.lineage:
        found.add(Relation.AUTHORITY)
    if capacity.scope_plan is not None and capacity.scope_plan == process.plan_id:
        found.add(Relation.SCOPE)
    return found


@dataclass(frozen=True)
class Right:
    """A row: this act, by this role, in this relation, in these states (empty: wherever the act starts)."""

    act: str
    role: str
    relation: Relation
    states: tuple[str, ...] = ()

    @property
    def on_paper(self) -> bool:
        """Held only on an instrument: a Vice-Chairman decides for the Chairman (domain.md 3.4, S5)."""
        return self.role == Role.VICE_CHAIRMAN and self.act in ("decide", "send_back")


def _rows(acts: str, roles: Sequence[str], relation: Relation, *states: str) -> list[Right]:
    return [Right(act, role, relation, states) for act in acts.split() for role in roles]


LEADERS = (Role.LEADER, Role.DIRECTOR)
RIGHTS: tuple[Right, ...] = (
    *_rows("accept submit withdraw ask waive", LEADERS, Relation.RESPONSIBLE),
    *_rows("accept submit withdraw ask waive", [Role.UNIT_HEAD], Relation.OWN_DEPARTMENT),
    *_rows("prepare attach detach", [Role.OFFICER, Role.UNIT_HEAD, *LEADERS], Relation.RESPONSIBLE),
    *_rows("contribute", [Role.OFFICER, *LEADERS], Relation.ASKED),
    *_rows("take review", [Role.REVIEWER, Role.DIRECTOR], Relation.DEPARTMENT),
    *_rows("send_back", [Role.REVIEWER, Role.DIRECTOR], Relation.DEPARTMENT, State.SUBMITTED),
    *_rows("send_back", [Role.DIRECTOR], Relation.DEPARTMENT, State.REVIEWED),
    *_rows("conclude escalate", [Role.DIRECTOR], Relation.DEPARTMENT),
    *_rows("verify", [Role.VERIFIER], Relation.OFFICE),
    *_rows("send_back", [Role.VERIFIER], Relation.OFFICE, State.WITH_OFFICE),
    *_rows("decide", [Role.CHAIRMAN, Role.VICE_CHAIRMAN], Relation.AUTHORITY),
    *_rows("send_back", [Role.CHAIRMAN, Role.VICE_CHAIRMAN], Relation.AUTHORITY, State.WITH_AUTHORITY),
    *_rows("issue_conclusion", [Role.RECORDS], Relation.DEPARTMENT),
    *_rows("issue_decision", [Role.RECORDS], Relation.OFFICE),
    *_rows("transfer", [Role.PLAN_ADMIN], Relation.DEPARTMENT),
    *_rows("transfer", [Role.CHAIRMAN], Relation.AUTHORITY),
    # reading the whole process
    *_rows(
        "read",
        [Role.OFFICER, Role.UNIT_HEAD, Role.RECORDS, *LEADERS],
        Relation.RESPONSIBLE,
    ),
    *_rows("read", [Role.OFFICER, *LEADERS], Relation.ASKED),
    *_rows("read", [Role.REVIEWER, Role.DIRECTOR, Role.PLAN_ADMIN, Role.RECORDS], Relation.DEPARTMENT),
    *_rows("read", [Role.VERIFIER, Role.LEADER, Role.RECORDS], Relation.OFFICE),
    *_rows("read", [Role.CHAIRMAN, Role.VICE_CHAIRMAN], Relation.AUTHORITY),
    *_rows("read", [Role.INSPECTOR], Relation.SCOPE),
    # reading the trail of a process
    *_rows("read_trail", LEADERS, Relation.RESPONSIBLE),
    *_rows("read_trail", [Role.REVIEWER, Role.DIRECTOR], Relation.DEPARTMENT),
    *_rows("read_trail", [Role.VERIFIER], Relation.OFFICE),
    *_rows("read_trail", [Role.CHAIRMAN, Role.VICE_CHAIRMAN], Relation.AUTHORITY),
    *_rows("read_trail", [Role.INSPECTOR], Relation.SCOPE),
)

# What is not about one process: the plan, the directory, people. Act → roles; the relation is to the plan or the province.
GENERAL_RIGHTS: dict[str, tuple[str, ...]] = {
    "import_plan": (Role.PLAN_ADMIN, Role.SYSTEM),
    "confirm_plan": (Role.PLAN_ADMIN, Role.DIRECTOR, Role.SYSTEM),
    "give_out": (Role.PLAN_ADMIN, Role.DIRECTOR, Role.SYSTEM),
    "keep_directory": (Role.PLAN_ADMIN, Role.SYSTEM),
    "keep_people": (Role.SYSTEM_ADMIN, Role.SYSTEM),
    "repair_positions": (Role.SYSTEM_ADMIN, Role.SYSTEM),
    "keep_instruments": (Role.PLAN_ADMIN, Role.SYSTEM),
    "read_plan": tuple(role for role in Role.values if role not in (Role.SYSTEM_ADMIN, Role.SYSTEM)),
    "read_directory": tuple(role for role in Role.values if role != Role.SYSTEM),
    "read_policies": tuple(role for role in Role.values if role != Role.SYSTEM),
    "check_trail": (Role.INSPECTOR, Role.SYSTEM_ADMIN, Role.DIRECTOR, Role.VERIFIER),
}

READING = ("read", "read_trail")
_BY_ACT: dict[str, tuple[Right, ...]] = {}
for _right in RIGHTS:
    _BY_ACT[_right.act] = (*_BY_ACT.get(_right.act, ()), _right)


def right_name(act: str, process: Any) -> str:
    """`issue` is two rights: the Department's clerk issues conclusions, the Office's clerk issues decisions."""
    if act == "issue":
        return "issue_decision" if process.directing == "chairman" else "issue_conclusion"
    return act


def fitting(act: str, process: Any, capacities: Iterable[Capacity], asked: Iterable[int]) -> list[Capacity]:
    """The capacities that hold a right to the act on this process as it stands."""
    rows = _BY_ACT.get(right_name(act, process), ())
    capacities = list(capacities)
    if act not in READING and any(capacity.role == Role.SYSTEM_ADMIN for capacity in capacities):
        return []  # S7, where two rows were merged into one natural person: he reads, and acts on nothing
    asked = set(asked)
    found: list[Capacity] = []
    for row in rows:
        for capacity in capacities:
            if capacity not in found and _grants(row, capacity, process, stands(capacity, process, asked)):
                found.append(capacity)
    # Where a paper is needed, the capacity with the paper comes first; the bare post stays last, so that the policy can
    # say which paper is missing instead of "no right".
    return sorted(found, key=lambda capacity: capacity.instrument is None)


def _grants(row: Right, capacity: Capacity, process: Any, relations: set[Relation]) -> bool:
    return (
        row.role == capacity.role
        and row.relation in relations
        and (not row.states or process.state in row.states)
        and (capacity.instrument is None or (row.on_paper and _carries(capacity, process)))
    )


def _carries(capacity: Capacity, process: Any) -> bool:
    """Does the paper carry a decision here? Its field covers the plan, and it is KT. or TUQ.: TL. passes on no decision."""
    return capacity.form in ("KT", "TUQ") and capacity.field in ("", process.field)


def may(act: str, capacities: Iterable[Capacity]) -> list[Capacity]:
    """The capacities that hold a general right (the plan, the directory, people)."""
    roles = GENERAL_RIGHTS.get(act, ())
    return [capacity for capacity in capacities if capacity.role in roles]


def agencies_by_reach(capacities: Iterable[Capacity]) -> dict[str, list[int]]:
    """The agencies through which these capacities may read, by relation: what the one visibility predicate is built on."""
    reach: dict[str, set[int]] = {relation: set() for relation in Relation}
    for capacity in capacities:
        for row in _BY_ACT["read"]:
            if row.role == capacity.role:
                reach[row.relation] |= _through(row.relation, capacity)
    return {relation: sorted(ids) for relation, ids in reach.items()}


def _through(relation: Relation, capacity: Capacity) -> set[int]:
    if relation in (Relation.RESPONSIBLE, Relation.ASKED):
        return {capacity.agency}
    if relation is Relation.SCOPE:
        return {capacity.scope_plan} if capacity.scope_plan is not None else set()
    return set(capacity.lineage)
