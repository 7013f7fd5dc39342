"""A retry with the same key after the answer was lost gives the first answer, whatever the state is by then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from processes.models import Agency, State, TaskProcess
from tests.rights.browsers import browser
from tests.rights.dropped import LOST, AnswerLost
from tests.rights.ground import OTHER, OWN, WORKING, Province
from tests.rights.seats import PLAN_ADMIN, REVIEWER
from tests.rights.sendings import SENDINGS, Sending
from tests.world import pdf
from workflow.models import Event

AGAIN = "từ lần gửi trước"


@pytest.fixture(autouse=True)
def _a_network_that_loses_answers() -> Iterator[None]:
    with override_settings(MIDDLEWARE=["tests.rights.dropped.LosesAnswers", *settings.MIDDLEWARE]):
        yield


def lose(client: Client, url: str, data: dict[str, Any]) -> None:
    """Send a form whose answer does not arrive."""
    with pytest.raises(AnswerLost):
        client.post(url, data, **{LOST: "1"})


def of(share: TaskProcess) -> list[str]:
    """The hashes of the share's events."""
    return [event.hash_hex for event in Event.objects.filter(stream=share.stream).order_by("seq")]


WITH_RECEIPT = [sending for sending in SENDINGS if sending.act != "prepare"]


@pytest.mark.parametrize("sending", WITH_RECEIPT, ids=lambda sending: sending.route)
def test_the_same_form_again_gets_the_same_receipt(sending: Sending, province: Province) -> None:
    [seat, *_others] = sorted(sending.does[OWN])
    client, share = browser(seat), sending.share(province, OWN)
    fields, before = sending.fields(share), of(share)
    lose(client, sending.address(share), fields)
    done = of(share)
    assert len(done) == len(before) + 1
    if "file" in fields:
        fields["file"].seek(0)
    answer = client.post(sending.address(share), fields, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert AGAIN in page
    assert f'<span class="hash">{done[-1][:16]}…</span>' in page
    assert of(share) == done


def test_words_and_files_sent_again_are_kept_once(province: Province) -> None:
    share, client = province.share(OWN, WORKING), browser("officer")
    url = f"/ho-so/{share.pk}/ket-qua/"
    content = pdf("gửi hai lần")

    def form() -> dict[str, Any]:
        file = SimpleUploadedFile("bao-cao.pdf", content, "application/pdf")
        return {
            "text": "Viết lại.",
            "draft_version": share.draft.version,
            "files": file,
            "key": "mot-lan",
            "do": "save",
        }

    lose(client, url, form())
    done = of(share)
    answer = client.post(url, form())
    assert answer.status_code == 302
    assert of(share) == done
    assert share.draft.files.count() == 2  # the one it had, and this one


def test_a_set_sent_again_gets_the_same_receipts(province: Province) -> None:
    shares = [province.share(target, State.SUBMITTED) for target in (OWN, OTHER)]
    chosen = [f"{share.pk}:{share.version}" for share in shares]
    form = {"viec": "review", "chon": chosen, "opinion": "Đạt.", "key": "ca-hai"}
    client = browser(REVIEWER)
    lose(client, "/viec/thuc-hien/", form)
    done = [of(share) for share in shares]
    page = client.post("/viec/thuc-hien/", form).content.decode()
    assert [of(share) for share in shares] == done
    assert all(events[-1][:16] in page for events in done)


def test_a_year_given_out_again_gives_nothing_twice(province: Province) -> None:
    plan, client = province.world.plan, browser(PLAN_ADMIN)
    form = {"nam": "2026", "key": "nam-2026"}
    lose(client, f"/ke-hoach/{plan.pk}/giao-viec/", form)
    given = TaskProcess.objects.filter(plan=plan, year=2026).count()
    assert given
    assert client.post(f"/ke-hoach/{plan.pk}/giao-viec/", form).status_code == 302
    assert TaskProcess.objects.filter(plan=plan, year=2026).count() == given


def test_a_transfer_sent_again_moves_nothing_twice(province: Province) -> None:
    share, client = province.share(OWN, State.ASSIGNED), browser(PLAN_ADMIN)
    form = {
        "tu": OWN, "to": Agency.objects.get(code="stc").pk, "number": "9", "symbol": "QĐ-UBND", "dated": "03/02/2025",
        "signer": "Vương Đình Khải", "capacity": "CHỦ TỊCH", "shares": [share.pk], f"version-{share.pk}": share.version,
        "key": "chuyen", "step": "confirm",
    }  # fmt: skip
    url = f"/ke-hoach/{province.world.plan.pk}/chuyen-giao/"
    lose(client, url, form)
    done = of(share)
    assert TaskProcess.objects.get(pk=share.pk).agency.code == "stc"
    assert client.post(url, form).status_code == 302
    assert of(share) == done
