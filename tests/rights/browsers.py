"""Every seat at a browser, and what stands in the tables behind it."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client

from processes.models import Account
from tests.rights.seats import ANONYMOUS, SEATS
from workflow.models import Event

Browsers = dict[str, Client]
STANDING = (
    "task_process", "work_item", "draft", "evidence_file", "decision", "document", "citation", "processes_post",
    "processes_agency", "processes_agencyalias", "processes_unit", "processes_plan", "processes_account", "processes_person",
    "processes_instrument",
)  # fmt: skip
"""What no refused request may change: work, papers, plans, people, the directory."""


def account_of(username: str) -> Account:
    """The account of a seat."""
    return Account.objects.get(username=username)


def browser(seat: str) -> Client:
    """A browser in which the seat is signed in, as far as it can be."""
    client = Client()
    if seat != ANONYMOUS:
        client.force_login(account_of(SEATS[seat]), backend="django.contrib.auth.backends.ModelBackend")
    return client


def body(answer: Any) -> str:
    """What was sent, read to its end, as text."""
    sent = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return sent.decode(errors="replace")


def standing() -> dict[str, Any]:
    """What stands in the tables, in one number each."""
    found = {}
    with connection.cursor() as cursor:
        for table in STANDING:
            cursor.execute(f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t")
            found[table] = cursor.fetchone()
    return found


def recorded() -> set[tuple[str, int, str]]:
    """Every line of the trail: stream, number, act."""
    return set(Event.objects.values_list("stream", "seq", "act"))
