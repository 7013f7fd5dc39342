"""A plan comes in and is confirmed by hand: refusals keep what was typed, every confirmation is an event."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from processes.actors import actor_as
from processes.models import Plan, Role
from processes.plan_import.load import import_plan
from tests.processes.directory_people import account_of, post_of
from tests.processes.events import acts
from tests.world import PLAN_FILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client):
    client.force_login(account_of(post_of(Role.PLAN_ADMIN)))
    return client


@pytest.fixture
def plan() -> Plan:
    return import_plan(PLAN_FILE, actor=actor_as("he-thong"))[0]


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
    assert "<mark>Dài Phát thanh và Truyền hình tỉnh</mark>" in page
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
    assert "đã được xác nhận" in late.content.decode()


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
    assert len(counted) <= 18
