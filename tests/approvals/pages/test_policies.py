"""The policy page is read from the constants that the code obeys."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from approvals import policies as rules_in_code
from approvals.flow import TaskFlow
from approvals.pages.policies import review_days, rights_rows
from approvals.policy_words import DEADLINE_RULES, HARD_RULES, RULES
from processes.actors import RIGHT_WORDS
from processes.models import Role
from processes.rights import GENERAL_RIGHTS, RIGHTS, Relation
from tests.world import World
from workflow.acts import Act


def test_the_page_names_all_rules_and_calls_them_the_owners(small: World) -> None:
    client = Client()
    client.force_login(small.account("giam-doc"))
    page = client.get("/chinh-sach/").content.decode()
    for rule in (*RULES, *HARD_RULES):
        assert str(rule.words) in page
    assert "chính sách của chủ hệ thống, không phải quy định của Kế hoạch" in page
    assert "29/11" in page
    assert "5 ngày làm việc" in page


def test_every_predicate_that_acts_obey_is_explained_by_a_rule() -> None:
    explained = {predicate for rule in (*RULES, *HARD_RULES) for predicate in rule.enforced_by}
    # Sending back repeats, at each level, the rules of that level's own act; `policy` says only who directs the task.
    besides = {rules_in_code.send_back_rules}
    obeyed = {policy for act in TaskFlow.acts().values() for policy in act.policies if policy.__name__ != "policy"}
    assert obeyed - explained == besides
    assert explained <= obeyed


def test_the_table_shows_every_right_and_nothing_else() -> None:
    shown = {(row.act, index, role) for row in rights_rows() for index, cell in enumerate(row.cells) for role in cell}
    pairs = {(right.act, right.role, right.relation) for right in RIGHTS}
    assert len(shown) == len(pairs)
    assert len(rights_rows()) == len({right.act for right in RIGHTS})
    assert all(len(row.cells) == len(Relation) for row in rights_rows())


def test_the_administrator_of_the_system_holds_no_right_over_work() -> None:
    """S7 as the page says it."""
    assert not {right.act for right in RIGHTS if right.role in (Role.SYSTEM_ADMIN, Role.INSPECTOR)} - {
        "read",
        "read_trail",
    }


def test_the_days_shown_are_those_of_the_flow() -> None:
    by_step = {str(shown.step): shown.days for shown in review_days()}
    assert by_step["Thẩm định"] == TaskFlow.review.days
    assert by_step["Thẩm tra"] == TaskFlow.verify.days


def test_every_general_right_has_words() -> None:
    assert set(GENERAL_RIGHTS) == set(RIGHT_WORDS)


def test_every_deadline_rule_that_is_stored_is_explained(whole: World) -> None:
    stored = set(whole.plan.processes.values_list("deadline_policy", flat=True))
    assert stored <= set(DEADLINE_RULES)


def test_the_csv_has_the_table(small: World) -> None:
    client = Client()
    client.force_login(small.account("giam-doc"))
    answer = client.get("/chinh-sach/", {"xuat": "csv"})
    rows = list(csv.reader(io.StringIO(answer.content.decode().removeprefix("\ufeff"))))
    assert len(rows) == 1 + len(rights_rows())


@pytest.mark.parametrize("act", TaskFlow.acts().values(), ids=lambda act: act.name)
def test_acts_are_named_on_the_page_as_on_their_buttons(act: Act) -> None:
    from processes.event_words import event_word

    assert event_word(act.name) == str(act.label)
