"""What whoever comes second is told: who moved the share, not who else was busy with it; and that a question is answered."""

from __future__ import annotations

import pytest

from approvals import acts
from approvals.models import Decision
from processes.models import Instrument, State
from tests.world import World
from workflow import clock
from workflow.acts import Actor
from workflow.errors import Conflict


def named(world: World, username: str) -> str:
    person = world.account(username).person
    assert person is not None
    return person.full_name


def test_it_is_the_one_who_moved_it_though_others_acted_since(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.IN_PROGRESS)
    small.write_result(share, "cv-so-y-te")
    with pytest.raises(Conflict) as refusal:
        small.do("ld-so-y-te", acts.ACCEPT, share)
    assert f"{named(small, 'ld-so-y-te')} đã xử lý lúc" in refusal.value.sentence


def test_a_transfer_moves_it_though_the_state_stays(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    seen = {share.pk: share.version}
    small.do("quan-tri-ke-hoach", acts.TRANSFER, share, to=small.agency("sct").pk, **small.paper("QĐ-UBND"))
    with pytest.raises(Conflict) as refusal:
        small.do("tham-dinh", acts.REVIEW, share, verdict="passed", seen=seen)
    assert f"{named(small, 'quan-tri-ke-hoach')} đã xử lý lúc" in refusal.value.sentence


def test_whoever_has_answered_is_told_so_and_not_that_he_has_no_right(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.IN_PROGRESS)
    question = {"agencies": [small.agency("sct").pk], "question": "Cho ý kiến", "due": clock.today()}
    small.do("ld-so-y-te", acts.ASK, share, **question)
    small.do("cv-so-cong-thuong", acts.CONTRIBUTE, share, opinion="Thống nhất")
    with pytest.raises(Conflict, match="đã được trả lời"):
        small.do("ld-so-cong-thuong", acts.CONTRIBUTE, share, opinion="Thống nhất")


def test_preparing_and_asking_go_on_though_the_page_is_older_than_the_share(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.IN_PROGRESS)
    old = {share.pk: share.version - 1}
    small.do("cv-so-y-te", acts.PREPARE, share, seen=old)
    question = {"agencies": [small.agency("sct").pk], "question": "Cho ý kiến", "due": clock.today()}
    small.do("ld-so-y-te", acts.ASK, share, **question, seen=old)
    with pytest.raises(Conflict, match="đã thay đổi từ khi bạn mở trang"):
        small.do("ld-so-y-te", acts.SUBMIT, share, seen=old)


def test_of_two_papers_the_act_rests_on_the_one_that_was_chosen(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.WITH_AUTHORITY)
    first = Instrument.objects.get(holder=small.post("pho-chu-tich"))
    second = Instrument.objects.create(
        grantor=first.grantor, holder=first.holder, capacity="TUQ", number="9/QĐ", dated=first.dated,
        valid_from=first.valid_from, valid_to=first.valid_to, field=first.field,
    )  # fmt: skip
    account = small.actor("pho-chu-tich").account
    small.do("pho-chu-tich", acts.DECIDE, share, actor=Actor(account, instrument=second.pk))
    assert Decision.objects.get(process=share, act="decide").instrument == second
