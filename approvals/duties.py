"""Whose duty an open work item is today: one table of role × node, and how the holder's agency must stand to the item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from processes.models import Role
from workflow.acts import Capacity

EXACT, OFFICE, OWN_DEPARTMENT = "exact", "office", "own_department"
"""The agency itself; whoever continues the office the plan names; the Department's own share, the agency itself."""

_WORKING = (("carry_out", EXACT), ("contribute", EXACT))
_LEADING = (("accept", EXACT), *_WORKING)
DUTIES: dict[str, tuple[tuple[str, str], ...]] = {
    Role.OFFICER: _WORKING,
    Role.UNIT_HEAD: (("accept", OWN_DEPARTMENT), ("carry_out", OWN_DEPARTMENT)),
    Role.LEADER: _LEADING,
    Role.DIRECTOR: (*_LEADING, ("conclude", OFFICE), ("escalate", OFFICE)),
    Role.REVIEWER: (("review", OFFICE),),
    Role.VERIFIER: (("verify", OFFICE),),
    Role.CHAIRMAN: (("decide", OFFICE),),
    Role.VICE_CHAIRMAN: (("decide", OFFICE),),
    Role.RECORDS: (("issue", OFFICE),),
}
"""Officer prepares, leader submits: both see the work to carry out. Who may do what is in processes/rights.py."""

ACT_OF_NODE = {
    "accept": "accept", "carry_out": "submit", "contribute": "contribute", "review": "review", "conclude": "conclude",
    "escalate": "escalate", "verify": "verify", "decide": "decide", "issue": "issue",
}  # fmt: skip


@dataclass
class Reach:
    """The duties of a set of capacities as four arrays of one length: the parameters of the inbox's constant SQL."""

    nodes: list[str] = field(default_factory=list)
    agencies: list[int] = field(default_factory=list)
    own: list[bool] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)

    def add(self, node: str, agency: int, *, own: bool = False, field_of_plan: str = "") -> None:
        """One more duty: items of the node held by the agency."""
        self.nodes.append(node)
        self.agencies.append(agency)
        self.own.append(own)
        self.fields.append(field_of_plan)


def reach(capacities: Sequence[Capacity]) -> Reach:
    """What these capacities must act on. A Vice-Chairman's duties come with his instrument, in its field, and end with it."""
    found = Reach()
    for capacity in capacities:
        deputy = capacity.role == Role.VICE_CHAIRMAN
        if (capacity.instrument is not None) is not deputy:
            continue
        for node, relation in DUTIES.get(capacity.role, ()):
            for agency in capacity.lineage if relation == OFFICE else (capacity.agency,):
                found.add(node, agency, own=relation == OWN_DEPARTMENT, field_of_plan=capacity.field if deputy else "")
    return found
