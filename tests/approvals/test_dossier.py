"""The dossier on paper: everything an inspector asks for is there, nothing in it runs, nothing pretends to be signed."""

import io

import pdfplumber
import pikepdf
import pypdfium2
import pytest

from approvals.dossier import EvidenceFile, SubmittedVersion, render_dossier
from tests.approvals.dossier_sample import DIRECTOR, IV_1, OFFICER, START, digest, sample
from workflow.document_form import signature_block

MILLIMETRE = 72 / 25.4


def words_of(pdf: bytes) -> str:
    """All the text of a PDF cell by cell, without spaces and line ends, so that wrapping does not matter."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return squeezed("".join(page.get_textpage().get_text_bounded() for page in document))
    finally:
        document.close()


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_dossier(sample())


def test_the_longest_task_is_whole_and_stays_inside_its_cell(pdf: bytes) -> None:
    assert len(IV_1) == 442
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        page = document.pages[0]
        assert squeezed(IV_1) in squeezed(page.extract_text())
        right = max(char["x1"] for char in page.chars)
        bottom = max(char["bottom"] for char in page.chars if char["size"] > 11.5)
    assert right <= (210 - 15) * MILLIMETRE + 0.5
    assert bottom <= (297 - 20) * MILLIMETRE + 0.5


@pytest.mark.parametrize(
    "words",
    [
        "PHIẾU THEO DÕI NHIỆM VỤ",
        "Kế hoạch số 24/KH-UBND ngày 24 tháng 01 năm 2025",
        "Các sở, ban, ngành, UBND các huyện, thị xã, thành phố,",
        "Tự thẩm định – tự kết luận",
        "hạn cuối: hết ngày 31/12/2025",
        "Lần trình 2: 09:15:03, 06/10/2025, Nguyễn Thị Bích Hạnh",
        "Thông báo số 118/TB-SKHCN của Sở Khoa học và Công nghệ",
        "KT. Giám đốc, thay Giám đốc Sở",
        "08:30:00, 05/12/2025 (giờ Việt Nam)",
    ],
)
def test_what_an_inspector_asks_for_is_printed(pdf: bytes, words: str) -> None:
    assert squeezed(words) in words_of(pdf)


def test_the_hash_of_every_file_and_event_is_printed_whole(pdf: bytes) -> None:
    dossier, words = sample(), words_of(pdf)
    files = {sha256 for _, sha256 in dossier.file_hashes()}
    assert len(files) == 3
    assert {sha256 for sha256 in files | {dossier.head_hash} if sha256 not in words} == set()
    assert [event.seq for event in dossier.trail if f"SHA-256:{event.hash}" not in words] == []


def test_a_draft_has_no_number_no_date_no_name_no_image(pdf: bytes) -> None:
    block = signature_block(post="Phó Giám đốc", name=DIRECTOR[0], capacity="KT.", of="Giám đốc")
    signed = render_dossier(sample(signature=block, opinions=(), trail=(), documents=()))
    assert "Số:/PTD-SKHCN" in words_of(signed)
    assert "QuảngNgãi,ngàythángnăm2025" in words_of(signed)
    assert "BẢNTRÍCHXUẤT" in words_of(signed)
    assert "KT.GIÁMĐỐCPHÓGIÁMĐỐC" in words_of(signed)
    assert squeezed(DIRECTOR[0]) not in words_of(signed)
    with pikepdf.open(io.BytesIO(signed)) as document:
        assert not [each for page in document.pages for each in page.get_images()]


def test_italics_are_shown_and_markup_is_never_executed() -> None:
    text = "trên địa bàn tỉnh (<i>tổ chức đánh giá sự phù hợp</i>) <script>alert(1)</script> <img src='file:///etc/passwd'>"
    hostile = SubmittedVersion(
        1, START, *OFFICER, "<b>đậm</b> {{ 7|add:7 }}", files=(EvidenceFile("<i>a</i>.pdf", 1, digest(1)),)
    )
    pdf = render_dossier(sample(task_text=text, submissions=(hostile,)))
    words = words_of(pdf)
    assert squeezed("<script>alert(1)</script> <img src='file:///etc/passwd'>") in words
    assert squeezed("<b>đậm</b> {{ 7|add:7 }}") in words
    assert "<i>a</i>.pdf" in words
    assert "(<i>" not in words
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        found = document.pages[0].search("tổ chức đánh giá sự phù hợp")[0]
        assert {char["fontname"].rpartition("-")[2] for char in found["chars"]} == {"Italic"}


def test_the_header_of_the_trail_is_repeated_on_every_page() -> None:
    pdf = render_dossier(sample(150))
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        pages = [page.extract_text() for page in document.pages]
    carrying = [page for page in pages if "SHA-256: " in page]
    assert len(carrying) >= 10
    assert all("Chuyển trạng thái" in page for page in carrying)


def test_words_without_a_place_to_break_stay_on_the_paper() -> None:
    pdf = render_dossier(sample(task_text="ư" * 600, responsible="W" * 120))
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        assert max(char["x1"] for page in document.pages for char in page.chars) <= (210 - 15) * MILLIMETRE + 0.5


def test_the_demo_clock_is_named_only_when_it_was_used(pdf: bytes) -> None:
    told = render_dossier(sample(demo_clock="Thời gian do đồng hồ trình diễn cấp, không phải giờ thật."))
    assert "đồnghồtrìnhdiễncấp" in words_of(told)
    assert "đồnghồtrìnhdiễn" not in words_of(pdf).lower()


def test_the_file_is_tagged_named_and_in_vietnamese(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "vi"
        assert document.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in document.Root
        assert "IV.1" in str(document.docinfo["/Title"])
        with document.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")


def test_an_empty_dossier_says_so_in_words() -> None:
    words = words_of(render_dossier(sample(0, submissions=(), opinions=(), documents=(), flags=())))
    assert squeezed("Chưa có kết quả nào được trình.") in words
    assert squeezed("Chưa có ý kiến hoặc quyết định nào.") in words


def test_our_own_dossier_may_be_handed_in_as_evidence(pdf: bytes, settings, tmp_path) -> None:
    from datetime import date

    from workflow.files import Limits, store

    settings.EVIDENCE_DIR = tmp_path
    assert (
        store(io.BytesIO(pdf), name="phieu.pdf", limits=Limits(), on=date(2026, 4, 1)).media_type == "application/pdf"
    )
