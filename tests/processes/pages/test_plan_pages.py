"""The plan on screen: verbatim, counted over what the reader may see, in a number of queries that does not grow."""

from __future__ import annotations

import csv
import re
from datetime import date
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from approvals.acts.giving_out import give_out
from approvals.demo.people import system
from processes.models import Plan
from tests.world import World


def page_of(world: World, username: str, address: str, status: int = 200) -> str:
    client = Client()
    client.force_login(world.account(username))
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def url(world: World, rest: str = "") -> str:
    return f"/ke-hoach/{world.plan.pk}/{rest}"


def test_every_cell_is_shown_letter_by_letter(whole: World) -> None:
    page = page_of(whole, "giam-doc", url(whole))
    for task in whole.plan.tasks.all():
        for text in (task.text, *task.cells.values()):
            shown = escape(text).replace("&lt;i&gt;", "<i>").replace("&lt;/i&gt;", "</i>")
            assert shown in page
    assert "Dài Phát thanh và Truyền hình tỉnh" in page
    assert "<i>tổ chức đánh giá sự phù hợp" in page


def test_the_inferred_ordinal_is_shown_empty_and_said_to_be_inferred(whole: World) -> None:
    assert "[ô trống; suy ra III.2]" in page_of(whole, "giam-doc", url(whole))


def test_the_counts_print_their_formula(whole: World) -> None:
    page = page_of(whole, "giam-doc", url(whole))
    assert "128 phần việc trong phạm vi bạn được xem" in page
    assert "Tổng số tính 94 = C1 0 + C2 0 + C3 94 + C4 0." in page  # I.1 and II.3 have not begun
    assert "Tỷ lệ hoàn thành = (C1 + C2) ÷ tổng số tính = 0 ÷ 94 = 0,0%." in page
    assert re.search(r"Chưa đến kỳ: <strong class=\"num\">34</strong>", page)


def test_a_closed_share_moves_the_counts(whole: World) -> None:
    whole.bring(whole.share("I.3", "skhcn"), "closed")
    page = page_of(whole, "giam-doc", url(whole))
    assert "Tổng số tính 94 = C1 1 + C2 0 + C3 93 + C4 0." in page


def test_an_agency_reads_the_whole_table_but_only_its_own_work(whole: World) -> None:
    page = page_of(whole, "ld-so-y-te", url(whole))
    assert "3 phần việc trong phạm vi bạn được xem" in page
    links = re.findall(r"/ho-so/(\d+)/", page)
    mine = set(whole.plan.processes.filter(agency__code="syt").values_list("pk", flat=True))
    assert {int(pk) for pk in links} == mine
    assert "phần việc cơ quan bạn phối hợp" in page
    assert "Giao việc năm" not in page
    assert "Chuyển giao" not in page


def test_the_number_of_queries_does_not_grow_with_the_shares(whole: World) -> None:
    client = Client()
    client.force_login(whole.account("quan-tri-ke-hoach"))

    def cost(year: int) -> int:
        with CaptureQueriesContext(connection) as counted:
            assert client.get(f"{url(whole)}?nam={year}").status_code == 200
        return len(counted)

    cost(2026)  # the first page of a session also writes the session
    assert cost(2025) == cost(2026) <= 12


def test_the_year_is_in_the_address(whole: World) -> None:
    give_out(whole.plan, 2026, capacity=system("give_out"), key="2026")
    with whole.on(date(2026, 2, 2)):
        assert "Tiến độ năm 2026: 45 phần việc" in page_of(whole, "giam-doc", url(whole))
        assert "Tiến độ năm 2025: 128 phần việc" in page_of(whole, "giam-doc", f"{url(whole)}?nam=2025")


def test_the_table_downloads_with_one_line_a_share(whole: World) -> None:
    text = page_of(whole, "giam-doc", f"{url(whole)}?xuat=csv")
    rows = list(csv.reader(StringIO(text.removeprefix("\ufeff"))))
    assert len(rows) == 1 + 128 + 1  # a heading, the shares, and IV.3 without one
    own = list(csv.reader(StringIO(page_of(whole, "ld-so-y-te", f"{url(whole)}?xuat=csv").removeprefix("\ufeff"))))
    assert sum(1 for row in own if row[6].startswith("NV-")) == 3
    coordinated = [row for row in own[1:] if row[7] and not row[6]]
    assert coordinated
    assert all(row[8] == "Đã giao" and not any(row[9:]) for row in coordinated)


def test_the_source_comes_back_byte_for_byte(whole: World) -> None:
    client = Client()
    client.force_login(whole.account("mat-tran"))
    answer = client.get(url(whole, "ban-goc/"))
    assert answer.content == bytes(whole.plan.source)
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("username", ["quan-tri"])
def test_an_administrator_of_the_system_reads_no_plan(whole: World, username: str) -> None:
    for rest in ("", "ban-goc/", "xac-nhan/", "giao-viec/", "chuyen-giao/"):
        page_of(whole, username, url(whole, rest), status=403)


def test_a_draft_is_known_to_those_who_confirm_it_and_to_nobody_else(whole: World) -> None:
    whole.plan.status = Plan.Status.DRAFT
    whole.plan.save(update_fields=["status"])
    page_of(whole, "giam-doc", url(whole))
    page_of(whole, "ld-so-y-te", url(whole), status=404)
    page_of(whole, "ld-so-y-te", "/ke-hoach/999999/", status=404)
    assert "24/KH-UBND" not in page_of(whole, "ld-so-y-te", "/ke-hoach/")


def test_the_list_names_every_plan_and_downloads(whole: World) -> None:
    assert "24/KH-UBND" in page_of(whole, "ld-so-y-te", "/ke-hoach/")
    assert "24/KH-UBND" in page_of(whole, "ld-so-y-te", "/ke-hoach/?xuat=csv")
