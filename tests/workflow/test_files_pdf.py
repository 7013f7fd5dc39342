"""PDF files that are refused: what acts, what carries files, what is two things at once."""

import struct
import zlib

import pikepdf
import pytest

from tests.workflow.hostile_files import archive, blank_pdf, docx, refusal, saved
from workflow.files import Limits

pytestmark = pytest.mark.usefixtures("evidence")


def script(document: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    document.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["x", action]))


def open_action(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://evil.example/")


def launch(document: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    document.pages[0].Annots = pikepdf.Array([link])


def attachment(document: pikepdf.Pdf) -> None:
    document.attachments["virus.exe"] = b"MZ"


def rich_media(document: pikepdf.Pdf) -> None:
    media = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.RichMedia, Rect=[0, 0, 9, 9])
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(media)])


def page_action(document: pikepdf.Pdf) -> None:
    document.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://evil.example/"))


@pytest.mark.parametrize("mischief", [script, open_action, launch, attachment, rich_media, page_action])
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "object-streams"])
def test_a_pdf_that_acts_or_carries_files_is_refused(mischief, packed: bool) -> None:
    document = blank_pdf()
    mischief(document)
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    assert "Không nhận tệp PDF này vì" in refusal(saved(document, object_stream_mode=mode), "bao-cao.pdf")


@pytest.mark.parametrize("user_password", ["", "bi-mat"])
def test_an_encrypted_pdf_is_refused(user_password: str) -> None:
    content = saved(blank_pdf(), encryption=pikepdf.Encryption(owner="chu", user=user_password))
    assert "đặt mật khẩu" in refusal(content, "bao-cao.pdf")


@pytest.mark.parametrize(
    "content",
    [
        b"\n" + saved(blank_pdf()),
        saved(blank_pdf()) + docx(),
        saved(blank_pdf()) + b"<script>alert(1)</script>",
        # A zip whose closing comment is the end of a PDF: whole in both formats.
        saved(blank_pdf()) + archive({"a.txt": b"x"})[:-2] + struct.pack("<H", 6) + b"%%EOF\n",
    ],
    ids=["before", "pdf+zip", "after", "zip comment"],
)
def test_a_polyglot_is_refused(content: bytes) -> None:
    sentence = refusal(content, "bao-cao.pdf")
    assert "dữ liệu lạ" in sentence or "phần mở rộng" in sentence


def test_a_pdf_whose_objects_unfold_into_all_memory_is_refused() -> None:
    document = blank_pdf()
    document.Root.Metadata = document.make_stream(b" " * 10)
    content = saved(document, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    start = content.index(b"/ObjStm")
    packed = zlib.compress(b" " * 200_000_000, 9)
    head = content.rindex(b"obj", 0, start) + 3
    end = content.index(b"endobj", start)
    stream = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    bomb = content[:head] + stream + packed + b"\nendstream\n" + content[end:]
    assert "hỏng" in refusal(bomb, "bao-cao.pdf")


def test_a_pdf_cut_in_the_middle_is_refused() -> None:
    whole = saved(blank_pdf())
    assert "PDF" in refusal(whole[: len(whole) // 3] + b"\n%%EOF", "bao-cao.pdf")


def test_a_page_that_unfolds_into_all_memory_is_refused() -> None:
    document = blank_pdf()
    document.pages[0].Contents = pikepdf.Stream(document, b" " * 70_000_000)
    assert "hỏng" in refusal(saved(document, compress_streams=True), "bao-cao.pdf")


def test_many_pages_that_unfold_together_are_refused() -> None:
    document = blank_pdf()
    for _ in range(4):
        document.add_blank_page(page_size=(595, 842))
        document.pages[-1].Contents = pikepdf.Stream(document, b" " * 1_000_000)
    content = saved(document, compress_streams=True)
    assert "giải nén lớn bất thường" in refusal(content, "bao-cao.pdf", Limits(max_unpacked_bytes=3_000_000))
