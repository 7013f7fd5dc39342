"""No page mixes languages: what the software says is in the language chosen, what people and plans say is Vietnamese.

A crawl as several of the cast, with every form sent empty so that refusals are read too. Words of a plan, a result or an
opinion are marked lang="vi" on an English page; names of persons, posts and agencies need no mark (WCAG 2.2, 3.1.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from django.conf import settings
from django.test import Client

from approvals import acts
from approvals.models import Document, EvidenceFile
from processes.models import Account, Agency, AgencyAlias, AgencyGroup, Person, Post, State, Unit
from tests.approvals.pages.clients import signed_in
from tests.screens import Screen, Words, kind_of, read_screen, screens
from tests.world import World
from workflow import clock

VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯÀ-Ãà-ãÈ-Êè-êÌÍìíÒ-Õò-õÙÚùúÝýĨĩŨũẠ-ỹ]")
QUOTED = (
    "Duyệt",
    "QĐ-UBND",
    "KT. CHỦ TỊCH – PHÓ CHỦ TỊCH",
    "CHỦ TỊCH",
    "Giám đốc, Phó Chủ tịch, Chuyên viên",
    "30/2020/NĐ-CP",
    "Tiếng Việt",
    "Quý III năm 2025",
    "rước ngày 30/11 hằng năm",
    "rước ngày 30/11 hàng năm",
    "cơ quan liên quan",
    *("Người", "Số của người", "Số", "Mã chức vụ", "Chức vụ"),  # sheets and headings of the table of people
)
"""What English sentences quote because it is printed so on paper."""

ENGLISH = re.compile(
    r"\b(the|this|is|are|required|enter|select|choose|valid|password|login|log in|search|error|field|page|and|of|or|not|"
    r"submit|save|cancel|please|user|username|file|required|yes|january|monday|currently|clear|change|choice|ensure)\b",
    re.IGNORECASE,
)
FOREIGN = re.compile(r"AGPL-3.0-or-later|track changes|Print to PDF")
TEXT = "pre"  # the exact body of an event
NOT_SENT = {"logout", "set_language", "demo_login", "account_close", "account_reopen", "plan_in_force"}
READERS = (
    "chu-tich",
    "giam-doc",
    "cv-chi-cuc",
    "tham-dinh",
    "van-thu-so",
    "quan-tri-ke-hoach",
    "ld-so-y-te",
    "quan-tri",
    "thanh-tra",
)


@pytest.fixture
def lively(whole: World) -> World:
    """The plan with a share of I.1 in every state, one sent back, one that asks for an opinion."""
    shares = list(whole.shares("I.1"))
    states = [state for state in State if state not in (State.ASSIGNED, State.REVOKED)]
    for share, state in zip(shares, states, strict=False):
        whole.bring(share, state)
    back = whole.bring(shares[len(states)], State.SUBMITTED)
    whole.do("tham-dinh", acts.SEND_BACK, back, reason="Thiếu số liệu quý II.")
    asked = {"agencies": [whole.agency("sct").pk], "question": "Đề nghị cho ý kiến.", "due": clock.today()}
    whole.do(whole.team(shares[0])["leader"], acts.ASK, shares[0], **asked)
    return whole


def crawled(client: Client, sent: set[str]) -> Iterable[Screen]:
    """Every page within reach, and what each kind of form answers, once, when it is sent empty."""
    for screen in list(screens(client)):
        yield screen
        for address in screen.forms:
            kind = kind_of(address.partition("?")[0])
            if kind and kind not in NOT_SENT | sent:
                sent.add(kind)
                answer = client.post(address, {}, follow=True)
                if answer["Content-Type"].startswith("text/html"):
                    yield read_screen(f"{address} (sent empty)", answer.content.decode())


def names() -> re.Pattern[str]:
    """Every name there is: of persons, agencies, units, posts, groups, files and signers; the longest first."""
    agencies = Agency.objects.values_list("name", "formal_name", "short_names")
    found = {name for row in agencies for name in (row[0], row[1], *(row[2] or []))}
    for model, field in ((Person, "full_name"), (Post, "title"), (Unit, "name"), (AgencyGroup, "name"), (AgencyAlias, "text"),
                         (EvidenceFile, "name"), (Document, "signer"), (Document, "capacity"), (Document, "file_name")):  # fmt: skip
        found.update(model.objects.values_list(field, flat=True))
    longest_first = sorted({*found, *QUOTED} - {"", None}, key=len, reverse=True)
    return re.compile("|".join(re.escape(name) for name in longest_first))


def reported(username: str, screen: Screen, words: Words) -> str:
    return f"{username} {screen.address} <{words.where}> {words.text[:120]}"


def in_language(world: World, username: str, language: str) -> Client:
    """The person's browser, with the language chosen."""
    client = signed_in(world, username)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    Account.objects.filter(username=username).update(language=language)
    return client


def test_an_english_page_says_nothing_in_vietnamese_that_is_not_marked(lively: World) -> None:
    known, mixed, sent, seen = names(), {}, set(), 0
    for username in READERS:
        for screen in crawled(in_language(lively, username, "en"), sent):
            seen += 1
            assert '<html lang="en"' in screen.html or "<html" not in screen.html
            for words in screen.words:
                if words.language != "vi" and VIETNAMESE.search(known.sub("", words.text)):
                    mixed.setdefault((words.where, words.text), reported(username, screen, words))
    assert seen > 200
    assert not mixed, "\n".join(mixed.values())


def test_a_vietnamese_page_says_nothing_in_english(lively: World) -> None:
    mixed, sent, seen = {}, set(), 0
    for username in READERS[1::2]:
        for screen in crawled(in_language(lively, username, "vi"), sent):
            seen += 1
            for words in screen.words:
                if words.language != "en" and TEXT not in words.where and ENGLISH.search(FOREIGN.sub("", words.text)):
                    mixed.setdefault((words.where, words.text), reported(username, screen, words))
    assert seen > 80
    assert not mixed, "\n".join(mixed.values())
