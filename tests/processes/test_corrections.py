"""A plan's words are put right only by a document, and what stood there stays (domain.md 1.5; acceptance check 6)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from processes.capacities import capacities
from processes.corrections import Basis, correct_cell
from processes.models import Correction, Doubt, Plan, PlanTask, Role
from processes.plans import confirm_all, confirm_doubt, put_in_force
from processes.responsible import read_members
from tests.processes.directory_people import account_of, post_of, system
from tests.processes.events import acts, body
from workflow import clock
from workflow.acts import Actor
from workflow.errors import Conflict, NotAllowed, NotFound, NotValid

pytestmark = pytest.mark.django_db
BASIS = Basis("31/CV-UBND", date(2025, 2, 20), "UBND tỉnh Quảng Ngãi")


@pytest.fixture
def misspelt(plan: Plan) -> Doubt:
    """ "Dài Phát thanh": a letter of the source is wrong."""
    return plan.doubts.get(kind="unknown_name")


def correct(plan: Plan, task: PlanTask, cell: str, text: str, basis: Basis = BASIS) -> Correction:
    return correct_cell(plan, task.pk, cell, text, basis, system("confirm_plan"))


@pytest.mark.parametrize(
    ("basis", "field"),
    [
        (Basis("", BASIS.dated, BASIS.issuer), "number"),
        (Basis(BASIS.number, None, BASIS.issuer), "dated"),
        (Basis(BASIS.number, date(2099, 1, 1), BASIS.issuer), "dated"),
        (Basis(BASIS.number, date(2025, 1, 1), BASIS.issuer), "dated"),
        (Basis(BASIS.number, BASIS.dated, "  "), "issuer"),
    ],
)
def test_a_correction_without_a_whole_basis_document_is_refused(plan: Plan, basis: Basis, field: str) -> None:
    with pytest.raises(NotValid) as refusal:
        correct(plan, plan.tasks.first(), "note", "Bản ghi chú đúng", basis)
    assert refusal.value.field == field
    assert not Correction.objects.exists()
    assert acts(plan.stream) == ["plan.imported"]


def test_both_texts_stay_and_the_event_names_the_document(plan: Plan, misspelt: Doubt) -> None:
    task = misspelt.task
    source = task.cells[misspelt.cell]
    right = source.replace("Dài Phát thanh", "Đài Phát thanh")
    made = correct(plan, task, misspelt.cell, right)
    task.refresh_from_db()
    assert (made.source_text, made.corrected_text) == (source, right)
    assert task.cells[misspelt.cell] == source
    event = body(plan.stream)
    assert acts(plan.stream)[-1] == "plan.cell_corrected"
    assert [text for text in ("31/CV-UBND", source, right) if text not in str(event)] == []


def test_the_corrected_name_is_who_gets_the_work_and_its_doubt_is_settled(plan: Plan, misspelt: Doubt) -> None:
    task = misspelt.task
    correct(plan, task, misspelt.cell, "Đài Phát thanh và Truyền hình tỉnh; Sở Y tế")
    misspelt.refresh_from_db()
    assert misspelt.settled == {"corrected": "Đài Phát thanh và Truyền hình tỉnh; Sở Y tế"}
    names = {term.agency.code for term in task.terms.filter(cell=misspelt.cell)}
    assert names == {"dai-ptth", "syt"}
    with pytest.raises(Conflict):
        confirm_doubt(plan, misspelt.pk, {"agencies": ["sct"]}, system("confirm_plan"), again=True)


def test_a_corrected_deadline_is_the_deadline(plan: Plan) -> None:
    task = plan.tasks.get(code="I.1")
    with pytest.raises(NotValid) as refusal:
        correct(plan, task, "deadline", "Sớm nhất có thể")
    assert refusal.value.field == "text"
    correct(plan, task, "deadline", "Quý II năm 2025")
    task.refresh_from_db()
    assert task.ends == date(2025, 6, 30)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("lead", "Sở Không Có Thật"),
        ("lead", ""),
        ("lead", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"),
        ("lead", "Các cơ quan liên quan"),
        ("directing", "Ban chỉ huy công trường"),
    ],
)
def test_words_that_cannot_be_read_for_certain_correct_nothing(plan: Plan, cell: str, text: str) -> None:
    task = plan.tasks.get(code="I.1")
    before = list(task.terms.values_list("cell", "position", "text"))
    with pytest.raises(NotValid):
        correct(plan, task, cell, text)
    assert list(task.terms.values_list("cell", "position", "text")) == before


def test_a_group_that_a_correction_names_first_waits_for_its_members(plan: Plan) -> None:
    known = {doubt.proposal["group"] for doubt in plan.doubts.filter(kind="group_membership")}
    task = plan.tasks.get(code="I.1")
    for text in ("Các sở", "Các sở; UBND các huyện, thị xã, thành phố"):
        correct(plan, task, "lead", text)
    asked = [doubt.proposal["group"] for doubt in plan.doubts.filter(kind="group_membership")]
    assert "cac-so" not in known
    assert sorted(asked) == sorted([*known, "cac-so"])
    confirm_all(plan, system("confirm_plan"))
    put_in_force(plan, system("confirm_plan"))
    assert read_members(plan, plan.dated).leads[task.pk].agencies


def test_the_same_again_changes_nothing_and_a_later_one_counts(plan: Plan) -> None:
    task = plan.tasks.get(code="I.1")
    first = correct(plan, task, "deadline", "Quý II năm 2025")
    assert correct(plan, task, "deadline", "Quý II năm 2025") == first
    with pytest.raises(NotValid):
        correct(plan, task, "deadline", "Quý II năm 2025", Basis("99/CV", BASIS.dated, BASIS.issuer))
    correct(plan, task, "deadline", "Quý I năm 2025")
    task.refresh_from_db()
    assert task.ends == date(2025, 3, 31)
    assert Correction.objects.filter(task=task).count() == 2


def test_a_correction_is_never_changed(plan: Plan) -> None:
    made = correct(plan, plan.tasks.get(code="I.1"), "deadline", "Quý II năm 2025")
    for change in (lambda: Correction.objects.filter(pk=made.pk).update(basis_number="1"), made.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_plan_in_force_a_foreign_post_and_a_foreign_row_are_refused(plan: Plan) -> None:
    task = plan.tasks.first()
    abroad = capacities(Actor(account=account_of(post_of(Role.PLAN_ADMIN, "syt")).pk), clock.today())[0]
    with pytest.raises(NotAllowed):
        correct_cell(plan, task.pk, "note", "Đúng", BASIS, abroad)
    with pytest.raises(NotFound):
        correct_cell(plan, 0, "note", "Đúng", BASIS, system("confirm_plan"))
    with pytest.raises(NotFound):
        correct(plan, task, "ordinal", "7")
    confirm_all(plan, system("confirm_plan"))
    put_in_force(plan, system("confirm_plan"))
    with pytest.raises(Conflict):
        correct(plan, task, "note", "Đúng")
