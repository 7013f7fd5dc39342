"""The dossier is downloaded by those who may read the process, as it stands, and kept by no cache."""

from __future__ import annotations

import pytest
from django.test import Client

from approvals.pages import dossier as page
from processes.models import State
from tests.world import World


def signed_in(world: World, username: str) -> Client:
    client = Client()
    client.force_login(world.account(username))
    return client


@pytest.mark.parametrize("username", ["giam-doc", "ld-so-y-te", "cv-so-y-te", "chu-tich", "van-thu-ubnd", "thanh-tra"])
def test_whoever_may_read_the_process_gets_its_paper(small: World, username: str) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    answer = signed_in(small, username).get(f"/ho-so/{share.pk}/ho-so.pdf")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{share.code}.pdf"'
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("username", ["ld-so-cong-thuong", "cv-binh-son", "quan-tri"])
def test_nobody_else_learns_that_it_exists(small: World, username: str) -> None:
    share = small.share("I.1", "syt")
    client = signed_in(small, username)
    foreign, missing = client.get(f"/ho-so/{share.pk}/ho-so.pdf"), client.get("/ho-so/99999999/ho-so.pdf")
    assert foreign.status_code == missing.status_code == 404


def test_it_is_not_made_by_a_post(small: World) -> None:
    share = small.share("I.1", "syt")
    assert signed_in(small, "giam-doc").post(f"/ho-so/{share.pk}/ho-so.pdf").status_code == 405


def test_a_busy_press_says_so_and_asks_to_come_back(small: World, monkeypatch: pytest.MonkeyPatch) -> None:
    share = small.share("I.1", "syt")
    monkeypatch.setattr(page, "_PATIENCE", 0.01)
    with page._PRESS:
        answer = signed_in(small, "giam-doc").get(f"/ho-so/{share.pk}/ho-so.pdf")
    assert answer.status_code == 409
    assert "Hãy chờ một phút rồi tải lại." in answer.content.decode()
    assert signed_in(small, "giam-doc").get(f"/ho-so/{share.pk}/ho-so.pdf").status_code == 200
