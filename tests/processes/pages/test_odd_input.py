"""What no browser sends of itself gets a sentence, never a fault; and what a signed-in person reads is kept nowhere."""

from __future__ import annotations

import pytest

from tests.approvals.pages.clients import signed_in
from tests.world import World

DIGITS = "9" * 5000  # more than Python turns into a number


@pytest.mark.parametrize("address", ["/?tim=%00", "/ke-hoach/{plan}/chuyen-giao/?tu=%00"])
def test_a_nul_in_an_address_is_refused_in_words(small: World, address: str) -> None:
    browser = signed_in(small, "quan-tri-ke-hoach")
    browser.raise_request_exception = False
    answer = browser.get(address.format(plan=small.plan.pk))
    assert answer.status_code == 422
    assert "ký tự không hợp lệ" in answer.content.decode()


def test_a_number_of_thousands_of_digits_is_no_number(small: World) -> None:
    browser = signed_in(small, "quan-tri-ke-hoach")
    browser.raise_request_exception = False
    assert browser.get(f"/?ke-hoach={DIGITS}&co-quan={DIGITS}").status_code == 200
    share = small.share("I.1", "syt")
    transfer = {"tu": "syt", "shares": [DIGITS, share.pk], f"version-{share.pk}": DIGITS, "step": "confirm"}
    assert browser.post(f"/ke-hoach/{small.plan.pk}/chuyen-giao/", transfer).status_code == 422
    chosen = {"viec": "accept", "chon": [f"{DIGITS}:1", f"{share.pk}:{DIGITS}"], "post": DIGITS}
    leader = signed_in(small, "ld-so-y-te")
    leader.raise_request_exception = False
    assert leader.post("/viec/xem-truoc/", chosen).status_code == 200


def test_private_pages_are_kept_by_no_browser_and_no_proxy(small: World) -> None:
    browser = signed_in(small, "ld-so-y-te")
    for address in ("/", f"/ho-so/{small.share('I.1', 'syt').pk}/", "/co-quan/", "/khong-co/"):
        assert browser.get(address)["Cache-Control"] == "private, no-store", address
