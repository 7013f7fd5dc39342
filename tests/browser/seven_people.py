"""The people of the browser stories: each signs in with one click and works in a window of his own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

PICTURES = Path(__file__).resolve().parents[2] / "build" / "screens" / "story"
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


class Stage:
    """A served site and the windows on it. Collects what the CSP refused, what failed, and what axe found."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.violations: list[str] = []
        self.findings: list[str] = []

    @contextmanager
    def window(self, username: str, size: tuple[int, int] = (1366, 768)) -> Iterator[Page]:
        """A window in which that person has signed in."""
        context = self.browser.new_context(
            base_url=self.address, locale="vi-VN", viewport={"width": size[0], "height": size[1]}, accept_downloads=True
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda line: self._hear(line.text))
        page.on("pageerror", lambda error: self.violations.append(str(error)))
        page.goto("/dang-nhap/")
        with page.expect_navigation():
            page.locator(f'button[name=account][value="{username}"]').click()
        yield page
        context.close()

    def _hear(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.violations.append(text)

    def look(self, page: Page, name: str) -> None:
        """Keep a picture and ask axe."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png")
        for found in Axe().run(page, options=WCAG).response["violations"]:
            self.findings += [f"{name}: {found['id']} {node['target']}" for node in found["nodes"]]


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
