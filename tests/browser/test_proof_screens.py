"""The screens of proof in Chromium: the trail and the policies. axe, the CSP, no sideways scrolling, and the printed trail."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker

from approvals import acts
from processes.models import State, TaskProcess
from tests.browser.looking import NARROW, WIDE, findings, overflows, picture
from tests.browser.seven_people import Stage, served_world
from tests.world import World

pytestmark = pytest.mark.browser


class Proof(Stage):
    """A served world with one share that the Vice-Chairman decided and that is closed."""

    def __init__(self, browser: Browser, address: str, world: World) -> None:
        super().__init__(browser, address)
        self.world = world
        self.share: TaskProcess = world.bring(world.share("I.1", "syt"), State.SUBMITTED)
        world.do("tham-dinh", acts.SEND_BACK, self.share, reason="Thiếu biên bản nghiệm thu; số liệu chưa khớp.")
        world.bring(self.share, State.WITH_AUTHORITY)
        world.do("pho-chu-tich", acts.DECIDE, self.share)
        world.bring(self.share, State.CLOSED)


@pytest.fixture(scope="module")
def proof(chromium: Browser, small_template: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Proof]:
    """One world for the module: these tests only look."""
    with served_world(small_template, django_db_blocker) as (address, world):
        yield Proof(chromium, address, world)


@pytest.mark.parametrize(
    ("name", "username", "place"),
    [("trail", "giam-doc", "trail"), ("policies", "giam-doc", "/chinh-sach/"), ("plan-trail", "giam-doc", "plan")],
)
def test_every_screen_is_accessible_in_every_size_and_theme(proof: Proof, name: str, username: str, place: str) -> None:
    address = {"trail": f"/ho-so/{proof.share.pk}/nhat-ky/", "plan": f"/nhat-ky/plan:{proof.world.plan.pk}/"}.get(
        place, place
    )
    troubles = []
    with proof.window(username) as page:
        for width, height in (WIDE, NARROW):
            for theme in ("light", "dark"):
                page.set_viewport_size({"width": width, "height": height})
                page.emulate_media(color_scheme=theme)
                answer = page.goto(address)
                assert answer is not None
                assert answer.status == 200
                for body in page.locator("details:not(.account-menu) > summary").all()[:2]:
                    body.click()
                picture(page, f"proof/{name}-{width}-{theme}", whole=True)
                troubles += [f"{width} {theme} {finding}" for finding in findings(page)]
                if overflows(page):
                    troubles.append(f"{width} scrolls sideways")
    assert troubles == []
    assert proof.violations == []


def test_the_printed_trail_leaves_no_body_out(proof: Proof) -> None:
    """Folded on screen, unfolded on paper: a body that is left out proves nothing."""
    with proof.window("giam-doc") as page:
        page.goto(f"/ho-so/{proof.share.pk}/nhat-ky/")
        bodies = page.locator(".trail-body")
        assert bodies.count() == proof.share.head_seq + 1
        assert not bodies.first.is_visible()
        page.emulate_media(media="print")
        assert all(body.bounding_box() for body in bodies.all())
        picture(page, "proof/trail-on-paper", whole=True)
