"""A spelling confirmed once is a name in the next plan; one answered otherwise is offered there with its history."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from processes.actors import actor_as
from processes.agencies import drop_alias, end_agency
from processes.models import AgencyAlias, Doubt, Plan
from processes.plan_import.load import import_plan
from processes.plans import confirm_doubt
from processes.settlements import proposed
from processes.spellings import key_of, said_before
from tests.processes.directory_people import agency, post_of, system
from tests.world import PLAN_FILE

pytestmark = pytest.mark.django_db
TYPO = "Dài Phát thanh và Truyền hình tỉnh"
STRANGE = "Ban Chỉ đạo chuyển đổi số"


@pytest.fixture
def plan(tmp_path: Path):
    def imported(number: str, name: str = TYPO, signed: str = "") -> Plan:
        text = PLAN_FILE.read_text("utf-8").replace("24/KH-UBND", f"{number}/KH-UBND")
        text = text.replace(TYPO, name)
        path = tmp_path / f"{number}.txt"
        path.write_text(text, encoding="utf-8")
        return import_plan(path, actor=actor_as("he-thong"))[0]

    return imported


def doubt_of(plan: Plan, text: str = TYPO) -> Doubt:
    return plan.doubts.get(kind="unknown_name", text=text)


def answered(plan: Plan, text: str = TYPO, **settlement: Any) -> None:
    confirm_doubt(plan, doubt_of(plan, text).pk, settlement, system("confirm_plan"))


def test_a_spelling_confirmed_in_one_plan_is_a_name_in_the_next_and_raises_no_doubt(plan) -> None:
    answered(plan("24"), agencies=["dai-ptth"], alias=True)
    following = plan("25")
    assert not following.doubts.filter(kind="unknown_name").exists()
    [term] = following.tasks.get(code="I.2").terms.filter(text=TYPO)
    assert term.agency == agency("dai-ptth")


def test_a_spelling_answered_without_being_confirmed_is_doubted_again_and_the_answer_offered(plan) -> None:
    first = plan("24", STRANGE)
    assert proposed(doubt_of(first, STRANGE)) is None
    answered(first, STRANGE, agencies=["stttt"], alias=False)
    offer = proposed(doubt_of(plan("25", STRANGE), STRANGE))
    assert offer == {"agencies": ["stttt"], "alias": False}


def test_a_proposal_that_a_person_rejected_gives_way_to_his_answer(plan) -> None:
    first = plan("24")
    assert proposed(doubt_of(first)) == {"agencies": ["dai-ptth"], "alias": True}
    answered(first, agencies=["stttt"], alias=False)
    assert proposed(doubt_of(plan("25"))) == {"agencies": ["stttt"], "alias": False}


def test_the_page_tells_who_answered_what_and_when(plan, client) -> None:
    first = plan("24", STRANGE)
    answered(first, STRANGE, agencies=["stttt"])
    second = plan("25", STRANGE)
    answered(second, STRANGE, open=True)
    third = plan("26", STRANGE)
    client.force_login(_keeper())
    page = client.get(f"/ke-hoach/{third.pk}/xac-nhan/").content.decode()
    assert "Đã từng gặp cách viết này" in page
    assert f"Kế hoạch 24/KH-UBND, ngày {date.today():%d/%m/%Y}: Hệ thống" in page  # noqa: DTZ011 - as the page says it
    assert "xác nhận là Sở Thông tin và Truyền thông" in page
    assert "Kế hoạch 25/KH-UBND" in page
    assert "để ngỏ" in page


def _keeper():
    from tests.processes.directory_people import account_of

    return account_of(post_of("plan_admin"))


def test_a_spelling_taken_back_is_doubted_again_and_its_history_says_so(plan) -> None:
    answered(plan("24", STRANGE), STRANGE, agencies=["stttt"], alias=True)
    assert not plan("25", STRANGE).doubts.filter(kind="unknown_name").exists()
    drop_alias(AgencyAlias.objects.get(text=STRANGE), by=system("keep_directory"))
    third = plan("26", STRANGE)
    doubt_of(third, STRANGE)
    said = said_before([STRANGE], but=third.pk)[key_of(STRANGE)]
    assert [(one.plan, one.agencies, one.dropped) for one in said] == [
        ("24/KH-UBND", ("stttt",), False),
        ("", ("stttt",), True),
    ]


def test_an_answer_in_another_case_is_the_same_spelling_but_another_mark_is_not(plan) -> None:
    answered(plan("24", STRANGE), STRANGE, agencies=["stttt"])
    assert said_before([STRANGE.upper()])
    assert not said_before([STRANGE.replace("đạo", "dạo")])


def test_a_body_that_ended_is_offered_by_who_stands_for_it(plan) -> None:
    answered(plan("24", STRANGE), STRANGE, agencies=["stp"])
    end_agency(agency("stp"), date(2025, 1, 1), by=system("keep_directory"))
    assert proposed(doubt_of(plan("25", STRANGE), STRANGE)) is None


def test_nothing_is_asked_where_no_name_is_doubtful(django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        assert said_before([]) == {}
