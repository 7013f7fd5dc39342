"""The review shows how the columns were recognised and leads to the form that maps them anew."""

from __future__ import annotations

import pytest

from processes.columns_mapped import shown_columns, version_of
from processes.models import Plan
from processes.plans import confirm_all, put_in_force
from tests.processes.directory_people import system

pytestmark = pytest.mark.django_db


def swapped(plan: Plan) -> dict[str, object]:
    other = {"lead": "coordinating", "coordinating": "lead"}
    chosen = {f"c{at}": other.get(name, name) for at, name in enumerate(shown_columns(plan).meanings)}
    return {"seen": version_of(plan), **chosen}


def test_the_review_shows_each_heading_with_its_meaning(keeper, plan: Plan) -> None:
    page = keeper.get(f"/ke-hoach/{plan.pk}/xac-nhan/").content.decode()
    assert "Nhận ra theo tiêu đề cột." in page
    assert '“<span lang="vi">Cơ quan chủ trì</span>” → <strong>Cơ quan chủ trì</strong>' in page
    assert f'href="/ke-hoach/{plan.pk}/cot/"' in page


def test_the_columns_are_mapped_on_the_page_and_the_review_says_by_whom(keeper, plan: Plan) -> None:
    address = f"/ke-hoach/{plan.pk}/cot/"
    form = keeper.get(address).content.decode()
    assert '<option value="lead" selected>' in form
    assert "0 điểm đã xác nhận" in form
    done = keeper.post(address, swapped(plan))
    assert done["Location"] == f"/ke-hoach/{plan.pk}/xac-nhan/"
    page = keeper.get(done["Location"]).content.decode()
    assert "Xếp theo lựa chọn của người rà soát" in page
    assert '“<span lang="vi">Cơ quan chủ trì</span>” → <strong>Cơ quan phối hợp</strong>' in page


def test_a_bad_mapping_stays_on_the_page_under_one_sentence(keeper, plan: Plan) -> None:
    at = shown_columns(plan).meanings.index("lead")
    answer = keeper.post(f"/ke-hoach/{plan.pk}/cot/", {**swapped(plan), f"c{at}": "lead"})
    assert answer.status_code == 422
    assert "Hai cột cùng chọn “Cơ quan chủ trì”" in answer.content.decode()
    assert keeper.post(f"/ke-hoach/{plan.pk}/cot/", {}).status_code == 422


def test_a_stale_page_and_a_plan_in_force_are_refused(keeper, plan: Plan) -> None:
    address, sent = f"/ke-hoach/{plan.pk}/cot/", swapped(plan)
    confirm_all(plan, system("confirm_plan"))
    assert keeper.post(address, sent).status_code == 409
    assert "4 điểm đã xác nhận" in keeper.get(address).content.decode()
    put_in_force(plan, system("confirm_plan"))
    assert keeper.post(address, swapped(plan)).status_code == 409
    assert "không xếp lại cột được nữa" in keeper.get(address).content.decode()
    assert "Xếp lại các cột" not in keeper.get(f"/ke-hoach/{plan.pk}/xac-nhan/").content.decode()
