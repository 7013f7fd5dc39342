"""A review taken before the Department became a new body, or by somebody who has left, does not wait for a post that ended."""

from datetime import date

import pytest

from approvals import acts
from approvals.demo.people import system
from approvals.inbox import Filters, inbox
from approvals.offers import offers
from approvals.reading import process_for
from processes.capacities import capacities
from processes.models import State, TaskProcess
from processes.people import close_account, create_person, merge_persons, open_account
from tests.world import World
from workflow import clock
from workflow.errors import Conflict, NotAllowed

FEBRUARY, MARCH = date(2025, 2, 27), date(2025, 3, 3)


@pytest.fixture
def taken(whole: World) -> TaskProcess:
    """A result of Sở Y tế that tham-dinh took in February."""
    share = whole.bring(whole.share("V.1", "syt"), State.SUBMITTED)
    whole.do("tham-dinh", acts.TAKE, share)
    return share


def sees(world: World, username: str, share: TaskProcess) -> bool:
    mine = capacities(world.actor(username), clock.today())
    return share.pk in {duty.pk for duty in inbox(mine, Filters()).duties}


@pytest.mark.parametrize("username", ["tham-dinh", "tham-dinh-2"])
def test_after_the_merger_whoever_reviews_sees_it_and_may_go_on(
    whole: World, taken: TaskProcess, username: str
) -> None:
    with whole.on(FEBRUARY):
        assert sees(whole, username, taken) is (username == "tham-dinh")
    with whole.on(MARCH):
        assert sees(whole, username, taken)
        mine = capacities(whole.actor(username), clock.today())
        assert {"take", "review", "send_back"} <= set(offers(process_for(mine, taken.pk), mine).open)
        whole.do(username, acts.TAKE, taken)
        whole.do(username, acts.REVIEW, taken, verdict="passed")


def test_while_the_reviewer_holds_his_post_it_stays_his(whole: World, taken: TaskProcess) -> None:
    with whole.on(FEBRUARY), pytest.raises(Conflict, match="đã nhận thẩm định"):
        whole.do("tham-dinh-2", acts.REVIEW, taken, verdict="passed")


def test_the_review_of_a_leaver_passes_to_his_colleagues_when_his_account_is_closed(
    whole: World, taken: TaskProcess
) -> None:
    """Nobody signs in for him any more, whatever becomes of his post: his work is handed over (domain.md 8, 57)."""
    with whole.on(FEBRUARY):
        close_account(whole.account("tham-dinh"), by=system("keep_people"))
        assert sees(whole, "tham-dinh-2", taken)
        mine = capacities(whole.actor("tham-dinh-2"), clock.today())
        assert {"take", "review", "send_back"} <= set(offers(process_for(mine, taken.pk), mine).open)
        whole.do("tham-dinh-2", acts.REVIEW, taken, verdict="passed")


def test_but_not_while_he_signs_in_by_another_account_of_his(whole: World, taken: TaskProcess) -> None:
    with whole.on(FEBRUARY):
        by = system("keep_people")
        close_account(whole.account("tham-dinh"), by=by)
        twin = create_person("Phan Anh Dũng", by=by)
        open_account(twin, "tham-dinh.2", by=by)
        merge_persons(twin, whole.account("tham-dinh").person, by=by)
        assert not sees(whole, "tham-dinh-2", taken)
        with pytest.raises(Conflict, match="đã nhận thẩm định"):
            whole.do("tham-dinh-2", acts.REVIEW, taken, verdict="passed")


def test_a_deputy_stays_in_charge_of_a_unit_that_goes_on_in_the_new_body(whole: World) -> None:
    """Submitted by Chi cục in the old Department, concluded in the new one: its deputy may not, S3 holds across the merger."""
    share = whole.bring(whole.share("I.3", "skhcn"), State.SUBMITTED)
    with whole.on(MARCH):
        decision = {"to": whole.agency("skhcn-2025").pk, **whole.paper("QĐ-UBND")}
        whole.do("quan-tri-ke-hoach", acts.TRANSFER, share, **decision)
        whole.do("tham-dinh", acts.REVIEW, share, verdict="passed")
        with pytest.raises(NotAllowed, match="phụ trách đơn vị"):
            whole.do("pho-giam-doc", acts.CONCLUDE, share)
        whole.do("giam-doc", acts.CONCLUDE, share)


def test_a_reviewer_of_the_unit_that_goes_on_does_not_review_what_it_did_before_the_merger(whole: World) -> None:
    share = whole.bring(whole.share("I.3", "skhcn"), State.SUBMITTED)
    with whole.on(MARCH):
        decision = {"to": whole.agency("skhcn-2025").pk, **whole.paper("QĐ-UBND")}
        whole.do("quan-tri-ke-hoach", acts.TRANSFER, share, **decision)
        with pytest.raises(NotAllowed, match="chính đơn vị bạn"):
            whole.do("tham-dinh-3", acts.REVIEW, share, verdict="passed")
