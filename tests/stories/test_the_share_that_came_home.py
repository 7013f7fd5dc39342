"""A share of another agency passes to the reviewing Department in every state: what was said before stays as it was said.

docs/decisions/0020: a review is judged on its day; from the transfer on the Department judges its own work, and says so.
"""

import json
from datetime import date

import pytest

from approvals import acts
from processes.models import State
from tests.world import World
from workflow.errors import NotAllowed
from workflow.models import Event

MARCH = date(2025, 3, 3)
OPEN = (
    State.ASSIGNED, State.IN_PROGRESS, State.SUBMITTED, State.REVIEWED, State.WITH_OFFICE, State.WITH_AUTHORITY, State.APPROVED,
)  # fmt: skip


def flags(stream: str) -> dict[str, list[str] | None]:
    return {event.act: json.loads(event.body).get("flags") for event in Event.objects.filter(stream=stream)}


@pytest.mark.parametrize("state", OPEN)
def test_it_closes_from_every_state_and_only_later_opinions_carry_the_mark(whole: World, state: State) -> None:
    share = whole.bring(whole.share("I.1", "stttt"), state)
    said = flags(share.stream)
    with whole.on(MARCH):
        decision = whole.paper("QĐ-UBND")
        whole.do("quan-tri-ke-hoach", acts.TRANSFER, share, to=whole.agency("skhcn-2025").pk, **decision)
        assert share.state == state
        whole.bring(share, State.CLOSED)
    after = flags(share.stream)
    assert {act: after[act] for act in said} == said, "nothing that was said before is said differently now"
    for act in ("review", "escalate"):
        assert after[act] == (None if act in said else ["self_review"])
    assert after["verify"] is None, "the Office judges no work of its own"


def test_who_did_the_work_in_the_old_agency_does_not_judge_it_in_the_department(whole: World) -> None:
    # Its leader submitted, and is a deputy director of the Department now.
    share = whole.bring(whole.share("I.1", "stttt"), State.REVIEWED)
    with whole.on(MARCH):
        paper = whole.paper("QĐ-UBND")
        whole.do("quan-tri-ke-hoach", acts.TRANSFER, share, to=whole.agency("skhcn-2025").pk, **paper)
        with pytest.raises(NotAllowed, match="đã tham gia thực hiện hoặc trình"):
            whole.do("ld-so-tttt", acts.ESCALATE, share, **whole.paper("TTr-SKHCN"))
