"""The policy page: what the owner of the system has laid down, read from the constants that the code itself obeys."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from approvals.flow import TaskFlow
from approvals.policies import HANDS_ON
from approvals.policy_words import DEADLINE_RULES, HARD_RULES, RULES, Rule
from processes.actors import RIGHT_WORDS
from processes.event_words import event_word
from processes.models import Role, State
from processes.pages.access import ActingRequest, requires
from processes.rights import GENERAL_RIGHTS, RELATION_WORDS, RIGHTS, Relation, Right
from workflow.csv_download import csv_response
from workflow.nodes import HumanTask


@dataclass(frozen=True)
class Shown:
    """A rule with the labels of the acts at which its predicates stand."""

    rule: Rule
    acts: tuple[str, ...]


@dataclass(frozen=True)
class RightsRow:
    """One act with, for every relation, the roles that hold the right, and the states where that is less than always."""

    act: str
    cells: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Days:
    """How many working days a step has."""

    step: Any
    role: str
    days: int


@require_GET
@requires("read_policies")
def policies(request: ActingRequest) -> HttpResponse:
    """Everything that decides who may do what, by when: rules, rights, days. Its tables download as CSV."""
    relations = [str(RELATION_WORDS[relation]) for relation in Relation]
    rows = rights_rows()
    if request.GET.get("xuat") == "csv":
        lines = [[row.act, *("; ".join(cell) for cell in row.cells)] for row in rows]
        return csv_response("bang-quyen.csv", [_("Việc"), *relations], lines)
    context = {
        "rules": [_shown(rule) for rule in RULES],
        "hard_rules": [_shown(rule) for rule in HARD_RULES],
        "hands_on": [event_word(act) for act in sorted(HANDS_ON)],
        "relations": relations,
        "rights": rows,
        "general": [(RIGHT_WORDS[right], _role_words(roles)) for right, roles in GENERAL_RIGHTS.items()],
        "deadline_rules": DEADLINE_RULES.items(),
        "days": review_days(),
    }
    return render(request, "approvals/policies.html", context)


def _shown(rule: Rule) -> Shown:
    acts = {act.name: act for act in TaskFlow.acts().values()}
    held = [str(act.label) for act in acts.values() if set(rule.enforced_by) & set(act.policies)]
    return Shown(rule, tuple(held))


def review_days() -> list[Days]:
    """The steps that have days of their own, in the order of the flow; the days are the nodes' own."""
    nodes = {node.name: node for node in TaskFlow.instance.nodes() if isinstance(node, HumanTask)}
    found = [(label, nodes[name]) for name, label in TaskFlow.LABELS.items() if name in nodes]
    return [Days(label, str(Role(node.role).label), node.days) for label, node in found if node.days is not None]


def rights_rows() -> list[RightsRow]:
    """The table of processes/rights.py, an act a row and a relation a column; nothing that is not there is shown."""
    acts: dict[str, list[Right]] = {}
    for right in RIGHTS:
        acts.setdefault(right.act, []).append(right)
    return [
        RightsRow(right_word(act), tuple(_cell(rows, relation) for relation in Relation)) for act, rows in acts.items()
    ]


def _cell(rows: Iterable[Right], relation: Relation) -> tuple[str, ...]:
    """The roles, each once, with the states that restrict it and the paper it needs."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if row.relation == relation:
            role = str(Role(row.role).label)
            found.setdefault(_("{role} (có văn bản)").format(role=role) if row.on_paper else role, []).extend(
                str(State(state).label) for state in row.states
            )
    return tuple(
        _("{role}, khi “{states}”").format(role=role, states="”, “".join(states)) if states else role
        for role, states in found.items()
    )


def right_word(act: str) -> str:
    """A right in words: acts by their labels; reading, and the two rights that issuing is, by their own."""
    own = {
        "read": _("Xem hồ sơ"),
        "read_trail": _("Xem nhật ký"),
        "issue_conclusion": _("Phát hành văn bản kết luận của Sở, kết thúc hồ sơ"),
        "issue_decision": _("Phát hành văn bản phê duyệt, kết thúc hồ sơ"),
    }
    return own.get(act) or event_word(act)


def _role_words(roles: Sequence[str]) -> str:
    return ", ".join(str(Role(role).label) for role in roles)
