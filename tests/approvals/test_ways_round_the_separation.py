"""What an insider would try: to judge work that is his by name, by a second post, or by a transfer in between (domain.md 3.4)."""

from datetime import date, datetime
from typing import Any

import pytest
import time_machine

from approvals import acts
from approvals.demo.cast import MERGER, START
from approvals.demo.people import system
from processes.ground import TaskGround
from processes.models import Agency, Instrument, Post, Role, State, Unit
from processes.people import merge_persons
from tests.world import World
from workflow import clock
from workflow.acts import Actor
from workflow.errors import NotAllowed
from workflow.models import Notice


def second_post(world: World, username: str, role: Role, agency: str, unit: str = "") -> Post:
    """One of the cast holds another post as well, or moves to it (S6)."""
    return Post.objects.create(
        person=world.account(username).person,
        agency=Agency.objects.get(code=agency),
        unit=Unit.objects.get(code=unit) if unit else None,
        role=role,
        title="Chức vụ thứ hai",
        code=f"{username}-thu-hai-{agency}-{role}".replace("_", "-"),
        valid_from=START,
    )


def test_the_officer_in_charge_does_not_review_though_others_did_the_work(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.IN_PROGRESS)  # its leader named cv-so-y-te
    small.write_result(share, "ld-so-y-te")
    small.do("ld-so-y-te", acts.SUBMIT, share)
    second_post(small, "cv-so-y-te", Role.REVIEWER, "skhcn", "skhcn.qlcn")
    with pytest.raises(NotAllowed, match="đã tham gia thực hiện"):
        small.do("cv-so-y-te", acts.REVIEW, share, verdict="passed")


def test_whoever_took_the_work_over_without_naming_an_officer_is_in_charge_himself(small: World) -> None:
    """S3: the Director who keeps the work in his own hands leaves the conclusion to another."""
    share = small.share("I.2", "skhcn")
    small.do("giam-doc", acts.ACCEPT, share)
    small.write_result(share, "cv-chi-cuc")
    small.do("chi-cuc-truong", acts.SUBMIT, share)
    small.do("tham-dinh", acts.REVIEW, share, verdict="passed")
    with pytest.raises(NotAllowed, match="đã tham gia thực hiện"):
        small.do("giam-doc", acts.CONCLUDE, share)


def test_a_transfer_does_not_wash_the_implementing_unit_away(small: World) -> None:
    """The officer in charge is named anew in the receiving body; that the unit had the work stays true (S6)."""
    share = small.bring(small.share("I.2", "skhcn"), State.IN_PROGRESS)  # the officer in charge is of the Chi cục
    small.write_result(share, "giam-doc")
    small.do("pho-giam-doc", acts.SUBMIT, share)
    with small.on(date(MERGER.year, MERGER.month, 3)):
        paper = small.paper("QĐ-UBND")
        small.do("quan-tri-ke-hoach", acts.TRANSFER, share, to=small.agency("skhcn-2025").pk, **paper)
        with pytest.raises(NotAllowed, match="chính đơn vị bạn"):
            small.do("tham-dinh-3", acts.REVIEW, share, verdict="passed")
        small.do("tham-dinh", acts.REVIEW, share, verdict="passed")


def test_a_second_post_in_the_implementing_unit_bars_the_reviewer(small: World) -> None:
    """Natural persons are compared: whoever belongs to the unit belongs to it in every post he holds."""
    share = small.bring(small.share("I.2", "skhcn"), State.SUBMITTED)
    second_post(small, "tham-dinh", Role.OFFICER, "skhcn", "skhcn.tdc")
    with pytest.raises(NotAllowed, match="chính đơn vị bạn"):
        small.do("tham-dinh", acts.REVIEW, share, verdict="passed")


def test_a_second_post_without_charges_does_not_free_the_deputy_in_charge(small: World) -> None:
    share = small.bring(small.share("I.2", "skhcn"), State.REVIEWED)
    second = second_post(small, "pho-giam-doc", Role.DIRECTOR, "skhcn")
    with pytest.raises(NotAllowed, match="phụ trách đơn vị"):
        small.do("pho-giam-doc", acts.CONCLUDE, share, actor=_in(small, "pho-giam-doc", second))


def test_nobody_is_counted_as_eligible_by_a_second_post(small: World) -> None:
    """S4 looks at persons as the act itself does: the alarm rings where the only reviewer belongs to the unit."""
    Post.objects.filter(role=Role.REVIEWER, agency__code="skhcn").exclude(
        person__accounts__username="tham-dinh"
    ).update(valid_to=clock.today().replace(day=1))
    second_post(small, "tham-dinh", Role.OFFICER, "skhcn", "skhcn.tdc")
    share = small.bring(small.share("I.2", "skhcn"), State.SUBMITTED)
    assert Notice.objects.filter(kind="nobody_eligible", stream=share.stream).exists()


def test_an_administrator_who_turns_out_to_be_a_reviewer_reviews_nothing(small: World) -> None:
    """S7: found out by merging the two rows, for appointing him to both is refused."""
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    merge_persons(small.account("quan-tri").person, small.account("tham-dinh").person, by=system("keep_people"))
    with pytest.raises(NotAllowed, match="không có quyền"):
        small.do("tham-dinh", acts.REVIEW, share, verdict="passed")


def test_who_waited_for_the_row_past_midnight_acts_on_the_new_day(
    small: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The event's time and the paper's last day are judged by one clock reading: no decision a second after the mandate."""
    share = small.bring(small.share("I.1", "syt"), State.WITH_AUTHORITY)
    Instrument.objects.update(valid_to=date(2025, 2, 10))
    with time_machine.travel(datetime(2025, 2, 10, 23, 59, 58, tzinfo=clock.LOCAL), tick=False) as now:
        lock = TaskGround.lock

        def slow(*asked: Any, **how: Any) -> Any:
            now.shift(5)  # a colleague's transaction held the row
            return lock(*asked, **how)

        monkeypatch.setattr(TaskGround, "lock", slow)
        with pytest.raises(NotAllowed, match="Phó Chủ tịch"):
            small.do("pho-chu-tich", acts.DECIDE, share)
        monkeypatch.undo()
        now.shift(-5)
        small.do("pho-chu-tich", acts.DECIDE, share)


def _in(world: World, username: str, post: Post) -> Actor:
    return Actor(account=world.account(username).pk, post=post.pk)
