"""Forged forms: a foreign share is not there, one's own without the right is refused in words, and either is written down."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from approvals.models import Draft
from processes.models import TaskProcess
from tests.rights.browsers import Browsers
from tests.rights.ground import OTHER, OWN, TARGETS, Province
from tests.rights.routes import routes
from tests.rights.seats import EMPTY_HANDED, NOBODY, OUTSIDE, PROVINCE
from tests.rights.sendings import LATE, SENDINGS, Sending
from tests.rights.table import TABLE
from workflow.models import Event, EventText


def test_every_address_about_a_share_that_takes_a_form_is_tried() -> None:
    reading = {"process", "process_trail", "process_dossier", "evidence", "evidence_page", "document_file"}
    about_a_share = {name for name, row in TABLE.items() if row.where.startswith("share")}
    assert {sending.route for sending in SENDINGS} == about_a_share - reading
    assert about_a_share <= set(routes())


@pytest.mark.parametrize("sending", SENDINGS, ids=lambda sending: sending.route)
def test_who_may_act_and_what_all_others_get(sending: Sending, province: Province, browsers: Browsers) -> None:
    wrong: dict[tuple[str, str], Any] = {}
    for target in TARGETS:
        share = sending.share(province, target)
        readers = sending.readers(share, target)
        for seat, client in browsers.items():
            if (target == OTHER and seat in PROVINCE) or (target != OWN and seat in EMPTY_HANDED | OUTSIDE):
                continue  # to these the shares of one agency are as those of the next
            found = _sent(client, sending, share)
            if not _as_the_table_says(found, seat, sending, target, share, readers):
                wrong[seat, target] = found
    assert wrong == {}


class Sent:
    """What became of one form: the answer, whether the share moved, and the refusal in the account's stream."""

    def __init__(self, answer: HttpResponse, moved: bool, refusal: dict[str, Any], reason: str) -> None:
        self.status, self.location = answer.status_code, answer.get("Location", "")
        self.moved, self.refusal, self.reason = moved, refusal, reason
        self.page = answer.content.decode()

    def __repr__(self) -> str:
        return f"{self.status} {self.location} moved={self.moved} refusal={self.refusal}"

    def was_refused(self, status: int, act: str) -> bool:
        """Refused with the status, in a sentence, written once to the account's stream; and nothing else happened."""
        written = (self.refusal.get("refused_act"), self.refusal.get("status")) == (act, [status])
        return self.status == status and not self.moved and written and self.reason != "" and self.reason in self.page


def _as_the_table_says(
    sent: Sent, seat: str, sending: Sending, target: str, share: TaskProcess, readers: frozenset[str]
) -> bool:
    if seat in OUTSIDE:
        return sent.status == 302 and sent.location.startswith("/dang-nhap/") and not sent.moved
    if seat in sending.does.get(target, NOBODY):
        return sent.status in (200, 302) and sent.moved and not sent.refusal
    if seat in LATE.get((sending.route, target), NOBODY):
        return sent.status == 409 and not sent.moved and not sent.refusal
    if seat in readers:
        return sent.was_refused(403, sending.act)
    return sent.was_refused(404, sending.act) and share.code not in sent.page


def _sent(client: Client, sending: Sending, share: TaskProcess) -> Sent:
    """Send the form, look, and take everything back."""
    stream = f"account:{client.session.get('_auth_user_id')}"
    with transaction.atomic():
        before, written = _state(share), Event.objects.filter(stream=stream).count()
        answer = client.post(sending.address(share), sending.fields(share))
        moved = _state(share) != before
        new = list(Event.objects.filter(stream=stream, seq__gte=written))
        assert [event.act for event in new] in ([], ["act.refused"]), "one refusal, one line"
        refusal = json.loads(new[0].body) if new else {}
        reason = EventText.objects.get(stream=stream, seq=new[0].seq, name="reason").text if new else ""
        transaction.set_rollback(True)
    return Sent(answer, moved, refusal, reason or "")


def _state(share: TaskProcess) -> Any:
    fresh = TaskProcess.objects.values("state", "head_seq", "version", "officer", "taken_by", "agency").get(pk=share.pk)
    items = list(share.task_set.order_by("pk").values_list("pk", "finished", "finished_by"))
    drafts = list(Draft.objects.filter(process=share).values_list("text", "version"))
    return fresh, items, drafts
