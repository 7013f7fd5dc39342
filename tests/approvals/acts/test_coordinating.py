"""Whom a responsible agency may ask, and who coordinates at all."""

from __future__ import annotations

from typing import Any

import pytest

from approvals import acts
from processes.models import Coordination, State
from tests.world import World
from workflow import clock
from workflow.errors import Conflict, NotValid


def question(small: World, agency: str) -> dict[str, Any]:
    return {"agencies": [small.agency(agency).pk], "question": "Cho ý kiến", "due": clock.today()}


def test_nobody_asks_himself_and_nobody_is_asked_twice_at_a_time(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.IN_PROGRESS)
    with pytest.raises(NotValid, match="không tự xin ý kiến"):
        small.do("ld-so-y-te", acts.ASK, share, **question(small, "syt"))
    small.do("ld-so-y-te", acts.ASK, share, **question(small, "sct"))
    with pytest.raises(Conflict, match="đang chờ trả lời"):
        small.do("ld-so-y-te", acts.ASK, share, **question(small, "sct"))
    small.do("cv-so-cong-thuong", acts.CONTRIBUTE, share, opinion="Thống nhất")
    small.do("ld-so-y-te", acts.ASK, share, **question(small, "sct"))


def test_an_agency_that_leads_does_not_coordinate_with_itself(small: World) -> None:
    district = "ubnd-huyen-binh-son"  # leads a share of I.1, and is of the group that coordinates
    coordinating = Coordination.objects.filter(process=small.share("I.1", district))
    assert coordinating.exists()
    assert not coordinating.filter(agency__code=district).exists()
