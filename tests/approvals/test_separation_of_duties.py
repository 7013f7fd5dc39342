"""Whose paper carries a Vice-Chairman, and how many persons the Department's own work needs (domain.md 3.4)."""

from datetime import date, timedelta

import pytest

from approvals import acts
from approvals.demo.cast import START
from approvals.demo.people import system
from processes.models import Instrument, Post, Role, State, Unit, WorkItem
from processes.people import merge_persons
from tests.world import World
from workflow import clock
from workflow.acts import Act
from workflow.errors import Conflict, NotAllowed, NotValid

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
    Instrument.objects.update(withdrawn_on=START)
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


def seconded(world: World, username: str, role: Role, agency: str, unit: str = "") -> None:
    """One of the cast gets a second post, as after a move from one office to another (S6)."""
    person = world.account(username).person
    where = Unit.objects.get(code=unit) if unit else None
    Post.objects.create(
        person=person, agency=world.agency(agency), unit=where, role=role, title="Biệt phái", code=f"{username}.{role}", valid_from=START
    )  # fmt: skip


@pytest.mark.parametrize(
    ("act", "data"),
    [(acts.TAKE, {}), (acts.REVIEW, {"verdict": "passed"}), (acts.SEND_BACK, {"reason": "Bổ sung"})],
    ids=["take", "review", "send back"],
)
def test_who_took_the_work_over_for_his_agency_does_not_review_it(
    small: World, act: Act, data: dict[str, object]
) -> None:
    share = small.bring(small.share("I.1", "syt"), State.IN_PROGRESS)  # accepted by its leader, who does nothing more
    seconded(small, "ld-so-cong-thuong", Role.LEADER, "syt")
    small.write_result(share, "cv-so-y-te")
    small.do("ld-so-cong-thuong", acts.SUBMIT, share)
    seconded(small, "ld-so-y-te", Role.REVIEWER, "skhcn", "skhcn.qlcn")
    with pytest.raises(NotAllowed, match="đã tiếp nhận nhiệm vụ này"):
        small.do("ld-so-y-te", act, share, **data)


def test_who_wrote_the_result_does_not_escalate_it(small: World) -> None:
    share = small.bring(small.share("I.1", "skhcn"), State.IN_PROGRESS)
    small.do("giam-doc", acts.PREPARE, share)
    small.bring(share, State.REVIEWED)
    with pytest.raises(NotAllowed, match="đã tham gia thực hiện"):
        small.do("giam-doc", acts.ESCALATE, share, **small.paper("TTr-SKHCN"))
    small.do("pho-giam-doc", acts.ESCALATE, share, **small.paper("TTr-SKHCN"))


@pytest.mark.parametrize(("before", "words"), [("tham-tra", "đã thẩm tra"), ("tham-dinh", "đã thẩm định")])
@pytest.mark.parametrize(("act", "data"), [(acts.DECIDE, {}), (acts.SEND_BACK, {"reason": "Bổ sung"})])
def test_who_judged_the_file_below_neither_decides_nor_returns_it_above(
    small: World, before: str, words: str, act: Act, data: dict[str, object]
) -> None:
    share = small.bring(small.share("I.1", "syt"), State.WITH_AUTHORITY)
    seconded(small, before, Role.CHAIRMAN, "ubnd-tinh")
    with pytest.raises(NotAllowed, match=words):
        small.do(before, act, share, **data)


def test_the_offices_own_share_is_returned_from_outside_the_implementing_unit_too(small: World) -> None:
    share = small.bring(small.share("I.3", "vpub"), State.WITH_OFFICE)
    with pytest.raises(NotAllowed, match="chính đơn vị bạn"):
        small.do("tham-tra", acts.SEND_BACK, share, reason="Bổ sung")
    small.do("tham-tra-2", acts.SEND_BACK, share, reason="Bổ sung")


def test_the_deputy_in_charge_of_the_unit_does_not_return_its_work_either(small: World) -> None:
    share = small.bring(small.share("I.2", "skhcn"), State.REVIEWED)
    with pytest.raises(NotAllowed, match="phụ trách đơn vị"):
        small.do("pho-giam-doc", acts.SEND_BACK, share, reason="Bổ sung")
    small.do("giam-doc", acts.SEND_BACK, share, reason="Bổ sung")


def test_a_vice_chairman_without_a_paper_returns_nothing(before_the_chairman: World) -> None:
    with pytest.raises(NotAllowed, match="Phó Chủ tịch"):
        before_the_chairman.do(
            "pho-chu-tich", acts.SEND_BACK, before_the_chairman.share("I.1", "syt"), reason="Bổ sung"
        )


