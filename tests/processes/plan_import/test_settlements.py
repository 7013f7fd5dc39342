"""What a person may say in answer to a doubt about a row, and what follows from it for giving the row out."""

from __future__ import annotations

from pathlib import Path

import pytest

from processes.actors import actor_as
from processes.models import Plan
from processes.plan_import.load import import_plan
from processes.plans import confirm_doubt
from processes.responsible import read_members
from tests.processes.directory_people import system
from tests.world import PLAN_FILE
from workflow.errors import NotFound, NotValid

pytestmark = pytest.mark.django_db
LEADS = "nhiều hình thức.\tCác sở, ban, ngành, UBND các huyện, thị xã, thành phố\t"


@pytest.fixture
def read(tmp_path: Path):
    def imported(old: str, new: str) -> Plan:
        text = PLAN_FILE.read_text("utf-8")
        assert old in text
        path = tmp_path / "sua.txt"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return import_plan(path, actor=actor_as("he-thong"))[0]

    return imported


def test_a_row_without_a_lead_gets_the_agencies_a_person_names(read) -> None:
    plan, by = read(LEADS, "nhiều hình thức.\t\t"), system("confirm_plan")
    doubt = plan.doubts.get(kind="no_lead")
    confirm_doubt(plan, doubt.pk, {"agencies": ["syt", "sct"]}, by)
    task = plan.tasks.get(code="I.1")
    found = read_members(plan, plan.dated).leads[task.pk]
    assert len(found.agencies) == 2
    assert task.cells["lead"] == ""


@pytest.mark.parametrize("settlement", [{"open": True}, {"agencies": ["ubmttq"]}, {"agencies": []}])
def test_a_lead_is_neither_left_open_nor_given_to_whom_the_province_may_only_ask(read, settlement: dict) -> None:
    plan = read(LEADS, "nhiều hình thức.\t\t")
    with pytest.raises(NotValid):
        confirm_doubt(plan, plan.doubts.get(kind="no_lead").pk, settlement, system("confirm_plan"))


def test_who_directs_is_said_by_a_person_where_the_cell_is_unclear(read) -> None:
    plan, by = read("Chủ tịch UBND tỉnh\tQuý III", "Ban chỉ huy công trường\tQuý III"), system("confirm_plan")
    doubt = plan.doubts.get(kind="unclear_directing")
    assert plan.tasks.get(code="I.1").directing is None
    with pytest.raises(NotValid) as refusal:
        confirm_doubt(plan, doubt.pk, {"directing": "nobody"}, by)
    assert refusal.value.field == "directing"
    confirm_doubt(plan, doubt.pk, {"directing": "chairman"}, by)
    assert plan.tasks.get(code="I.1").directing == "chairman"


def test_a_doubt_of_another_plan_is_not_found(read) -> None:
    plan = read("Quý III năm 2025", "Quý III năm 2025")
    other = read("24/KH-UBND ngày", "25/KH-UBND ngày")
    with pytest.raises(NotFound):
        confirm_doubt(plan, other.doubts.first().pk, {"ordinal": "2"}, system("confirm_plan"))


def test_a_body_that_ended_is_not_made_an_alias_of_its_successor(read) -> None:
    plan = read("Dài Phát thanh và Truyền hình tỉnh", "Sở Dân tộc và Tôn giáo")  # founded after the signing
    doubt = plan.doubts.get(kind="unknown_name")
    assert doubt.proposal["alias"] is False
