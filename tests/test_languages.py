"""Every sentence has its English, nothing of Django's stays English on a Vietnamese page, and the choice of language lasts."""

from __future__ import annotations

from datetime import date

import pytest
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.utils import formats, translation
from django.utils.translation import gettext, ngettext

from approvals import acts
from processes.models import Account, State
from tests.approvals.pages.clients import signed_in
from tests.catalogue import BASE_DIR, Sentence, placeholders, sentences
from tests.world import World
from workflow.models import Event, EventText

COOKIE = settings.LANGUAGE_COOKIE_NAME
PASSWORD = "mat-khau-du-dai-2026"


def catalogue(language: str) -> Catalog:
    """The source of a language's catalogue."""
    with (BASE_DIR / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as source:
        return read_po(source, locale=language, abort_invalid=True)


@pytest.fixture(scope="module")
def english() -> dict[tuple[str, str], Message]:
    """What is translated, by context and Vietnamese text."""
    found: dict[tuple[str, str], Message] = {}
    for message in catalogue("en"):
        text = message.id if isinstance(message.id, str) else message.id[0]
        if text and not message.fuzzy:
            found[message.context or "", text] = message
    return found


@pytest.fixture(scope="module")
def ours() -> list[Sentence]:
    """Every sentence of the source."""
    return list(sentences())


def sources_of(message: Message) -> tuple[str, ...]:
    """What is translated: one text, or a singular and a plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def forms_of(message: Message) -> tuple[str, ...]:
    """The one text of a translation, or its singular and plural."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def test_every_sentence_has_its_english(ours: list[Sentence], english: dict[tuple[str, str], Message]) -> None:
    assert len(ours) > 1000, "the extractor finds the sentences of every room and template"
    missing = {
        f"{sentence.place}: {sentence.text}"
        for sentence in ours
        if sentence.key not in english or not all(forms_of(english[sentence.key]))
    }
    assert not missing, "\n".join(sorted(missing))


def test_a_sentence_that_counts_has_two_english_forms(
    ours: list[Sentence], english: dict[tuple[str, str], Message]
) -> None:
    counting = [sentence for sentence in ours if sentence.plural]
    assert counting
    assert not [s.text for s in counting if len(forms_of(english[s.key])) != 2]


def test_a_sentence_that_counts_counts_wherever_it_stands(ours: list[Sentence]) -> None:
    """A text with two forms in the catalogue is found without a number by some releases of Python's gettext only."""
    counting = {sentence.key for sentence in ours if sentence.plural}
    assert [s.place for s in ours if s.key in counting and not s.plural] == []


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_translation_leaves_open_what_the_sentence_leaves_open(language: str) -> None:
    wrong = [
        (message.id, text)
        for message in catalogue(language)
        for text in (forms_of(message) if message.id else ())
        if text and placeholders(text) not in [placeholders(source) for source in sources_of(message)]
    ]
    assert not wrong


@pytest.mark.parametrize("language", ["en", "vi"])
def test_no_translation_is_a_guess(language: str) -> None:
    assert not [message.id for message in catalogue(language) if message.id and message.fuzzy]


@pytest.mark.parametrize(
    "sentence",
    [
        "This field is required.",
        "Enter a valid email address.",
        "Enter a whole number.",
        "Enter a complete value.",
        "Null characters are not allowed.",
        "Select a valid choice. That choice is not one of the available choices.",
        "“%(pk)s” is not a valid value.",
        "This password is too common.",
        "That page contains no results",
    ],
)
def test_what_a_form_of_django_says_is_said_in_vietnamese(sentence: str) -> None:
    with translation.override("vi"):
        assert gettext(sentence) != sentence


def test_a_password_that_is_too_short_is_refused_in_vietnamese() -> None:
    one, many = (f"This password is too short. It must contain at least %d character{s}." for s in ("", "s"))
    with translation.override("vi"):
        assert ngettext(one, many, 12) % 12 == "Mật khẩu này quá ngắn; cần ít nhất 12 ký tự."


def test_english_keeps_the_day_first_and_writes_numbers_its_own_way() -> None:
    with translation.override("en"):
        assert formats.date_format(date(2025, 11, 5), "SHORT_DATE_FORMAT") == "05/11/2025"
        assert formats.date_format(date(2025, 11, 5)) == "5 November 2025"
        assert formats.number_format(1234567.5, force_grouping=True) == "1,234,567.5"
        assert formats.localize(2025) == "2025"


@pytest.mark.django_db
def test_a_page_is_vietnamese_until_english_is_chosen_whatever_the_browser_prefers(client: Client) -> None:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en-GB,en;q=0.9"
    assert '<html lang="vi"' in client.get("/dang-nhap/").content.decode()
    answer = client.post("/ngon-ngu/", {"language": "en", "next": "/dang-nhap/"})
    assert (answer.status_code, answer["Location"]) == (302, "/dang-nhap/")
    page = client.get("/dang-nhap/").content.decode()
    assert '<html lang="en"' in page
    assert "User name" in page


@pytest.mark.django_db
def test_the_choice_outlives_the_browser_and_follows_the_account(client: Client) -> None:
    hanh = Account.objects.create_user("hanh", password=PASSWORD)
    client.force_login(hanh)
    chosen = client.post("/ngon-ngu/", {"language": "en", "next": "/"})
    assert chosen.cookies[COOKIE]["max-age"] > 30 * 24 * 3600
    hanh.refresh_from_db()
    assert hanh.language == "en"
    [event] = Event.objects.filter(stream=f"account:{hanh.pk}", act="account.changed")
    assert '"language":"en"' in event.body

    elsewhere = Client()
    answer = elsewhere.post("/dang-nhap/", {"username": "hanh", "password": PASSWORD})
    assert answer.cookies[COOKIE].value == "en"
    assert '<html lang="en"' in elsewhere.get("/gioi-thieu/").content.decode()


@pytest.mark.django_db
def test_the_same_language_again_and_an_unknown_one_change_nothing(client: Client) -> None:
    hanh = Account.objects.create_user("hanh", password=PASSWORD)
    client.force_login(hanh)
    for language in ("vi", "xx", ""):
        client.post("/ngon-ngu/", {"language": language, "next": "/"})
    assert not Event.objects.filter(stream=f"account:{hanh.pk}").exists()


def test_a_refusal_is_read_in_english_and_recorded_in_vietnamese(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    with translation.override("en"):
        [refused] = small.act("ld-so-y-te", acts.REVIEW, share).refused
        assert refused.error.sentence.startswith("Your post has no right to “Review: passed”")
    stream = f"account:{small.account('ld-so-y-te').pk}"
    recorded = EventText.objects.get(stream=stream, name="reason").text
    assert recorded is not None
    assert recorded.startswith("Chức vụ của bạn không có quyền “Thẩm định đạt”")


def test_a_policys_reason_is_read_in_the_language_of_the_page(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    small.do("tham-dinh", acts.REVIEW, share)
    page = signed_in(small, "giam-doc")
    page.cookies[COOKIE] = "en"
    answer = page.post(f"/ho-so/{share.pk}/trinh-chu-tich/", {"key": "mot"})
    assert answer.status_code == 422
    assert "Enter the document number, for example 24." in answer.content.decode()
