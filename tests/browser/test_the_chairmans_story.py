"""The whole story in Chromium: a share of I.1 from given to closed by seven people, sent back once at every level."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker

from tests.browser.seven_people import Stage, served_world, told, verdict
from tests.world import pdf

pytestmark = pytest.mark.browser
RESULT = "Đã tổ chức 03 hội nghị quán triệt Chỉ thị 38-CT/TW với 186 lượt người tham dự."


@pytest.fixture
def stage(chromium: Browser, whole_template: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """The customer's plan given out, served on a database of its own, on 10 February 2025."""
    with served_world(whole_template, django_db_blocker) as (address, _world):
        yield Stage(chromium, address)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """An officer's report, a real PDF."""
    path = tmp_path / "Báo cáo kết quả.pdf"
    path.write_bytes(pdf("báo cáo"))
    return path


def accept(stage: Stage) -> str:
    """The leader of Sở Y tế takes the share over and names the officer. Returns the share's address."""
    with stage.window("ld-so-y-te") as page:
        stage.look(page, "01-inbox-of-a-leader")
        page.get_by_role("link", name="I.1").first.click()
        address = page.url
        page.locator('[data-opens="viec-tiep-nhan"]:visible').first.click()
        dialog = page.locator("#viec-tiep-nhan")
        dialog.locator("select").first.select_option(label=_option(page, "Phạm Thị Hồng Nhung"))
        with page.expect_navigation():
            dialog.locator(".dialog-acts button.btn").first.click()
        told(page)
        stage.look(page, "02-accepted")
    return address


def _option(page: Page, words: str) -> str:
    return page.locator("#viec-tiep-nhan option", has_text=words).first.inner_text()


def prepare(stage: Stage, address: str, text: str, report: Path | None) -> None:
    """The officer writes the result, with autosave, and uploads the evidence."""
    with stage.window("cv-so-y-te") as page:
        page.goto(f"{address}ket-qua/")
        page.locator("#id_text").fill(text)
        page.locator("input[name=figure_name]").first.fill("Hội nghị")
        page.locator("input[name=figure_actual]").first.fill("3")
        if report is not None:
            page.locator("#id_files").set_input_files(report)
            with page.expect_navigation():
                page.get_by_role("button", name="Tải tệp lên").click()
            page.get_by_text("Báo cáo kết quả.pdf").first.wait_for()
        with page.expect_navigation():
            page.get_by_role("button", name="Lưu nháp").click()
        assert page.locator("#id_text").input_value() == text
        stage.look(page, f"03-result-{'first' if report else 'again'}")


def submit(stage: Stage, address: str) -> None:
    """The leader checks the answers and submits."""
    with stage.window("ld-so-y-te") as page:
        page.goto(f"{address}trinh/")
        stage.look(page, "04-check-answers")
        with page.expect_navigation():
            page.get_by_role("button", name="Trình kết quả").click()
        told(page)


def give(stage: Stage, username: str, address: str, slug: str, words: str = "", *, to: str = "") -> None:
    """One verdict by one person on the share's page; the bar stands in view without scrolling."""
    with stage.window(username) as page:
        page.goto(address)
        assert page.locator(".decide").first.is_visible()
        box = page.locator(".decide").first.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 768 + 1
        stage.look(page, f"05-{username}-{slug}")
        if to:
            page.locator(f'[data-opens="viec-{slug}"]:visible').first.click()
            page.locator(f"#viec-{slug} [name=to]").first.wait_for()
            choose(page, slug, to)
            page.locator(f"#viec-{slug} textarea").first.fill(words)
            with page.expect_navigation():
                page.locator(f"#viec-{slug} .dialog-acts button.btn").first.click()
        else:
            verdict(page, slug, words)
        told(page)


def choose(page: Page, slug: str, to: str) -> None:
    """Where a result is sent back to: a list or radio buttons."""
    field = page.locator(f"#viec-{slug} [name=to]")
    if field.first.evaluate("e => e.tagName") == "SELECT":
        field.first.select_option(to)
    else:
        page.locator(f'#viec-{slug} [name=to][value="{to}"]').check()


