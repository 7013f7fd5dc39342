"""Notices leave at least once, through a real SMTP server, each letter naming its events."""

from __future__ import annotations

import asyncio
import email.policy
import itertools
import os
import signal
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from io import StringIO
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.core.management import CommandError, call_command
from django.db import connections

from approvals import acts
from processes.models import Account, Agency, State
from tests.world import World
from workflow import clock, post_office
from workflow.models import Event, Notice
from workflow.post_office import deliver


class Mailbox:
    """Keeps what arrives; may be slow, or refuse an address for good or for a while."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.slowness = 0.0
        self.refusals: dict[str, str] = {}

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.slowness:
            await asyncio.sleep(self.slowness)
        letter = message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for letter in self.letters if letter["To"] == address]


def subject(letter: EmailMessage) -> str:
    """As a mail program shows it: unfolded, and without the space that folding leaves in front."""
    return str(letter["Subject"]).strip()


@pytest.fixture
def mailbox(settings: Any) -> Mailbox:
    """An address where a server could listen, and Django told to send there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
    settings.SITE_URL = "https://duyet.example.vn"
    return Mailbox()


@pytest.fixture
def smtp(mailbox: Mailbox, settings: Any) -> Iterator[Mailbox]:
    """The server, up."""
    controller = Controller(mailbox, hostname="127.0.0.1", port=settings.EMAIL_PORT)
    controller.start()
    yield mailbox
    controller.stop()


def mail_of(world: World, username: str) -> str:
    return world.account(username).email


def test_new_work_of_an_agency_goes_out_as_one_letter_to_each_leader(small: World, smtp: Mailbox) -> None:
    done = deliver()
    assert done.put_off == 0
    assert not Notice.objects.filter(sent=None).exists()
    department = [letter for letter in smtp.letters if "Sở Khoa học và Công nghệ" in subject(letter)]
    shares = list(small.shares("I.1").filter(agency__code="skhcn")) + list(small.shares("I.2"))
    assert len(shares) == 2
    for letter in department:
        assert subject(letter) == "2 nhiệm vụ mới được giao cho Sở Khoa học và Công nghệ"
        text = letter.get_content()
        assert "Kính gửi Sở Khoa học và Công nghệ," in text
        for share in shares:
            assert f"https://duyet.example.vn/ho-so/{share.pk}/" in text
        events = {event.strip() for event in letter["X-Duyet-Event"].split(",")}
        assert events == {f"{share.stream}/0" for share in shares}
    assert {letter["To"] for letter in department} >= {mail_of(small, "giam-doc"), mail_of(small, "chi-cuc-truong")}


def test_a_single_new_task_is_named_in_the_subject(small: World, smtp: Mailbox) -> None:
    deliver()
    share = small.share("I.1", "syt")
    [letter] = smtp.to(mail_of(small, small.team(share)["leader"]))
    assert subject(letter) == f"Nhiệm vụ mới: {share.code} – nhiệm vụ I.1, hạn 31/12/2025"
    assert letter.get_content_type() == "text/plain"
    assert letter["Auto-Submitted"] == "auto-generated"


def test_a_line_break_in_a_name_adds_no_header_and_stops_no_letter(small: World, smtp: Mailbox) -> None:
    Agency.objects.filter(code="skhcn").update(name="Sở Khoa học\r\nBcc: ke-gian@vidu.invalid")
    assert deliver().put_off == 0
    [letter, *_others] = [one for one in smtp.letters if "Sở Khoa học" in subject(one)]
    assert subject(letter) == "2 nhiệm vụ mới được giao cho Sở Khoa học Bcc: ke-gian@vidu.invalid"
    assert letter["Bcc"] is None


def test_work_sent_back_goes_to_leader_and_officer_with_the_reason(small: World, smtp: Mailbox) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    deliver()
    smtp.letters.clear()
    small.do("tham-dinh", acts.SEND_BACK, share, reason="Bổ sung số liệu & biểu mẫu quý I.")
    deliver()
    team = small.team(share)
    assert {letter["To"] for letter in smtp.letters} == {
        mail_of(small, team["leader"]),
        mail_of(small, team["officer"]),
    }
    for letter in smtp.letters:
        assert subject(letter) == f"Bị trả lại: {share.code} – nhiệm vụ I.1"
        assert "Bổ sung số liệu & biểu mẫu quý I." in letter.get_content()
        assert letter["X-Duyet-Event"] == f"{share.stream}/{share.head_seq}"


def test_nothing_is_sent_twice_by_the_next_round(small: World, smtp: Mailbox) -> None:
    deliver()
    before = len(smtp.letters)
    assert before > 0
    assert deliver().letters == 0
    assert len(smtp.letters) == before


def test_a_server_that_is_down_is_tried_again_later_and_then_all_is_delivered(
    small: World, mailbox: Mailbox, settings: Any
) -> None:
    waiting = Notice.objects.count()
    assert deliver().put_off == waiting
    notice = Notice.objects.first()
    assert notice is not None
    assert (notice.sent, notice.attempts) == (None, 1)
    assert "Connection refused" in notice.last_error
    assert deliver().put_off == 0, "not again at once: it backs off"
    controller = Controller(mailbox, hostname="127.0.0.1", port=settings.EMAIL_PORT)
    controller.start()
    try:
        with time_machine.travel(clock.now() + timedelta(minutes=10)):
            assert deliver().delivered == waiting
    finally:
        controller.stop()
    assert not Notice.objects.filter(sent=None).exists()
    assert set(Notice.objects.values_list("last_error", flat=True)) == {""}


