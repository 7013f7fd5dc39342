"""A share of another agency, directed by the Chairman: sent back at every level, decided by the Vice-Chairman, then issued."""

import json
from datetime import date

import pytest

from approvals import acts
from approvals.models import Citation, Decision, Document
from processes.models import Instrument, State
from tests.world import World
from workflow.errors import Conflict, NotAllowed, NotValid
from workflow.models import Event, EventText, Notice

CHECKLIST = ["complete", "competent", "consistent"]


def test_every_level_sends_back_once_and_the_share_still_closes(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    deadline = share.due

    small.do("tham-dinh", acts.SEND_BACK, share, reason="Thiếu biên bản nghiệm thu.")
    assert (share.state, share.sent_back, share.submitted_at) == (State.IN_PROGRESS, True, None)
    assert Notice.objects.filter(stream=share.stream, kind="sent_back", agency=share.agency_id).count() == 1

    small.bring(share, State.REVIEWED)
    small.do("giam-doc", acts.SEND_BACK, share, reason="Thẩm định chưa nêu số liệu.", to="review")
    assert share.state == State.SUBMITTED
    assert share.submitted_at is not None, "a result sent back to the reviewer is still pending"

    small.bring(share, State.WITH_OFFICE)
    small.do("tham-tra", acts.SEND_BACK, share, reason="Tờ trình chưa đúng thể thức.")
    assert share.state == State.SUBMITTED

    small.bring(share, State.WITH_AUTHORITY)
    small.do("chu-tich", acts.SEND_BACK, share, reason="Cần làm rõ kinh phí.", to="agency")
    assert share.state == State.IN_PROGRESS

    small.bring(share, State.CLOSED)
    assert share.due == deadline, "sending back never moves the deadline of the plan"
    assert share.submissions_made == 3
    assert Decision.objects.filter(process=share, verdict="sent_back").count() == 4
    words = EventText.objects.filter(stream=share.stream, name="reason").values_list("text", flat=True)
    assert set(words) == {
        "Thiếu biên bản nghiệm thu.",
        "Thẩm định chưa nêu số liệu.",
        "Tờ trình chưa đúng thể thức.",
        "Cần làm rõ kinh phí.",
    }
    assert Event.objects.filter(stream=share.stream).count() == share.head_seq + 1


def test_sending_back_needs_a_reason(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    with pytest.raises(NotValid, match="lý do") as refusal:
        small.do("tham-dinh", acts.SEND_BACK, share, reason="   ")
    assert refusal.value.field == "reason"


def test_the_office_sends_back_to_the_department_only(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.WITH_OFFICE)
    with pytest.raises(NotValid, match="chỉ được trả lại cho Sở"):
        small.do("tham-tra", acts.SEND_BACK, share, reason="x", to="agency")


def test_the_vice_chairman_decides_on_his_instrument_and_both_names_are_kept(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.WITH_AUTHORITY)
    small.do("pho-chu-tich", acts.DECIDE, share, opinion="Đồng ý.")
    decision = Decision.objects.get(process=share, act="decide")
    assert decision.on_behalf_of == small.post("chu-tich")
    assert decision.post == small.post("pho-chu-tich")
    body = json.loads(Event.objects.get(stream=share.stream, act="decide").body)
    assert body["who"]["capacity"] == "KT"
    assert body["who"]["on_behalf_of"] == small.post("chu-tich").pk


@pytest.mark.parametrize(
    "change",
    [
        {"valid_to": date(2025, 2, 9)},
        {"valid_from": date(2025, 2, 11)},
        {"withdrawn_on": date(2025, 2, 10)},
        {"field": "giao thông vận tải"},
    ],
    ids=["ended", "not begun", "withdrawn", "another field"],
)
def test_without_a_valid_instrument_the_vice_chairman_is_refused(small: World, change: dict) -> None:
    share = small.bring(small.share("I.1", "syt"), State.WITH_AUTHORITY)
    Instrument.objects.filter(grantor__agency__code="ubnd-tinh").update(**change)
    for act, data in ((acts.DECIDE, {}), (acts.SEND_BACK, {"reason": "x"})):
        with pytest.raises(NotAllowed, match="văn bản phân công hoặc ủy quyền"):
            small.do("pho-chu-tich", act, share, **data)


def test_the_department_cannot_conclude_what_the_chairman_directs(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.REVIEWED)
    with pytest.raises(NotAllowed, match="Chủ tịch"):
        small.do("giam-doc", acts.CONCLUDE, share)


def test_nothing_is_decided_before_the_office_has_verified(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.WITH_OFFICE)
    with pytest.raises(Conflict):
        small.do("chu-tich", acts.DECIDE, share)
    with pytest.raises(NotValid, match="kiểm tra"):
        small.do("tham-tra", acts.VERIFY, share, checklist=["complete"])
    small.do("tham-tra", acts.VERIFY, share, checklist=CHECKLIST)


def test_a_decision_without_the_signed_document_does_not_close(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.APPROVED)
    with pytest.raises(NotValid, match="văn bản đã ký"):
        small.do("van-thu-ubnd", acts.ISSUE, share, **small.paper("QĐ-UBND"))
    with pytest.raises(NotAllowed):
        small.do("van-thu-so", acts.ISSUE, share, **small.paper("QĐ-UBND", file=small.file()))
    small.do("van-thu-ubnd", acts.ISSUE, share, **small.paper("QĐ-UBND", file=small.file()))
    assert share.state == State.CLOSED


def test_one_document_closes_many_shares_and_is_one_row(small: World) -> None:
    shares = [small.bring(small.share("I.1", code), State.APPROVED) for code in ("syt", "sct")]
    paper = small.paper("QĐ-UBND", number=88, file=small.file())
    outcome = small.act("van-thu-ubnd", acts.ISSUE, shares, **paper)
    assert len(outcome.done) == 2
    assert not outcome.refused
    document = Document.objects.get(symbol="QĐ-UBND", number="88")
    assert Citation.objects.filter(document=document).count() == 2
    assert document.issuer == small.agency("ubnd-tinh")
    later = small.bring(small.share("I.1", "ubnd-huyen-binh-son"), State.APPROVED)
    small.do("van-thu-ubnd", acts.ISSUE, later, **paper)
    assert Document.objects.filter(symbol="QĐ-UBND", number="88").count() == 1


def test_a_number_is_one_document_only(small: World) -> None:
    one, other = (small.bring(small.share("I.1", code), State.APPROVED) for code in ("syt", "sct"))
    small.do("van-thu-ubnd", acts.ISSUE, one, **small.paper("QĐ-UBND", number=89, file=small.file()))
    with pytest.raises(NotValid, match="văn bản khác") as refusal:
        small.do("van-thu-ubnd", acts.ISSUE, other, **small.paper("QĐ-UBND", number=89, file=small.file()))
    assert refusal.value.field == "number"


def test_the_offices_own_share_is_verified_outside_the_implementing_unit(small: World) -> None:
    share = small.bring(small.share("I.3", "vpub"), State.WITH_OFFICE)
    with pytest.raises(NotAllowed, match="chính đơn vị bạn"):
        small.do("tham-tra", acts.VERIFY, share, checklist=CHECKLIST)  # of the unit that did the work
    small.do("tham-tra-2", acts.VERIFY, share, checklist=CHECKLIST)


def test_a_document_is_not_dated_before_the_result_it_speaks_of(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.REVIEWED)
    early = small.paper("TTr-SKHCN") | {"dated": date(2025, 2, 9)}
    with pytest.raises(NotValid, match="10/02/2025") as refusal:
        small.do("giam-doc", acts.ESCALATE, share, **early)
    assert refusal.value.field == "dated"


def test_a_tl_paper_carries_no_decision(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.WITH_AUTHORITY)
    Instrument.objects.filter(grantor__agency__code="ubnd-tinh").update(capacity="TL")
    with pytest.raises(NotAllowed, match="văn bản phân công hoặc ủy quyền"):
        small.do("pho-chu-tich", acts.DECIDE, share)