def paper(
    stage: Stage, username: str, address: str, page_name: str, file: Path | None, number: str, symbol: str
) -> None:
    """A document is recorded: the Department's proposal or the signed decision."""
    with stage.window(username) as page:
        page.goto(f"{address}{page_name}/")
        page.locator("[name=number]").fill(number)
        page.locator("[name=symbol]").fill(symbol)
        page.locator("[name=dated]").fill("10/02/2025")
        page.locator("[name=signer]").fill("Phạm Thị Thu Hà")
        page.locator("[name=capacity]").fill("KT. CHỦ TỊCH – PHÓ CHỦ TỊCH")
        if file is not None:
            page.locator("[name=file]").set_input_files(file)
        stage.look(page, f"06-{page_name}")
        with page.expect_navigation():
            page.locator("form.card button.btn").first.click()
        told(page)


def test_seven_people_carry_a_share_to_closed_with_one_send_back_on_each_level(stage: Stage, report: Path) -> None:
    address = accept(stage)
    prepare(stage, address, RESULT, report)
    submit(stage, address)
    give(stage, "tham-dinh", address, "tra-lai", "Thiếu danh sách người tham dự.")

    prepare(stage, address, f"{RESULT} Đã bổ sung danh sách.", None)
    submit(stage, address)
    give(stage, "tham-dinh", address, "dat", "Đủ minh chứng.")
    give(stage, "giam-doc", address, "tra-lai", "Nêu rõ số liệu so với kế hoạch.", to="review")
    give(stage, "tham-dinh-2", address, "dat")
    paper(stage, "giam-doc", address, "trinh-chu-tich", None, "12", "TTr-SKHCN")
    give(stage, "tham-tra", address, "tra-lai", "Tờ trình chưa đúng thể thức.")
    give(stage, "tham-dinh", address, "dat")
    paper(stage, "giam-doc", address, "trinh-chu-tich", None, "13", "TTr-SKHCN")
    give(stage, "tham-tra", address, "tham-tra")
    give(stage, "pho-chu-tich", address, "tra-lai", "Làm rõ kinh phí.", to="agency")

    prepare(stage, address, f"{RESULT} Kinh phí: 12 triệu đồng.", None)
    submit(stage, address)
    give(stage, "tham-dinh", address, "dat")
    paper(stage, "giam-doc", address, "trinh-chu-tich", None, "14", "TTr-SKHCN")
    give(stage, "tham-tra", address, "tham-tra")
    give(stage, "pho-chu-tich", address, "phe-duyet", "Đồng ý.")
    paper(stage, "van-thu-ubnd", address, "phat-hanh", report, "88", "QĐ-UBND")

    the_trail_the_paper_and_the_plan_tell_the_same(stage, address)
    assert stage.violations == []
    assert stage.findings == []


def the_trail_the_paper_and_the_plan_tell_the_same(stage: Stage, address: str) -> None:
    """The trail page, the dossier, the inbox and the plan page agree that it is closed, by whom and for whom."""
    with stage.window("giam-doc") as page:
        page.goto(address)
        stage.look(page, "07-closed")
        assert page.get_by_text("Kết thúc").first.is_visible()
        page.goto(f"{address}nhat-ky/")
        stage.look(page, "08-trail")
        trail = page.locator("main").inner_text()
        for words in (
            "Thiếu danh sách người tham dự.",
            "Tờ trình chưa đúng thể thức.",
            "Làm rõ kinh phí.",
            "Phạm Thị Thu Hà",
        ):
            assert words in trail
        assert "Vương Đình Khải" in trail, "both names: who decided, and for whom"
        content = page.request.get(f"{address}ho-so.pdf").body()
        with pdfplumber.open(io.BytesIO(content)) as document:
            text = "\n".join(sheet.extract_text() or "" for sheet in document.pages)
        for words in ("88/QĐ-UBND", "Phạm Thị Thu Hà", "Sở Y tế"):
            assert words in text
        page.goto("/ke-hoach/")
        page.get_by_role("link", name="24/KH-UBND").first.click()
        stage.look(page, "09-plan")
        assert "Kết thúc: 1" in page.locator("main").inner_text()
    with stage.window("ld-so-y-te", (390, 844)) as page:
        stage.look(page, "10-inbox-on-a-phone")
        assert page.locator(f'a[href="{address.removeprefix(stage.address)}"]').count() == 0, "no duty is left"
