"""A Word plan of 60 tasks, from upload to in force in one sitting: five doubts settled with no mouse at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from processes.models import Account, Plan, Role
from processes.plan_import.load import store
from processes.plan_import.read_plan import PlanFile
from tests.browser.looking import Refused, signed_in, sound
from tests.plans.sixty_tasks import sixty_tasks
from tests.processes.directory_people import account_of, post_of, system

pytestmark = pytest.mark.browser
SCREENS = [(1366, "light"), (1366, "dark"), (390, "light"), (320, "dark")]


def keeper() -> Account:
    """Somebody who keeps the plans."""
    return account_of(post_of(Role.PLAN_ADMIN))


@pytest.fixture
def page(chromium: Browser, served: str) -> Iterator[Page]:
    context = signed_in(chromium, served, keeper())
    refused = Refused()
    yield refused.listen(context.new_page())
    context.close()
    assert refused == []


@pytest.fixture
def draft(committed: str) -> Plan:
    """The same plan, taken in."""
    return store(PlanFile("ke-hoach-61.docx", sixty_tasks()), capacity=system("import_plan"))[0]


def settled(page: Page, done: int) -> None:
    """So many are done, and the focus waits at the next one that is open."""
    expect(page.get_by_text(f"Đã xác nhận {done}/5")).to_be_visible()
    expect(page.locator("[data-stop]").first).to_be_focused()


def test_a_plan_of_sixty_tasks_comes_in_force_by_keyboard_alone(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "ke-hoach-61.docx"
    file.write_bytes(sixty_tasks())
    page.goto("/ke-hoach/nhap/")
    page.set_input_files("#id_file", str(file))
    page.locator("#id_text").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/xac-nhan/")
    expect(page.get_by_text("Đã xác nhận 0/5")).to_be_visible()
    page.keyboard.press("j")
    sound(page, "review/first-doubt")
    page.keyboard.press("Enter")
    settled(page, 1)
    page.keyboard.press("Enter")
    settled(page, 2)
    expect(page.locator(":focus")).to_contain_text("II.4")
    for key in ("Tab", "Tab"):  # past the choices, into the field
        page.keyboard.press(key)
    page.keyboard.type("Quý III năm 2025")
    page.keyboard.press("Enter")
    settled(page, 3)
    sound(page, "review/unknown-name")
    page.keyboard.press("Enter")
    settled(page, 4)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã xác nhận 5/5")).to_be_visible()
    expect(page.locator("#hieu-luc")).to_be_focused()
    sound(page, "review/all-settled")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ke-hoach/*/")
    expect(page.get_by_text("đã có hiệu lực")).to_be_visible()
    plan = Plan.objects.get(number="61/KH-UBND")
    assert (plan.status, plan.tasks.count()) == (Plan.Status.IN_FORCE, 60)


def test_keys_are_silent_while_somebody_types_or_has_switched_them_off(page: Page, draft: Plan) -> None:
    page.goto(f"/ke-hoach/{draft.pk}/xac-nhan/")
    first, second = page.locator("[data-stop]").nth(0), page.locator("[data-stop]").nth(1)
    page.keyboard.press("j")
    page.keyboard.press("ArrowDown")
    expect(second).to_be_focused()
    page.keyboard.press("k")
    expect(first).to_be_focused()
    field = first.get_by_label("Thời hạn bằng lời")
    field.focus()
    page.keyboard.type("jk")
    expect(field).to_have_value("jk")
    expect(field).to_be_focused()
    page.get_by_role("button", name="Phím tắt").press("Enter")
    page.keyboard.press("j")
    expect(first).not_to_be_focused()
    page.reload()
    page.keyboard.press("j")
    expect(first).not_to_be_focused()
    assert not draft.doubts.filter(settled__isnull=False).exists()


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_the_review_is_sound_on_every_screen(
    chromium: Browser, served: str, draft: Plan, width: int, scheme: str
) -> None:
    context = signed_in(chromium, served, keeper(), width=width, scheme=scheme)
    refused = Refused()
    page = refused.listen(context.new_page())
    page.goto(f"/ke-hoach/{draft.pk}/xac-nhan/#diem-{draft.doubts.first().pk}")
    expect(page.locator("[data-stop]").first).to_be_focused()
    sound(page, f"review/review-{width}-{scheme}")
    context.close()
    assert refused == []
