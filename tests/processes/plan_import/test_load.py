"""A plan goes into the database once, verbatim, with its doubts; people settle these; then it may come in force."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from processes.actors import actor_as
from processes.models import AgencyAlias, Doubt, Finding, GroupMembership, Plan, PlanGroup, PlanTask, PlanTaskTerm
from processes.plan_import.load import import_plan, store
from processes.plan_import.sources import plan_file
from processes.plans import confirm_all, confirm_doubt, keeper_of, numbered, put_in_force
from tests.plans.corpus.files import RECEIVED
from tests.processes.directory_people import acting, post_of, system
from tests.processes.events import acts, events
from tests.world import PLAN_FILE
from workflow.errors import Conflict, NotAllowed, NotFound, NotValid

pytestmark = pytest.mark.django_db
EXPECTED = json.loads((PLAN_FILE.parent / "tasks.json").read_text("utf-8"))


def imported(path: Path = PLAN_FILE) -> Plan:
    return import_plan(path, actor=actor_as("he-thong"))[0]


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = PLAN_FILE.read_text("utf-8")
    assert old in text
    path = tmp_path / "khac.txt"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def doubt(plan: Plan, kind: str) -> Doubt:
    return plan.doubts.filter(kind=kind).first()


def test_every_row_and_cell_goes_in_as_printed() -> None:
    plan = imported()
    tasks = list(plan.tasks.select_related("group").order_by("position"))
    assert [len(group.tasks.all()) for group in plan.groups.all()] == [3, 4, 3, 4, 4, 2]
    for task, expected in zip(tasks, EXPECTED, strict=True):
        cells = task.cells
        assert (task.group.ordinal, cells["ordinal"], task.text) == (expected["g"], expected["tt"], expected["text"])
        assert (cells["lead"], cells["coordinating"], cells["directing"], cells["deadline"]) == (
            expected["lead"], expected["coord"], expected["dirc"], expected["when"],
        )  # fmt: skip
        assert task.place == {"line": expected["line"]}


def test_the_plan_knows_its_offices_on_the_day_it_was_signed() -> None:
    plan = imported()
    assert (plan.number, plan.dated.isoformat()) == ("24/KH-UBND", "2025-01-24")
    assert (plan.issuer.code, plan.department.code, plan.office.code) == ("ubnd-tinh", "skhcn", "vpub")
    assert bytes(plan.source) == PLAN_FILE.read_bytes()
    assert plan.status == Plan.Status.DRAFT


def test_terms_stand_in_the_order_of_their_cell_and_open_members_stay_open() -> None:
    task = imported().tasks.get(code="I.2")
    lead = [(term.kind, term.text) for term in task.terms.filter(cell="lead")]
    assert lead == [("agency", "Sở Khoa học và Công nghệ"), ("group", "UBND các huyện, thị xã, thành phố")]
    others = [(term.position, term.kind) for term in task.terms.filter(cell="coordinating")]
    assert others == [(1, "agency"), (2, "open")]  # position 0 waits for a person


def test_a_plan_that_another_department_follows_up_is_for_its_keeper_to_import() -> None:
    """Stored, it would be a draft that whoever imported it may not open."""
    capacity = acting(post_of("plan_admin"), "import_plan")
    with pytest.raises(NotAllowed, match="120/KH-UBND do Sở Nông nghiệp và Môi trường theo dõi"):
        store(plan_file(RECEIVED / "39-sat-lo-bo-song.pdf"), capacity=capacity)
    assert not Plan.objects.exists()


def test_one_event_tells_what_came_in() -> None:
    plan = imported()
    assert acts(plan.stream) == ["plan.imported"]
    body = json.loads(events(plan.stream)[0].body)
    assert (body["number"], body["tasks"], body["doubts"], body["sha256"]) == ("24/KH-UBND", 20, 4, plan.source_sha256)


def test_the_same_file_twice_changes_nothing() -> None:
    plan = imported()
    again, created = import_plan(PLAN_FILE, actor=actor_as("he-thong"))
    assert (again, created) == (plan, False)
    assert acts(plan.stream) == ["plan.imported"]
    assert (Plan.objects.count(), PlanTask.objects.count()) == (1, 20)


def test_another_file_under_the_same_number_is_refused_with_what_differs(tmp_path: Path) -> None:
    imported()
    with pytest.raises(Conflict, match=r"I\.1, cột Thời gian: “Quý III năm 2025” → “Quý I năm 2025”"):
        imported(changed(tmp_path, "Quý III năm 2025", "Quý I năm 2025"))
    assert Plan.objects.count() == 1


def test_a_row_put_in_is_the_only_difference_of_a_file_that_was_renumbered(tmp_path: Path) -> None:
    imported()
    row = "1\tRà soát kho vật tư khẩn cấp\tSở Y tế\tSở Tài chính\tSở Khoa học và Công nghệ\tNăm 2025"
    first = next(line for line in PLAN_FILE.read_text("utf-8").splitlines() if "\tQuý III năm 2025" in line)
    with pytest.raises(Conflict, match=r"tệp này thêm nhiệm vụ I\.1; nhiệm vụ I\.1 đánh số lại thành I\.9\. "):
        imported(changed(tmp_path, first, f"{row}\n9{first[1:]}"))


def test_a_file_that_differs_outside_the_table_is_refused_too(tmp_path: Path) -> None:
    imported()
    with pytest.raises(Conflict, match="phần lời"):
        imported(changed(tmp_path, "bao đảm", "bảo đảm"))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("của Ủy ban nhân dân tỉnh)", "của Hội đồng Bô lão)", "Không xác định được “Hội đồng Bô lão”"),
        ("ngày 24/01/2025 của", "của", "Không tìm thấy ngày ký"),
    ],
)
def test_a_plan_that_does_not_say_whose_and_when_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(NotValid, match=said):
        imported(changed(tmp_path, old, new))
    assert not Plan.objects.exists()


def test_a_refused_file_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "trong.txt"
    path.write_text("", encoding="utf-8")
    with pytest.raises(NotValid):
        imported(path)
    kept = (Plan, PlanGroup, PlanTask, PlanTaskTerm, Finding, Doubt)
    assert not any(model.objects.exists() for model in kept)


def test_a_post_without_the_right_imports_nothing() -> None:
    post = post_of("officer")
    with pytest.raises(NotAllowed):
        import_plan(PLAN_FILE, actor=actor_as(post.code))
    assert acts(f"account:{post.person.accounts.get().pk}")[-1] == "act.refused"
    assert not Plan.objects.exists()


def test_what_blocks_is_confirmed_and_findings_and_open_members_never_block() -> None:
    plan = imported()
    assert sorted(plan.doubts.values_list("kind", flat=True)) == [
        "group_membership", "group_membership", "inferred_ordinal", "unknown_name",
    ]  # fmt: skip
    assert plan.findings.count() > 40
    assert not plan.doubts.filter(text__contains="liên quan").exists()


def test_no_plan_comes_in_force_while_a_doubt_is_open() -> None:
    plan, by = imported(), system("confirm_plan")
    with pytest.raises(Conflict, match="Còn 4 điểm"):
        put_in_force(plan, by)
    confirm_all(plan, by)
    assert put_in_force(plan, by).status == Plan.Status.IN_FORCE
    assert acts(plan.stream) == ["plan.imported", *["plan.doubt_settled"] * 4, "plan.in_force"]


def test_a_confirmation_names_the_post_and_what_was_confirmed() -> None:
    plan, by = imported(), system("confirm_plan")
    settled = confirm_doubt(plan, doubt(plan, "inferred_ordinal").pk, {"ordinal": "2"}, by)
    body = json.loads(events(plan.stream)[-1].body)
    assert (body["who"]["post"], body["kind"], body["task"], body["settled"]) == (
        by.post, "inferred_ordinal", "III.2", {"ordinal": "2"},
    )  # fmt: skip
    assert (settled.settled_by_id, settled.settled) == (by.post, {"ordinal": "2"})


def test_an_unknown_name_becomes_a_term_and_a_confirmed_spelling() -> None:
    plan, by = imported(), system("confirm_plan")
    row = doubt(plan, "unknown_name")
    confirm_doubt(plan, row.pk, {"agencies": ["dai-ptth"], "alias": True}, by)
    first = plan.tasks.get(code="I.2").terms.filter(cell="coordinating").first()
    assert (first.position, first.kind, first.agency.code, first.text) == (
        0, "agency", "dai-ptth", "Dài Phát thanh và Truyền hình tỉnh",
    )  # fmt: skip
    assert AgencyAlias.objects.get(text=row.text, agency__code="dai-ptth").confirmed


def test_a_person_may_choose_otherwise_and_change_his_mind_until_the_plan_is_in_force() -> None:
    plan, by = imported(), system("confirm_plan")
    row = doubt(plan, "unknown_name")
    confirm_doubt(plan, row.pk, {"agencies": ["stttt"]}, by)
    with pytest.raises(Conflict):
        confirm_doubt(plan, row.pk, {"open": True}, by)
    confirm_doubt(plan, row.pk, {"open": True}, by, again=True)
    terms = plan.tasks.get(code="I.2").terms.filter(cell="coordinating", position=0)
    assert [term.kind for term in terms] == ["open"]
    confirm_all(plan, by)
    put_in_force(plan, by)
    with pytest.raises(Conflict):
        confirm_doubt(plan, row.pk, {"agencies": ["dai-ptth"]}, by, again=True)


def test_the_same_confirmation_twice_is_one_event() -> None:
    plan, by = imported(), system("confirm_plan")
    row = doubt(plan, "inferred_ordinal")
    for _time in range(2):
        confirm_doubt(plan, row.pk, {"ordinal": "2"}, by)
    assert acts(plan.stream).count("plan.doubt_settled") == 1


@pytest.mark.parametrize(
    ("kind", "settlement", "field"),
    [
        ("inferred_ordinal", {"ordinal": ""}, "ordinal"),
        ("inferred_ordinal", {"ordinal": "3"}, "ordinal"),  # III.3 exists
        ("unknown_name", {"agencies": []}, "agencies"),
        ("unknown_name", {"agencies": ["khong-co"]}, "agencies"),
        ("unknown_name", {"agencies": ["skhcn-2025"]}, "agencies"),  # not yet founded when the plan was signed
    ],
)
def test_a_settlement_that_cannot_be_is_refused_at_its_field(kind: str, settlement: dict, field: str) -> None:
    plan, by = imported(), system("confirm_plan")
    with pytest.raises(NotValid) as refusal:
        confirm_doubt(plan, doubt(plan, kind).pk, settlement, by)
    assert refusal.value.field == field
    assert doubt(plan, kind).settled is None


def test_the_membership_is_confirmed_as_shown_with_the_name_of_who_did() -> None:
    plan, by = imported(), system("confirm_plan")
    row = plan.doubts.get(kind="group_membership", text="Các sở, ban, ngành")
    with pytest.raises(Conflict):
        confirm_doubt(plan, row.pk, {"members": ["syt"]}, by)
    confirm_doubt(plan, row.pk, {"members": row.proposal["value"]}, by)
    confirmed = GroupMembership.objects.on(plan.dated).filter(group__code="cac-so-ban-nganh").exclude(confirmed_by="")
    assert confirmed.count() == 20


def test_an_uncertain_deadline_is_settled_in_words_that_the_reader_understands(tmp_path: Path) -> None:
    plan = imported(changed(tmp_path, "Quý III năm 2025", "Khi thuận lợi"))
    by, row = system("confirm_plan"), doubt(plan, "uncertain_deadline")
    assert plan.tasks.get(code="I.1").deadline_kind == "refused"
    with pytest.raises(NotValid, match="Chưa có đề xuất"):
        confirm_all(plan, by)
    with pytest.raises(NotValid):
        confirm_doubt(plan, row.pk, {"text": "Quý V năm 2025"}, by)
    confirm_doubt(plan, row.pk, {"text": "Quý IV năm 2025"}, by)
    task = plan.tasks.get(code="I.1")
    assert (task.starts.isoformat(), task.ends.isoformat()) == ("2025-10-01", "2025-12-31")
    assert task.cells["deadline"] == "Khi thuận lợi"


def test_only_the_department_of_the_plan_confirms_it() -> None:
    plan = imported()
    stranger = acting(post_of("plan_admin", "syt"), "confirm_plan")
    with pytest.raises(NotAllowed, match="Sở Khoa học và Công nghệ"):
        confirm_all(plan, stranger)
    keeper = acting(post_of("plan_admin", "skhcn-2025"), "confirm_plan")
    assert len(confirm_all(plan, keeper)) == 4


def test_a_plan_is_found_by_its_number() -> None:
    plan = imported()
    assert numbered(" 24/KH-UBND ") == plan == numbered("24/KH-UBND@ubnd-tinh")
    assert keeper_of(plan, actor_as("he-thong"), "give_out").role == "system"
    with pytest.raises(NotFound, match="đang có: 24/KH-UBND"):
        numbered("25/KH-UBND")


def test_the_commands_import_and_confirm() -> None:
    said = io.StringIO()
    call_command("import_plan", str(PLAN_FILE), stdout=said)
    call_command("import_plan", str(PLAN_FILE), stdout=said)
    call_command("confirm_plan", "24/KH-UBND", "--as", "he-thong", stdout=said)
    text = said.getvalue()
    assert "20 nhiệm vụ; 4 điểm cần xác nhận" in text
    assert "không có gì thay đổi" in text
    assert text.count("Đã xác nhận:") == 4
    assert numbered("24/KH-UBND").status == Plan.Status.IN_FORCE


def test_a_refused_command_says_one_sentence_and_exits_with_2(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refusal:
        call_command("import_plan", str(tmp_path / "khong-co.txt"))
    assert refusal.value.returncode == 2
    assert len(str(refusal.value).splitlines()) == 1
