"""The dossier is filled from the very rows of the process: orders, results, opinions, documents, trail."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdfium2 import PdfDocument

from approvals import acts
from approvals.dossier import render_dossier
from approvals.dossier_of import dossier_of
from processes.models import State
from tests.world import World
from workflow.models import Event, EventText


def words(pdf: bytes) -> str:
    """All text of a PDF, on one line."""
    document = PdfDocument(io.BytesIO(pdf))
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return re.sub(r"\s+", " ", text)


def test_a_closed_share_prints_order_result_opinions_document_and_trail(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    small.do("tham-dinh", acts.SEND_BACK, share, reason="Bổ sung số liệu quý I.")
    small.bring(share, State.CLOSED)
    dossier = dossier_of(share, "Người in - Chuyên viên")
    assert dossier.ordinal == "I.1"
    assert dossier.period == "năm 2025"
    assert dossier.responsible == "Sở Y tế"
    assert dossier.state == "Kết thúc"
    assert [version.version for version in dossier.submissions] == [1, 2]
    assert dossier.submissions[0].figures[0].label.endswith("(cuộc)")
    assert dossier.submissions[0].figures[0].value == "3 (kế hoạch: 2)"
    assert ("Trả lại", "Bổ sung số liệu quý I.") in [(o.act, o.words) for o in dossier.opinions]
    assert "Thẩm định: Đạt" in [opinion.act for opinion in dossier.opinions]
    assert [document.kind for document in dossier.documents] == ["Tờ trình", "Văn bản phê duyệt"]
    assert len(dossier.trail) == Event.objects.filter(stream=share.stream).count()
    assert dossier.trail[-1].hash == dossier.head_hash == bytes(share.head_hash).hex()
    assert (dossier.trail[-1].from_state, dossier.trail[-1].to_state) == ("Đã phê duyệt", "Kết thúc")
    assert dossier.symbol == "PTD-SKHCN"
    assert dossier.place == "Quảng Ngãi"


def test_the_pdf_carries_every_hash_and_the_words(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.CLOSED)
    dossier = dossier_of(share, "Người in - Chuyên viên")
    text = words(render_dossier(dossier))
    squeezed = text.replace(" ", "")
    for row in dossier.trail:
        assert row.hash in squeezed
    for _name, sha256 in dossier.file_hashes():
        assert sha256 in squeezed
    assert "Đã hoàn thành nội dung được giao." in text
    assert "Người in - Chuyên viên" in text


def test_the_departments_own_share_carries_its_mark(small: World) -> None:
    share = small.bring(small.share("I.2", "skhcn"), State.APPROVED)
    assert dossier_of(share, "x").flags == ("Tự thẩm định – tự kết luận",)


def test_a_decision_of_the_vice_chairman_names_both_and_the_paper(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.WITH_AUTHORITY)
    small.do("pho-chu-tich", acts.DECIDE, share)
    decision = dossier_of(share, "x").opinions[-1]
    assert decision.capacity == "KT."
    assert "Chủ tịch" in decision.on_behalf_of
    assert "15/QĐ-UBND (10/01/2025)" in decision.on_behalf_of


def test_an_erased_text_leaves_the_dossier_readable(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    EventText.objects.filter(stream=share.stream, name="result").update(text=None, salt=None)
    assert dossier_of(share, "x").submissions[0].text == "(Nội dung đã được xóa theo quy định.)"


def test_the_queries_do_not_grow_with_the_history(small: World) -> None:
    short, long = small.share("I.1", "sct"), small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    for _time in range(3):
        small.do("tham-dinh", acts.SEND_BACK, long, reason="Bổ sung.")
        small.write_result(long, small.team(long)["officer"])
        small.do(small.team(long)["leader"], acts.SUBMIT, long)
    small.bring(long, State.CLOSED)
    counts = []
    for share in (small.bring(short, State.SUBMITTED), long):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            dossier_of(share, "x")
        counts.append(len(asked))
    assert counts[1] <= counts[0] + 5
    assert max(counts) <= 20


def test_the_command_writes_a_whole_pdf_by_number_or_code(small: World, tmp_path: Path) -> None:
    share = small.share("I.1", "syt")
    for name in (str(share.pk), share.code):
        out = tmp_path / f"{name}.pdf"
        call_command("print_dossier", name, out=out, stdout=io.StringIO())
        assert out.read_bytes().startswith(b"%PDF-")
    assert [path.name for path in tmp_path.iterdir() if path.suffix != ".pdf"] == []


@pytest.mark.parametrize("name", ["99999999", "NV-2019-00001", "khong-co"])
def test_the_command_says_that_there_is_no_such_process(small: World, tmp_path: Path, name: str) -> None:
    with pytest.raises(CommandError, match="Không có hồ sơ"):
        call_command("print_dossier", name, out=tmp_path / "x.pdf")


def test_a_place_that_takes_no_file_is_refused_in_a_sentence(small: World, tmp_path: Path) -> None:
    share = small.share("I.1", "syt")
    for out in (tmp_path, tmp_path / "khong-co" / "x.pdf"):
        with pytest.raises(CommandError, match="Không ghi được vào") as refusal:
            call_command("print_dossier", str(share.pk), out=out)
        assert refusal.value.returncode == 2
    assert not list(tmp_path.iterdir())
