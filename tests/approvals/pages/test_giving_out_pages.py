"""Giving out and transfer by hand: nothing is recorded before the preview was confirmed, nothing twice."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from processes.models import TaskProcess
from tests.processes.events import acts
from tests.world import World
from workflow.models import Event


def signed_in(world: World, username: str) -> Client:
    client = Client()
    client.force_login(world.account(username))
    return client


def address(world: World, rest: str) -> str:
    return f"/ke-hoach/{world.plan.pk}/{rest}/"


def decision(**more: Any) -> dict[str, Any]:
    return {
        "number": "12", "symbol": "QĐ-UBND", "dated": "28/02/2025", "signer": "Vương Đình Khải", "capacity": "CHỦ TỊCH", **more,
    }  # fmt: skip


def hidden(page: str, name: str) -> list[str]:
    return re.findall(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)


def test_the_preview_names_what_is_given_what_not_and_why(whole: World) -> None:
    page = signed_in(whole, "quan-tri-ke-hoach").get(address(whole, "giao-viec") + "?nam=2026").content.decode()
    assert "Sẽ giao <strong>45</strong> phần việc" in page
    assert page.count("không còn hoạt động từ sau ngày 30/06/2025") == 39
    assert "UBND đặc khu Lý Sơn" in page
    assert not TaskProcess.objects.filter(year=2026).exists()


def test_confirming_gives_and_the_same_form_again_gives_nothing(whole: World) -> None:
    client = signed_in(whole, "quan-tri-ke-hoach")
    page = client.get(address(whole, "giao-viec") + "?nam=2026").content.decode()
    data = {"nam": "2026", "key": hidden(page, "key")[0]}
    for _time in range(2):
        assert client.post(address(whole, "giao-viec"), data).status_code == 302
    assert TaskProcess.objects.filter(year=2026).count() == 45
    assert acts(whole.plan.stream).count("plan.given_out") == 2  # 2025 and 2026


def test_a_year_before_the_plan_is_refused_in_words(whole: World) -> None:
    answer = signed_in(whole, "quan-tri-ke-hoach").get(address(whole, "giao-viec") + "?nam=2024")
    assert answer.status_code == 422
    assert "nằm ngoài thời gian của kế hoạch" in answer.content.decode()


@pytest.mark.parametrize("username", ["ld-so-y-te", "chu-tich", "mat-tran", "tham-dinh"])
def test_who_may_not_give_out_is_refused(whole: World, username: str) -> None:
    client = signed_in(whole, username)
    assert client.get(address(whole, "giao-viec")).status_code == 403
    assert client.post(address(whole, "giao-viec"), {"nam": "2026", "key": "k"}).status_code == 403
    assert not TaskProcess.objects.filter(year=2026).exists()


def test_the_transfer_lists_bodies_that_ended_first(whole: World) -> None:
    with whole.on(date(2025, 3, 3)):
        page = signed_in(whole, "quan-tri-ke-hoach").get(address(whole, "chuyen-giao")).content.decode()
    assert page.index("?tu=skhcn") < page.index("?tu=syt")
    assert "Hết hoạt động sau 28/02/2025" in page
    assert "19 hồ sơ đang mở" in page


def test_a_transfer_is_previewed_then_done_and_a_retry_gets_its_first_answer(whole: World) -> None:
    with whole.on(date(2025, 3, 3)):
        client = signed_in(whole, "quan-tri-ke-hoach")
        form = client.get(address(whole, "chuyen-giao") + "?tu=skhcn").content.decode()
        ticked = re.findall(r'name="shares" value="(\d+)"', form)
        versions = {f"version-{pk}": hidden(form, f"version-{pk}")[0] for pk in ticked}
        successor = whole.agency("skhcn-2025")
        assert f'<option value="{successor.pk}" selected>' in form
        data = decision(to=successor.pk, tu="skhcn", key=hidden(form, "key")[0], shares=ticked, **versions)
        preview = client.post(address(whole, "chuyen-giao"), data)
        assert "Xem trước: chuyển giao 19 hồ sơ" in preview.content.decode()
        assert not Event.objects.filter(act="transfer").exists()
        for _time in range(2):
            assert client.post(address(whole, "chuyen-giao"), {**data, "step": "confirm"}).status_code == 302
    assert Event.objects.filter(act="transfer").count() == 19
    assert whole.share("II.1", "skhcn").agency == successor


def test_a_decision_without_its_day_is_refused_with_what_was_typed(whole: World) -> None:
    with whole.on(date(2025, 3, 3)):
        client, share = signed_in(whole, "quan-tri-ke-hoach"), whole.share("II.1", "skhcn")
        data = decision(dated="", to=whole.agency("skhcn-2025").pk, tu="skhcn", key="k", shares=[share.pk])
        answer = client.post(address(whole, "chuyen-giao"), data)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Vương Đình Khải"' in page
    assert "<title>Lỗi:" in page


def test_a_share_that_moved_meanwhile_is_named_and_the_others_pass(whole: World) -> None:
    with whole.on(date(2025, 3, 3)):
        client = signed_in(whole, "quan-tri-ke-hoach")
        first, second = whole.share("II.1", "skhcn"), whole.share("II.2", "skhcn")
        data = decision(
            to=whole.agency("skhcn-2025").pk, tu="skhcn", key="k", step="confirm", shares=[first.pk, second.pk],
            **{f"version-{first.pk}": first.version, f"version-{second.pk}": second.version + 7},
        )  # fmt: skip
        answer = client.post(address(whole, "chuyen-giao"), data)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Đã chuyển giao 1/2 hồ sơ" in page
    assert "Hồ sơ đã thay đổi từ khi bạn mở trang" in page
    assert (whole.share("II.1", "skhcn").agency.code, whole.share("II.2", "skhcn").agency.code) == (
        "skhcn-2025",
        "skhcn",
    )


@pytest.mark.parametrize("username", ["ld-so-y-te", "giam-doc", "mat-tran"])
def test_who_may_not_transfer_is_refused_and_that_is_written_down(whole: World, username: str) -> None:
    client = signed_in(whole, username)
    assert client.get(address(whole, "chuyen-giao")).status_code == 403
    assert client.post(address(whole, "chuyen-giao"), decision(tu="skhcn", step="confirm")).status_code == 403
    assert acts(f"account:{whole.account(username).pk}")[-1] == "act.refused"
