"""The selection of the inbox in Chromium: a whole group with one tick, its count, and what the preview then shows."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker

from tests.approvals.pages.crowd import crowd
from tests.browser.looking import findings, picture
from tests.browser.seven_people import Stage, served_world

pytestmark = pytest.mark.browser
SHARES = 53  # more than one page of the list


@pytest.fixture(scope="module")
def stage(chromium: Browser, small_template: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """One reviewer with more results than a page shows; these tests only look."""
    with served_world(small_template, django_db_blocker) as (address, world):
        crowd(world, SHARES)
        yield Stage(chromium, address)


def counted(page: Page) -> str:
    return page.locator("[data-picked-count]").inner_text()


def test_one_tick_chooses_the_group_beyond_the_page(stage: Stage) -> None:
    with stage.window("tham-dinh") as page:
        page.goto("/?trang=2")
        assert page.locator(".row-i").count() == SHARES - 50
        picture(page, "work/inbox-second-page")
        assert findings(page) == []
        page.goto("/")
        assert not page.locator("[data-picked]").is_visible()
        group = page.locator("input[name=nhom]")
        group.check()
        assert counted(page) == str(SHARES)
        assert page.locator("input[name=chon]:checked").count() == 50
        page.locator("input[name=chon]").first.uncheck()
        assert not group.is_checked()
        assert counted(page) == "49"  # what is ticked on this page, and no longer the whole group
        page.get_by_role("button", name="Bỏ chọn").click()
        assert page.locator("input:checked").count() == 0
        group.check()
        with page.expect_navigation():
            page.locator("button[value=review]").click()
        assert f"{SHARES} hồ sơ sẽ được xử lý" in page.content()
    assert stage.violations == []


def test_the_whole_row_opens_its_process_and_the_box_does_not(stage: Stage) -> None:
    with stage.window("tham-dinh", (390, 844)) as page:
        page.goto("/")
        row = page.locator(".row-i").first
        row.locator("input").check()
        assert page.url.rstrip("/") == stage.address.rstrip("/")
        with page.expect_navigation():
            row.click(position={"x": 340, "y": 90})  # on the words of no link
        assert "/ho-so/" in page.url
    assert stage.violations == []
