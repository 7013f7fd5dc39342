"""T1 Giao nhiệm vụ, on the customer's plan: what is given, what is refused by name, and never anything twice."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from approvals.acts.giving_out import give_out, preview
from approvals.demo.people import system
from processes.models import Coordination, Plan, TaskProcess, WorkItem
from tests.processes.events import acts
from tests.world import World
from workflow.errors import Conflict, NotValid
from workflow.models import Notice


def per_task(plan: Plan, year: int) -> Counter[str]:
    return Counter(TaskProcess.objects.filter(plan=plan, year=year).values_list("plan_task__code", flat=True))


def test_2025_makes_128_shares_and_none_of_a_task_that_begins_later(whole: World) -> None:
    counts = per_task(whole.plan, 2025)
    assert counts.total() == 128
    assert {code: count for code, count in counts.items() if count > 1} == {"I.1": 33, "I.2": 14, "V.1": 33, "V.4": 33}
    assert len(counts) == 19
    assert "IV.3" not in counts


def test_every_share_has_one_event_one_duty_and_one_notice(whole: World) -> None:
    processes = list(TaskProcess.objects.all())
    assert (
        WorkItem.objects.filter(node="accept", finished=None).count()
        == Notice.objects.filter(kind="assigned").count()
        == 128
    )
    for process in processes[:3]:
        assert acts(process.stream) == ["give_out"]


def test_giving_out_again_gives_nothing(whole: World) -> None:
    again = give_out(whole.plan, 2025, capacity=system("give_out"), key="again")
    assert (len(again.given), again.already, again.not_given) == (0, 128, [])
    assert acts(whole.plan.stream).count("plan.given_out") == 1


def test_deadlines_and_periods_come_from_the_time_cells(whole: World) -> None:
    first, yearly = whole.share("I.1", "syt"), whole.share("V.1", "syt")
    assert (first.period_from, first.due) == (date(2025, 7, 1), date(2025, 9, 30))
    assert (yearly.period_from, yearly.due) == (date(2025, 1, 24), date(2025, 12, 31))
    assert whole.share("II.3", "skhcn").due == date(2025, 12, 31)


def test_nobody_coordinates_with_itself_and_open_members_are_nobody(whole: World) -> None:
    def coordinators(task: str, agency: str) -> set[str]:
        rows = Coordination.objects.filter(process=whole.share(task, agency))
        return set(rows.values_list("agency__code", flat=True))

    assert len(coordinators("II.1", "skhcn")) == 32
    assert len(coordinators("V.1", "syt")) == 32
    assert "syt" not in coordinators("V.1", "syt")
    assert not any(code.startswith("ubnd-huyen") for code in coordinators("I.1", "syt"))
    assert coordinators("I.2", "skhcn") == {"dai-ptth", "stttt"}


def test_the_first_named_of_joint_leads_is_the_contact(whole: World) -> None:
    assert whole.share("I.2", "skhcn").is_contact
    assert not whole.share("I.2", "ubnd-huyen-binh-son").is_contact


def test_2026_gives_what_can_be_given_and_names_the_39_districts_with_successors(whole: World) -> None:
    result = give_out(whole.plan, 2026, capacity=system("give_out"), key="2026")
    assert (len(result.given), len(result.not_given)) == (45, 39)
    assert Counter(refused.task for refused in result.not_given) == {"I.2": 13, "V.1": 13, "V.4": 13}
    son = next(refused for refused in result.not_given if refused.agency == "UBND huyện Bình Sơn")
    assert len(son.successors) == 5
    assert "UBND xã Đông Sơn" in son.successors
    assert per_task(whole.plan, 2026)["IV.3"] == 1
    department = TaskProcess.objects.get(plan_task__code="II.1", year=2026)
    assert department.agency.code == "skhcn-2025"


def test_the_preview_says_what_giving_out_then_does_and_writes_nothing(whole: World) -> None:
    births, outcome = preview(whole.plan, 2026)
    assert (len(births), len(outcome.not_given)) == (45, 39)
    assert per_task(whole.plan, 2026).total() == 0
    result = give_out(whole.plan, 2026, capacity=system("give_out"), key="2026")
    assert (len(result.given), result.not_given, result.notes) == (len(births), outcome.not_given, outcome.notes)


def test_a_year_costs_a_constant_number_of_statements(whole: World) -> None:
    with CaptureQueriesContext(connection) as counted:
        give_out(whole.plan, 2026, capacity=system("give_out"), key="2026")
    assert len(counted) <= 30


@pytest.mark.parametrize("year", [2024, 2099])
def test_a_year_outside_the_plan_is_refused(whole: World, year: int) -> None:
    with pytest.raises(NotValid):
        give_out(whole.plan, year, capacity=system("give_out"), key="x")


def test_a_plan_that_is_not_in_force_is_not_given_out(whole: World) -> None:
    whole.plan.status = Plan.Status.DRAFT
    whole.plan.save(update_fields=["status"])
    with pytest.raises(Conflict):
        give_out(whole.plan, 2026, capacity=system("give_out"), key="x")


def test_the_command_prints_how_many_were_given_and_names_the_refused(whole: World) -> None:
    said = io.StringIO()
    call_command("give_out", "--plan", "24/KH-UBND", "--year", "2025", stdout=said)
    assert "0 given" in said.getvalue().splitlines()
    said = io.StringIO()
    call_command("give_out", "--plan", "24/KH-UBND", "--year", "2026", stdout=said)
    lines = said.getvalue().splitlines()
    assert "45 given" in lines
    refused = [line for line in lines if "không còn hoạt động từ sau ngày 30/06/2025" in line]
    assert len(refused) == 39
    assert any(line.strip().startswith("I.2 · UBND huyện Lý Sơn") and "UBND đặc khu Lý Sơn" in line for line in refused)


def test_the_departments_shares_pass_to_its_successor_by_a_decision(whole: World) -> None:
    arguments = [
        "--from", "skhcn", "--to", "skhcn-2025", "--number", "12", "--symbol", "QĐ-UBND", "--dated", "2025-02-28",
        "--signer", "Vương Đình Khải", "--capacity", "CHỦ TỊCH", "--plan", "24/KH-UBND",
    ]  # fmt: skip
    said = io.StringIO()
    with whole.on(date(2025, 3, 3)):
        call_command("transfer", *arguments, "--as", "quan-tri-ke-hoach", stdout=said)
    assert "Đã chuyển giao 19 hồ sơ" in said.getvalue()
    share = whole.share("II.1", "skhcn")
    assert (share.agency.code, share.given_to.code, share.due) == ("skhcn-2025", "skhcn", date(2025, 12, 31))
    assert acts(share.stream) == ["give_out", "transfer"]


def test_a_post_without_the_right_transfers_nothing_and_the_command_exits_with_2(whole: World) -> None:
    arguments = [
        "--from", "skhcn", "--to", "skhcn-2025", "--number", "12", "--symbol", "QĐ-UBND", "--dated", "2025-02-28",
        "--signer", "Ai đó", "--capacity", "CHỦ TỊCH", "--as", "ld-so-y-te",
    ]  # fmt: skip
    with whole.on(date(2025, 3, 3)), pytest.raises(CommandError, match="hồ sơ không chuyển giao được") as refusal:
        call_command("transfer", *arguments, stdout=io.StringIO())
    assert refusal.value.returncode == 2
    assert whole.share("II.1", "skhcn").agency.code == "skhcn"
