"""One number is one document of the body that stood on its day, however it is typed (Nghị định 30/2020, Điều 15)."""

from datetime import date

import pytest

from approvals import acts
from approvals.models import Citation, Document
from processes.models import State
from tests.world import World
from workflow.errors import NotValid
from workflow.trail.verify import Damage, verify

MARCH, JULY = date(2025, 3, 3), date(2025, 7, 2)


@pytest.mark.parametrize("number", ["２４", "٢٤", "2 4", "-24", "24.5", "24/QĐ"])
def test_a_number_is_written_in_plain_digits(small: World, number: str) -> None:
    share = small.bring(small.share("I.1", "syt"), State.REVIEWED)
    with pytest.raises(NotValid, match="số văn bản"):
        small.do("giam-doc", acts.ESCALATE, share, **small.paper("TTr-SKHCN", number=1) | {"number": number})


@pytest.mark.parametrize("symbol", ["QĐ-UВND", "QĐ-UBND\u0301!", "QĐ\u200b-UBND", "×÷", "<b>", "=1+1"])
def test_a_symbol_is_letters_as_documents_bear_them(small: World, symbol: str) -> None:
    """The first has a Cyrillic В: on paper the same symbol, in a register another one."""
    share = small.bring(small.share("I.1", "syt"), State.REVIEWED)
    with pytest.raises(NotValid, match="ký hiệu"):
        small.do("giam-doc", acts.ESCALATE, share, **small.paper("TTr-SKHCN", number=1) | {"symbol": symbol})


@pytest.mark.parametrize("typed", ["QĐ–UBND", "QÐ-UBND", "qđ-ubnd", "Q\u0110-UBND", "QĐ\u2011UBND"])
@pytest.mark.parametrize("number", ["24", "024"])
def test_the_same_number_in_another_spelling_is_the_same_document(small: World, typed: str, number: str) -> None:
    first, second = (small.bring(small.share("I.1", code), State.APPROVED) for code in ("syt", "sct"))
    paper = small.paper("QĐ-UBND", number=24) | {"file": small.file()}
    small.do("van-thu-ubnd", acts.ISSUE, first, **paper)
    with pytest.raises(NotValid, match="đã được ghi cho một văn bản khác"):
        small.do(
            "van-thu-ubnd", acts.ISSUE, second, **paper | {"symbol": typed, "number": number, "file": small.file()}
        )
    small.do("van-thu-ubnd", acts.ISSUE, second, **paper | {"symbol": typed, "number": number})
    assert Document.objects.get(kind=Document.Kind.DECISION).citations.count() == 2
    assert _trail_agrees()


def test_a_signed_document_is_a_pdf(small: World) -> None:
    """Its signature, or the scan of it, must be there to be looked at: a text file closes nothing."""
    share = small.bring(small.share("I.1", "syt"), State.APPROVED)
    words = small.stored("Quyết định phê duyệt".encode(), "quyet-dinh.txt")
    with pytest.raises(NotValid, match="PDF") as refusal:
        small.do("van-thu-ubnd", acts.ISSUE, share, **small.paper("QĐ-UBND"), file=words)
    assert refusal.value.field == "file"


def test_what_was_signed_before_the_merger_is_the_old_bodys_document(whole: World) -> None:
    """Decided and signed under the old UBND tỉnh, registered by the clerk two days later under the new one."""
    share = whole.bring(whole.share("I.1", "syt"), State.SUBMITTED)
    with whole.on(date(2025, 6, 30)):
        whole.bring(share, State.APPROVED)
    with whole.on(JULY):
        late = whole.paper("QĐ-UBND", file=whole.file()) | {"dated": date(2025, 6, 30)}
        whole.do("van-thu-ubnd", acts.ISSUE, share, **late)
    assert _issuer(share.pk) == "ubnd-tinh"


def test_the_departments_conclusion_of_before_the_merger_too(small: World) -> None:
    share = small.bring(small.share("I.2", "skhcn"), State.APPROVED)
    with small.on(MARCH):
        signed = small.paper("KL-SKHCN", file=small.file()) | {"dated": date(2025, 2, 28)}
        small.do("van-thu-so", acts.ISSUE, share, **signed)
    assert _issuer(share.pk) == "skhcn"


def test_and_its_proposal(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.REVIEWED)
    with small.on(MARCH):
        small.do("giam-doc", acts.ESCALATE, share, **small.paper("TTr-SKHCN") | {"dated": date(2025, 2, 28)})
    assert _issuer(share.pk) == "skhcn"


@pytest.mark.parametrize("issuer", ["nobody", "not yet"])
def test_a_transfer_rests_on_a_decision_of_a_body_that_stood_that_day(small: World, issuer: str) -> None:
    share = small.bring(small.share("I.1", "syt"), State.IN_PROGRESS)
    wrong = 999_999 if issuer == "nobody" else small.agency("ubnd-tinh-2025").pk
    with pytest.raises(NotValid, match="cơ quan ban hành"):
        small.do(
            "quan-tri-ke-hoach", acts.TRANSFER, share, to=small.agency("stp").pk, issuer=wrong, **small.paper("QĐ-UBND")
        )


def _issuer(process: int) -> str:
    return Citation.objects.filter(process=process).order_by("seq").last().document.issuer.code  # type: ignore[union-attr]


def _trail_agrees() -> bool:
    """The verifier finds the documents as the events name them."""
    damages: list[Damage] = []
    verify(damages.append)
    return damages == []
