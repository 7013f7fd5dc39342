"""The act was committed and its answer never arrived: the browser sends the same form again, and reads the first answer."""

import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings

from processes.models import State
from tests.approvals.pages.clients import hidden, signed_in
from tests.world import World, pdf
from workflow.models import Event

Answer = Callable[[HttpRequest], HttpResponse]
TODAY = "10/02/2025"


class AnswerLost(ConnectionError):
    """What the browser sees: nothing."""


class LosesAnswers:
    """Outermost middleware: the site has done its work, and then the line is cut, with p = 0.5."""

    chance = random.Random(24)

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if request.method == "POST" and self.chance.random() < 0.5:
            raise AnswerLost
        return answer


def paper(symbol: str) -> dict[str, Any]:
    return {"number": "215", "symbol": symbol, "dated": TODAY, "signer": "Vương Đình Khải", "capacity": "CHỦ TỊCH"}


FORMS: list[tuple[str, str, str, str, dict[str, Any]]] = [
    (State.ASSIGNED, "ld-so-y-te", "tiep-nhan", "accept", {}),
    (State.SUBMITTED, "ld-so-y-te", "rut", "withdraw", {}),
    (State.SUBMITTED, "tham-dinh", "nhan-tham-dinh", "take", {}),
    (State.SUBMITTED, "tham-dinh", "dat", "review", {"opinion": "Đạt."}),
    (State.SUBMITTED, "tham-dinh", "tra-lai", "send_back", {"reason": "Thiếu biên bản."}),
    (State.REVIEWED, "giam-doc", "trinh-chu-tich", "escalate", paper("TTr-SKHCN")),
    (State.WITH_OFFICE, "tham-tra", "tham-tra", "verify", {"checklist": ["complete", "competent", "consistent"]}),
    (State.WITH_AUTHORITY, "chu-tich", "phe-duyet", "decide", {"opinion": "Đồng ý."}),
    (State.APPROVED, "van-thu-ubnd", "phat-hanh", "issue", {**paper("QĐ-UBND"), "file": "signed"}),
]


@pytest.mark.parametrize(("state", "username", "slug", "act", "data"), FORMS, ids=[row[3] for row in FORMS])
def test_a_form_sent_until_an_answer_comes_is_one_act(
    small: World, state: str, username: str, slug: str, act: str, data: dict[str, Any]
) -> None:
    share = small.bring(small.share("I.1", "syt"), state)
    client = signed_in(small, username)
    address = f"/ho-so/{share.pk}/{slug}/"
    page = client.get(address, follow=True).content.decode()
    sent = {**hidden(page, address if f'action="{address}"' in page else ""), **data}
    for _again in range(3):  # every time the line may be cut; the browser repeats until it reads something
        answer = until_answered(client, address, sent)
        assert answer.status_code == 302, re.findall(r"errorlist.*?</", answer.content.decode())
    done = Event.objects.filter(stream=share.stream, act=act, seq__gt=share.head_seq)
    assert done.count() == 1
    said = client.get(answer["Location"]).content.decode()
    assert done.get().hash_hex[:16] in said
    assert "từ lần gửi trước" in said


def until_answered(client: Client, address: str, sent: dict[str, Any]) -> HttpResponse:
    """Send the same form until an answer comes through."""
    middleware = [f"{__name__}.LosesAnswers", *_installed()]
    for _try in range(50):
        fresh = {name: signed() if value == "signed" else value for name, value in sent.items()}
        with override_settings(MIDDLEWARE=middleware):
            client.handler.load_middleware()
            try:
                return client.post(address, fresh)
            except AnswerLost:
                continue
            finally:
                client.handler._middleware_chain = None
    raise AssertionError("fifty answers lost in a row")


def _installed() -> list[str]:
    from django.conf import settings

    return list(settings.MIDDLEWARE)


def signed() -> SimpleUploadedFile:
    """The same file each time, as a browser sends it again."""
    return SimpleUploadedFile("Quyết định 215.pdf", pdf("215"), "application/pdf")
