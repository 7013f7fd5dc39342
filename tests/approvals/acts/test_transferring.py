"""To whom a share may pass, and what does not pass with it."""

from __future__ import annotations

from datetime import date

import pytest

from approvals import acts
from processes.models import Agency, State
from tests.world import World
from workflow.errors import NotValid


def pass_on(small: World, to: Agency) -> None:
    share = small.bring(small.share("I.1", "syt"), State.IN_PROGRESS)
    small.do("quan-tri-ke-hoach", acts.TRANSFER, share, to=to.pk, **small.paper("QĐ-UBND"))


def test_the_officer_and_his_unit_stay_behind(small: World) -> None:
    pass_on(small, small.agency("sct"))
    share = small.share("I.1", "syt")
    assert (share.agency, share.officer, share.unit) == (small.agency("sct"), None, None)


def test_a_body_that_may_only_be_asked_receives_nothing(small: World) -> None:
    asked_only = Agency.objects.on(date(2025, 2, 10)).filter(asked_only=True).first()
    assert asked_only is not None
    with pytest.raises(NotValid, match="chỉ có thể đề nghị"):
        pass_on(small, asked_only)


def test_a_body_receives_nothing_before_it_stands_and_nothing_from_itself(small: World) -> None:
    with pytest.raises(NotValid, match="không tồn tại vào hôm nay"):
        pass_on(small, small.agency("skhcn-2025"))
    with pytest.raises(NotValid, match="đã thuộc cơ quan này"):
        pass_on(small, small.agency("syt"))
