"""What an upload is refused for whatever its kind: name, size, disguise, damage, infection."""

import io
from pathlib import Path

import pytest
from PIL import ImageFile

from tests.workflow.hostile_files import TODAY, archive, blank_pdf, picture, refusal, saved
from workflow.errors import NotValid
from workflow.files import Limits, store

pytestmark = pytest.mark.usefixtures("evidence")


def test_nothing_is_left_behind_by_a_refusal(evidence: Path) -> None:
    refusal(b"<html><script>alert(1)</script></html>", "trang.pdf")
    assert [path for path in evidence.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("name", ["trang.html", "anh.svg", "may.exe", "kethu", "macro.docm", "nen.zip", "x.doc"])
def test_only_the_listed_extensions_are_taken(name: str) -> None:
    assert "chỉ nhận: PDF" in refusal(b"noi dung", name)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<html><body>xin chao</body></html>", "trang.pdf"),
        (b"<!DOCTYPE html><html><script>1</script></html>", "ghi-chu.txt"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "hinh.png"),
        (picture("PNG"), "hinh.jpg"),
        (picture("JPEG"), "bao-cao.pdf"),
        (saved(blank_pdf()), "bao-cao.docx"),
    ],
)
def test_content_must_be_what_the_name_says(content: bytes, name: str) -> None:
    assert "không đúng với phần mở rộng" in refusal(content, name)


def test_a_file_is_cut_off_at_the_first_byte_over_the_limit() -> None:
    class Endless(io.RawIOBase):
        taken = 0

        def read(self, size: int = -1) -> bytes:
            self.taken += size
            return b"a" * size

    stream = Endless()
    with pytest.raises(NotValid, match="lớn hơn 1 MB"):
        store(stream, name="dai.txt", limits=Limits(max_bytes=1024 * 1024), on=TODAY)
    assert stream.taken < 2 * 1024 * 1024


def test_an_empty_file_is_refused() -> None:
    assert "Tệp rỗng" in refusal(b"", "rong.pdf")


def test_a_name_of_five_megabytes_is_refused() -> None:
    assert "quá 200 ký tự" in refusal(b"a", "a" * 5_000_000 + ".txt")


def test_a_name_over_200_letters_is_refused() -> None:
    assert "quá 200 ký tự" in refusal(b"a", "ư" * 197 + ".txt")


def test_text_must_be_utf_8() -> None:
    assert "UTF-8" in refusal("Quảng Ngãi, năm 2025".encode("utf-16"), "ghi-chu.txt")


def test_an_image_over_the_pixel_cap_is_refused_before_it_is_decoded() -> None:
    assert "Ảnh quá lớn" in refusal(picture("PNG", (300, 300)), "anh.png", Limits(max_pixels=10_000))


def test_a_truncated_image_is_refused_even_after_weasyprint_allowed_them() -> None:
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    whole = picture("JPEG", (400, 400))
    assert "Tệp ảnh bị hỏng" in refusal(whole[: len(whole) // 2], "anh.jpg")


def test_an_image_that_is_also_an_archive_is_refused() -> None:
    assert "Tệp ảnh bị hỏng" in refusal(picture("JPEG") + archive({"a.txt": b"x"}), "anh.jpg")


def test_too_many_files_or_bytes_for_one_submission() -> None:
    Limits().refuse_set([1] * 20)
    with pytest.raises(NotValid, match="tối đa 20 tệp"):
        Limits().refuse_set([1] * 21)
    with pytest.raises(NotValid, match="Tổng dung lượng"):
        Limits(max_total_bytes=10).refuse_set([6, 6])


@pytest.mark.parametrize(
    ("command", "word"), [(["false"], "diệt vi-rút chặn"), (["sh", "-c", "exit 2"], "Chưa quét được")]
)
def test_a_file_that_is_infected_or_was_not_scanned_is_refused(settings, command: list[str], word: str) -> None:
    settings.EVIDENCE_SCANNER = command
    assert word in refusal(b"noi dung", "a.txt")


def test_a_missing_scanner_closes_the_door(settings) -> None:
    settings.EVIDENCE_SCANNER = ["no-such-scanner"]
    assert "Chưa quét được" in refusal(b"noi dung", "a.txt")
