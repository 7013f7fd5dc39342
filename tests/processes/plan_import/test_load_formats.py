"""A plan in Word, Excel or PDF goes into the database as one in text does; its places are said in its own terms."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from processes.actors import actor_as
from processes.models import Plan, Role
from processes.plan_import.load import import_plan
from tests.plans.writers import Written, as_docx, as_xlsx, customers_plan
from tests.processes.directory_people import account_of, post_of
from tests.processes.plan_import.plans_written import HEADINGS
from tests.world import PLAN_FILE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("write", "name", "place"),
    [(as_docx, "kh.docx", "bảng 1, hàng"), (as_xlsx, "kh.xlsx", "trang tính “Phụ lục”, hàng")],
)
def test_it_goes_in_with_the_same_tasks_terms_and_doubts_as_the_text(tmp_path, write, name, place) -> None:
    text, _created = import_plan(PLAN_FILE, actor=actor_as("he-thong"))
    told = [(doubt.kind, doubt.task and doubt.task.code, doubt.text) for doubt in text.doubts.order_by("position")]
    terms = list(text.tasks.order_by("position").values_list("code", "terms__kind", "terms__agency__code"))
    Plan.objects.filter(pk=text.pk).update(number="cũ")  # the same plan from another file would be refused as changed
    path = tmp_path / name
    path.write_bytes(write(customers_plan()))
    plan, created = import_plan(path, actor=actor_as("he-thong"))
    assert created
    assert [
        (doubt.kind, doubt.task and doubt.task.code, doubt.text) for doubt in plan.doubts.order_by("position")
    ] == told
    assert sorted(map(str, plan.tasks.values_list("code", "terms__kind", "terms__agency__code"))) == sorted(
        map(str, terms)
    )
    assert [len(group.tasks.all()) for group in plan.groups.all()] == [3, 4, 3, 4, 4, 2]
    assert bytes(plan.source) == path.read_bytes()
    assert all(finding.where for finding in plan.findings.all())
    assert plan.findings.get(kind="lead_equals_coordinating", message__contains="V.4").where.startswith(place)


def test_an_upload_of_word_is_confirmed_with_places_in_its_own_terms(client) -> None:
    client.force_login(account_of(post_of(Role.PLAN_ADMIN)))
    file = SimpleUploadedFile("ke-hoach.docx", as_docx(customers_plan()))
    answer = client.post("/ke-hoach/nhap/", {"file": file})
    plan = Plan.objects.get()
    assert answer["Location"] == f"/ke-hoach/{plan.pk}/xac-nhan/"
    page = client.get(answer["Location"]).content.decode()
    assert "bảng 1, hàng 4" in page
    assert "đoạn " in page
    assert "dòng None" not in page


def test_an_upload_that_is_refused_says_why_on_the_page(client) -> None:
    client.force_login(account_of(post_of(Role.PLAN_ADMIN)))
    file = SimpleUploadedFile("ke-hoach.pdf", as_docx(Written(["x"], [HEADINGS], [])))
    answer = client.post("/ke-hoach/nhap/", {"file": file})
    assert answer.status_code == 422
    assert "không phải PDF" in answer.content.decode()
    assert not Plan.objects.exists()
