"""A later plan amends or replaces one in force: a list to work through, and nothing changed behind anybody's back."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from approvals.acts.giving_out import give_out
from approvals.demo.people import system
from processes.amending import declare, import_amendment, judge_line, settle_line
from processes.models import AmendmentLine, Plan, TaskProcess
from processes.plan_import.load import store
from processes.plan_import.read_plan import PlanFile
from processes.plans import confirm_all, numbered, put_in_force
from tests.processes.directory_people import acting, post_of
from tests.processes.events import acts
from tests.world import PLAN_FILE, World
from workflow.errors import Conflict, NotAllowed, NotFound, NotValid

LINES = PLAN_FILE.read_text("utf-8").splitlines(keepends=True)
I_1, I_3 = 124, 126  # positions of these rows in the file
NEW_ROW = "4\tXây dựng kho dữ liệu mở về năng suất của tỉnh\tSở Y tế\tSở Tài chính\tSở Khoa học và Công nghệ\tQuý IV năm 2025\n"
BASIS = {"number": "60/KH-UBND", "dated": date(2025, 2, 5)}


def amended(
    *,
    dropped: tuple[int, ...] = (I_3,),
    added: str = NEW_ROW,
    old: str = "Quý III năm 2025",
    new: str = "Quý II năm 2025",
) -> PlanFile:
    """The customer's plan with I.1's deadline changed, I.3 dropped and a row added at the end of group I."""
    lines = [line.replace(old, new) if at == I_1 else line for at, line in enumerate(LINES) if at not in dropped]
    if added:
        lines.insert(I_3, added)
    return PlanFile("sua-doi.txt", "".join(lines).encode())


def come(world: World, file: PlanFile | None = None, relation: str = "restates", **basis: object) -> Plan:
    """The amendment as a draft, its doubts confirmed."""
    given = {**BASIS, **basis}
    plan, created = import_amendment(
        file or amended(), world.plan, relation=relation, capacity=system("import_plan"), **given
    )
    assert created
    confirm_all(plan, system("confirm_plan"))
    return plan


def in_force(world: World, *args: object, **kwargs: object) -> Plan:
    return put_in_force(come(world, *args, **kwargs), system("confirm_plan"))


def given(plan: Plan, year: int = 2025) -> Counter[str]:
    give_out(plan, year, capacity=system("give_out"), key=f"{plan.pk}-{year}")
    return Counter(TaskProcess.objects.filter(plan=plan, year=year).values_list("plan_task__code", flat=True))


def kinds(plan: Plan) -> Counter[str]:
    return Counter(plan.amendment_lines.values_list("kind", flat=True))


def line(plan: Plan, kind: str) -> AmendmentLine:
    return plan.amendment_lines.get(kind=kind)


def settle(plan: Plan, row: AmendmentLine, **more: object) -> AmendmentLine:
    return settle_line(plan, row.pk, note="Đã gia hạn theo Quyết định.", capacity=system("confirm_plan"), **more)


def test_an_amendment_is_a_plan_of_its_own_number_with_its_list(whole: World) -> None:
    plan = come(whole)
    assert (plan.number, plan.dated, plan.earlier, plan.relation) == (
        "60/KH-UBND",
        date(2025, 2, 5),
        whole.plan,
        "restates",
    )
    assert kinds(plan) == {"added": 1, "changed": 1, "dropped": 1, "unchanged": 18}
    changed = line(plan, "changed")
    assert (changed.before.code, changed.cells) == ("I.1", [["deadline", "Quý III năm 2025", "Quý II năm 2025"]])
    assert line(plan, "dropped").before.code == "I.3"
    assert "plan.amendment_declared" in acts(plan.stream)


def test_the_same_amendment_twice_changes_nothing(whole: World) -> None:
    plan = come(whole)
    again, created = import_amendment(
        amended(), whole.plan, relation="restates", capacity=system("import_plan"), **BASIS
    )
    assert (again, created) == (plan, False)


def test_a_different_file_of_the_same_number_is_refused_and_told_where_to_say_that_it_amends(whole: World) -> None:
    with pytest.raises(Conflict, match="Sửa đổi, thay thế"):
        store(amended(), capacity=system("import_plan"))
    assert Plan.objects.count() == 1


@pytest.mark.parametrize(
    ("basis", "field"),
    [
        ({"number": ""}, "number"),
        ({"number": "24/KH-UBND"}, "number"),
        ({"dated": date(2025, 1, 1)}, "dated"),
        ({"dated": date(2031, 1, 1)}, "dated"),
    ],
)
def test_an_amendment_needs_number_and_day_of_its_document(whole: World, basis: dict, field: str) -> None:
    with pytest.raises(NotValid) as refusal:
        come(whole, **basis)
    assert refusal.value.field == field
    assert Plan.objects.count() == 1


def test_two_issuers_may_have_one_number_and_each_is_found(whole: World) -> None:
    other = Plan.objects.create(
        number="24/KH-UBND", dated=date(2025, 3, 1), issuer=whole.agency("ubnd-huyen-binh-son"), title="Kế hoạch của huyện",
        department=whole.plan.department, office=whole.plan.office, imported_at=whole.plan.imported_at, source=b"khac",
    )  # fmt: skip
    with pytest.raises(NotValid, match="Có nhiều kế hoạch số"):
        numbered("24/KH-UBND")
    assert numbered("24/KH-UBND@ubnd-huyen-binh-son") == other
    assert numbered("24/KH-UBND@ubnd-tinh") == whole.plan


def test_nothing_that_runs_is_changed_by_an_amendment(whole: World) -> None:
    fields = ("pk", "state", "due", "version", "agency_id", "head_seq")
    before = list(TaskProcess.objects.order_by("pk").values_list(*fields))
    plan = in_force(whole)
    assert list(TaskProcess.objects.order_by("pk").values_list(*fields)) == before
    assert Plan.objects.get(pk=whole.plan.pk).status == Plan.Status.IN_FORCE
    assert acts(whole.plan.stream)[-1] == "plan.amended"
    assert acts(plan.stream)[-1] == "plan.in_force"


def test_only_the_added_row_of_an_amendment_is_given_out_until_the_changed_one_is_settled(whole: World) -> None:
    plan = in_force(whole)
    assert given(plan) == {"I.4": 1}
    result = give_out(plan, 2025, capacity=system("give_out"), key="again")
    assert (len(result.given), result.already, [one.task for one in result.not_given]) == (0, 1, ["I.1"])


def test_a_settled_row_is_not_given_to_those_who_hold_it_already(whole: World) -> None:
    plan = in_force(whole)
    settle(plan, line(plan, "changed"))
    held = TaskProcess.objects.filter(plan_task__code="I.1").count()
    assert given(plan) == {"I.4": 1}
    assert give_out(plan, 2025, capacity=system("give_out"), key="again").already == held + 1


def test_the_amended_plan_no_longer_gives_out_what_was_changed_or_dropped(whole: World) -> None:
    in_force(whole)
    result = give_out(whole.plan, 2025, capacity=system("give_out"), key="2025-again")
    said = [note for note in result.notes if "60/KH-UBND" in note]
    assert said == ["I.1: đã được sửa theo 60/KH-UBND", "I.3: đã bỏ theo 60/KH-UBND"]
    assert result.given == []


def test_an_amendment_that_names_only_some_rows_drops_none(whole: World) -> None:
    only = tuple(at for at in range(I_1 + 1, 153) if LINES[at][:1].isdigit() and "\t" in LINES[at])
    plan = come(whole, amended(dropped=only), "amends")
    assert not {"dropped", "moved"} & set(kinds(plan))
    assert kinds(plan)["added"] == 1


def test_a_replaced_plan_is_superseded_only_when_the_other_is_in_force(whole: World) -> None:
    plan = come(whole, relation="replaces")
    assert Plan.objects.get(pk=whole.plan.pk).status == Plan.Status.IN_FORCE
    put_in_force(plan, system("confirm_plan"))
    assert Plan.objects.get(pk=whole.plan.pk).status == Plan.Status.SUPERSEDED
    assert acts(whole.plan.stream)[-1] == "plan.superseded"
    with pytest.raises(Conflict, match="được thay thế"):
        give_out(whole.plan, 2026, capacity=system("give_out"), key="old")


def test_a_replacing_plan_goes_on_with_rows_that_stay_without_giving_any_share_twice(whole: World) -> None:
    plan = in_force(whole, relation="replaces")
    assert given(plan) == {"I.4": 1}
    yearly = given(plan, 2026)
    assert yearly["V.1"] > 0
    assert "I.1" not in yearly


def test_the_second_amendment_is_compared_with_the_plan_as_the_first_left_it(whole: World) -> None:
    in_force(whole)
    text = amended(new="Quý I năm 2025")
    second = come(whole, text, number="70/KH-UBND")
    assert kinds(second) == {"changed": 1, "unchanged": 19}
    assert line(second, "changed").cells == [["deadline", "Quý II năm 2025", "Quý I năm 2025"]]


def test_nobody_gets_a_share_twice_through_two_generations_of_plans(whole: World) -> None:
    first = in_force(whole)
    assert given(first) == {"I.4": 1}
    last = in_force(whole, amended(new="Quý I năm 2025"), "replaces", number="70/KH-UBND")
    settle(last, line(last, "changed"))
    assert given(last) == {}
    statuses = set(Plan.objects.exclude(pk=last.pk).values_list("status", flat=True))
    assert statuses == {Plan.Status.SUPERSEDED}
    assert acts(first.stream)[-1] == "plan.superseded"


def test_a_list_drawn_up_before_another_amendment_must_be_drawn_up_anew(whole: World) -> None:
    late = come(whole, amended(new="Quý I năm 2025"), number="70/KH-UBND")
    in_force(whole)
    with pytest.raises(Conflict, match="sửa đổi khác"):
        put_in_force(late, system("confirm_plan"))
    declare(late, whole.plan, "restates", system("confirm_plan"))
    assert put_in_force(late, system("confirm_plan")).status == Plan.Status.IN_FORCE


@pytest.mark.parametrize(
    ("same", "after"), [(True, {"changed": 1, "unchanged": 19}), (False, {"added": 1, "dropped": 1, "unchanged": 19})]
)
def test_a_doubtful_pair_is_judged_before_the_plan_is_in_force(whole: World, same: bool, after: dict) -> None:
    row = LINES[I_1].split("\t")
    words = row[1].split()
    row[1] = " ".join([*words[: len(words) * 6 // 10], *(f"khác{at}" for at in range(len(words) * 4 // 10))])
    plan = come(whole, PlanFile("x.txt", "".join([*LINES[:I_1], "\t".join(row), *LINES[I_1 + 1 :]]).encode()))
    pair = plan.amendment_lines.get(certain=False)
    with pytest.raises(Conflict, match="Còn 1 cặp"):
        put_in_force(plan, system("confirm_plan"))
    judge_line(plan, pair.pk, same=same, capacity=system("confirm_plan"))
    assert kinds(plan) == after
    with pytest.raises(Conflict):
        judge_line(plan, pair.pk, same=same, capacity=system("confirm_plan"))
    assert put_in_force(plan, system("confirm_plan")).status == Plan.Status.IN_FORCE


def test_a_line_is_settled_once_with_its_document_and_by_name(whole: World) -> None:
    plan = come(whole)
    changed = line(plan, "changed")
    with pytest.raises(Conflict, match="chưa có hiệu lực"):
        settle(plan, changed)
    put_in_force(plan, system("confirm_plan"))
    with pytest.raises(NotValid) as refusal:
        settle(plan, changed, number="15/QĐ-UBND")
    assert refusal.value.field == "dated"
    paper = {"number": "15/QĐ-UBND", "dated": date(2025, 2, 9)}
    for _time in range(2):
        row = settle(plan, changed, **paper)
    assert (row.number, row.settled_by_id, row.waits) == ("15/QĐ-UBND", system("confirm_plan").post, False)
    assert acts(plan.stream).count("plan.amendment_settled") == 1
    with pytest.raises(Conflict):
        settle(plan, changed)
    with pytest.raises(NotFound):
        settle_line(whole.plan, changed.pk, note="x", capacity=system("confirm_plan"))


def test_what_cannot_be_amended_is_refused(whole: World) -> None:
    plan, by = come(whole), system("confirm_plan")
    with pytest.raises(NotValid):
        declare(plan, plan, "amends", by)
    with pytest.raises(NotValid):
        declare(plan, whole.plan, "khac", by)
    declare(plan, None, "", by)
    assert not plan.amendment_lines.exists()
    declare(plan, whole.plan, "amends", by)
    put_in_force(plan, by)
    with pytest.raises(Conflict):
        declare(plan, None, "", by)


def test_only_who_keeps_the_plan_says_that_it_is_amended(whole: World) -> None:
    plan = come(whole)
    stranger = acting(post_of("plan_admin", "syt", valid_from=date(2025, 1, 1)), "confirm_plan")
    with pytest.raises(NotAllowed):
        declare(plan, whole.plan, "amends", stranger)
    with pytest.raises(NotAllowed):
        import_amendment(
            amended(), whole.plan, relation="amends", capacity=stranger, number="9/KH", dated=date(2025, 2, 1)
        )


def test_the_file_is_kept_as_it_came(whole: World) -> None:
    plan = come(whole)
    assert bytes(plan.source) == amended().content
