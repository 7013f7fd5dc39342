"""Whose paper carries a Vice-Chairman, and how many persons the Department's own work needs (domain.md 3.4)."""

from datetime import date, timedelta

import pytest

from approvals import acts
from approvals.demo.cast import START
from processes.models import Instrument, Post, State
from tests.world import World
from workflow import clock
from workflow.errors import NotAllowed

FIELD = "khoa học và công nghệ"


def paper(grantor: Post, holder: Post, **more: object) -> Instrument:
    """An instrument as a row, whatever the rules of recording say: the engine must not rely on them."""
    given = {
        "capacity": "TUQ",
        "number": "9/QĐ",
        "dated": START,
        "valid_from": START,
        "valid_to": date(2025, 12, 31),
        "field": FIELD,
    }
    return Instrument.objects.create(grantor=grantor, holder=holder, **{**given, **more})


@pytest.fixture
def before_the_chairman(small: World) -> World:
    """A share lies with the authority, and the Vice-Chairman has no paper yet."""
    small.bring(small.share("I.1", "syt"), State.WITH_AUTHORITY)
    Instrument.objects.all().delete()
    return small


def test_only_the_chairmans_paper_lets_a_vice_chairman_decide(before_the_chairman: World) -> None:
    world = before_the_chairman
    share = world.share("I.1", "syt")
    paper(world.post("giam-doc"), world.post("pho-chu-tich"))
    with pytest.raises(NotAllowed, match="Phó Chủ tịch"):
        world.do("pho-chu-tich", acts.DECIDE, share)
    paper(world.post("chu-tich"), world.post("pho-chu-tich"))
    world.do("pho-chu-tich", acts.DECIDE, share)


@pytest.mark.parametrize(
    "wrong",
    [
        {"field": "y tế"},
        {"valid_from": date(2025, 2, 11)},
        {"valid_to": date(2025, 2, 9)},
        {"withdrawn_on": date(2025, 2, 10)},
    ],
    ids=["another field", "not yet valid", "no longer valid", "withdrawn"],
)
def test_a_paper_that_does_not_cover_the_act_gives_nothing(
    before_the_chairman: World, wrong: dict[str, object]
) -> None:
    world = before_the_chairman
    paper(world.post("chu-tich"), world.post("pho-chu-tich"), **wrong)
    with pytest.raises(NotAllowed, match="Phó Chủ tịch"):
        world.do("pho-chu-tich", acts.DECIDE, world.share("I.1", "syt"))


def test_a_paper_falls_with_the_post_of_him_who_gave_it(before_the_chairman: World) -> None:
    world = before_the_chairman
    chairman = world.post("chu-tich")
    paper(chairman, world.post("pho-chu-tich"))
    Post.objects.filter(pk=chairman.pk).update(valid_to=clock.today() - timedelta(days=1))
    with pytest.raises(NotAllowed, match="Phó Chủ tịch"):
        world.do("pho-chu-tich", acts.DECIDE, world.share("I.1", "syt"))


def test_where_the_department_concludes_itself_nobody_both_prepares_and_submits(small: World) -> None:
    share = small.bring(small.share("I.2", "skhcn"), State.IN_PROGRESS)
    small.write_result(share, "chi-cuc-truong")
    with pytest.raises(NotAllowed, match="hai người"):
        small.do("chi-cuc-truong", acts.SUBMIT, share)
    small.do("cv-chi-cuc", acts.PREPARE, share)
    small.do("chi-cuc-truong", acts.SUBMIT, share)


def test_elsewhere_a_leader_may_write_what_he_submits(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.IN_PROGRESS)
    small.write_result(share, "ld-so-y-te")
    small.do("ld-so-y-te", acts.SUBMIT, share)
