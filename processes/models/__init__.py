"""What is to be done, by whom, by when."""

from processes.models.agencies import Agency, AgencyAlias, AgencyGroup, GroupMembership, Succession, Unit
from processes.models.amendments import AmendmentLine
from processes.models.columns import IssuerColumns
from processes.models.corrections import Correction
from processes.models.logins import LoginAttempt
from processes.models.people import Account, Instrument, Person, Post, Role
from processes.models.plans import Doubt, Finding, Plan, PlanGroup, PlanTask, PlanTaskTerm
from processes.models.processes import PHASE_OF, Coordination, Phase, State, TaskProcess, WorkItem

__all__ = [
    "PHASE_OF",
    "Account",
    "Agency",
    "AgencyAlias",
    "AgencyGroup",
    "AmendmentLine",
    "Coordination",
    "Correction",
    "Doubt",
    "Finding",
    "GroupMembership",
    "Instrument",
    "IssuerColumns",
    "LoginAttempt",
    "Person",
    "Phase",
    "Plan",
    "PlanGroup",
    "PlanTask",
    "PlanTaskTerm",
    "Post",
    "Role",
    "State",
    "Succession",
    "TaskProcess",
    "Unit",
    "WorkItem",
]
