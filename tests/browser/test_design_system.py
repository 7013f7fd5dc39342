"""The design system in Chromium: no finding of axe (WCAG 2.2 AA), no violation of the CSP, and scripts that keep their word."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from processes.models import Account, Agency, Person, Post, Role
from tests.browser.looking import NARROW, PHONE, WIDE, Refused, findings, overflows, picture

pytestmark = pytest.mark.browser


@pytest.fixture
def site(served: str, settings) -> str:
    """The served site with the page of pieces and one demo person. Returns its address."""
    settings.ROOT_URLCONF = "tests.browser.pieces_urls"
    settings.DEMO = True
    person = Person.objects.create(full_name="Nguyễn Thị Hạnh")
    Account.objects.create(username="hanh", email="hanh@demo.invalid", person=person)
    agency = Agency.objects.create(code="so-thu", name="Sở Khoa học và Công nghệ", kind="department", level="province")
    Post.objects.create(
        person=person, agency=agency, role=Role.REVIEWER, title="Chuyên viên", code="hanh", valid_from="2025-01-01"
    )
    return served


@pytest.fixture
def page(chromium: Browser, site: str) -> Iterator[Page]:
    """A page of the person, signed in with one click, counting what the CSP refuses."""
    context = chromium.new_context(base_url=site, locale="vi-VN", viewport={"width": WIDE[0], "height": WIDE[1]})
    refused = Refused()
    page = refused.listen(context.new_page())
    page.goto("/dang-nhap/")
    picture(page, "login", whole=True)
    assert findings(page) == []
    with page.expect_navigation():
        page.get_by_role("button", name="Nguyễn Thị Hạnh").click()
    page.goto("/manh-ghep/")
    yield page
    context.close()
    assert refused == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE, NARROW])
def test_every_piece_is_accessible_in_every_size_and_theme(page: Page, size: tuple[int, int], theme: str) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=theme)
    page.reload()
    assert page.locator("html").get_attribute("data-bs-theme") == theme
    picture(page, f"pieces-{size[0]}-{theme}", whole=True)
    assert findings(page) == []
    assert not overflows(page)
    page.locator(".account-menu summary").click()
    assert findings(page) == []


def test_a_chosen_theme_stays_when_the_page_is_opened_again(page: Page) -> None:
    page.locator(".account-menu summary").click()
    page.get_by_role("button", name="Tối").click()
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    page.reload()
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"


def test_errors_take_the_focus_and_lead_to_their_fields(page: Page) -> None:
    page.evaluate("document.querySelectorAll('[required]').forEach(field => field.required = false)")
    page.get_by_role("button", name="Trình", exact=True).click()
    page.wait_for_selector(".error-summary")
    assert page.title().startswith("Lỗi:")
    assert page.evaluate("document.activeElement.classList.contains('error-summary')")
    picture(page, "pieces-errors", whole=True)
    assert findings(page) == []
    page.locator(".error-summary a").first.click()
    assert page.evaluate("document.activeElement.id") == "id_text"


def test_a_verdict_without_a_reason_comes_back_open_with_its_error(page: Page) -> None:
    page.get_by_role("link", name="Trả lại").click()
    picture(page, "pieces-verdict", whole=True)
    assert findings(page) == []
    page.evaluate("document.querySelector('#id_reason').required = false")
    page.locator("#send-back button.btn-back").click()
    page.wait_for_selector("#send-back:modal .error-summary")
    page.get_by_role("button", name="Số liệu chưa khớp kế hoạch.").click()
    assert page.locator("#id_reason").input_value() == "Số liệu chưa khớp kế hoạch."


def test_without_scripts_the_verdict_stands_open_in_the_page(chromium: Browser, site: str) -> None:
    context = chromium.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/dang-nhap/")
    with page.expect_navigation():
        page.get_by_role("button", name="Nguyễn Thị Hạnh").click()
    page.goto("/manh-ghep/")
    assert page.locator("#send-back textarea").is_visible()
    assert not page.get_by_role("button", name="Tối").is_visible()
    context.close()


def test_a_draft_saves_itself_after_a_pause_and_says_when(page: Page) -> None:
    page.fill("#id_text", "Đã kết nối 42 dịch vụ")
    page.wait_for_selector("text=/Đã lưu nháp lúc \\d\\d:\\d\\d/", timeout=8000)
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('duyet-draft:')).length") == 0


def test_a_conflict_of_tabs_is_told_in_words_and_the_text_is_kept(page: Page) -> None:
    page.fill("#id_text", "conflict")
    page.wait_for_selector("text=Bản nháp đã được sửa ở thẻ khác", timeout=8000)
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('duyet-draft:')).length") == 1


def test_a_lost_session_loses_no_text(page: Page) -> None:
    page.context.clear_cookies()
    page.fill("#id_text", "Chữ đang gõ dở")
    page.wait_for_selector("text=Phiên làm việc đã hết", timeout=8000)
    page.goto("/dang-nhap/?next=/manh-ghep/")
    page.get_by_role("button", name="Nguyễn Thị Hạnh").click()
    page.wait_for_url("**/manh-ghep/")
    page.get_by_role("button", name="Lấy lại nội dung đó").click()
    assert page.locator("#id_text").input_value() == "Chữ đang gõ dở"


def test_a_dangerous_act_asks_first_and_a_no_sends_nothing(page: Page) -> None:
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.get_by_role("button", name="Phê duyệt").click()
    page.get_by_role("button", name="Hủy bỏ").last.click()
    assert sent == []
    page.get_by_role("button", name="Phê duyệt").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Đồng ý").click()
    assert len(sent) == 1


@pytest.mark.parametrize(("address", "words"), [("/gioi-thieu/", "Giới thiệu"), ("/khong-co/", "Không tìm thấy")])
def test_shell_pages_are_accessible(page: Page, address: str, words: str) -> None:
    page.goto(address)
    assert page.get_by_role("heading", level=1).inner_text().strip() == words
    picture(page, "page-" + address.strip("/"), whole=True)
    assert findings(page) == []
