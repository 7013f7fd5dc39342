"""The commands by which people and agencies are made without a page: the first administrator begins here."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from processes.actors import actor_as, who_of
from processes.models import Account, Agency, Instrument, Post, Succession
from processes.succession import body_on
from workflow import clock

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def make(username: str, role: str, agency: str, code: str) -> None:
    run("add_person", "Trần Thị Lan", "--username", username, "--as", "he-thong")
    run(
        "appoint",
        username,
        agency,
        role,
        "--title",
        "Cán bộ",
        "--from",
        "01/7/2025",
        "--code",
        code,
        "--as",
        "he-thong",
    )


def test_the_system_makes_the_first_administrator_who_then_makes_others(monkeypatch: pytest.MonkeyPatch) -> None:
    make("quan.tri", "system_admin", "vpub", "qtht")
    monkeypatch.setattr("sys.stdin", StringIO("con-duong-ven-bien-42\n"))
    run("set_password", "quan.tri", "--as", "he-thong")
    assert Account.objects.get(username="quan.tri").check_password("con-duong-ven-bien-42")
    out = run("add_person", "Lê Minh", "--as", "quan.tri")
    assert "Lê Minh" in out
    assert who_of(actor_as("qtht"), "keep_people").role == "system_admin"


def test_a_post_without_the_right_is_refused_with_code_2_and_a_sentence() -> None:
    make("lan", "officer", "stp", "cv-1")
    with pytest.raises(CommandError, match="không có quyền") as refusal:
        run("add_person", "Lê Minh", "--as", "cv-1")
    assert refusal.value.returncode == 2


@pytest.mark.parametrize(
    "words",
    [
        ("appoint", "khong-co", "stp", "officer", "--title", "Chuyên viên"),
        ("appoint", "he-thong", "khong-co", "officer", "--title", "Chuyên viên"),
        ("end_post", "khong-co", "2026-01-01"),
        ("close_account", "khong-co"),
    ],
)
def test_what_is_not_there_is_named(words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match="khong-co"):
        run(*words, "--as", "he-thong")


def test_nothing_is_done_without_an_actor() -> None:
    with pytest.raises(CommandError, match="--as"):
        run("add_person", "Lê Minh")


def test_a_person_gets_a_second_account_a_post_ends_an_account_closes() -> None:
    make("lan", "officer", "stp", "cv-1")
    run("open_account", "lan", "lan.2", "--as", "he-thong")
    run("end_post", "cv-1", "31/12/2025", "--as", "he-thong")
    run("close_account", "lan.2", "--as", "he-thong")
    assert f"{Post.objects.get(code='cv-1').valid_to:%Y-%m-%d}" == "2025-12-31"
    assert not Account.objects.get(username="lan.2").is_active


def test_a_delegation_is_recorded_between_posts() -> None:
    make("ct", "chairman", "ubnd-tinh-2025", "chu-tich")
    make("pct", "vice_chairman", "ubnd-tinh-2025", "pho-chu-tich")
    run("delegate", "chu-tich", "pho-chu-tich", "KT", "12/QĐ-UBND", "--dated", "2025-07-02", "--as", "he-thong")
    assert Instrument.objects.get().holder.code == "pho-chu-tich"
    with pytest.raises(CommandError, match="căn cứ"):
        run(
            "delegate",
            "chu-tich",
            "pho-chu-tich",
            "KT",
            "1",
            "--dated",
            "2025-07-02",
            "--parent",
            "9",
            "--as",
            "he-thong",
        )


def test_an_agency_is_made_and_another_ends_in_its_favour() -> None:
    run("add_agency", "stp-2027", "Sở Tư pháp", "department", "province", "--from", "2026-01-01", "--as", "he-thong")
    run("end_agency", "stp", "2025-12-31", "--continued-by", "stp-2027", "--basis", "Quyết định 1", "--as", "he-thong")
    assert Succession.objects.get(before__code="stp").continues
    stp = Agency.objects.get(code="stp")
    assert body_on(stp.pk, clock.today()) == Agency.objects.get(code="stp-2027").pk


def test_an_agency_is_not_ended_when_its_heir_is_refused() -> None:
    with pytest.raises(CommandError):
        run("end_agency", "stp", "2025-12-31", "--continued-by", "snv", "--basis", "Quyết định 1", "--as", "he-thong")
    assert Agency.objects.get(code="stp").valid_to is None
