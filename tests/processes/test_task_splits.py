"""Several pieces of work in one cell: offered as a split, kept as printed unless a person says otherwise, never lost."""

from __future__ import annotations

from datetime import date

import pytest

from processes.amending import declare
from processes.corrections import Basis, correct_cell
from processes.models import Doubt, Plan, PlanTask
from processes.plan_import.load import store
from processes.plan_import.read_plan import PlanFile
from processes.plans import confirm_all, confirm_doubt, keep_whole, put_in_force
from tests.plans.sixty_tasks import ABOVE, HEADINGS
from tests.plans.writers import Written, as_docx
from tests.processes.directory_people import system
from tests.processes.events import acts, body
from workflow.errors import Conflict, NotValid

pytestmark = pytest.mark.django_db

CELL = "Triển khai Đề án:\n- Xây dựng kế hoạch;\n- Tổ chức hội nghị;\n- Báo cáo kết quả"
ITEMS = ["- Xây dựng kế hoạch;", "- Tổ chức hội nghị;", "- Báo cáo kết quả"]


def row(ordinal: str, text: str, *, time: str = "Quý II năm 2025", coordinating: str = "Sở Nội vụ") -> list[str]:
    return [ordinal, text, "Sở Y tế", coordinating, "Sở Khoa học và Công nghệ", time]


def plan_of(*rows: list[str]) -> Plan:
    written = Written(ABOVE, [HEADINGS], [["I", "Hoàn thiện thể chế", "", "", "", ""], *rows])
    return store(PlanFile("kh.docx", as_docx(written)), capacity=system("import_plan"))[0]


@pytest.fixture
def plan() -> Plan:
    return plan_of(row("1", CELL), row("2", "Việc hai"), row("3", "a) Một; b) Hai"))


def doubt_of(plan: Plan, kind: str = "several_tasks") -> Doubt:
    return plan.doubts.filter(kind=kind).order_by("position").first()


def settle(plan: Plan, doubt: Doubt, **given: object) -> Doubt:
    again = plan.doubts.get(pk=doubt.pk).settled is not None
    return confirm_doubt(plan, doubt.pk, given, system("confirm_plan"), again=again)


def codes(plan: Plan) -> list[str]:
    return [task.code for task in plan.tasks.order_by("position")]


def test_a_cell_with_several_items_waits_for_a_person_and_nothing_is_split(plan: Plan) -> None:
    assert codes(plan) == ["I.1", "I.2", "I.3"]
    assert [doubt.task.code for doubt in plan.doubts.filter(kind="several_tasks")] == ["I.1", "I.3"]
    assert doubt_of(plan).proposal["value"] == ITEMS
    with pytest.raises(Conflict, match="Còn 2 điểm"):
        put_in_force(plan, system("confirm_plan"))


def test_the_proposal_is_what_the_paper_says(plan: Plan) -> None:
    confirm_all(plan, system("confirm_plan"))
    assert codes(plan) == ["I.1", "I.2", "I.3"]
    assert doubt_of(plan).settled == {"whole": True}


def test_a_split_makes_tasks_in_the_rows_place_and_both_texts_stay(plan: Plan) -> None:
    before = plan.tasks.get(code="I.1")
    settle(plan, doubt_of(plan), split=True)
    assert codes(plan) == ["I.1.1", "I.1.2", "I.1.3", "I.2", "I.3"]
    parts = list(plan.tasks.filter(code__startswith="I.1."))
    assert [part.text for part in parts] == [f"Triển khai Đề án:\n{item}" for item in ITEMS]
    assert {part.whole_text for part in parts} == {CELL}
    assert {part.ordinal_source for part in parts} == {"inferred"}
    assert {(part.deadline_kind, part.starts, part.ends) for part in parts} == {
        (before.deadline_kind, before.starts, before.ends)
    }
    named = [list(part.terms.values_list("cell", "text", "agency__code")) for part in parts]
    assert named[0] == named[1] == named[2] != []


def test_the_event_says_which_tasks_came_of_which_cell(plan: Plan) -> None:
    settle(plan, doubt_of(plan), split=True)
    said = body(plan.stream)
    assert acts(plan.stream)[-1] == "plan.doubt_settled"
    assert (said["task"], said["text"]) == ("I.1", CELL)
    assert said["settled"]["codes"] == ["I.1.1", "I.1.2", "I.1.3"]
    assert said["settled"]["texts"][1].endswith(ITEMS[1])


def test_the_same_split_again_changes_nothing(plan: Plan) -> None:
    settle(plan, doubt_of(plan), split=True)
    events = acts(plan.stream)
    confirm_doubt(plan, doubt_of(plan).pk, {"split": True}, system("confirm_plan"))
    assert acts(plan.stream) == events
    with pytest.raises(Conflict, match="đã xác nhận điểm này"):
        confirm_doubt(plan, doubt_of(plan).pk, {"whole": True}, system("confirm_plan"))


