"""The page of an amendment: the difference cell by cell, the work it touches, and the four forms."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from processes.models import Plan
from processes.plans import put_in_force
from tests.approvals.pages.clients import signed_in
from tests.processes.directory_people import system
from tests.processes.test_amending import amended, come, line
from tests.world import World


def address(plan: Plan) -> str:
    return f"/ke-hoach/{plan.pk}/sua-doi/"


def page(client: Client, plan: Plan) -> str:
    answer = client.get(address(plan))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def keeper(whole: World) -> Client:
    return signed_in(whole, "quan-tri-ke-hoach")


def test_a_file_is_taken_in_as_an_amendment_of_the_plan(whole: World, keeper: Client) -> None:
    assert "Ghi nhận là bản sửa đổi" in page(keeper, whole.plan)
    file = SimpleUploadedFile("sua.txt", amended().content)
    sent = {"viec": "nhap", "number": "60/KH-UBND", "dated": "05/02/2025", "relation": "restates", "file": file}
    answer = keeper.post(address(whole.plan), sent)
    plan = Plan.objects.get(number="60/KH-UBND")
    assert answer["Location"] == address(plan)
    assert plan.earlier == whole.plan
    assert "60/KH-UBND" in page(keeper, whole.plan)


def test_an_amendment_without_its_document_is_refused_on_the_form(whole: World, keeper: Client) -> None:
    file = SimpleUploadedFile("sua.txt", amended().content)
    answer = keeper.post(address(whole.plan), {"viec": "nhap", "file": file, "relation": "restates"})
    assert answer.status_code == 422
    assert "<title>Lỗi:" in answer.content.decode()
    assert Plan.objects.count() == 1


def test_old_and_new_stand_side_by_side_with_the_work_that_runs(whole: World, keeper: Client) -> None:
    plan = come(whole)
    said = page(keeper, plan)
    assert '<td lang="vi">Quý III năm 2025</td>' in said
    assert "<del>" in said
    assert "<ins>" in said
    assert "[xóa] </span>III" in said
    assert "33 hồ sơ đang chạy" in said
    assert "Đổi thời hạn của hồ sơ đang chạy" in said
    assert "Thu hồi hồ sơ đang chạy" in said
    assert f"/ho-so/{whole.share('I.1', 'syt').pk}/" in said
    assert "Ghi đã thực hiện" not in said, "nothing is settled before the plan is in force"


def test_a_line_is_settled_on_the_page(whole: World, keeper: Client) -> None:
    plan = put_in_force(come(whole), system("confirm_plan"))
    row = line(plan, "dropped")
    sent = {
        "viec": "xu-ly",
        "dong": row.pk,
        "note": "Đã thu hồi từng hồ sơ.",
        "number": "15/QĐ-UBND",
        "dated": "09/02/2025",
    }
    assert keeper.post(address(plan), {**sent, "note": ""}).status_code == 422
    assert keeper.post(address(plan), {**sent, "dated": ""}).status_code == 422
    answer = keeper.post(address(plan), sent)
    assert answer["Location"] == f"{address(plan)}#dong-{row.pk}"
    assert "Đã thu hồi từng hồ sơ." in page(keeper, plan)
    assert keeper.post(address(plan), {**sent, "note": "Khác."}).status_code == 409


def test_a_draft_with_a_number_of_its_own_is_said_to_replace_the_plan(whole: World, keeper: Client) -> None:
    plan = come(whole)
    keeper.post(address(plan), {"viec": "khai", "earlier": "", "relation": "amends"})
    assert Plan.objects.get(pk=plan.pk).earlier is None
    answer = keeper.post(address(plan), {"viec": "khai", "earlier": whole.plan.pk, "relation": "replaces"})
    assert answer.status_code == 302
    assert Plan.objects.get(pk=plan.pk).relation == "replaces"
    assert "Thay thế toàn bộ kế hoạch" in page(keeper, plan)


def test_a_doubtful_pair_is_judged_on_the_page(whole: World, keeper: Client) -> None:
    plan = come(whole)
    row = line(plan, "changed")
    plan.amendment_lines.filter(pk=row.pk).update(certain=False, similarity=0.6)
    assert "giống nhau 60 %" in page(keeper, plan)
    assert keeper.post(address(plan), {"viec": "xac-nhan", "dong": row.pk, "cung": "1"}).status_code == 302
    assert not plan.amendment_lines.filter(certain=False).exists()


def test_the_download_has_a_row_for_every_cell_that_differs(whole: World, keeper: Client) -> None:
    plan = come(whole)
    answer = keeper.get(address(plan) + "?xuat=csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 21
    (changed,) = [row for row in rows if row["Thay đổi"] == "Sửa"]
    assert (changed["Cột"], changed["Trước"], changed["Sau"]) == ("Thời gian", "Quý III năm 2025", "Quý II năm 2025")
    assert len(changed["Hồ sơ đang chạy"].split()) == 33


def test_an_unknown_form_or_line_is_not_found(whole: World, keeper: Client) -> None:
    plan = put_in_force(come(whole), system("confirm_plan"))
    assert keeper.post(address(plan), {"viec": "khac"}).status_code == 404
    for number in ("", "0", "9" * 30):
        assert keeper.post(address(plan), {"viec": "xu-ly", "dong": number, "note": "x"}).status_code == 404


def test_whoever_does_not_keep_the_plan_is_refused(whole: World) -> None:
    assert signed_in(whole, "giam-doc").get(address(whole.plan)).status_code == 200
    assert signed_in(whole, "ld-so-y-te").get(address(whole.plan)).status_code == 403


def test_both_plans_name_each_other_once_the_later_is_in_force(whole: World) -> None:
    reader = signed_in(whole, "cv-so-y-te")
    plan = come(whole, relation="replaces")
    assert "60/KH-UBND" not in reader.get(f"/ke-hoach/{whole.plan.pk}/").content.decode()
    put_in_force(plan, system("confirm_plan"))
    old, new = (reader.get(f"/ke-hoach/{pk}/").content.decode() for pk in (whole.plan.pk, plan.pk))
    assert f'<a href="/ke-hoach/{plan.pk}/">60/KH-UBND</a>' in old
    assert "Đã được thay thế" in old
    assert f'Thay thế toàn bộ kế hoạch: <a href="/ke-hoach/{whole.plan.pk}/">' in new
    assert "Sửa đổi, thay thế</a>" not in old


def test_a_replaced_plan_offers_no_giving_out_but_its_running_work_may_pass_on(whole: World, keeper: Client) -> None:
    put_in_force(come(whole, relation="replaces"), system("confirm_plan"))
    said = keeper.get(f"/ke-hoach/{whole.plan.pk}/").content.decode()
    assert "/giao-viec/" not in said
    assert f"/ke-hoach/{whole.plan.pk}/chuyen-giao/" in said