def test_two_rows_of_one_natural_person_are_one_reviewer_too_many(small: World) -> None:
    """Hard rule: compared by identity, whichever of the two rows acted and whichever stays."""
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    for username in ("tham-dinh", "tham-dinh-2"):
        small.do(username, acts.TAKE, share)
        small.do("giam-doc", acts.SEND_BACK, share, reason="Bổ sung")
        small.bring(share, State.SUBMITTED)
    merge_persons(small.account("tham-dinh").person, small.account("cv-so-y-te").person, by=system("keep_people"))
    merge_persons(small.account("ld-so-y-te").person, small.account("tham-dinh-2").person, by=system("keep_people"))
    for username in ("tham-dinh", "tham-dinh-2"):
        with pytest.raises(NotAllowed, match="đã tham gia thực hiện"):
            small.do(username, acts.REVIEW, share, verdict="passed")


def test_a_result_that_a_reviewer_has_taken_is_withdrawn_no_more(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    small.do("tham-dinh", acts.TAKE, share)
    with pytest.raises(Conflict, match="không rút được"):
        small.do("ld-so-y-te", acts.WITHDRAW, share)


def test_a_head_of_unit_submits_for_the_department_itself_and_for_nobody_else(small: World) -> None:
    seconded(small, "mat-tran", Role.UNIT_HEAD, "syt", "syt.vp")
    share = small.bring(small.share("I.1", "syt"), State.IN_PROGRESS)
    small.write_result(share, "cv-so-y-te")
    with pytest.raises(NotAllowed, match="không có quyền"):
        small.do("mat-tran", acts.SUBMIT, share)


def test_the_deputy_in_charge_of_the_unit_does_not_review_its_work(small: World) -> None:
    share = small.bring(small.share("I.2", "skhcn"), State.SUBMITTED)
    with pytest.raises(NotAllowed, match="phụ trách đơn vị"):
        small.do("pho-giam-doc", acts.REVIEW, share, verdict="passed")


def test_who_gave_the_opinion_of_an_asked_agency_does_not_review_the_result(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.IN_PROGRESS)
    question = {"agencies": [small.agency("sct").pk], "question": "Cho ý kiến", "due": clock.today()}
    small.do("ld-so-y-te", acts.ASK, share, **question)
    small.do("cv-so-cong-thuong", acts.CONTRIBUTE, share, opinion="Thống nhất")
    small.bring(share, State.SUBMITTED)
    seconded(small, "cv-so-cong-thuong", Role.REVIEWER, "skhcn", "skhcn.qlcn")
    with pytest.raises(NotAllowed, match="đã tham gia thực hiện"):
        small.do("cv-so-cong-thuong", acts.REVIEW, share, verdict="passed")


def test_the_officer_in_charge_comes_from_the_agency_itself(small: World) -> None:
    with pytest.raises(NotValid, match="Người phụ trách"):
        small.do("ld-so-y-te", acts.ACCEPT, small.share("I.1", "syt"), officer=small.post("cv-so-cong-thuong").pk)


def test_who_proposed_for_the_department_does_not_verify_or_decide_in_a_later_post(small: World) -> None:
    """S6: the director signs the tờ trình, then moves to the Office, then to the authority."""
    share = small.bring(small.share("I.1", "syt"), State.WITH_OFFICE)
    seconded(small, "giam-doc", Role.VERIFIER, "vpub", "vpub.kt")
    verified = {"checklist": ["complete", "competent", "consistent"]}
    with pytest.raises(NotAllowed, match="đã trình hồ sơ này"):
        small.do("giam-doc", acts.VERIFY, share, **verified)
    with pytest.raises(NotAllowed, match="đã trình hồ sơ này"):
        small.do("giam-doc", acts.SEND_BACK, share, reason="Bổ sung")
    small.do("tham-tra", acts.VERIFY, share, **verified)
    seconded(small, "giam-doc", Role.CHAIRMAN, "ubnd-tinh")
    with pytest.raises(NotAllowed, match="đã trình hồ sơ này"):
        small.do("giam-doc", acts.DECIDE, share)


def test_the_unit_of_the_officer_in_charge_is_the_implementing_unit_whoever_did_the_work(small: World) -> None:
    share = small.bring(small.share("I.2", "skhcn"), State.IN_PROGRESS)
    small.write_result(share, "giam-doc")
    small.do("chi-cuc-truong", acts.SUBMIT, share)
    assert share.unit is not None
    with pytest.raises(NotAllowed, match="chính đơn vị bạn"):
        small.do("tham-dinh-3", acts.REVIEW, share, verdict="passed")


def test_an_open_question_to_the_receiving_agency_ends_with_the_transfer(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.IN_PROGRESS)
    question = {"agencies": [small.agency("sct").pk], "question": "Cho ý kiến", "due": clock.today()}
    small.do("ld-so-y-te", acts.ASK, share, **question)
    small.do("quan-tri-ke-hoach", acts.TRANSFER, share, to=small.agency("sct").pk, **small.paper("QĐ-UBND"))
    assert not WorkItem.objects.filter(process=share, is_main=False, finished=None).exists()
