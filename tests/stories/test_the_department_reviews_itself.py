"""S3: the Department leads, reviews and directs at once, so four persons are needed and the file says what it is."""

import json

import pytest

from approvals import acts
from approvals.unattended import unattended
from processes.capacities import capacities
from processes.models import Post, State, Unit
from tests.world import World
from workflow import clock
from workflow.errors import NotAllowed
from workflow.models import Event, Notice


def test_four_persons_carry_it_to_closed_and_the_trail_says_self_concluded(small: World) -> None:
    share = small.bring(small.share("I.2", "skhcn"), State.CLOSED)
    hands = {e.act: e.person for e in Event.objects.filter(stream=share.stream)}
    assert len({hands["attach"], hands["submit"], hands["review"], hands["conclude"]}) == 4
    flags = {e.act: json.loads(e.body).get("flags") for e in Event.objects.filter(stream=share.stream)}
    assert flags["review"] == ["self_review"]
    assert flags["conclude"] == ["self_review", "self_conclude"]


def test_a_reviewer_of_the_implementing_unit_is_refused(small: World) -> None:
    share = small.bring(small.share("I.2", "skhcn"), State.SUBMITTED)
    with pytest.raises(NotAllowed, match="chính đơn vị bạn"):
        small.do("tham-dinh-3", acts.REVIEW, share, verdict="passed")
    small.do("tham-dinh", acts.REVIEW, share, verdict="passed")


def test_the_deputy_in_charge_of_the_implementing_unit_does_not_conclude(small: World) -> None:
    share = small.bring(small.share("I.2", "skhcn"), State.REVIEWED)
    with pytest.raises(NotAllowed, match="phụ trách đơn vị"):
        small.do("pho-giam-doc", acts.CONCLUDE, share)
    small.do("giam-doc", acts.CONCLUDE, share)


def test_the_director_who_submitted_does_not_conclude(small: World) -> None:
    share = small.bring(small.share("I.2", "skhcn"), State.IN_PROGRESS)
    small.write_result(share, "cv-chi-cuc")
    small.do("giam-doc", acts.SUBMIT, share)
    small.do("tham-dinh", acts.REVIEW, share, verdict="passed")
    with pytest.raises(NotAllowed, match="đã tham gia thực hiện hoặc trình"):
        small.do("giam-doc", acts.CONCLUDE, share)


def test_the_director_who_reviewed_does_not_conclude(small: World) -> None:
    share = small.bring(small.share("I.2", "skhcn"), State.SUBMITTED)
    small.do("giam-doc", acts.REVIEW, share, verdict="passed")
    with pytest.raises(NotAllowed, match="đã thẩm định"):
        small.do("giam-doc", acts.CONCLUDE, share)


def test_the_chairman_is_not_asked_for_a_task_that_the_department_directs(small: World) -> None:
    share = small.bring(small.share("I.2", "skhcn"), State.REVIEWED)
    with pytest.raises(NotAllowed, match="Sở kết luận"):
        small.do("giam-doc", acts.ESCALATE, share, **small.paper("TTr-SKHCN"))


def test_with_nobody_eligible_it_waits_and_tells_the_director_and_the_office(small: World) -> None:
    Post.objects.filter(role="reviewer", agency__code="skhcn").exclude(unit__code="skhcn.tdc").update(
        valid_to=clock.today().replace(day=1)
    )
    share = small.bring(small.share("I.2", "skhcn"), State.SUBMITTED)
    told = set(Notice.objects.filter(kind="nobody_eligible", stream=share.stream).values_list("agency", flat=True))
    assert told == {small.agency("skhcn").pk, small.agency("vpub").pk}
    with pytest.raises(NotAllowed):
        small.do("tham-dinh-3", acts.REVIEW, share, verdict="passed")
    share.refresh_from_db()
    assert share.state == State.SUBMITTED, "it never passes itself"


def test_with_somebody_eligible_nobody_is_alarmed(small: World) -> None:
    share = small.bring(small.share("I.2", "skhcn"), State.SUBMITTED)
    assert not Notice.objects.filter(kind="nobody_eligible", stream=share.stream).exists()


def test_another_agencys_result_alarms_too_where_the_only_reviewer_worked_on_it(small: World) -> None:
    """S4 and S6: the officer in charge at Sở Y tế is the Department's one reviewer by now."""
    Post.objects.filter(role="reviewer", agency__code="skhcn").update(valid_to=clock.today().replace(day=1))
    share = small.bring(small.share("I.1", "syt"), State.IN_PROGRESS)
    small.write_result(share, "ld-so-y-te")
    officer = small.account("cv-so-y-te").person
    Post.objects.filter(person=officer).update(
        agency=small.agency("skhcn"), unit=Unit.objects.get(code="skhcn.qlcn"), role="reviewer"
    )
    small.do("ld-so-y-te", acts.SUBMIT, share)
    told = set(Notice.objects.filter(kind="nobody_eligible", stream=share.stream).values_list("agency", flat=True))
    assert told == {small.agency("skhcn").pk, small.agency("vpub").pk}
    watching = capacities(small.actor("giam-doc"), clock.today())
    assert share.pk in {waiting.pk for waiting in unattended(watching)}


def test_another_agencys_result_alarms_no_one_while_somebody_may_review_it(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    assert not Notice.objects.filter(kind="nobody_eligible", stream=share.stream).exists()
