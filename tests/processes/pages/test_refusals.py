"""Every refusal answers with its status, its sentence and what to do next, in the form that was asked for."""

from __future__ import annotations

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from viewflow.workflow.exceptions import FlowLockFailed

from processes.pages.refusals import as_refusal
from workflow.errors import Conflict, DomainError, NotAllowed, NotFound, NotValid

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

SENTENCE = "Hồ sơ <b>NV-2025-00001</b> đã đóng."
RAISED: dict[str, Exception] = {
    "404": NotFound(SENTENCE),
    "403": NotAllowed(SENTENCE),
    "409": Conflict(SENTENCE),
    "422": NotValid(SENTENCE, field="reason"),
    "lock": FlowLockFailed("busy"),
    "fault": RuntimeError("secret detail"),
}


@login_not_required
def refuse(request: HttpRequest, what: str) -> HttpResponse:
    raise RAISED[what]


urlpatterns = [path("tu-choi/<str:what>/", refuse), path("", include("config.urls"))]
handler404 = "processes.pages.errors.not_found"
handler500 = "processes.pages.errors.fault"


def database_refusal(code: str) -> OperationalError:
    error = OperationalError("database")
    error.__cause__ = type("Cause", (Exception,), {"pgcode": code})()
    return error


@pytest.mark.parametrize("status", ["403", "404", "409", "422"])
def test_a_refusal_becomes_its_status_and_a_page_with_the_sentence(client: Client, status: str) -> None:
    answer = client.get(f"/tu-choi/{status}/")
    page = answer.content.decode()
    assert answer.status_code == int(status)
    assert "Hồ sơ &lt;b&gt;NV-2025-00001&lt;/b&gt; đã đóng." in page
    assert "<title>Lỗi:" in page
    assert "Hãy" in page or "hãy" in page


def test_htmx_gets_a_piece_for_the_messages_of_the_page(client: Client) -> None:
    answer = client.get("/tu-choi/409/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Retarget"]) == (409, "#messages")
    assert "<html" not in answer.content.decode()


def test_a_script_gets_the_sentence_and_the_field_as_json(client: Client) -> None:
    answer = client.get("/tu-choi/422/", headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert answer.json() == {"sentence": SENTENCE, "field": "reason"}


def test_a_lock_that_could_not_be_had_is_a_conflict_not_a_fault(client: Client) -> None:
    answer = client.get("/tu-choi/lock/")
    assert answer.status_code == 409
    assert "đang được người khác xử lý" in answer.content.decode()


@pytest.mark.parametrize(("code", "refused"), [("55P03", True), ("40P01", True), ("57014", False)])
def test_only_waits_for_locks_are_conflicts_of_the_database(code: str, refused: bool) -> None:
    found: DomainError | None = as_refusal(database_refusal(code))
    assert isinstance(found, Conflict) is refused


def test_a_fault_shows_no_detail(client: Client) -> None:
    client.raise_request_exception = False
    answer = client.get("/tu-choi/fault/")
    assert answer.status_code == 500
    assert "Hệ thống gặp sự cố" in answer.content.decode()
    assert "secret" not in answer.content.decode()


def test_an_unknown_address_says_what_to_do(client: Client, django_user_model: type) -> None:
    client.force_login(django_user_model.objects.create(username="hanh"))
    answer = client.get("/khong-co/")
    assert answer.status_code == 404
    assert "mở hồ sơ từ danh sách việc của bạn" in answer.content.decode()


def test_a_form_without_its_token_is_refused_in_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/dang-nhap/", {"username": "hanh", "password": "x"})
    assert answer.status_code == 403
    assert "chưa có gì được ghi nhận" in answer.content.decode()
