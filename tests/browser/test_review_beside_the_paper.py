"""The review of a plan that came as PDF: the paper beside each doubt, several tasks in a cell, two reviewers at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from processes.models import Account, Plan, Role
from processes.plan_import.load import store
from processes.plan_import.read_plan import PlanFile
from tests.browser.looking import Refused, signed_in, sound
from tests.plans.corpus.paper import as_pdf
from tests.plans.sixty_tasks import ABOVE, HEADINGS
from tests.plans.writers import Written
from tests.processes.directory_people import account_of, post_of, system
from tests.processes.test_guessed_columns import NONE
from tests.processes.test_guessed_columns import plan_of as plan_without_headings

pytestmark = pytest.mark.browser
SCREENS = [(1366, "light"), (1366, "dark"), (390, "light"), (320, "dark")]
LONG = (
    "Triển khai Đề án phát triển hạ tầng số, dữ liệu số và kỹ năng số trên địa bàn tỉnh giai đoạn 2025-2030:\n"
    "- Xây dựng, trình ban hành kế hoạch triển khai nền tảng tích hợp, chia sẻ dữ liệu dùng chung của tỉnh;\n"
    "- Tổ chức đào tạo, bồi dưỡng kỹ năng số cho cán bộ, công chức, viên chức và người dân;\n"
    "- Sơ kết, báo cáo kết quả"
)


def row(ordinal: str, text: str, lead: str = "Sở Y tế", time: str = "Quý II năm 2025") -> list[str]:
    return [ordinal, text, lead, "Sở Nội vụ", "Sở Khoa học và Công nghệ", time]


@pytest.fixture
def draft(committed: str) -> Plan:
    """A plan of one page with a vague time, a cell of three items, an empty ordinal and a name that nobody bears."""
    rows = [
        ["I", "Hoàn thiện thể chế", "", "", "", ""],
        row("1", "Rà soát văn bản quy phạm pháp luật", time="Khoảng giữa năm 2025"),
        row("2", LONG),
        row("", "Công khai thủ tục hành chính"),
        row("4", "Phát sóng chuyên mục", lead="Dài Phát thanh và Truyền hình tỉnh"),
        row("5", "a) Thống kê; b) Công bố"),
    ]
    content = as_pdf(Written(ABOVE, [HEADINGS], rows))
    return store(PlanFile("ke-hoach-61.pdf", content), capacity=system("import_plan"))[0]


def keeper() -> Account:
    """Somebody who keeps the plans."""
    return account_of(post_of(Role.PLAN_ADMIN))


@pytest.fixture
def refused() -> Iterator[Refused]:
    heard = Refused()
    yield heard
    assert heard == []


@pytest.fixture
def page(chromium: Browser, served: str, refused: Refused) -> Iterator[Page]:
    """A window of somebody who keeps the plans, without the pictures: they have a test of their own."""
    context = signed_in(chromium, served, keeper())
    context.route("**/trang/**", lambda route: route.abort())
    yield refused.listen(context.new_page())
    context.close()


def loaded(page: Page, at: int) -> None:
    """The paper of the doubt with this number has come."""
    paper = page.locator(".page-view img").nth(at)
    paper.scroll_into_view_if_needed()
    page.wait_for_function("(image) => image.complete && image.naturalWidth > 1000", arg=paper.element_handle())


def doubt(plan: Plan, kind: str) -> int:
    """The key of the first open doubt of a kind."""
    return plan.doubts.filter(kind=kind, settled__isnull=True).order_by("position")[0].pk


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_the_paper_is_sound_beside_its_doubt_on_every_screen(
    chromium: Browser, served: str, draft: Plan, refused: Refused, width: int, scheme: str
) -> None:
    context = signed_in(chromium, served, keeper(), width=width, scheme=scheme)
    page = refused.listen(context.new_page())
    page.goto(f"/ke-hoach/{draft.pk}/xac-nhan/")
    loaded(page, 0)
    sound(page, f"paper/top-{width}-{scheme}")
    several = page.locator(f"#diem-{doubt(draft, 'several_tasks')}")
    loaded(page, 1)
    several.evaluate("(card) => card.scrollIntoView()")
    sound(page, f"paper/several-{width}-{scheme}")
    page.goto(f"/ke-hoach/{draft.pk}/xac-nhan/#diem-{doubt(draft, 'unknown_name')}")
    several.locator("button").click()
    expect(page.locator(":focus")).to_be_visible()
    page.locator(f"#diem-{doubt(draft, 'uncertain_deadline')} [value=words]").check()
    page.locator(f"#diem-{doubt(draft, 'uncertain_deadline')} button").click()
    expect(page.locator(".error-summary")).to_be_visible()
    sound(page, f"paper/error-{width}-{scheme}")
    page.wait_for_load_state("networkidle")  # no picture is asked for when the site is gone
    context.close()


def test_a_cell_is_split_by_keyboard_and_joined_again(page: Page, draft: Plan) -> None:
    key = doubt(draft, "several_tasks")
    page.goto(f"/ke-hoach/{draft.pk}/xac-nhan/#diem-{key}")
    card = page.locator(f"#diem-{key}")
    expect(card).to_be_focused()
    expect(card.get_by_label("Một nhiệm vụ, như văn bản in")).to_be_checked()
    for _press in range(4):
        if card.get_by_label("Một nhiệm vụ, như văn bản in").evaluate("(one) => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("tách thành 3 nhiệm vụ: I.2.1, I.2.2, I.2.3")).to_be_visible()
    assert draft.tasks.count() == 7
    page.goto(f"/ke-hoach/{draft.pk}/")
    page.get_by_text("I.2.2: nguyên văn cả ô").click()
    sound(page, "paper/parts")
    page.goto(f"/ke-hoach/{draft.pk}/xac-nhan/")
    settled = page.locator(f"#diem-{key}")
    settled.get_by_text("Xác nhận lại").click()
    sound(page, "paper/again")
    expect(settled.get_by_label("Tách thành 3 nhiệm vụ")).to_be_checked()
    settled.get_by_label("Một nhiệm vụ, như văn bản in").check()
    settled.get_by_role("button").click()
    expect(page.get_by_text("giữ là một nhiệm vụ", exact=True)).to_be_visible()
    assert draft.tasks.count() == 5
    last = doubt(draft, "several_tasks")
    page.goto(f"/ke-hoach/{draft.pk}/xac-nhan/#diem-{last}")
    page.locator(f"#diem-{last}").press("Enter")
    expect(page.get_by_text("giữ là một nhiệm vụ", exact=True)).to_have_count(2)


def test_who_leaves_comes_back_to_what_waits_and_two_at_once_are_told(
    chromium: Browser, served: str, draft: Plan, refused: Refused, page: Page
) -> None:
    address = f"/ke-hoach/{draft.pk}/xac-nhan/"
    ordinal = doubt(draft, "inferred_ordinal")
    page.goto(address)
    expect(page.get_by_text("Đã xác nhận 0/5")).to_be_visible()
    other = signed_in(chromium, served, keeper())
    other.route("**/trang/**", lambda route: route.abort())
    colleague = refused.listen(other.new_page())
    colleague.goto(f"{address}#diem-{ordinal}")
    colleague.locator(f"#diem-{ordinal}").press("Enter")
    expect(colleague.get_by_text("Đã xác nhận 1/5")).to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator("#nguoi-khac")).to_contain_text("người khác đã xác nhận")
    sound(page, "paper/told")
    card = page.locator(f"#diem-{ordinal}")
    card.get_by_label("Số thứ tự").fill("7")
    card.get_by_role("button").click()
    expect(page.locator(".error-summary")).to_contain_text("đã xác nhận điểm này")
    sound(page, "paper/overtaken")
    other.close()
    page.goto("/")
    page.goto(address)
    expect(page.get_by_text("Đã xác nhận 1/5")).to_be_visible()
    page.get_by_role("link", name="Đến điểm chờ xác nhận").click()
    expect(page.locator("[data-stop]").first).to_be_in_viewport()


def test_without_scripts_the_paper_is_there_and_the_forms_work(chromium: Browser, served: str, draft: Plan) -> None:
    signed = signed_in(chromium, served, keeper())
    context = chromium.new_context(
        base_url=served,
        java_script_enabled=False,
        storage_state=signed.storage_state(),
        viewport={"width": 1366, "height": 768},
    )
    page = context.new_page()
    page.goto(f"/ke-hoach/{draft.pk}/xac-nhan/", wait_until="networkidle")
    assert page.locator(".page-view img").first.bounding_box()["height"] > 150
    page.locator(f"#diem-{doubt(draft, 'several_tasks')} [value=split]").check()
    page.locator(f"#diem-{doubt(draft, 'several_tasks')} button.btn-brand").click()
    expect(page.get_by_text("tách thành 3 nhiệm vụ: I.2.1")).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.locator(".page-view").first.click()
    assert page.url.split("?")[0].endswith("/trang/1/")
    context.close()
    signed.close()


def test_guessed_columns_are_confirmed_first(page: Page) -> None:
    plan = plan_without_headings(NONE)
    page.goto(f"/ke-hoach/{plan.pk}/xac-nhan/")
    page.keyboard.press("j")
    sound(page, "paper/guessed-columns")
    page.keyboard.press("Enter")
    expect(page.get_by_text("các cột như đã đoán")).to_be_visible()
