"""A review that a colleague has taken is his, until the result goes back; the director may always step in."""

from __future__ import annotations

from typing import Any

import pytest

from approvals import acts
from processes.models import State, TaskProcess
from tests.world import World
from workflow.acts import Act
from workflow.errors import Conflict

PASSED: dict[str, Any] = {"verdict": "passed"}
BACK: dict[str, Any] = {"reason": "Bổ sung"}


@pytest.fixture
def taken(small: World) -> TaskProcess:
    """A share whose review the first reviewer has taken."""
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    small.do("tham-dinh", acts.TAKE, share)
    return share


@pytest.mark.parametrize(("act", "data"), [(acts.TAKE, {}), (acts.REVIEW, PASSED), (acts.SEND_BACK, BACK)])
def test_a_colleague_does_not_come_between(small: World, taken: TaskProcess, act: Act, data: dict[str, Any]) -> None:
    with pytest.raises(Conflict, match="đã nhận thẩm định hồ sơ này"):
        small.do("tham-dinh-2", act, taken, **data)


@pytest.mark.parametrize(("act", "data"), [(acts.REVIEW, PASSED), (acts.SEND_BACK, BACK)])
@pytest.mark.parametrize("username", ["tham-dinh", "giam-doc"])
def test_whoever_took_it_goes_on_and_the_director_may(
    small: World, taken: TaskProcess, username: str, act: Act, data: dict[str, Any]
) -> None:
    small.do(username, act, taken, **data)


def test_it_is_taken_once(small: World, taken: TaskProcess) -> None:
    with pytest.raises(Conflict, match="Bạn đã nhận thẩm định"):
        small.do("tham-dinh", acts.TAKE, taken)


def test_what_went_back_and_came_again_is_free(small: World, taken: TaskProcess) -> None:
    small.do("tham-dinh", acts.SEND_BACK, taken, **BACK)
    small.bring(taken, State.SUBMITTED)
    assert taken.taken_by is None
    small.do("tham-dinh-2", acts.TAKE, taken)
