"""How a page is looked at: a picture for people, axe, what the browser refused, and whether it scrolls sideways."""

from __future__ import annotations

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from processes.models import Account

PICTURES = Path(__file__).resolve().parents[2] / "build" / "screens"
WIDE, PHONE, NARROW = (1366, 768), (390, 844), (320, 640)
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def signed_in(
    browser: Browser, address: str, account: Account, *, width: int = WIDE[0], scheme: str = "light"
) -> BrowserContext:
    """A window of somebody who has signed in, whatever the login page offers."""
    client = Client()
    client.force_login(account)
    context = browser.new_context(
        base_url=address, locale="vi-VN", viewport={"width": width, "height": WIDE[1]}, color_scheme=scheme
    )
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
    return context


class Refused(list[str]):
    """What the browser refused for the content security policy, and what its scripts stumbled over."""

    def listen(self, page: Page) -> Page:
        """Hear of it from now on."""
        page.on("console", lambda line: self.append(line.text) if "Content Security Policy" in line.text else None)
        page.on("pageerror", lambda error: self.append(str(error)))
        return page


def picture(page: Page, name: str, *, whole: bool = False) -> None:
    """Keep a picture under build/screens; `name` may begin with a folder."""
    path = PICTURES / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=whole)


def findings(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA."""
    found = Axe().run(page, options=WCAG).response["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


def overflows(page: Page) -> bool:
    """Does it scroll sideways?"""
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def sound(page: Page, name: str = "") -> None:
    """Nothing for axe to say, nothing that scrolls sideways; a picture where it gets a name."""
    if name:
        picture(page, name)
    assert findings(page) == []
    assert not overflows(page)
