"""2025: the Department becomes a new body on 01/3, the districts end on 30/6. Nothing passes by itself, nothing is lost."""

from datetime import date

import pytest

from approvals import acts
from approvals.acts.giving_out import give_out
from approvals.demo.people import system
from approvals.models import Citation
from processes.models import State, TaskProcess, WorkItem
from tests.world import World
from workflow.acts import Outcome
from workflow.errors import DomainError, NotFound, NotValid
from workflow.models import Event

MARCH, JULY = date(2025, 3, 3), date(2025, 7, 2)


def transfer(whole: World, shares: list[TaskProcess], to: str) -> Outcome:
    return whole.act(
        "quan-tri-ke-hoach",
        acts.TRANSFER,
        shares,
        to=whole.agency(to).pk,
        **whole.paper("QĐ-UBND"),
    )


def test_the_new_department_reviews_without_any_transfer(whole: World) -> None:
    share = whole.bring(whole.share("I.1", "syt"), State.SUBMITTED)
    item = WorkItem.objects.get(process=share, finished=None)
    with whole.on(MARCH):
        assert whole.post("tham-dinh").agency.code == "skhcn-2025"
        whole.do("tham-dinh", acts.REVIEW, share, verdict="passed")
        assert share.state == State.REVIEWED
        item.refresh_from_db()
        assert item.finished_by is not None
        assert item.finished_by.agency.code == "skhcn-2025"


def test_the_old_departments_own_shares_wait_for_a_recorded_transfer(whole: World) -> None:
    share = whole.bring(whole.share("II.1", "skhcn"), State.IN_PROGRESS)
    before = share.due, share.state
    with whole.on(MARCH):
        with pytest.raises(DomainError):
            whole.do("cv-chi-cuc", acts.ATTACH, share, file=whole.file())
        outcome = transfer(whole, [share], "skhcn-2025")
        assert not outcome.refused
        share.refresh_from_db()
        assert (share.due, share.state) == before
        assert (share.agency.code, share.given_to.code) == ("skhcn-2025", "skhcn")
        assert Citation.objects.filter(process=share).count() == 1
        whole.bring(share, State.REVIEWED)


def test_history_before_the_transfer_keeps_the_old_agency_and_posts(whole: World) -> None:
    share = whole.bring(whole.share("II.1", "skhcn"), State.IN_PROGRESS)
    with whole.on(MARCH):
        transfer(whole, [share], "skhcn-2025")
    old, accept, moved = Event.objects.filter(stream=share.stream).order_by("seq")
    assert accept.agency == whole.agency("skhcn").pk
    assert moved.act == "transfer"
    assert moved.agency == whole.agency("skhcn-2025").pk
    assert old.seq == 0


def test_separation_of_duties_survives_the_merger(whole: World) -> None:
    """The unit that did the work before 01/3 is the same unit afterwards, under the new body (S6)."""
    share = whole.bring(whole.share("II.1", "skhcn"), State.IN_PROGRESS)
    whole.do("cv-chi-cuc", acts.ATTACH, share, file=whole.file())
    with whole.on(MARCH):
        transfer(whole, [share], "skhcn-2025")
        whole.write_result(share, "cv-chi-cuc")
        whole.do("chi-cuc-truong", acts.SUBMIT, share)
        with pytest.raises(DomainError, match="chính đơn vị bạn"):
            whole.do("tham-dinh-3", acts.REVIEW, share, verdict="passed")
        whole.do("tham-dinh", acts.REVIEW, share, verdict="passed")


def test_work_passes_only_to_a_body_that_lives_and_may_be_given_work(whole: World) -> None:
    share = whole.share("V.1", "ubnd-huyen-binh-son")
    with whole.on(JULY):
        for wrong in ("ubnd-huyen-tra-bong", "ubmttq"):
            (refusal,) = transfer(whole, [share], wrong).refused
            assert isinstance(refusal.error, NotValid)
        assert len(transfer(whole, [share], "ubnd-xa-binh-son-21040").done) == 1
        share.refresh_from_db()
        whole.bring(share, State.IN_PROGRESS)


def test_a_commune_is_not_given_work_before_it_exists(whole: World) -> None:
    (refusal,) = transfer(whole, [whole.share("V.1", "ubnd-huyen-binh-son")], "ubnd-xa-binh-son-21040").refused
    assert isinstance(refusal.error, NotValid)


def test_the_leader_of_an_ended_district_can_act_no_more(whole: World) -> None:
    share = whole.share("V.1", "ubnd-huyen-ba-to")
    with whole.on(JULY), pytest.raises(NotFound):
        whole.do("ld-ubnd-huyen-ba-to", acts.ACCEPT, share)


def test_the_new_provinces_vice_chairman_decides_on_the_new_instrument(whole: World) -> None:
    share = whole.bring(whole.share("I.1", "syt"), State.WITH_AUTHORITY)
    with whole.on(JULY):
        whole.do("pho-chu-tich", acts.DECIDE, share)
        whole.do("van-thu-ubnd", acts.ISSUE, share, **whole.paper("QĐ-UBND", file=whole.file()))
        citation = Citation.objects.filter(process=share).order_by("seq").last()
        assert citation is not None
        assert citation.document.issuer.code == "ubnd-tinh-2025"


def test_2026_gives_what_can_be_given_and_names_what_cannot(whole: World) -> None:
    with whole.on(date(2026, 1, 5)):
        result = give_out(whole.plan, 2026, capacity=system("give_out"), key="2026")
    assert len(result.given) == 45
    lost = result.not_given
    assert len(lost) == 39
    binh_son = next(entry for entry in lost if entry.agency == "UBND huyện Bình Sơn")
    assert len(binh_son.successors) == 5
    assert any("Đông Sơn" in name for name in binh_son.successors)
    again = give_out(whole.plan, 2026, capacity=system("give_out"), key="2026 again")
    assert (len(again.given), again.already) == (0, 45)


def test_2025_is_128_shares_and_no_more(whole: World) -> None:
    assert TaskProcess.objects.filter(year=2025).count() == 128
    per_task = {code: whole.shares(code).count() for code in ("I.1", "I.2", "V.1", "V.4", "II.1", "IV.3")}
    assert per_task == {"I.1": 33, "I.2": 14, "V.1": 33, "V.4": 33, "II.1": 1, "IV.3": 0}
    assert len(give_out(whole.plan, 2025, capacity=system("give_out"), key="again").given) == 0
