"""Forged forms that are not about one share: sets of shares, plans, the directory, people; and forms without their token."""

from __future__ import annotations

import pytest
from django.test import Client

from processes.models import State
from tests.rights.addresses import address
from tests.rights.browsers import Browsers, recorded, standing
from tests.rights.ground import FOREIGN, OTHER, OWN, Province
from tests.rights.seats import (
    DIRECTOR,
    LEADER,
    OFFICER,
    OUTSIDE,
    PLAN_ADMIN,
    PROVINCE,
    SIGNED_IN,
)  # fmt: skip
from tests.rights.table import ABROAD, DRAFT, PLAN, TABLE

BULK = {"accept": State.ASSIGNED, "take": State.SUBMITTED, "review": State.SUBMITTED, "conclude": State.REVIEWED,
        "decide": State.WITH_AUTHORITY}  # fmt: skip
OPEN = {"login", "demo_login", "set_language", "logout", "own_password", "about", "source"}
READING = {
    "inbox",
    "coordination",
    "plans",
    "plan",
    "plan_source",
    "plan_picture",
    "policies",
    "stream_trail",
    "agencies",
    "agency",
    "people",
    "person",
}


@pytest.mark.parametrize("act", BULK)
def test_a_set_of_foreign_shares_is_not_found_and_written_down(
    act: str, province: Province, browsers: Browsers
) -> None:
    for seat in sorted(SIGNED_IN):
        targets = [FOREIGN] if seat in PROVINCE else [FOREIGN, OTHER]
        shares = [share for (target, _state), share in province.shares.items() if target in targets]
        chosen = [f"{share.pk}:{share.version}" for share in shares]
        before, trail = standing(), recorded()
        client = browsers[seat]
        for url in ("/viec/thuc-hien/", "/viec/xem-truoc/"):
            answer = client.post(url, {"viec": act, "chon": chosen, "key": "gia-mao"})
            page = answer.content.decode()
            assert answer.status_code == 404, (seat, url)
            assert not [share.code for share in shares if share.code in page], (seat, url)
        new = [line[2] for line in recorded() - trail]
        assert new == ["act.refused", "act.refused"], seat
        assert standing() == before, seat


@pytest.mark.parametrize(("act", "state"), BULK.items())
def test_a_set_without_the_right_is_refused_line_by_line(
    act: str, state: str, province: Province, browsers: Browsers
) -> None:
    share = province.share(OWN, state)
    trail, before = recorded(), standing()
    answer = browsers[OFFICER].post(
        "/viec/thuc-hien/", {"viec": act, "chon": f"{share.pk}:{share.version}", "key": "gia-mao"}
    )
    assert "không có quyền" in answer.content.decode()
    assert [line[2] for line in recorded() - trail] == ["act.refused"]
    assert standing() == before


@pytest.mark.parametrize("seat", sorted(SIGNED_IN))
def test_forms_of_plans_directory_and_people_are_closed_as_their_pages_are(
    seat: str, province: Province, browsers: Browsers
) -> None:
    client = browsers[seat]
    wrong = {}
    before = standing()
    for name, row in TABLE.items():
        if row.where.startswith("share") or name in OPEN | READING or name.startswith("bulk"):
            continue
        for target in row.targets:
            if seat in row.opens.get(target, ()):
                continue  # his to send: what it does is told in the tests of that page
            url, trail = address(name, row, target, province), recorded()
            answer = client.post(url, {"key": "gia-mao", "nam": "2026"})
            new = [line[2] for line in recorded() - trail]
            written = ["act.refused"] if answer.status_code == 403 else new[:1]
            if answer.status_code != row.status(seat, target) or new != written:
                wrong[name, target] = (answer.status_code, new)
    assert wrong == {}
    assert standing() == before


@pytest.mark.parametrize("seat", [DIRECTOR, PLAN_ADMIN])
@pytest.mark.parametrize(
    "name", ["plan_confirm", "plan_columns", "plan_correct", "plan_open_members", "plan_in_force", "plan_give_out"]
)
def test_who_keeps_a_plan_keeps_no_other_provinces(
    name: str, seat: str, province: Province, browsers: Browsers
) -> None:
    client, before = browsers[seat], standing()
    for target, status in ((ABROAD, 403), (DRAFT, 404)):
        answer = client.post(address(name, TABLE[name], target, province), {"nam": "2026", "key": "gia-mao"})
        assert answer.status_code == status, target
    assert standing() == before


@pytest.mark.parametrize("shares", [(FOREIGN, State.CLOSED), (FOREIGN, State.SUBMITTED)])
def test_a_foreign_share_is_not_moved_along_with_ones_own(
    shares: tuple[str, str], province: Province, browsers: Browsers
) -> None:
    foreign, own = province.share(*shares), province.share(OWN, State.ASSIGNED)
    url = address("plan_transfer", TABLE["plan_transfer"], PLAN, province)
    form = {"tu": OWN, "to": own.agency_id, "number": "9", "symbol": "QĐ-UBND", "dated": "03/02/2025", "signer": "A",
            "capacity": "B", "shares": [foreign.pk], "key": "gia-mao", "step": "confirm"}  # fmt: skip
    before = standing()
    answer = browsers[PLAN_ADMIN].post(url, form)
    assert answer.status_code == 422
    assert foreign.code not in answer.content.decode()
    assert standing() == before


def test_no_form_is_taken_without_its_token(province: Province, browsers: Browsers) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = browsers[LEADER].cookies
    before, trail = standing(), recorded()
    for name, row in TABLE.items():
        for target in row.targets[:1]:
            answer = client.post(address(name, row, target, province), {"key": "khong-ma"})
            assert answer.status_code == 403, name
            assert "chưa có gì được ghi nhận" in answer.content.decode(), name
    assert standing() == before
    assert recorded() == trail


@pytest.mark.parametrize("seat", sorted(OUTSIDE))
def test_nobody_acts_without_signing_in(seat: str, province: Province, browsers: Browsers) -> None:
    client, before = browsers[seat], standing()
    for name, row in TABLE.items():
        if row.public:
            continue
        for target in row.targets:
            answer = client.post(address(name, row, target, province), {"key": "vo-danh"})
            assert (answer.status_code, answer["Location"][:11]) == (302, "/dang-nhap/"), name
    assert standing() == before
