"""The document closes the work only where the trail holds the word it rests on, whatever the state says."""

from __future__ import annotations

from datetime import date

import pytest

from approvals import acts
from approvals.models import Document
from processes.models import State, TaskProcess
from tests.world import World
from workflow import clock, trail
from workflow.errors import NotAllowed, NotValid


def pushed_to_approved(world: World, share: TaskProcess, act: str) -> None:
    """A share that stands approved by another event than the one that approves it: a fault above, or a hand in the database."""
    share.refresh_from_db()
    line = trail.chain_line(
        stream=share.stream, seq=share.head_seq + 1, from_state=share.state, to_state=State.APPROVED,
        prev_hash=bytes(share.head_hash), act=act, who=trail.Who(None, None, None, None, None), at=clock.now(),
    )  # fmt: skip
    trail.write_lines([line])
    TaskProcess.objects.filter(pk=share.pk).update(state=State.APPROVED, head_seq=line.seq, head_hash=line.hash)


@pytest.mark.parametrize(
    ("task", "agency", "clerk", "act", "symbol"),
    [
        ("I.1", "syt", "van-thu-ubnd", "conclude", "QĐ-UBND"),
        ("I.1", "syt", "van-thu-ubnd", "verify", "QĐ-UBND"),
        ("I.2", "skhcn", "van-thu-so", "decide", "KL-SKHCN"),
        ("I.2", "skhcn", "van-thu-so", "review", "KL-SKHCN"),
    ],
)
def test_without_its_own_decision_in_the_trail_nothing_is_closed(
    small: World, task: str, agency: str, clerk: str, act: str, symbol: str
) -> None:
    share = small.bring(small.share(task, agency), State.REVIEWED)
    pushed_to_approved(small, share, act)
    with pytest.raises(NotAllowed, match="chưa có kết luận hoặc quyết định"):
        small.do(clerk, acts.ISSUE, share, **small.paper(symbol), file=small.file())
    share.refresh_from_db()
    assert share.state == State.APPROVED


@pytest.mark.parametrize(
    "other",
    [{"signer": "Người khác"}, {"capacity": "PHÓ GIÁM ĐỐC"}, {"dated": date(2025, 2, 11)}],
    ids=lambda o: next(iter(o)),
)
def test_one_number_is_one_document_with_one_signer_and_one_day(small: World, other: dict[str, object]) -> None:
    shares = [small.bring(small.share("I.1", agency), State.REVIEWED) for agency in ("syt", "sct")]
    paper = small.paper("TTr-SKHCN")
    small.do("giam-doc", acts.ESCALATE, shares[0], **paper)
    with small.on(date(2025, 2, 12)), pytest.raises(NotValid, match="đã được ghi cho một văn bản khác"):
        small.do("giam-doc", acts.ESCALATE, shares[1], **paper | other)


def test_a_proposals_number_is_no_conclusions(small: World) -> None:
    proposed = small.bring(small.share("I.1", "syt"), State.REVIEWED)
    concluded = small.bring(small.share("I.2", "skhcn"), State.APPROVED)
    paper = small.paper("TTr-SKHCN") | {"file": small.file()}
    small.do("giam-doc", acts.ESCALATE, proposed, **paper)
    with pytest.raises(NotValid, match="đã được ghi cho một văn bản khác"):
        small.do("van-thu-so", acts.ISSUE, concluded, **paper)


def test_the_number_of_another_year_is_another_document(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.REVIEWED)
    paper = small.paper("TTr-SKHCN")
    last_year = date(2024, 12, 30)
    Document.objects.create(
        kind=Document.Kind.PROPOSAL, issuer=small.agency("skhcn"), number=paper["number"], symbol=paper["symbol"],
        year=2024, dated=last_year, signer="Người khác", capacity="GIÁM ĐỐC", recorded_at=clock.now(),
    )  # fmt: skip
    small.do("giam-doc", acts.ESCALATE, share, **paper)
    assert sorted(Document.objects.values_list("year", flat=True)) == [2024, 2025]
