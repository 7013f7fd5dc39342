"""On the review page: a cell with several items is offered as a split, guessed columns are shown with what stands in them."""

from __future__ import annotations

import pytest

from processes.models import Plan, Role
from tests.processes.directory_people import account_of, post_of
from tests.processes.test_guessed_columns import NONE
from tests.processes.test_guessed_columns import plan_of as plan_without_headings
from tests.processes.test_task_splits import CELL, doubt_of, plan_of, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return plan_of(row("1", CELL), row("2", "Việc hai"), row("3", "a) Một; b) Hai"))


@pytest.fixture
def keeper(client, plan: Plan):
    client.force_login(account_of(post_of(Role.PLAN_ADMIN)))
    return client


def send(client, plan: Plan, **data: object):
    return client.post(f"/ke-hoach/{plan.pk}/xac-nhan/", {"doubt": doubt_of(plan).pk, **data})


def shown(client, plan: Plan) -> str:
    return client.get(f"/ke-hoach/{plan.pk}/xac-nhan/").content.decode()


def test_the_paper_is_chosen_and_the_parts_are_shown_whole(keeper, plan: Plan) -> None:
    page = shown(keeper, plan)
    assert "Tách thành 3 nhiệm vụ" in page
    assert page.count('value="whole"') == page.count('name="several" value="whole"') == 2
    assert 'value="split" id="p-' in page
    assert "- Tổ chức hội nghị;" in page
    assert "Giữ là một nhiệm vụ ở cả 2 ô có nhiều việc đang chờ" in page
    assert "ô nội dung có 3 việc" not in page, "what is a doubt is not told a second time as a finding"


def test_a_split_shows_its_tasks_with_the_cell_as_printed(keeper, plan: Plan) -> None:
    assert send(keeper, plan, several="split").status_code == 302
    page = shown(keeper, plan)
    assert "tách thành 3 nhiệm vụ: I.1.1, I.1.2, I.1.3" in page
    table = keeper.get(f"/ke-hoach/{plan.pk}/").content.decode()
    assert table.count("[tách từ một ô]") == 3
    assert table.count("I.1.2: nguyên văn cả ô") == 1


def test_nothing_chosen_is_refused_in_words(keeper, plan: Plan) -> None:
    answer = send(keeper, plan)
    assert answer.status_code == 422
    assert "Hãy chọn: giữ là một nhiệm vụ" in answer.content.decode()


def test_all_of_them_are_kept_in_one_act(keeper, plan: Plan) -> None:
    assert send(keeper, plan, several="whole", all="1").status_code == 302
    assert not plan.doubts.filter(kind="several_tasks", settled__isnull=True).exists()
    assert "Đã giữ là một nhiệm vụ ở 2 ô" in shown(keeper, plan)


def test_a_split_wins_over_all_of_them_kept(keeper, plan: Plan) -> None:
    """Whoever asks for a split and for all to be kept is told to choose."""
    answer = send(keeper, plan, several="split", all="1")
    assert answer.status_code == 422
    assert plan.tasks.count() == 3


def test_guessed_columns_are_shown_with_what_stands_in_them_and_confirmed(keeper) -> None:
    plan = plan_without_headings(NONE, "63")
    page = shown(keeper, plan)
    assert "Các cột của bảng do hệ thống đoán" in page
    assert '(hàng đầu: “<span lang="vi">Xây dựng kế hoạch truyền thông số 1</span>”)' in page
    doubt = plan.doubts.get(kind="guessed_columns")
    answer = keeper.post(f"/ke-hoach/{plan.pk}/xac-nhan/", {"doubt": doubt.pk})
    assert answer.status_code == 302
    assert "các cột như đã đoán" in shown(keeper, plan)
