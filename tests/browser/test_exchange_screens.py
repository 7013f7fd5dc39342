"""The directory from a spreadsheet, in Chromium: every difference is seen before anything is recorded, on any screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from processes.models import Role
from tests.browser.looking import Refused, signed_in, sound
from tests.processes.directory_people import account_of, agency, post_of
from tests.processes.exchange.books import add, book_of, content_of, put

pytestmark = pytest.mark.browser
PAGE = "/co-quan/nhap/"
SCREENS = [(1366, "light"), (1366, "dark"), (390, "light"), (320, "dark")]


@pytest.fixture
def files(committed: str, tmp_path: Path) -> dict[str, Path]:
    """A file that may be recorded, and the same with two errors."""
    book = book_of()
    add(book, "Cơ quan", Mã="sdl-2027", Tên_chính_thức="Sở Du lịch", Loại="Sở", Cấp="Cấp tỉnh", Từ_ngày="01/01/2027")
    put(book, "Cơ quan", "stp", "Ghi chú", "Chuyển trụ sở về đường Hùng Vương")
    found = {"sound": tmp_path / "sound.xlsx", "wrong": tmp_path / "wrong.xlsx"}
    found["sound"].write_bytes(content_of(book))
    put(book, "Cơ quan", "snv", "Đến hết ngày", "31/02/2026")
    put(book, "Cơ quan", "sct", "Tên chính thức", "Sở Thương mại")
    found["wrong"].write_bytes(content_of(book))
    return found


@pytest.fixture(params=SCREENS, ids=lambda screen: f"{screen[0]}-{screen[1]}")
def page(request: pytest.FixtureRequest, chromium: Browser, served: str) -> Iterator[Page]:
    """A browser of that width and colour, signed in."""
    width, scheme = request.param
    context = signed_in(chromium, served, account_of(post_of(Role.PLAN_ADMIN)), width=width, scheme=scheme)
    yield context.new_page()
    context.close()


def upload(page: Page, file: Path) -> None:
    page.goto(PAGE)
    page.set_input_files("#id_file", str(file))
    page.get_by_role("button", name="Đối chiếu").click()
    expect(page.locator("#outcome-h")).to_be_focused()


def test_differences_and_errors_are_told_and_a_sound_file_is_recorded(page: Page, files: dict[str, Path]) -> None:
    refused = Refused()
    refused.listen(page)
    upload(page, files["wrong"])
    expect(page.get_by_text("“31/02/2026” không phải là ngày")).to_be_visible()
    expect(page.get_by_role("button", name="Ghi")).to_have_count(0)
    sound(page)
    upload(page, files["sound"])
    expect(page.get_by_role("rowheader", name="Sở Du lịch (sdl-2027)")).to_be_visible()
    sound(page)
    page.get_by_role("button", name="Ghi 2 dòng này").click()
    expect(page.get_by_text("1 dòng mới, 1 dòng thay đổi")).to_be_visible()
    assert agency("sdl-2027").name == "Sở Du lịch"
    assert refused == []
