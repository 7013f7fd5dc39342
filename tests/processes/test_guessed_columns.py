"""Columns that no heading names are a doubt; what a person said of them is kept for the issuer, and confirmed once more."""

from __future__ import annotations

import pytest

from processes.columns_mapped import map_columns, shown_columns, version_of
from processes.models import IssuerColumns, Plan
from processes.plan_import.load import store
from processes.plan_import.read_plan import PlanFile
from processes.plans import confirm_all, confirm_doubt, put_in_force
from tests.plans.sixty_tasks import ABOVE
from tests.plans.writers import Written, as_docx
from tests.processes.directory_people import system
from tests.processes.events import acts, body
from tests.processes.plan_import.test_pdf import row
from tests.processes.plan_import.test_pdf_without_rulings import TEXT, loose
from workflow.errors import Conflict

pytestmark = pytest.mark.django_db

NONE: list[list[str]] = []
UNCLEAR = [["A", "B", "C", "D", "E", "F"]]


def plan_of(headings: list[list[str]], number: str = "61") -> Plan:
    rows = [
        [str(n), f"Xây dựng kế hoạch truyền thông số {n}", "Sở Y tế", "Sở Nội vụ", "Chủ tịch UBND tỉnh", "Quý II/2025"]
        for n in range(1, 5)
    ]
    above = [line.replace("61/KH-UBND", f"{number}/KH-UBND") for line in ABOVE]
    content = as_docx(Written(above, headings, rows), header_repeats=bool(headings))
    return store(PlanFile(f"{number}.docx", content), capacity=system("import_plan"))[0]


def guessed(plan: Plan):
    return plan.doubts.filter(kind="guessed_columns", settled__isnull=True).first()


def confirm(plan: Plan) -> None:
    doubt = guessed(plan)
    confirm_doubt(plan, doubt.pk, {"columns": doubt.proposal["value"]}, system("confirm_plan"))


@pytest.mark.parametrize("headings", [NONE, UNCLEAR])
def test_guessed_columns_wait_for_a_person_before_all_else(headings) -> None:
    plan = plan_of(headings)
    assert shown_columns(plan).by == "content"
    assert plan.doubts.order_by("position").first() == guessed(plan)
    with pytest.raises(Conflict, match="chưa xác nhận"):
        put_in_force(plan, system("confirm_plan"))
    confirm_all(plan, system("confirm_plan"))
    put_in_force(plan, system("confirm_plan"))


def test_the_confirmation_is_an_event_and_kept_for_the_issuer() -> None:
    plan = plan_of(UNCLEAR)
    confirm(plan)
    assert acts(plan.stream)[-1] == "plan.doubt_settled"
    assert body(plan.stream)["settled"]["columns"]["lead"] == 2
    following = plan_of(UNCLEAR, "62")
    assert shown_columns(following).by == "person"
    assert guessed(following) is None


def test_without_headings_the_kept_choice_is_proposed_and_asked_again() -> None:
    plan = plan_of(NONE)
    other = {"lead": "coordinating", "coordinating": "lead"}
    chosen = [other.get(name, name) for name in shown_columns(plan).meanings]
    map_columns(plan, chosen, version_of(plan), system("confirm_plan"))
    plan.refresh_from_db()
    assert (shown_columns(plan).by, guessed(plan)) == ("person", None)
    following = plan_of(NONE, "62")
    assert shown_columns(following).by == "shape"
    assert shown_columns(following).meanings == tuple(chosen)
    assert set(following.tasks.values_list("cells__lead", flat=True)) == {"Sở Nội vụ"}
    assert "như lần trước" in guessed(following).proposal["reason"]
    confirm(following)
    assert IssuerColumns.objects.count() == 1


def test_columns_that_were_mapped_anew_are_confirmed_on_a_fresh_page_only() -> None:
    plan = plan_of(NONE)
    with pytest.raises(Conflict, match="xếp khác"):
        confirm_doubt(plan, guessed(plan).pk, {"columns": {"text": 0}}, system("confirm_plan"))


def test_columns_that_their_headings_name_are_no_doubt() -> None:
    headings = [["TT", "Nội dung", "Chủ trì", "Phối hợp", "Cơ quan chỉ đạo", "Thời gian"]]
    assert guessed(plan_of(headings)) is None


def test_a_table_that_nobody_ruled_is_asked_about_in_every_file() -> None:
    below = "<p>Giao Sở Khoa học và Công nghệ chủ trì, theo dõi, đôn đốc việc tổ chức thực hiện Kế hoạch.</p>"
    first, second = (loose(row(1, TEXT) + row(2, TEXT) + row(3, more), below=below) for more in ("Việc ba", "Việc bốn"))
    plan = store(PlanFile("7.pdf", first), capacity=system("import_plan"))[0]
    confirm(plan)
    Plan.objects.update(number="6/KH-UBND")
    following = store(PlanFile("8.pdf", second), capacity=system("import_plan"))[0]
    assert shown_columns(following).by == "gaps"
    assert guessed(following) is not None
