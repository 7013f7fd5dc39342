"""The trail page tells every event verbatim, checks it while it is made, and opens only for those who may read it."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from approvals import acts
from processes.models import State, TaskProcess
from tests.world import World
from workflow.models import Event, EventText


def signed_in(world: World, username: str) -> Client:
    client = Client()
    client.force_login(world.account(username))
    return client


@pytest.fixture
def share(small: World) -> TaskProcess:
    """A share that was sent back once and stands with the authority."""
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    small.do("tham-dinh", acts.SEND_BACK, share, reason="Bổ sung số liệu quý I.")
    return small.bring(share, State.WITH_AUTHORITY)


def address(share: TaskProcess) -> str:
    return f"/ho-so/{share.pk}/nhat-ky/"


def test_every_event_is_shown_with_its_exact_body_and_hash(small: World, share: TaskProcess) -> None:
    small.do("pho-chu-tich", acts.DECIDE, share)
    answer = signed_in(small, "chu-tich").get(address(share))
    assert answer.status_code == 200
    events = list(Event.objects.filter(stream=share.stream).order_by("seq"))
    lines = answer.context["lines"]
    assert [line.entry.body for line in lines] == [event.body for event in events]
    page = answer.content.decode()
    for event in events:
        assert event.hash_hex in page
        assert f'id="su-kien-{event.seq}"' in page
    assert page.count("không khớp") == 0
    assert "Bổ sung số liệu quý I." in page
    assert "15/QĐ-UBND" in page  # the paper on which the Vice-Chairman decided


def test_an_event_that_was_tampered_with_is_shown_as_not_matching(small: World, share: TaskProcess) -> None:
    """What a superuser did to the row, or the application to the words beside it: here words that nobody said."""
    said = Event.objects.get(stream=share.stream, act="send_back")
    EventText.objects.create(stream=share.stream, seq=said.seq, name="opinion", salt=b"x", text="Đạt.")
    answer = signed_in(small, "chu-tich").get(address(share))
    wrong = [line for line in answer.context["lines"] if not line.matches]
    assert [line.entry.name for line in wrong] == ["send_back"]
    assert "không khớp" in answer.content.decode()


def test_the_csv_holds_the_same_events_and_the_exact_bodies(small: World, share: TaskProcess) -> None:
    answer = signed_in(small, "giam-doc").get(address(share), {"xuat": "csv"})
    rows = list(csv.reader(io.StringIO(answer.content.decode().removeprefix("\ufeff"))))
    events = list(Event.objects.filter(stream=share.stream).order_by("seq"))
    assert [row[-1] for row in rows[1:]] == [event.body for event in events]
    assert [row[13] for row in rows[1:]] == [event.hash_hex for event in events]
    assert {row[15] for row in rows[1:]} == {"khớp"}
    assert [json.loads(row[-1])["seq"] for row in rows[1:]] == [int(row[0]) for row in rows[1:]]


@pytest.mark.parametrize("username", ["van-thu-so", "van-thu-ubnd"])
def test_who_may_read_the_process_but_not_its_trail_finds_nothing(
    small: World, share: TaskProcess, username: str
) -> None:
    assert signed_in(small, username).get(address(share)).status_code == 404


def test_a_foreign_agency_and_a_missing_process_answer_the_same(small: World, share: TaskProcess) -> None:
    leader = signed_in(small, small.team(small.share("I.1", "sct"))["leader"])
    foreign, missing = leader.get(address(share)), leader.get("/ho-so/99999999/nhat-ky/")
    assert foreign.status_code == missing.status_code == 404


def test_the_trail_of_a_plan_opens_for_those_who_check_and_of_a_person_for_those_who_keep_people(small: World) -> None:
    director, admin = signed_in(small, "giam-doc"), signed_in(small, "quan-tri")
    account = small.account("giam-doc")
    plan, person = f"/nhat-ky/plan:{small.plan.pk}/", f"/nhat-ky/person:{account.person_id}/"
    assert director.get(plan).status_code == 200
    assert director.get(person).status_code == 404
    assert admin.get(person).status_code == 200
    assert admin.get(f"/nhat-ky/account:{account.pk}/").status_code == 200
    assert director.get("/nhat-ky/directory/").status_code == 200


@pytest.mark.parametrize("stream", ["process:1", "khac:1", "plan:x", "plan:99999999", "plan:", "person:1'--"])
def test_a_stream_that_has_no_page_is_not_found(small: World, stream: str) -> None:
    assert signed_in(small, "giam-doc").get(f"/nhat-ky/{stream}/").status_code == 404


def test_an_officer_may_open_no_stream_of_a_subject(small: World) -> None:
    officer = signed_in(small, small.team(small.share("I.1", "syt"))["officer"])
    assert officer.get(f"/nhat-ky/plan:{small.plan.pk}/").status_code in (403, 404)


def test_an_inspector_reads_only_the_plan_of_his_scope(small: World) -> None:
    inspector = signed_in(small, "thanh-tra")
    assert inspector.get(f"/nhat-ky/plan:{small.plan.pk}/").status_code == 200
    assert inspector.get(f"/nhat-ky/plan:{small.plan.pk + 1}/").status_code == 404


def test_the_queries_do_not_grow_with_the_trail(small: World, share: TaskProcess) -> None:
    client = signed_in(small, "chu-tich")
    counts = []
    for one in (small.bring(small.share("I.1", "sct"), State.SUBMITTED), share):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(one)).status_code == 200
        counts.append(len(asked))
    assert counts[1] <= counts[0] + 4