def test_a_split_is_taken_back_and_made_again(plan: Plan) -> None:
    rows = list(plan.tasks.order_by("position").values("code", "ordinal", "ordinal_source", "text", "cells"))
    settle(plan, doubt_of(plan), split=True)
    settle(plan, doubt_of(plan), whole=True)
    assert list(plan.tasks.order_by("position").values("code", "ordinal", "ordinal_source", "text", "cells")) == rows
    settle(plan, doubt_of(plan), split=True)
    settle(plan, doubt_of(plan), split=True)
    assert codes(plan) == ["I.1.1", "I.1.2", "I.1.3", "I.2", "I.3"]
    assert doubt_of(plan).settled["of"] == "I.1"


def test_what_waits_in_the_row_waits_for_every_part() -> None:
    plan = plan_of(row("1", CELL, time="Khoảng giữa năm 2025"), row("2", "Việc hai"))
    settle(plan, doubt_of(plan), split=True)
    waiting = plan.doubts.filter(kind="uncertain_deadline", settled__isnull=True)
    assert sorted(doubt.task.code for doubt in waiting) == ["I.1.1", "I.1.2", "I.1.3"]
    for doubt in waiting:
        settle(plan, doubt, text="Quý III năm 2025")
    assert {task.ends for task in plan.tasks.filter(code__startswith="I.1.")} == {date(2025, 9, 30)}
    put_in_force(plan, system("confirm_plan"))


def test_an_inferred_ordinal_is_confirmed_first_and_stands_then() -> None:
    plan = plan_of(row("1", "Việc một"), row("", CELL), row("3", "Việc ba"))
    with pytest.raises(Conflict, match="xác nhận số thứ tự trước"):
        settle(plan, doubt_of(plan), split=True)
    ordinal = doubt_of(plan, "inferred_ordinal")
    settle(plan, ordinal, ordinal="2")
    settle(plan, doubt_of(plan), split=True)
    assert codes(plan) == ["I.1", "I.2.1", "I.2.2", "I.2.3", "I.3"]
    with pytest.raises(Conflict, match="đã được tách"):
        settle(plan, ordinal, ordinal="7")
    settle(plan, doubt_of(plan), whole=True)
    assert plan.tasks.get(code="I.2").ordinal_source == "inferred"


def test_numbers_that_rows_bear_already_are_left_to_them() -> None:
    plan = plan_of(row("1", CELL), row("1.1", "Việc có số này"), row("2", "Việc hai"))
    settle(plan, doubt_of(plan), split=True)
    assert codes(plan) == ["I.1.2", "I.1.3", "I.1.4", "I.1.1", "I.2"]


def test_a_correction_goes_with_every_part_and_keeps_them_apart(plan: Plan) -> None:
    basis = Basis("12/CV-UBND", date(2025, 3, 1), "UBND tỉnh")
    by = system("confirm_plan")
    correct_cell(plan, plan.tasks.get(code="I.1").pk, "deadline", "Quý IV năm 2025", basis, by)
    settle(plan, doubt_of(plan), split=True)
    parts = plan.tasks.filter(code__startswith="I.1.")
    assert {(part.ends, part.corrections.count()) for part in parts} == {(date(2025, 12, 31), 1)}
    with pytest.raises(Conflict, match="đã có đính chính"):
        settle(plan, doubt_of(plan), whole=True)


def test_the_words_of_a_part_are_corrected_and_it_stays_a_part(plan: Plan) -> None:
    settle(plan, doubt_of(plan), split=True)
    basis = Basis("12/CV-UBND", date(2025, 3, 1), "UBND tỉnh")
    part = PlanTask.objects.get(plan=plan, code="I.1.1")
    correct_cell(plan, part.pk, "text", "Xây dựng hai kế hoạch", basis, system("confirm_plan"))
    assert "split" in doubt_of(plan).settled


def test_nothing_is_split_once_an_amendment_was_drawn_up(plan: Plan) -> None:
    confirm_all(plan, system("confirm_plan"))
    put_in_force(plan, system("confirm_plan"))
    above = [line.replace("61/KH-UBND", "62/KH-UBND") for line in ABOVE]
    written = Written(above, [HEADINGS], [["I", "Nhóm", "", "", "", ""], row("1", CELL)])
    later = store(PlanFile("kh2.docx", as_docx(written)), capacity=system("import_plan"))[0]
    declare(later, plan, Plan.Relation.RESTATES, system("confirm_plan"))
    with pytest.raises(Conflict, match="khai lại"):
        settle(later, doubt_of(later), split=True)


@pytest.mark.parametrize("given", [{}, {"whole": True, "split": True}])
def test_a_person_chooses_one_of_the_two(plan: Plan, given: dict) -> None:
    with pytest.raises(NotValid, match="Hãy chọn"):
        settle(plan, doubt_of(plan), **given)


def test_all_that_wait_are_kept_as_printed_in_one_act(plan: Plan) -> None:
    settle(plan, doubt_of(plan), split=True)
    assert len(keep_whole(plan, system("confirm_plan"))) == 1
    assert codes(plan) == ["I.1.1", "I.1.2", "I.1.3", "I.2", "I.3"]
    assert acts(plan.stream).count("plan.doubt_settled") == 2
    assert not plan.doubts.filter(settled__isnull=True).exists()
