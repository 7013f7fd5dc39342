"""What the store keeps: honest files, once each, under their hash; and what it hands out again."""

import hashlib
import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.workflow.hostile_files import blank_pdf, docx, external, picture, saved, take, xlsx
from workflow.errors import NotFound, NotValid
from workflow.files import Damaged, is_intact, open_verified, page_count, page_image

pytestmark = pytest.mark.usefixtures("evidence")


def opens_at_a_page(*, as_action: bool) -> bytes:
    """What LibreOffice (a destination) and LaTeX (a GoTo) write: the page to show first, which is no action."""
    document = blank_pdf()
    place = pikepdf.Array([document.pages[0].obj, pikepdf.Name.XYZ, None, None, 0])
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=place) if as_action else place
    return saved(document)


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (saved(blank_pdf()), "Báo cáo.PDF", "application/pdf"),
        (opens_at_a_page(as_action=False), "libreoffice.pdf", "application/pdf"),
        (opens_at_a_page(as_action=True), "latex.pdf", "application/pdf"),
        (docx(), "a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (docx(relation=external("hyperlink", "https://quangngai.gov.vn")), "b.docx", None),
        (xlsx(), "so-lieu.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (picture("JPEG"), "anh.jpeg", "image/jpeg"),
        (picture("PNG"), "anh.png", "image/png"),
        ("Đã tập huấn 120 người.\n".encode(), "ghi chú.txt", "text/plain"),
        ("\ufeffChỉ tiêu,Số\nTập huấn,3\n".encode(), "bang.csv", "text/csv"),
    ],
)
def test_honest_files_are_kept_byte_for_byte(content: bytes, name: str, media_type: str | None) -> None:
    kept = take(content, name)
    assert (kept.sha256, kept.size, kept.name) == (hashlib.sha256(content).hexdigest(), len(content), name)
    assert media_type is None or kept.media_type == media_type
    with open_verified(kept.sha256) as file:
        assert file.read() == content


def test_the_same_content_is_kept_once_and_privately(evidence: Path) -> None:
    first, second = take(b"mot hai ba", "a.txt"), take(b"mot hai ba", "b.txt")
    files = [path for path in evidence.rglob("*") if path.is_file()]
    assert first.sha256 == second.sha256
    assert files == [evidence / first.sha256[:2] / first.sha256]
    assert evidence.stat().st_mode & 0o777 == 0o700
    assert files[0].stat().st_mode & 0o777 == 0o400


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/Ke\u0302\u0301 hoạch.txt", "Kế hoạch.txt"),
        ("C:\\Users\\a\\bao cao.txt", "bao cao.txt"),
        ("bao\u202ecao\x00\u200b\r\n.txt", "baocao .txt"),
    ],
)
def test_a_name_is_text_without_path_or_invisible_characters(given: str, kept: str) -> None:
    assert take(b"noi dung", given).name == kept


def test_a_changed_file_is_never_handed_out(evidence: Path) -> None:
    kept = take(b"Ket qua: 10", "a.txt")
    path = evidence / kept.sha256[:2] / kept.sha256
    path.chmod(0o600)
    path.write_bytes(b"Ket qua: 99")
    with pytest.raises(Damaged) as raised:
        open_verified(kept.sha256)
    assert "mã băm" in raised.value.sentence
    assert not is_intact(kept.sha256)
    take(b"Ket qua: 10", "a.txt")
    assert is_intact(kept.sha256)


@pytest.mark.parametrize("address", ["0" * 64, "../../etc/passwd", "A" * 64, ""])
def test_an_unknown_or_malformed_address_is_not_found(address: str) -> None:
    with pytest.raises(NotFound):
        open_verified(address)


def test_a_pdf_page_becomes_a_picture_of_the_width_asked() -> None:
    document = blank_pdf()
    document.add_blank_page(page_size=(595, 842))
    kept = take(saved(document), "a.pdf")
    assert page_count(kept.sha256, kept.media_type) == 2
    image = Image.open(io.BytesIO(page_image(kept.sha256, kept.media_type, 2, 600)))
    assert (image.format, image.width) == ("PNG", 600)
    with pytest.raises(NotFound):
        page_image(kept.sha256, kept.media_type, 3, 600)


def test_a_page_that_claims_to_be_endless_stays_under_the_pixel_cap() -> None:
    document = pikepdf.new()
    document.add_blank_page(page_size=(100, 14_000))
    kept = take(saved(document), "dai.pdf")
    image = Image.open(io.BytesIO(page_image(kept.sha256, kept.media_type, 1, 2_000)))
    assert image.width * image.height < 8_100_000


def test_a_picture_is_shown_re_encoded_and_never_larger_than_itself() -> None:
    kept = take(picture("JPEG", (80, 60)), "a.jpg")
    image = Image.open(io.BytesIO(page_image(kept.sha256, kept.media_type, 1, 40)))
    assert (image.format, image.size) == ("PNG", (40, 30))
    with pytest.raises(NotFound):
        page_image(kept.sha256, kept.media_type, 2, 40)


def test_a_type_without_page_images_says_so() -> None:
    kept = take(docx(), "a.docx")
    assert page_count(kept.sha256, kept.media_type) == 0
    with pytest.raises(NotValid):
        page_image(kept.sha256, kept.media_type, 1, 600)
    with pytest.raises(NotValid):
        page_image(kept.sha256, "application/pdf", 1, 100_000)
