"""What an amendment changes, in Chromium: read on any screen, judged and settled without a script of ours."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, Page, expect

from approvals.acts.giving_out import give_out
from approvals.demo.people import system
from processes.models import Plan, Role
from processes.plan_import.load import store
from processes.plan_import.read_plan import plan_file
from processes.plans import confirm_all, put_in_force
from tests.browser.looking import picture, signed_in, sound
from tests.processes.directory_people import account_of, post_of
from tests.processes.test_amending import NEW_ROW, amended, come
from tests.world import PLAN_FILE

pytestmark = pytest.mark.browser
LONG_ROW = NEW_ROW.replace(
    "\tXây dựng", f"\t{'Rà soát, hoàn thiện cơ sở dữ liệu dùng chung của tỉnh; ' * 12}{'mã-định-danh-' * 12}. Xây dựng"
)
SCREENS = [(1366, "light"), (390, "dark"), (320, "light")]


@pytest.fixture
def amendment(committed: str) -> Plan:
    """An amendment in force, and the work of the amended plan given out."""
    plan = store(plan_file(PLAN_FILE), capacity=system("import_plan"))[0]
    confirm_all(plan, system("confirm_plan"))
    put_in_force(plan, system("confirm_plan"))
    give_out(plan, 2025, capacity=system("give_out"), key="2025")
    later = come(SimpleNamespace(plan=plan), amended(added=LONG_ROW))
    later.amendment_lines.filter(kind="changed").update(certain=False, similarity=0.6)
    return later


@pytest.fixture(params=SCREENS, ids=lambda screen: f"{screen[0]}-{screen[1]}")
def page(request: pytest.FixtureRequest, chromium: Browser, served: str, amendment: Plan) -> Iterator[Page]:
    """A browser of that width and colour, signed in as who keeps the plan."""
    width, scheme = request.param
    context = signed_in(chromium, served, account_of(post_of(Role.PLAN_ADMIN)), width=width, scheme=scheme)
    yield context.new_page()
    context.close()


def test_a_doubtful_pair_is_judged_and_a_line_is_settled(
    page: Page, amendment: Plan, request: pytest.FixtureRequest
) -> None:
    screen = f"amendment/{request.node.callspec.id}"
    page.goto(f"/ke-hoach/{amendment.pk}/sua-doi/")
    sound(page, f"{screen}-draft")
    picture(page, f"{screen}-draft-whole", whole=True)
    page.get_by_role("button", name="Là một nhiệm vụ").click()
    expect(page.get_by_role("button", name="Là một nhiệm vụ")).to_have_count(0)
    put_in_force(amendment, system("confirm_plan"))
    page.reload()
    dropped = page.locator("section", has=page.get_by_role("heading", name="Bỏ: I.3"))
    dropped.locator("summary", has_text="Ghi đã thực hiện").click()
    dropped.get_by_label("Việc đã thực hiện").fill("Đã thu hồi.")
    sound(page)
    dropped.get_by_label("Số, ký hiệu văn bản").fill("15/QĐ-UBND")
    dropped.get_by_role("button", name="Ghi đã thực hiện").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator(".error-summary")).to_be_in_viewport()
    sound(page, f"{screen}-error")
    dropped.get_by_label("Ngày văn bản").fill("09/02/2025")
    dropped.get_by_role("button", name="Ghi đã thực hiện").click()
    expect(dropped.get_by_text("Đã thu hồi.")).to_be_visible()
    picture(page, f"{screen}-settled", whole=True)
    page.goto(f"/ke-hoach/{amendment.earlier_id}/sua-doi/")
    sound(page, f"{screen}-earlier")
