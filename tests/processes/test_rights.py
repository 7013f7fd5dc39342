"""What a paper carries, in memory: a decision of the Chairman, by KT. or TUQ., in its field; nothing else (domain.md 3.4, S5)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from processes.models import Role, State
from processes.rights import fitting
from workflow.acts import Capacity

PAPER, PROVINCE, DEPARTMENT = 5, 1, 2


def on_paper(act: str, role: Role, state: str, **more: Any) -> bool:
    """Does the right to the act come with the paper, in its form and its field?"""
    given: dict[str, Any] = {"form": "KT", "field": "y tế", "agency": PROVINCE} | more
    holder = Capacity(
        account=1, person=1, post=1, unit=None, unit_line=frozenset(), role=role, lineage=frozenset({given["agency"]}),
        instrument=PAPER, **given,
    )  # fmt: skip
    process = SimpleNamespace(
        agency_id=9, department_id=DEPARTMENT, office_id=3, issuer_id=PROVINCE, plan_id=1, field="y tế", state=state,
        directing="chairman",
    )  # fmt: skip
    return holder in fitting(act, process, [holder], [])


@pytest.mark.parametrize("act", ["decide", "send_back"])
@pytest.mark.parametrize(
    ("paper", "carries"),
    [
        ({}, True),
        ({"form": "TUQ"}, True),
        ({"field": ""}, True),
        ({"form": "TL"}, False),
        ({"field": "giáo dục"}, False),
    ],
)
def test_a_vice_chairmans_paper_carries_a_decision_and_a_return(act: str, paper: dict[str, str], carries: bool) -> None:
    assert on_paper(act, Role.VICE_CHAIRMAN, State.WITH_AUTHORITY, **paper) is carries


@pytest.mark.parametrize(
    ("act", "role", "state"),
    [
        ("decide", Role.CHAIRMAN, State.WITH_AUTHORITY),
        ("conclude", Role.DIRECTOR, State.REVIEWED),
        ("review", Role.REVIEWER, State.SUBMITTED),
    ],
)
def test_no_other_act_is_done_on_a_paper(act: str, role: Role, state: str) -> None:
    agency = PROVINCE if role == Role.CHAIRMAN else DEPARTMENT
    assert not on_paper(act, role, state, agency=agency)
