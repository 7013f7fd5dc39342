"""The directory on screen."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO

import pytest

from processes.models import Agency, AgencyAlias, GroupMembership, Role, Succession, Unit
from tests.processes.directory_people import account_of, agency, post_of, unit
from tests.processes.events import acts

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    client.force_login(account_of(post_of(Role.OFFICER)))
    return client


def codes(client, **query: str) -> list[str]:
    return [row["code"] for row in _rows(client, **query)]


def _rows(client, **query: str) -> list[dict[str, str]]:
    answer = client.get("/co-quan/", query | {"xuat": "csv"})
    lines = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    return [{"code": line[0], "name": line[2], "kind": line[4]} for line in lines[1:]]


def test_the_list_shows_the_bodies_of_the_day_asked_for(reader) -> None:
    then, now = codes(reader, ngay="24/01/2025"), codes(reader)
    assert "skhcn" in then
    assert "skhcn-2025" not in then
    assert "skhcn-2025" in now
    assert "skhcn" not in now
    assert {"skhcn", "skhcn-2025"} <= set(codes(reader, tat_ca="on"))


def test_on_the_day_of_signing_there_were_thirteen_districts_in_this_province(reader) -> None:
    found = codes(reader, ngay="24/01/2025", cap="district")
    assert {row for row in found if Agency.objects.get(code=row).parent.code == "ubnd-tinh"} == set(
        GroupMembership.objects.filter(group__code="ubnd-huyen").values_list("agency__code", flat=True)
    )


@pytest.mark.parametrize("wanted", ["so khoa hoc va cong nghe", "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "skhcn"])
def test_the_search_does_without_diacritics_and_knows_short_names(reader, wanted: str) -> None:
    assert codes(reader, q=wanted) == ["skhcn-2025"]


def test_a_wrong_day_is_told_and_the_list_still_shows(reader) -> None:
    answer = reader.get("/co-quan/", {"ngay": "31/02/2025"})
    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {"ngay"}
    assert len(answer.context["page"]) == 50


def test_the_state_of_the_list_stays_in_the_address(reader) -> None:
    text = reader.get("/co-quan/", {"cap": "commune"}).content.decode()
    assert "cap=commune&amp;trang=2" in text
    assert "cap=commune&amp;xuat=csv" in text


def test_kinds_are_said_in_words(reader) -> None:
    assert {row["kind"] for row in _rows(reader, cap="commune")} == {"UBND cấp xã"}
    known = set(Agency.objects.values_list("kind", flat=True))
    assert all("_" not in row["kind"] for row in _rows(reader, tat_ca="on")), known


def test_the_page_of_a_body_tells_its_line_its_units_and_its_groups(reader) -> None:
    text = reader.get("/co-quan/skhcn-2025/").content.decode()
    for words in (
        "Sở Thông tin và Truyền thông",
        "kế thừa toàn bộ",
        "Chi cục Tiêu chuẩn",
        "Các sở, ban, ngành",
        "01/03/2025",
    ):
        assert words in text
    assert "Sửa, kết thúc" not in text


def test_a_body_that_is_not_there_is_not_found(reader) -> None:
    assert reader.get("/co-quan/khong-co/").status_code == 404


def test_a_body_is_made_changed_and_continued_by_hand(keeper) -> None:
    data = {
        "code": "stp-2027",
        "name": "Sở Tư pháp",
        "kind": "department",
        "level": "province",
        "valid_from": "01/01/2027",
    }
    assert keeper.post("/co-quan/moi/", data)["Location"] == "/co-quan/stp-2027/"
    assert keeper.get("/co-quan/stp/sua/").context["form"].initial["short_names"] == "STP"
    particulars = {"short_names": "STP\nSở TP", "parent": "ubnd-tinh", "valid_to": "31/12/2026"}
    assert keeper.post("/co-quan/stp/sua/", particulars).status_code == 302
    stp = agency("stp")
    assert (stp.short_names, stp.valid_to) == (["STP", "Sở TP"], date(2026, 12, 31))
    heir = {"after": "stp-2027", "on": "01/01/2027", "continues": "on", "basis": "Quyết định 1/QĐ-UBND"}
    assert keeper.post("/co-quan/stp/ke-thua/", heir).status_code == 302
    assert Succession.objects.get(before=stp).continues
    member = {"group": "cac-so", "valid_from": "01/01/2027"}
    assert keeper.post("/co-quan/stp-2027/nhom/", member).status_code == 302
    assert acts(f"agency:{agency('stp-2027').pk}") == [
        "agency.created", "agency.succession_recorded", "agency.membership_set",
    ]  # fmt: skip
    assert "Ghi việc kế thừa" in keeper.get("/co-quan/stp/").content.decode()


def test_units_and_spellings_are_kept_by_hand(keeper) -> None:
    data = {
        "code": "stp.hctp",
        "name": "Phòng Hành chính tư pháp",
        "kind": "division",
        "predecessor": unit("stp.vp").pk,
    }
    assert keeper.post("/co-quan/stp/don-vi/", data).status_code == 302
    made = Unit.objects.get(code="stp.hctp")
    assert made.predecessor == unit("stp.vp")
    keeper.post(f"/don-vi/{made.pk}/ket-thuc/", {"on": "31/12/2026"})
    keeper.post("/co-quan/stp/cach-viet/", {"aliases": "Sở T.Pháp"})
    alias = AgencyAlias.objects.get(text="Sở T.Pháp")
    assert alias.confirmed
    keeper.post(f"/cach-viet/{alias.pk}/bo/")
    assert acts(f"agency:{agency('stp').pk}") == [
        "unit.created", "unit.ended", "agency.alias_confirmed", "agency.alias_dropped",
    ]  # fmt: skip


def test_what_breaks_a_rule_is_refused_at_its_field(keeper) -> None:
    answer = keeper.post(
        "/co-quan/stp/ke-thua/", {"after": "snv-2025", "on": "01/01/2027", "continues": "on", "basis": "1"}
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"continues"}
