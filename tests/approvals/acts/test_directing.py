"""The levels above the review: which time counts, and when a result stops being one that was sent back."""

from __future__ import annotations

from datetime import date

import pytest

from approvals import acts
from approvals.models import Decision
from processes.models import State
from tests.world import World
from workflow import clock
from workflow.errors import NotValid

WITH_ONE_SUBMISSION = [("I.2", "skhcn", State.REVIEWED), ("I.1", "syt", State.WITH_AUTHORITY)]


@pytest.mark.parametrize(("task", "agency", "before"), WITH_ONE_SUBMISSION)
def test_the_day_of_the_submission_counts_not_that_of_the_last_word(
    small: World, task: str, agency: str, before: str
) -> None:
    share = small.bring(small.share(task, agency), before)
    assert share.accepted_submission_at is None
    submitted = share.submitted_at
    with small.on(date(2025, 2, 20)):
        small.bring(share, State.APPROVED)
    assert share.accepted_submission_at == submitted
    assert clock.local_day(share.accepted_submission_at) == date(2025, 2, 10)


def test_a_result_that_came_back_down_is_marked_until_the_department_passes_it_on_again(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.WITH_OFFICE)
    small.do("tham-tra", acts.SEND_BACK, share, reason="Bổ sung")
    assert (share.state, share.sent_back) == (State.SUBMITTED, True)
    small.bring(share, State.WITH_OFFICE)
    assert not share.sent_back
    small.do("tham-tra", acts.SEND_BACK, share, reason="Bổ sung")
    small.bring(share, State.WITH_AUTHORITY)
    assert not share.sent_back


def test_a_conclusion_takes_the_mark_away_too(small: World) -> None:
    share = small.bring(small.share("I.2", "skhcn"), State.REVIEWED)
    small.do("giam-doc", acts.SEND_BACK, share, reason="Bổ sung", to="review")
    assert share.sent_back
    small.bring(share, State.APPROVED)
    assert not share.sent_back


def test_a_vice_chairman_with_a_paper_returns_as_he_decides_in_the_name_of_both(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.WITH_AUTHORITY)
    small.do("pho-chu-tich", acts.SEND_BACK, share, reason="Bổ sung", to="agency")
    decision = Decision.objects.get(process=share, act="send_back")
    assert decision.instrument is not None
    assert (decision.post, decision.on_behalf_of) == (small.post("pho-chu-tich"), small.post("chu-tich"))


@pytest.mark.parametrize(
    ("username", "level", "to"), [("tham-tra", State.WITH_OFFICE, "agency"), ("tham-dinh", State.SUBMITTED, "review")]
)
def test_a_level_returns_only_to_where_it_may(small: World, username: str, level: str, to: str) -> None:
    share = small.bring(small.share("I.1", "syt"), level)
    with pytest.raises(NotValid, match="chỉ được trả lại"):
        small.do(username, acts.SEND_BACK, share, reason="Bổ sung", to=to)
