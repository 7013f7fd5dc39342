"""The screens of proof in Chromium: the trail and the policies. axe, the CSP, no sideways scrolling, and the printed trail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker

from approvals import acts
from processes.models import Plan, State, TaskProcess
from tests import databases
from tests.browser.seven_people import WCAG, Stage
from tests.conftest import serving
from tests.world import BEFORE_THE_MERGERS, World

pytestmark = pytest.mark.browser
PICTURES = Path(__file__).resolve().parents[2] / "build" / "screens" / "proof"
SIZES = [(1366, 768), (320, 640)]


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
    name = databases.clone(small_template)
    with (
        django_db_blocker.unblock(),
        databases.pointed_at(name),
        time_machine.travel(BEFORE_THE_MERGERS, tick=True),
        override_settings(DEMO=True),
        serving() as address,
    ):
        yield Proof(chromium, address, World(Plan.objects.get()))
    databases.drop(name)


def findings(page: Page) -> list[str]:
    found = Axe().run(page, options=WCAG).response["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize(
    ("name", "username", "place"),
    [("trail", "giam-doc", "trail"), ("policies", "giam-doc", "/chinh-sach/"), ("plan-trail", "giam-doc", "plan")],
)
def test_every_screen_is_accessible_in_every_size_and_theme(proof: Proof, name: str, username: str, place: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    address = {"trail": f"/ho-so/{proof.share.pk}/nhat-ky/", "plan": f"/nhat-ky/plan:{proof.world.plan.pk}/"}.get(
        place, place
    )
    troubles = []
    with proof.window(username) as page:
        for width, height in SIZES:
            for theme in ("light", "dark"):
                page.set_viewport_size({"width": width, "height": height})
                page.emulate_media(color_scheme=theme)
                answer = page.goto(address)
                assert answer is not None
                assert answer.status == 200
                for body in page.locator("details:not(.account-menu) > summary").all()[:2]:
                    body.click()
                page.screenshot(path=PICTURES / f"{name}-{width}-{theme}.png", full_page=True)
                troubles += [f"{width} {theme} {finding}" for finding in findings(page)]
                if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
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
        (PICTURES / "trail.pdf").write_bytes(page.pdf())
