"""Coordinating is a relation until somebody asks; then it is a duty, and the result waits for the answer or for a waiver."""

from datetime import date, timedelta

import pytest

from approvals import acts
from processes.models import State, TaskProcess, WorkItem
from tests.world import World
from workflow import clock
from workflow.errors import DomainError, NotFound, NotValid
from workflow.models import EventText


def asked(small: World, *codes: str) -> TaskProcess:
    share = small.bring(small.share("I.1", "syt"), State.IN_PROGRESS)
    small.do(
        "ld-so-y-te",
        acts.ASK,
        share,
        agencies=[small.agency(code).pk for code in codes],
        question="Đề nghị cho ý kiến về dự thảo báo cáo.",
        due=clock.today() + timedelta(days=5),
    )
    return share


def test_nobody_has_a_duty_before_being_asked(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.IN_PROGRESS)
    assert not WorkItem.objects.filter(process=share, is_main=False).exists()
    with pytest.raises(NotFound):
        small.do("ld-binh-son", acts.CONTRIBUTE, share, opinion="Nhất trí.")


def test_the_result_waits_for_the_answer_and_goes_on_after_it(small: World) -> None:
    share = asked(small, "ubnd-huyen-binh-son")
    small.write_result(share, "cv-so-y-te")
    with pytest.raises(NotValid, match="chưa trả lời"):
        small.do("ld-so-y-te", acts.SUBMIT, share)
    small.do("cv-binh-son", acts.CONTRIBUTE, share, opinion="Nhất trí với dự thảo.")
    small.do("ld-so-y-te", acts.SUBMIT, share)
    assert EventText.objects.get(stream=share.stream, name="opinion").text == "Nhất trí với dự thảo."


def test_a_silence_may_be_waived_with_a_reason(small: World) -> None:
    share = asked(small, "ubnd-huyen-binh-son", "ubnd-huyen-tra-bong")
    small.write_result(share, "cv-so-y-te")
    small.do("ld-binh-son", acts.CONTRIBUTE, share, opinion="Nhất trí.")
    with pytest.raises(NotValid, match="lý do"):
        small.do("ld-so-y-te", acts.WAIVE, share, agency=small.agency("ubnd-huyen-tra-bong").pk, reason="")
    small.do(
        "ld-so-y-te",
        acts.WAIVE,
        share,
        agency=small.agency("ubnd-huyen-tra-bong").pk,
        reason="Quá hạn, đã nhắc hai lần.",
    )
    small.do("ld-so-y-te", acts.SUBMIT, share)
    assert share.state == State.SUBMITTED


def test_an_answer_is_given_once(small: World) -> None:
    share = asked(small, "ubnd-huyen-binh-son")
    small.do("ld-binh-son", acts.CONTRIBUTE, share, opinion="Nhất trí.")
    with pytest.raises(DomainError) as refusal:
        small.do("cv-binh-son", acts.CONTRIBUTE, share, opinion="Không nhất trí.")
    assert refusal.value.status in (403, 409)


def test_nobody_asks_himself_or_asks_for_yesterday(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.IN_PROGRESS)
    with pytest.raises(NotValid, match="không tự xin ý kiến"):
        small.do(
            "ld-so-y-te",
            acts.ASK,
            share,
            agencies=[share.agency_id],
            question="?",
            due=clock.today() + timedelta(days=1),
        )
    with pytest.raises(NotValid, match="từ hôm nay"):
        small.do("ld-so-y-te", acts.ASK, share, agencies=[1], question="?", due=date(2025, 1, 1))


def test_a_coordinator_neither_submits_nor_reviews(small: World) -> None:
    share = asked(small, "ubnd-huyen-binh-son")
    for act, data in ((acts.SUBMIT, {}), (acts.SEND_BACK, {"reason": "x"}), (acts.ACCEPT, {})):
        with pytest.raises(DomainError) as refusal:
            small.do("ld-binh-son", act, share, **data)
        assert refusal.value.status in (403, 409)
