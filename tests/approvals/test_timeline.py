"""The timeline resolves who did what for whom, with which words and files, in few queries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from approvals import acts
from approvals.dossier_of import dossier_of
from approvals.flow import TaskFlow
from approvals.policies import SELF_CONCLUDE, SELF_REVIEW
from approvals.timeline import flag_words, timeline
from processes.chronicle import Entry, chronicle
from processes.event_words import ACT_WORDS
from processes.models import State, TaskProcess
from tests.world import World
from workflow import clock


@pytest.fixture
def share(small: World) -> TaskProcess:
    """A share that a coordinator was asked about, sent back once, decided by the Vice-Chairman, and closed."""
    share = small.bring(small.share("I.1", "syt"), State.IN_PROGRESS)
    asked = small.agency("sct")
    due = clock.today() + timedelta(days=7)
    small.do(small.team(share)["leader"], acts.ASK, share, agencies=[asked.pk], question="Số liệu quý I?", due=due)
    small.do(small.team(small.share("I.1", "sct"))["officer"], acts.CONTRIBUTE, share, opinion="Không có vướng mắc.")
    small.bring(share, State.SUBMITTED)
    small.do("tham-dinh", acts.SEND_BACK, share, reason="Bổ sung số liệu.")
    small.bring(share, State.WITH_AUTHORITY)
    small.do("pho-chu-tich", acts.DECIDE, share, opinion="Đồng ý.")
    return small.bring(share, State.CLOSED)


def of(entries: list[Entry], name: str) -> Entry:
    return next(entry for entry in entries if entry.name == name)


def facts(entry: Entry) -> dict[str, str]:
    return {fact.label: fact.value for fact in entry.facts}


def test_events_come_in_order_with_labels_people_and_posts(small: World, share: TaskProcess) -> None:
    entries = timeline(share)
    assert [entry.seq for entry in entries] == list(range(len(entries)))
    assert [entry.act for entry in entries if entry.moved][:3] == ["Tiếp nhận", "Trình kết quả", "Trả lại"]
    review = of(entries, "review")
    assert review.who == str(small.account("tham-dinh").person)
    assert review.post.endswith(", Sở Khoa học và Công nghệ")
    assert (review.from_state, review.to_state) == ("Đã trình kết quả", "Đã thẩm định")
    assert of(entries, "give_out").who == "Hệ thống"


def test_the_words_of_an_event_stand_with_it(small: World, share: TaskProcess) -> None:
    entries = timeline(share)
    assert of(entries, "send_back").words == "Bổ sung số liệu."
    assert of(entries, "submit").text("result") == "Đã hoàn thành nội dung được giao."
    assert of(entries, "contribute").text("opinion") == "Không có vướng mắc."
    assert of(entries, "accept").words == ""


def test_who_decides_for_another_is_shown_with_the_paper(small: World, share: TaskProcess) -> None:
    decided = of(timeline(share), "decide")
    assert decided.who == str(small.account("pho-chu-tich").person)
    assert decided.capacity == "KT."
    assert str(small.account("chu-tich").person) in decided.on_behalf_of
    assert decided.instrument == "15/QĐ-UBND (10/01/2025)"


def test_numbers_in_the_body_are_shown_as_names(small: World, share: TaskProcess) -> None:
    entries = timeline(share)
    assert facts(of(entries, "ask"))["Cơ quan được xin ý kiến"] == "Sở Công Thương"
    assert facts(of(entries, "give_out"))["Cơ quan"] == "Sở Y tế"
    officer = small.account(small.team(share)["officer"]).person
    assert facts(of(entries, "accept"))["Người phụ trách"].startswith(f"{officer} – ")
    assert "/TTr-SKHCN, 10/02/2025" in facts(of(entries, "escalate"))["Văn bản"]
    assert facts(of(entries, "review"))["Kết quả xem xét"] == "Đạt"


def test_a_transfer_names_both_bodies(small: World) -> None:
    share = small.share("I.2", "skhcn")
    after = small.agency("sct")
    small.do("quan-tri-ke-hoach", acts.TRANSFER, share, to=after.pk, **small.paper("QĐ-UBND"))
    told = facts(of(timeline(share), "transfer"))
    assert (told["Từ cơ quan"], told["Sang cơ quan"]) == ("Sở Khoa học và Công nghệ", "Sở Công Thương")


def test_evidence_stands_with_the_event_that_names_it(small: World, share: TaskProcess) -> None:
    entries = timeline(share)
    attached, submitted = of(entries, "attach"), of(entries, "submit")
    assert [file.sha256 for file in attached.files] == [attached.data["files"][0]["sha256"]]
    assert attached.files[0].name == attached.text("file_name")
    assert attached.files[0] in submitted.files
    assert submitted.version == 1


def test_the_queries_are_few_and_do_not_grow(small: World, share: TaskProcess) -> None:
    with CaptureQueriesContext(connection) as asked:
        entries = timeline(share)
    assert len(entries) > 12
    assert len(asked) <= 9


def test_a_person_renamed_later_is_shown_under_the_present_name(small: World, share: TaskProcess) -> None:
    from approvals.demo.people import system
    from processes.people import rename_person

    person = small.account("tham-dinh").person
    assert person is not None
    rename_person(person, "Tên Mới", by=system("keep_people"))
    assert of(timeline(share), "review").who == "Tên Mới"


def test_where_the_demo_clock_was_used_the_real_time_is_shown_too(small: World, settings: Any) -> None:
    settings.DEMO = True
    clock.set_demo_time(clock.real_now() + timedelta(days=30))
    share = small.bring(small.share("I.1", "syt"), State.IN_PROGRESS)
    given, accepted = timeline(share)
    assert given.real_at == given.at
    assert timedelta(days=29) < accepted.at - accepted.real_at < timedelta(days=31)
    assert "đồng hồ trình diễn" in dossier_of(share, "x").demo_clock
    settings.DEMO = False
    assert clock.offset() == timedelta(0)


def test_a_stream_that_nobody_wrote_is_empty(small: World) -> None:
    assert chronicle("person:99999999") == []


def test_the_stronger_mark_says_the_weaker_one_too() -> None:
    assert flag_words([]) == []
    assert flag_words(iter([SELF_REVIEW])) == ["Tự thẩm định"]
    assert flag_words(iter([SELF_REVIEW, SELF_CONCLUDE])) == ["Tự thẩm định – tự kết luận"]


def test_every_act_of_the_flow_has_its_button_as_its_word() -> None:
    labels = {act.name: str(act.label) for act in TaskFlow.acts().values()}
    assert {name: str(word) for name, word in ACT_WORDS.items() if name != "give_out"} == labels
