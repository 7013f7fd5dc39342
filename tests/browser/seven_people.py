"""The people of the browser stories: each signs in with one click and works in a window of his own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.test import override_settings
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker

from processes.models import Plan
from tests import databases
from tests.browser.looking import WIDE, Refused, findings, picture
from tests.conftest import before_the_mergers, serving
from tests.world import World


@contextmanager
def served_world(template: str, blocker: DjangoDbBlocker) -> Iterator[tuple[str, World]]:
    """A world in a database of its own, its clock on 10 February 2025, served with the demo's login page: address, world."""
    with (
        databases.cloned(template) as name,
        before_the_mergers(name, blocker),
        override_settings(DEMO=True),
        serving() as address,
    ):
        yield address, World(Plan.objects.get())


class Stage:
    """A served site and the windows on it. Collects what the CSP refused, what failed, and what axe found."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.violations = Refused()
        self.findings: list[str] = []

    @contextmanager
    def window(self, username: str, size: tuple[int, int] = WIDE) -> Iterator[Page]:
        """A window in which that person has signed in."""
        context = self.browser.new_context(
            base_url=self.address, locale="vi-VN", viewport={"width": size[0], "height": size[1]}, accept_downloads=True
        )
        page = self.violations.listen(context.new_page())
        page.set_default_timeout(15_000)
        page.goto("/dang-nhap/")
        with page.expect_navigation():
            page.locator(f'button[name=account][value="{username}"]').click()
        yield page
        context.close()

    def look(self, page: Page, name: str) -> None:
        """Keep a picture and ask axe."""
        picture(page, f"story/{name}")
        self.findings += [f"{name}: {finding}" for finding in findings(page)]


def verdict(page: Page, slug: str, words: str = "") -> None:
    """Open a verdict of the bar, write the words, and give it."""
    page.locator(f'[data-opens="viec-{slug}"]:visible').first.click()
    dialog = page.locator(f"#viec-{slug}")
    if words:
        dialog.locator("textarea").first.fill(words)
    for box in dialog.locator("input[type=checkbox]").all():
        box.check()
    with page.expect_navigation():
        dialog.locator(".dialog-acts button.btn").first.click()


def told(page: Page, words: str = "Đã ghi nhận") -> None:
    """The page says that the act is recorded."""
    page.get_by_text(words).first.wait_for()
