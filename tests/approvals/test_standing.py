from datetime import date, datetime

from approvals.flow import TaskFlow
from approvals.reading import open_items, process_for
from approvals.standing import punctual, standing, steps, submitted_late
from processes.capacities import capacities
from processes.models import State
from tests.world import World
from workflow import clock


def test_the_body_that_holds_the_office_today_is_named(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    assert standing(share, open_items(share)).holder == "Sở Khoa học và Công nghệ"
    with small.on(date(2025, 7, 2)):
        now = standing(share, open_items(share))
    assert now.holder == small.agency("skhcn-2025").name
    assert now.days > 90


def test_the_steps_say_what_is_done_and_what_is_coming(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    drawn = steps(share, standing(share, open_items(share)))
    assert [step.name for step in drawn] == TaskFlow.path(share)
    assert [step.status for step in drawn][:4] == ["done", "done", "now", "coming"]
    closed = small.bring(share, State.CLOSED)
    assert {step.status for step in steps(closed, standing(closed, open_items(closed)))} == {"done"}


def test_a_pending_submission_is_compared_with_the_deadline_by_its_own_time(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    mine = capacities(small.actor("tham-dinh"), clock.today())
    with small.on(date(2026, 1, 15)):
        assert (
            punctual(process_for(capacities(small.actor("tham-dinh"), clock.today()), share.pk)) == "Đã trình trong hạn"
        )
    late = process_for(mine, share.pk)
    late.due = date(2025, 2, 6)
    assert punctual(late) == "Trình quá hạn 2 ngày làm việc"
    assert submitted_late(late)
    late.submitted_at = datetime(2025, 2, 9, 12, tzinfo=clock.LOCAL)  # a Sunday
    late.due = date(2025, 2, 8)
    assert punctual(late) == "Trình quá hạn"
    late.due = date(2025, 2, 9)
    assert not submitted_late(late)
