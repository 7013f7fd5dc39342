"""I.2: the Department and the thirteen districts lead together. Equal shares, the first named is the contact, no extra act."""

import pytest

from approvals import acts
from processes.models import State
from tests.world import World
from workflow.errors import NotFound


def test_joint_leads_are_equal_shares_and_the_first_named_is_the_contact(whole: World) -> None:
    shares = list(whole.shares("I.2").select_related("agency"))
    assert len(shares) == 14
    assert [share.agency.code for share in shares if share.is_contact] == ["skhcn"]


def test_each_leads_its_own_share_to_the_end_whatever_the_others_do(whole: World) -> None:
    mine, others = whole.share("I.2", "ubnd-huyen-binh-son"), whole.share("I.2", "ubnd-huyen-tra-bong")
    whole.bring(mine, State.CLOSED)
    others.refresh_from_db()
    assert (mine.state, others.state) == (State.CLOSED, State.ASSIGNED)


def test_a_joint_lead_does_not_reach_into_anothers_share(whole: World) -> None:
    with pytest.raises(NotFound):
        whole.do("ld-binh-son", acts.ACCEPT, whole.share("I.2", "ubnd-huyen-tra-bong"))


def test_a_task_of_many_shares_is_done_only_when_every_share_is(whole: World) -> None:
    whole.bring(whole.share("I.2", "ubnd-huyen-binh-son"), State.CLOSED)
    states = set(whole.shares("I.2").values_list("state", flat=True))
    assert states == {State.CLOSED, State.ASSIGNED}
