import re

import pytest

from approvals import acts
from processes.models import State, TaskProcess, WorkItem
from tests.approvals.pages.clients import hidden, signed_in
from tests.world import World


@pytest.fixture
def share(small: World) -> TaskProcess:
    return small.bring(small.share("I.1", "syt"), State.IN_PROGRESS)


def ask(world: World, share: TaskProcess, **data: object) -> object:
    client = signed_in(world, "ld-so-y-te")
    address = f"/ho-so/{share.pk}/xin-y-kien/"
    sent = hidden(client.get(address).content.decode(), address)
    return client.post(address, {**sent, "question": "Đề nghị cho ý kiến.", "due": "14/02/2025", **data})


def test_asked_agencies_get_a_duty_and_answer(small: World, share: TaskProcess) -> None:
    district = small.agency("ubnd-huyen-binh-son")
    assert signed_in(small, "cv-binh-son").get(f"/ho-so/{share.pk}/").status_code == 404
    assert ask(small, share, agencies=[district.pk]).status_code == 302
    client = signed_in(small, "cv-binh-son")
    assert f"/ho-so/{share.pk}/" in client.get("/").content.decode()
    address = f"/ho-so/{share.pk}/y-kien/"
    page = client.get(address).content.decode()
    assert "Đề nghị cho ý kiến." in page
    assert client.post(address, hidden(page)).status_code == 422
    assert client.post(address, {**hidden(page), "opinion": "Nhất trí."}).status_code == 302
    assert "Nhất trí." in signed_in(small, "ld-so-y-te").get(f"/ho-so/{share.pk}/").content.decode()


def test_a_wrong_day_is_said_beside_its_field(small: World, share: TaskProcess) -> None:
    answer = ask(small, share, agencies=[small.agency("ubnd-huyen-binh-son").pk], due="31/02/2025")
    assert answer.status_code == 422
    assert "Ngày không đúng" in answer.content.decode()
    assert "Đề nghị cho ý kiến." in answer.content.decode()


def test_going_on_without_an_answer_needs_a_reason(small: World, share: TaskProcess) -> None:
    ask(small, share, agencies=[small.agency("ubnd-huyen-binh-son").pk])
    client = signed_in(small, "ld-so-y-te")
    address = f"/ho-so/{share.pk}/khong-cho-y-kien/"
    sent = hidden(client.get(f"/ho-so/{share.pk}/xin-y-kien/").content.decode(), address)
    assert client.post(address, sent).status_code == 422
    assert client.post(address, {**sent, "reason": "Quá hạn trả lời."}).status_code == 302
    assert not WorkItem.objects.filter(process=share, is_main=False, finished=None).exists()


def test_those_named_but_not_asked_see_title_and_phase_only(small: World, share: TaskProcess) -> None:
    client = signed_in(small, "cv-binh-son")
    page = client.get("/phoi-hop/").content.decode()
    assert "Nhiệm vụ thử 1" in page
    assert "Đang thực hiện" in page
    assert f"/ho-so/{share.pk}/" not in page
    assert page.count('class="glimpse"') == len(
        set(re.findall("Nhiệm vụ thử [0-9]+", page))
    )  # a task once, whoever holds it
    assert client.get("/phoi-hop/?xuat=csv")["Content-Type"].startswith("text/csv")


def test_only_the_leader_asks(small: World, share: TaskProcess) -> None:
    assert signed_in(small, "cv-so-y-te").get(f"/ho-so/{share.pk}/xin-y-kien/").status_code == 403
    assert signed_in(small, "ld-so-cong-thuong").get(f"/ho-so/{share.pk}/xin-y-kien/").status_code == 404
    small.act("ld-so-y-te", acts.WAIVE, share, agency=1, reason="x")
