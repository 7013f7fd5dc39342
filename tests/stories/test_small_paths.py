from approvals import acts
from processes.models import State
from tests.world import World


def test_a_share_directed_by_the_chairman_closes_by_the_whole_path(small: World) -> None:
    share = small.share("I.1", "syt")
    small.bring(share, State.CLOSED)
    assert share.state == State.CLOSED


def test_a_share_of_the_department_closes_by_four_persons(small: World) -> None:
    share = small.share("I.2", "skhcn")
    small.bring(share, State.CLOSED)
    assert share.state == State.CLOSED
