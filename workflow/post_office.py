"""The post office: sends what waits in the outbox, at least once, each letter naming its events (header X-Duyet-Event).

What a letter says and who gets it is told by the rooms above, which register a composer. Rows are claimed with SKIP LOCKED,
so any number of post offices may run. A crash between sending and committing sends the same letter again: its Message-ID is
made of its events and its recipient, by which a mailbox recognises it.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import mail
from django.db import connection, transaction

from workflow import clock
from workflow.models import Notice

logger = logging.getLogger(__name__)

DIGESTS = (Notice.Kind.ASSIGNED,)
"""The kinds of which all that wait for an agency go out as one letter to each recipient; the others one letter each."""

AT_ONCE = 500
NO_ADDRESS = "no mail address"

# The first time at once, whatever the clock says; again when the notice is 1, 3, 7, 15 … minutes old, at last once a day.
_DUE = """sent IS NULL AND (attempts = 0 OR created
    + make_interval(mins => LEAST(power(2, LEAST(attempts, 20)) - 1, 1440.0 * attempts)::int) <= %(now)s)"""


@dataclass(frozen=True)
class Letter:
    """One message to one address. `events` are the "stream/seq" it tells of."""

    to: str
    subject: str
    text: str
    events: tuple[str, ...]


@dataclass
class Round:
    """What one round did, in letters and notices."""

    letters: int = 0
    delivered: int = 0
    put_off: int = 0


Composer = Callable[[str, int, Sequence[Notice]], list[Letter]]
_composers: list[Composer] = []


class Undelivered(Exception):
    """Why the letters of a group did not go out; the group is tried again later."""


def register(composer: Composer) -> None:
    """`composer(kind, agency, notices)` writes the letters for notices of one kind to one agency."""
    if composer not in _composers:
        _composers.append(composer)


def deliver() -> Round:
    """Send what is due, group by group, each in its own transaction. A failure puts its group off and stops nothing else."""
    done = Round()
    for kind, agency, single in _groups():
        with transaction.atomic():
            notices = _claim(kind, agency, single)
            if notices:
                _deliver_group(kind, agency, notices, done)
    return done


def _groups() -> list[tuple[str, int, int]]:
    """What is due: (kind, agency, the notice's number where it goes alone, else 0), oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, agency_id, CASE WHEN kind = ANY(%(digests)s) THEN 0 ELSE id END AS single FROM notice"
            f" WHERE {_DUE} GROUP BY 1, 2, 3 ORDER BY min(created), 3",
            {"now": clock.now(), "digests": list(DIGESTS)},
        )
        return cursor.fetchall()


def _claim(kind: str, agency: int, single: int) -> list[Notice]:
    """Lock the group's rows that no other post office holds; an agency's digest is written by one of them at a time."""
    with connection.cursor() as cursor:
        # A slow mail server is no worker that hangs, and these rows are in nobody's way.
        cursor.execute(
            "SET LOCAL idle_in_transaction_session_timeout = 0; SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"notice:{kind}:{agency}:{single}"],
        )
        if not cursor.fetchone()[0]:
            return []
    return list(
        Notice.objects.raw(
            f"SELECT * FROM notice WHERE {_DUE} AND kind = %(kind)s AND agency_id = %(agency)s"
            " AND (%(single)s = 0 OR id = %(single)s) ORDER BY id LIMIT %(most)s FOR UPDATE SKIP LOCKED",
            {"now": clock.now(), "kind": kind, "agency": agency, "single": single, "most": AT_ONCE},
        )
    )


def _deliver_group(kind: str, agency: int, notices: Sequence[Notice], done: Round) -> None:
    try:
        refused = _send(_compose(kind, agency, notices), done)
    except Undelivered as reason:
        if str(reason) != NO_ADDRESS:  # expected of bodies that do not use the system; their rows say so
            logger.warning("notices put off: %s for agency %s: %s", kind, agency, reason)
        done.put_off += len(notices)
        _mark(notices, sent=False, remark=str(reason))
    else:
        done.delivered += len(notices)
        _mark(notices, sent=True, remark=refused)


def _compose(kind: str, agency: int, notices: Sequence[Notice]) -> list[Letter]:
    letters = [letter for composer in _composers for letter in composer(kind, agency, notices)]
    if not letters:
        raise Undelivered(NO_ADDRESS)
    return letters


def _send(letters: Sequence[Letter], done: Round) -> str:
    """Hand all letters to the mail server. Addresses it refuses for good are named and hold up nobody, unless all are."""
    refused: list[str] = []
    server = mail.get_connection()
    try:
        server.open()
        for letter in letters:
            try:
                server.send_messages([_message(letter)])
                done.letters += 1
            except smtplib.SMTPRecipientsRefused as refusal:
                if any(code < 500 for code, _words in refusal.recipients.values()):
                    raise
                refused.append(f"{letter.to}: refused")
    except (OSError, smtplib.SMTPException) as failure:
        raise Undelivered(f"{type(failure).__name__}: {failure}") from failure
    finally:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            server.close()
    if len(refused) == len(letters):
        raise Undelivered("; ".join(refused))
    return "; ".join(refused)


def _message(letter: Letter) -> mail.EmailMessage:
    """Plain text. The events are named in the header; the Message-ID is the same for the same letter."""
    events = ", ".join(letter.events)
    digest = hashlib.sha256(f"{events} {letter.to}".encode()).hexdigest()[:32]
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >") or "duyet"
    headers: dict[str, Any] = {
        "X-Duyet-Event": events,
        "Message-ID": f"<{digest}@{domain}>",
        "Auto-Submitted": "auto-generated",
    }
    subject = " ".join(letter.subject.split())  # a name with a line break in it would stop every letter after it
    return mail.EmailMessage(subject, letter.text, to=[letter.to], headers=headers)


def _mark(notices: Sequence[Notice], *, sent: bool, remark: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE notice SET sent = %s, attempts = attempts + 1, last_error = %s WHERE id = ANY(%s)",
            [clock.now() if sent else None, remark[:1000], [notice.pk for notice in notices]],
        )
