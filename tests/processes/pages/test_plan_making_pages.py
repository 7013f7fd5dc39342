"""A plan comes in and is confirmed by hand: refusals keep what was typed, every confirmation is an event."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from processes.actors import actor_as
from processes.models import Plan, Role
from processes.plan_import.load import import_plan
from processes.plan_import.read_plan import place_in_words
from tests.plans.writers import as_docx, as_markdown, as_xlsx, customers_plan
from tests.processes.directory_people import account_of, post_of
from tests.processes.events import acts
from tests.world import PLAN_FILE

pytestmark = pytest.mark.django_db


def upload(content: bytes, name: str = "ke-hoach.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/plain")


def settle(client, plan: Plan, kind: str, **data: object):
    doubt = plan.doubts.filter(kind=kind, settled__isnull=True).first()
    return client.post(f"/ke-hoach/{plan.pk}/xac-nhan/", {"doubt": doubt.pk, **data})


def test_an_upload_leads_to_the_confirmation(keeper) -> None:
    answer = keeper.post("/ke-hoach/nhap/", {"file": upload(PLAN_FILE.read_bytes())})
    plan = Plan.objects.get()
    assert answer["Location"] == f"/ke-hoach/{plan.pk}/xac-nhan/"
    assert bytes(plan.source) == PLAN_FILE.read_bytes()


def test_pasted_text_is_the_same_plan_as_the_file(keeper, plan: Plan) -> None:
    pasted = PLAN_FILE.read_text("utf-8").replace("\n", "\r\n")
    assert keeper.post("/ke-hoach/nhap/", {"text": pasted}).status_code == 302
    assert Plan.objects.count() == 1


def test_a_refused_text_stays_on_the_page_under_one_sentence(keeper) -> None:
    answer = keeper.post("/ke-hoach/nhap/", {"text": "Không có bảng nào ở đây <b>"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "không có bảng nhiệm vụ" in page
    assert "Không có bảng nào ở đây &lt;b&gt;</textarea>" in page
    assert "<title>Lỗi:" in page
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"%PDF-1.7 x", "PDF"), (b"\xff\xfe\x00a", "UTF-16"), (b"a" * (20 * 1024 * 1024 + 1), "20 MB")],
)
def test_a_file_that_is_no_plan_is_refused_in_words(keeper, content: bytes, said: str) -> None:
    answer = keeper.post("/ke-hoach/nhap/", {"file": upload(content)})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_plan_of_another_department_is_refused_on_the_page_and_names_it(keeper) -> None:
    text = PLAN_FILE.read_text("utf-8").replace("Giao Sở Khoa học và Công nghệ", "Giao Sở Y tế")
    answer = keeper.post("/ke-hoach/nhap/", {"text": text})
    assert answer.status_code == 403
    assert "24/KH-UBND do Sở Y tế theo dõi" in answer.content.decode()
    assert "Giao Sở Y tế" in answer.content.decode(), "what was pasted stays"
    assert not Plan.objects.exists()


def test_nothing_sent_is_refused_in_words(keeper) -> None:
    assert "Hãy chọn tệp kế hoạch" in keeper.post("/ke-hoach/nhap/", {}).content.decode()


def test_another_file_of_the_same_number_is_a_conflict(keeper, plan: Plan) -> None:
    changed = PLAN_FILE.read_text("utf-8").replace("Quý III năm 2025", "Quý I năm 2025").encode()
    answer = keeper.post("/ke-hoach/nhap/", {"file": upload(changed)})
    assert answer.status_code == 409
    assert "I.1, cột Thời gian" in answer.content.decode()


def test_doubts_are_shown_in_their_row_with_the_cell_marked(keeper, plan: Plan) -> None:
    page = keeper.get(f"/ke-hoach/{plan.pk}/xac-nhan/").content.decode()
    assert "Đã xác nhận 0/4" in page
    assert '<mark><span lang="vi">Dài Phát thanh và Truyền hình tỉnh</span></mark>' in page
    assert "<mark>(ô trống)</mark>" in page
    for finding in plan.findings.all()[:60:10]:
        assert finding.message.split("“")[0].replace("&", "&amp;") in page


def test_a_plan_is_confirmed_point_by_point_and_put_in_force(keeper, plan: Plan) -> None:
    early = keeper.post(f"/ke-hoach/{plan.pk}/hieu-luc/")
    assert early.status_code == 409
    assert "Còn 4 điểm chưa xác nhận" in early.content.decode()
    assert settle(keeper, plan, "inferred_ordinal", ordinal="2").status_code == 302
    assert settle(keeper, plan, "unknown_name", agencies=["dai-ptth"], alias="1").status_code == 302
    while waiting := plan.doubts.filter(kind="group_membership", settled__isnull=True).first():
        assert settle(keeper, plan, "group_membership", members=waiting.proposal["value"]).status_code == 302
    page = keeper.get(f"/ke-hoach/{plan.pk}/xac-nhan/").content.decode()
    assert "Đã xác nhận 4/4" in page
    assert keeper.post(f"/ke-hoach/{plan.pk}/hieu-luc/")["Location"] == f"/ke-hoach/{plan.pk}/"
    plan.refresh_from_db()
    assert plan.status == Plan.Status.IN_FORCE
    assert acts(plan.stream)[-1] == "plan.in_force"


def test_a_refused_settlement_keeps_what_was_typed(keeper, plan: Plan) -> None:
    answer = settle(keeper, plan, "inferred_ordinal", ordinal="3")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Kế hoạch đã có nhiệm vụ III.3" in page
    assert 'name="ordinal" maxlength="20" value="3"' in page


def test_a_stale_page_is_told_that_the_point_was_confirmed(keeper, plan: Plan) -> None:
    doubt = plan.doubts.get(kind="unknown_name")
    address, data = f"/ke-hoach/{plan.pk}/xac-nhan/", {"doubt": doubt.pk, "agencies": ["dai-ptth"]}
    assert keeper.post(address, data).status_code == 302
    late = keeper.post(address, {"doubt": doubt.pk, "open": "1"})
    assert late.status_code == 409
    assert f"{plan.doubts.get(pk=doubt.pk).settled_by} đã xác nhận điểm này" in late.content.decode()


def test_a_post_of_another_department_confirms_nothing(client, plan: Plan) -> None:
    client.force_login(account_of(post_of(Role.PLAN_ADMIN, "syt")))
    assert client.get(f"/ke-hoach/{plan.pk}/xac-nhan/").status_code == 404
    assert settle(client, plan, "inferred_ordinal", ordinal="2").status_code == 404
    assert acts(plan.stream) == ["plan.imported"]


def test_who_may_not_import_is_refused(client) -> None:
    client.force_login(account_of(post_of(Role.LEADER)))
    assert client.get("/ke-hoach/nhap/").status_code == 403


def test_the_confirmation_costs_a_constant_number_of_queries(keeper, plan: Plan) -> None:
    with CaptureQueriesContext(connection) as counted:
        keeper.get(f"/ke-hoach/{plan.pk}/xac-nhan/")
    assert len(counted) <= 20


@pytest.fixture
def another(client) -> Client:
    """Somebody else of the same Department, in a browser of his own."""
    browser = Client()
    browser.force_login(account_of(post_of(Role.DIRECTOR)))
    return browser


def opened(page: str) -> str:
    return re.search(r'name="opened" value="([^"]+)"', page)[1]


def test_a_reviewer_is_told_who_else_has_settled_what_since_the_page_was_opened(keeper, another, plan: Plan) -> None:
    address = f"/ke-hoach/{plan.pk}/xac-nhan/"
    since = opened(keeper.get(address).content.decode())
    assert keeper.get(address, {"tu": since}).status_code == 204
    assert settle(another, plan, "inferred_ordinal", ordinal="2").status_code == 302
    told = keeper.get(address, {"tu": since})
    who = plan.doubts.get(kind="inferred_ordinal").settled_by
    assert f"{who}: III.2" in told.content.decode()
    assert another.get(address, {"tu": since}).status_code == 204
    data = {"agencies": ["dai-ptth"], "opened": since}
    doubt = plan.doubts.get(kind="unknown_name")
    after = keeper.post(address, {"doubt": doubt.pk, **data}, follow=True).content.decode()
    assert f"{who}: III.2" in after


def test_whoever_confirms_again_must_have_seen_the_confirmation_that_he_replaces(keeper, another, plan: Plan) -> None:
    address = f"/ke-hoach/{plan.pk}/xac-nhan/"
    settle(keeper, plan, "inferred_ordinal", ordinal="2")
    doubt = plan.doubts.get(kind="inferred_ordinal")
    data = {"doubt": doubt.pk, "again": "1", "seen": doubt.settled_at.isoformat()}
    assert another.post(address, {**data, "ordinal": "22"}).status_code == 302
    late = keeper.post(address, {**data, "ordinal": "23"})
    doubt.refresh_from_db()
    assert late.status_code == 409
    assert f"{doubt.settled_by} đã xác nhận điểm này" in late.content.decode()
    assert doubt.settled == {"ordinal": "22"}


def test_a_settlement_leads_to_the_next_point_that_waits(keeper, plan: Plan) -> None:
    done = settle(keeper, plan, "inferred_ordinal", ordinal="2")
    following = plan.doubts.filter(settled__isnull=True).first()
    assert done["Location"] == f"/ke-hoach/{plan.pk}/xac-nhan/#diem-{following.pk}"


@pytest.mark.parametrize("since", ["", "hôm qua", "2025-01-01", "0001-01-01T00:00", "\x00", "9" * 40])
def test_an_odd_moment_in_the_address_breaks_nothing(keeper, plan: Plan, since: str) -> None:
    assert keeper.get(f"/ke-hoach/{plan.pk}/xac-nhan/", {"tu": since}).status_code in (200, 204)


VAGUE = ("Quý III năm 2025", "Khoảng giữa năm 2025")


@pytest.fixture
def vague(plan: Plan, tmp_path) -> Plan:
    """Another plan, whose first deadline says no day."""
    text = PLAN_FILE.read_text("utf-8").replace("24/KH-UBND", "25/KH-UBND").replace("Số: 24", "Số: 25")
    path = tmp_path / "uoc-chung.txt"
    path.write_text(text.replace(*VAGUE, 1), encoding="utf-8")
    return import_plan(path, actor=actor_as("he-thong"))[0]


def test_a_vague_deadline_is_settled_by_two_days(keeper, vague: Plan) -> None:
    page = keeper.get(f"/ke-hoach/{vague.pk}/xac-nhan/").content.decode()
    assert "từ 01/04/2025 đến 30/06/2025" in page
    days = {"choice": "dates", "first": "2025-05-05", "last": "2025-06-20"}
    assert settle(keeper, vague, "uncertain_deadline", **{**days, "last": "2025-05-04"}).status_code == 422
    assert settle(keeper, vague, "uncertain_deadline", **{**days, "last": "20/6"}).status_code == 422
    both = settle(keeper, vague, "uncertain_deadline", choice="proposal", deadline="Quý II năm 2025")
    assert "Hãy chọn một trong hai" in both.content.decode()
    assert settle(keeper, vague, "uncertain_deadline", **days).status_code == 302
    task = vague.doubts.get(kind="uncertain_deadline").task
    assert (task.starts, task.ends, task.deadline["certain"]) == (date(2025, 5, 5), date(2025, 6, 20), True)
    assert task.cells["deadline"] == VAGUE[1]
    assert "(05/05/2025 – 20/06/2025)" in keeper.get(f"/ke-hoach/{vague.pk}/xac-nhan/").content.decode()


WRITERS = {"docx": as_docx, "xlsx": as_xlsx, "md": as_markdown}


@pytest.mark.parametrize("kind", WRITERS)
def test_an_office_file_is_read_on_upload_and_its_doubts_name_their_place(keeper, kind: str) -> None:
    file = upload(WRITERS[kind](customers_plan()), f"ke-hoach.{kind}")
    answer = keeper.post("/ke-hoach/nhap/", {"file": file}, follow=True)
    plan = Plan.objects.get()
    assert plan.tasks.count() == 20
    source = keeper.get(f"/ke-hoach/{plan.pk}/ban-goc/")
    assert source.content == bytes(plan.source)
    assert source["Content-Type"].startswith("text/plain" if kind == "md" else "application/vnd.openxmlformats")
    place = place_in_words(plan.doubts.filter(task__isnull=False).first().task.place)
    assert f"({place})" in answer.content.decode()


def test_a_file_that_is_not_what_its_name_says_is_refused_and_the_pasted_text_stays(keeper) -> None:
    file = upload(b"PK\x03\x04 not a document", "ke-hoach.docx")
    answer = keeper.post("/ke-hoach/nhap/", {"file": file, "text": "Đoạn đã dán"})
    assert answer.status_code == 422
    assert "ke-hoach.docx" in answer.content.decode()
    assert "Đoạn đã dán</textarea>" in answer.content.decode()
    assert not Plan.objects.exists()


CORRECTION = {"number": "31/CV-UBND", "dated": "2025-02-20", "issuer": "UBND tỉnh Quảng Ngãi"}


def test_a_cell_is_corrected_by_a_document_and_both_texts_are_shown(keeper, plan: Plan) -> None:
    doubt = plan.doubts.get(kind="unknown_name")
    source, right = doubt.task.cells[doubt.cell], "Đài Phát thanh và Truyền hình tỉnh; Sở Y tế"
    address = f"/ke-hoach/{plan.pk}/dinh-chinh/?nv={doubt.task_id}&o={doubt.cell}"
    assert address.replace("&", "&amp;") in keeper.get(f"/ke-hoach/{plan.pk}/xac-nhan/").content.decode()
    assert source in keeper.get(address).content.decode()
    wanted = {"task": doubt.task_id, "cell": doubt.cell, "text": right}
    refused = keeper.post(address, wanted)
    assert refused.status_code == 422
    assert f"{right}</textarea>" in refused.content.decode()
    assert keeper.post(address, {**wanted, **CORRECTION}).status_code == 302
    for page in (f"/ke-hoach/{plan.pk}/", f"/ke-hoach/{plan.pk}/xac-nhan/"):
        shown = keeper.get(page).content.decode()
        assert "31/CV-UBND ngày 20/02/2025" in shown
        assert f'<ins><span lang="vi">{right}</span></ins>' in shown
        assert doubt.text in shown


@pytest.mark.parametrize("query", ["nv=&o=", "nv=99999999999999999999&o=lead", "nv=x&o=y", "nv=0&o=text"])
def test_an_odd_cell_in_the_address_breaks_nothing(keeper, plan: Plan, query: str) -> None:
    assert keeper.get(f"/ke-hoach/{plan.pk}/dinh-chinh/?{query}").status_code == 200