def test_the_longer_it_fails_the_longer_it_waits(small: World, mailbox: Mailbox) -> None:
    began = clock.now()
    tried = []
    for minute in range(200):
        with time_machine.travel(began + timedelta(minutes=minute, seconds=30)):
            if deliver().put_off:
                tried.append(minute)
    gaps = [later - earlier for earlier, later in itertools.pairwise(tried)]
    assert len(tried) <= 9
    assert gaps == sorted(gaps)


def test_a_crash_between_sending_and_committing_sends_the_same_letter_again(
    shared: World, smtp: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*arguments: Any, **options: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(post_office, "_mark", crash)
        with pytest.raises(KeyboardInterrupt):
            deliver()
    [first, *_others] = smtp.letters
    deliver()
    again = [letter for letter in smtp.letters if letter["Message-ID"] == first["Message-ID"]]
    assert len(again) == 2
    assert again[0].get_content() == again[1].get_content()
    assert not Notice.objects.filter(sent=None).exists()


def test_two_post_offices_at_once_deliver_everything_once(shared: World, smtp: Mailbox) -> None:
    smtp.slowness = 0.02
    start, results = threading.Barrier(2), []

    def work() -> None:
        start.wait()
        try:
            results.append(deliver())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(done.letters for done in results) == len(smtp.letters)
    identities = [letter["Message-ID"] for letter in smtp.letters]
    assert len(identities) == len(set(identities))
    assert not Notice.objects.filter(sent=None).exists()


def test_an_agency_without_any_address_is_recorded_and_holds_up_nobody(small: World, smtp: Mailbox) -> None:
    agency = small.agency("syt")
    Account.objects.filter(person__posts__agency=agency).update(email="")
    agency.email = ""
    agency.save()
    done = deliver()
    notice = Notice.objects.get(agency=agency.pk)
    assert (notice.sent, notice.attempts, notice.last_error) == (None, 1, post_office.NO_ADDRESS)
    assert done.delivered == Notice.objects.count() - 1


def test_the_address_of_the_agency_stands_in_where_no_leader_has_one(small: World, smtp: Mailbox) -> None:
    agency = small.agency("syt")
    Account.objects.filter(person__posts__agency=agency).update(email="")
    agency.email = "vanthu@syt.example.vn"
    agency.save()
    deliver()
    assert len(smtp.to("vanthu@syt.example.vn")) == 1


def test_one_address_refused_for_good_is_named_and_the_others_get_theirs(small: World, smtp: Mailbox) -> None:
    gone = mail_of(small, "giam-doc")
    smtp.refusals[gone] = "550 no such user"
    deliver()
    notices = Notice.objects.filter(agency=small.agency("skhcn").pk)
    assert {notice.sent is not None for notice in notices} == {True}
    assert {notice.last_error for notice in notices} == {f"{gone}: refused"}
    assert len(smtp.to(mail_of(small, "chi-cuc-truong"))) == 1


def test_one_address_refused_for_a_while_is_tried_again(small: World, smtp: Mailbox) -> None:
    leader = mail_of(small, small.team(small.share("I.1", "syt"))["leader"])
    smtp.refusals[leader] = "451 try again later"
    assert deliver().put_off == 1
    smtp.refusals.clear()
    with time_machine.travel(clock.now() + timedelta(minutes=5)):
        deliver()
    assert len(smtp.to(leader)) == 1


def test_a_closed_account_gets_no_mail(small: World, smtp: Mailbox) -> None:
    account = small.account("giam-doc")
    Account.objects.filter(pk=account.pk).update(is_active=False)
    deliver()
    assert smtp.to(account.email) == []


def test_the_command_says_what_it_did(small: World, smtp: Mailbox) -> None:
    out = StringIO()
    call_command("tick", stdout=out)
    assert out.getvalue().strip().startswith(f"Đã gửi {len(smtp.letters)} thư cho {Notice.objects.count()} thông báo;")


def test_the_command_goes_on_until_it_is_told_to_stop(shared: World, smtp: Mailbox) -> None:
    """As beside the server: SIGTERM ends it after the round that has begun."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    late = Notice.objects.exclude(agency=shared.agency("syt").pk)
    late.update(attempts=1)
    threading.Timer(0.6, os.kill, (os.getpid(), signal.SIGTERM)).start()
    out = StringIO()
    try:
        call_command("tick", every=0.1, stdout=out)
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    assert Notice.objects.filter(sent__isnull=False).count() == 1
    assert out.getvalue().count("Đã gửi") == 1, "a round that had nothing to do says nothing"


def test_every_notice_names_an_event_that_exists(small: World) -> None:
    for notice in Notice.objects.all():
        assert Event.objects.filter(stream=notice.stream, seq=notice.seq).exists()


@pytest.mark.parametrize("seconds", [0.0, -1.0, float("nan")])
def test_a_post_office_that_never_rests_is_refused(seconds: float) -> None:
    with pytest.raises(CommandError, match="lớn hơn 0") as refusal:
        call_command("tick", every=seconds)
    assert refusal.value.returncode == 2
