"""Every address × every seat × whose it is: who gets in, who is sent on, who is refused, who finds nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse

from approvals.pages import dossier
from processes.pages import about, plan_picture
from processes.plan_import.page_picture import DrawnPage
from tests.rights.addresses import address
from tests.rights.browsers import Browsers, account_of, body, recorded, standing
from tests.rights.ground import FOREIGN, TARGETS, Province
from tests.rights.routes import routes
from tests.rights.seats import OUTSIDE, ROLE_OF, SEATS, SIGNED_IN
from tests.rights.table import READS, TABLE

MAY_BE_WRITTEN_ON_READING = {"evidence.opened", "act.refused"}


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    assert set(routes()) - set(TABLE) == set(), "a new address needs its row in tests/rights/table.py"
    assert set(TABLE) - set(routes()) == set(), "the table speaks of addresses that are gone"


def test_every_role_has_a_seat() -> None:
    from processes.models import Role

    assert set(ROLE_OF.values()) == set(Role) - {Role.SYSTEM}


def test_the_seats_hold_what_they_are_said_to_hold(province: Province) -> None:
    from processes.capacities import capacities
    from workflow import clock
    from workflow.acts import Actor

    for seat in SIGNED_IN:
        held = {one.role for one in capacities(Actor(account_of(SEATS[seat]).pk), clock.today())}
        assert held == {ROLE_OF[seat]} if seat in ROLE_OF else len(held) < 2, seat


@pytest.mark.parametrize("seat", SEATS)
def test_what_each_seat_gets(
    seat: str, province: Province, browsers: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    _without_the_slow_parts(monkeypatch)
    client = browsers[seat]
    expected, got, told = {}, {}, {}
    addresses = {
        (name, target): address(name, row, target, province) for name, row in TABLE.items() for target in row.targets
    }
    before = standing()
    trail = recorded()
    for (name, target), url in addresses.items():
        answer = client.get(url)
        expected[name, target] = _expected(seat, name, target)
        got[name, target] = _led_to_login(answer) or answer.status_code
        told[name, target] = _betrayed(seat, answer, province)
    assert {key: got[key] for key in got if got[key] != expected[key]} == {
        key: expected[key] for key in got if got[key] != expected[key]
    }
    assert {key: marks for key, marks in told.items() if marks} == {}
    assert standing() == before, "a GET changed something"
    new = {(act, stream) for stream, _seq, act in recorded() - trail}
    own = f"account:{client.session.get('_auth_user_id')}"
    assert new <= {(act, own) for act in MAY_BE_WRITTEN_ON_READING}, "a GET left more than an opening or a refusal"


def _without_the_slow_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rights come before the printing of a dossier, the packing of the source, a page's picture; each has tests of its own."""
    monkeypatch.setattr(dossier, "render_dossier", lambda *_args: b"%PDF-1.7")
    monkeypatch.setattr(about, "pack", lambda *_args, **_more: None)
    monkeypatch.setattr(plan_picture, "is_pictured", lambda _plan: True)
    monkeypatch.setattr(plan_picture, "_drawn", lambda *_args: DrawnPage((1, 1), bytes(3), (), ()))


def _expected(seat: str, name: str, target: str) -> int | str:
    row = TABLE[name]
    if seat not in OUTSIDE:
        return row.status(seat, target)
    if not row.public:
        return "login"
    if row.only_post:
        return 405
    return 302 if name == "set_language" else 200


def _led_to_login(answer: HttpResponse) -> str:
    return "login" if answer.status_code == 302 and answer["Location"].startswith("/dang-nhap/") else ""


def _betrayed(seat: str, answer: Any, province: Province) -> list[str]:
    """The marks of shares that this seat may not read, wherever they are printed."""
    page = body(answer)
    closed = [target for target in TARGETS if seat not in READS[target]]
    return [mark for target in closed for mark in province.marks(target) if mark in page]


def test_the_other_province_is_in_nobodys_sight() -> None:
    assert not READS[FOREIGN]
