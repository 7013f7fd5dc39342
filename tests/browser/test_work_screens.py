"""The screens where people act, in Chromium: axe, the CSP, no sideways scrolling, and the verdict bar always in view."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from pytest_django import DjangoDbBlocker

from approvals import acts
from processes.models import State
from tests.browser.looking import NARROW, PHONE, WIDE, findings, overflows, picture
from tests.browser.seven_people import Stage, served_world
from tests.world import BEFORE_THE_MERGERS, World

pytestmark = pytest.mark.browser
LOOKS = [(WIDE, "light"), (WIDE, "dark"), (PHONE, "light"), (PHONE, "dark"), (NARROW, "light")]


class Screens(Stage):
    """A served world with work at every step, and the addresses of that work."""

    def __init__(self, browser: Browser, address: str, world: World) -> None:
        super().__init__(browser, address)
        self.world = world
        self.shares = _work_at_every_step(world)

    def process(self, name: str, more: str = "") -> str:
        """The address of one of the shares."""
        return f"/ho-so/{self.shares[name].pk}/{more}"


def _work_at_every_step(world: World) -> dict:
    again = world.bring(world.share("I.1", "syt"), State.SUBMITTED)
    world.do("tham-dinh", acts.SEND_BACK, again, reason="Thiếu biên bản nghiệm thu; số liệu chưa khớp.")
    words = "Đã tổ chức 03 hội nghị, 186 lượt người dự.\nĐã ban hành Công văn số 118/SYT-NVY."
    world.write_result(again, "cv-so-y-te", words)
    world.do("ld-so-y-te", acts.SUBMIT, again)
    own = world.bring(world.share("IV.1", "skhcn"), State.SUBMITTED)
    asked = world.bring(world.share("V.4", "sct"), State.IN_PROGRESS)
    world.write_result(asked, "cv-so-cong-thuong")
    agency = world.agency("ubnd-huyen-binh-son")
    due = BEFORE_THE_MERGERS.date().replace(day=14)
    world.do("ld-so-cong-thuong", acts.ASK, asked, agencies=[agency.pk], question="Đề nghị cho ý kiến.", due=due)
    return {
        "again": again,
        "own": own,
        "asked": asked,
        "reviewed": world.bring(world.share("I.1", "sct"), State.REVIEWED),
        "office": world.bring(world.share("V.1", "syt"), State.WITH_OFFICE),
        "authority": world.bring(world.share("V.1", "sct"), State.WITH_AUTHORITY),
        "approved": world.bring(world.share("V.4", "syt"), State.APPROVED),
    }


@pytest.fixture(scope="module")
def screens(chromium: Browser, whole_template: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Screens]:
    """One world for the module: these tests look and are refused; none of them does an act."""
    with served_world(whole_template, django_db_blocker) as (address, world):
        yield Screens(chromium, address, world)


PLACES = [
    ("inbox-reviewer", "tham-dinh", "/"),
    ("inbox-director", "giam-doc", "/"),
    ("inbox-empty", "cv-van-phong", "/"),
    ("inbox-nothing-found", "tham-dinh", "/?tim=khongco"),
    ("coordination", "cv-binh-son", "/phoi-hop/"),
    ("process-review", "tham-dinh", "again"),
    ("process-long", "tham-dinh", "own"),
    ("process-barred", "tham-dinh-3", "own"),
    ("process-director", "giam-doc", "reviewed"),
    ("process-office", "tham-tra", "office"),
    ("process-authority", "chu-tich", "authority"),
    ("escalate", "giam-doc", "reviewed trinh-chu-tich/"),
    ("issue", "van-thu-ubnd", "approved phat-hanh/"),
    ("result", "cv-so-cong-thuong", "asked ket-qua/"),
    ("check-answers", "ld-so-cong-thuong", "asked trinh/"),
    ("ask", "ld-so-cong-thuong", "asked xin-y-kien/"),
    ("contribute", "cv-binh-son", "asked y-kien/"),
]
WITH_A_BAR = ["process-review", "process-long", "process-director", "process-office", "process-authority"]


def _address(screens: Screens, place: str) -> str:
    name, _space, more = place.partition(" ")
    return place if place.startswith("/") else screens.process(name, more)


@pytest.mark.parametrize(("name", "username", "place"), PLACES)
def test_every_screen_is_accessible_in_every_size_and_theme(
    screens: Screens, name: str, username: str, place: str
) -> None:
    troubles = []
    with screens.window(username) as page:
        for (width, height), theme in LOOKS:
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=theme)
            answer = page.goto(_address(screens, place))
            assert answer is not None
            assert answer.status == 200
            picture(page, f"work/{name}-{width}-{theme}")
            troubles += [f"{width} {theme} {finding}" for finding in findings(page)]
            troubles += [f"{width} scrolls sideways"] if overflows(page) else []
    assert troubles == []
    assert screens.violations == []


@pytest.mark.parametrize("name", WITH_A_BAR)
@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_the_verdict_bar_is_in_view_without_scrolling(screens: Screens, name: str, size: tuple[int, int]) -> None:
    _name, username, place = next(one for one in PLACES if one[0] == name)
    with screens.window(username, size) as page:
        page.goto(_address(screens, place))
        bar = page.locator(".decide")
        box = bar.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= size[1] + 1
        assert box["height"] < 110
        for button in bar.locator("> .btn:visible").all():
            inside = button.bounding_box()
            assert inside is not None
            assert inside["height"] >= 44
            assert inside["x"] + inside["width"] <= size[0]


def test_a_return_without_a_reason_puts_the_focus_on_the_error(screens: Screens) -> None:
    with screens.window("tham-dinh") as page:
        page.goto(screens.process("again"))
        page.locator('[data-opens="viec-tra-lai"]:visible').first.click()
        with page.expect_navigation():
            page.locator("#viec-tra-lai .dialog-acts button.btn").first.click()
        assert page.title().startswith("Lỗi:")
        assert page.evaluate("document.activeElement.classList.contains('error-summary')")
        picture(page, "work/process-error")
        assert findings(page) == []
    assert screens.violations == []


def test_a_ready_made_reason_fills_the_field(screens: Screens) -> None:
    with screens.window("tham-dinh") as page:
        page.goto(screens.process("again"))
        page.locator('[data-opens="viec-tra-lai"]:visible').first.click()
        page.locator("#viec-tra-lai .ready-words button").first.click()
        assert "Thiếu minh chứng" in page.locator("#tra-lai_reason").input_value()


def test_without_scripts_every_verdict_stands_open_in_the_page(screens: Screens) -> None:
    context = screens.browser.new_context(base_url=screens.address, java_script_enabled=False, locale="vi-VN")
    page = context.new_page()
    page.goto("/dang-nhap/")
    page.locator('button[name=account][value="tham-dinh"]').click()
    page.goto(screens.process("again"))
    assert page.locator("#tra-lai_reason").is_visible()
    page.locator("#viec-tra-lai .dialog-acts button").first.click()
    assert page.title().startswith("Lỗi:")
    context.close()


def test_a_selection_is_previewed_before_anything_is_recorded(screens: Screens) -> None:
    with screens.window("tham-dinh") as page:
        page.goto("/")
        for box in page.locator("input[name=chon]").all():
            box.check()
        with page.expect_navigation():
            page.locator("button[value=review]").click()
        assert "Chưa có gì được ghi nhận" in page.content()
        picture(page, "work/bulk-preview")
        assert findings(page) == []


def test_a_draft_saves_itself_and_two_windows_are_told_apart(screens: Screens) -> None:
    with screens.window("cv-so-cong-thuong") as one:
        one.goto(screens.process("asked", "ket-qua/"))
        with screens.window("ld-so-cong-thuong") as other:
            other.goto(screens.process("asked", "ket-qua/"))
            one.locator("#id_text").fill("Viết ở máy thứ nhất.")
            one.get_by_text("Đã lưu nháp lúc").wait_for()
            other.locator("#id_text").fill("Viết ở máy thứ hai.")
            other.get_by_text("thẻ khác").first.wait_for()
            assert other.locator("#id_text").input_value() == "Viết ở máy thứ hai."
        one.reload()
        assert one.locator("#id_text").input_value() == "Viết ở máy thứ nhất."
    assert screens.violations == []
