"""Word and Excel files that are refused, one hostile file for each rule of the trust document."""

import io
import zipfile

import pytest

from tests.workflow.hostile_files import archive, docx, external, refusal, take
from workflow.files import Limits

pytestmark = pytest.mark.usefixtures("evidence")


def test_a_zip_bomb_is_stopped_by_its_ratio_while_unpacking() -> None:
    bomb = docx(extra={"word/media/bomb.xml": b"0" * 30_000_000})
    assert len(bomb) < 100_000
    assert "giải nén lớn bất thường" in refusal(bomb, "bao-cao.docx")


def test_unpacked_size_is_counted_not_believed() -> None:
    content = docx(extra={"word/media/noise.xml": b"".join(i.to_bytes(4, "big") for i in range(60_000))})
    assert "giải nén lớn bất thường" in refusal(content, "bao-cao.docx", Limits(max_unpacked_bytes=100_000))


def test_too_many_entries_are_refused() -> None:
    many = docx(extra={f"word/media/{number}.xml": b"" for number in range(2_001)})
    assert "quá nhiều mục" in refusal(many, "bao-cao.docx")


@pytest.mark.parametrize("name", ["../../etc/cron.d/x", "/etc/passwd", "C:/x.dll", "word\\..\\..\\x"])
def test_entry_names_must_stay_inside_the_archive(name: str) -> None:
    assert "đường dẫn ra ngoài" in refusal(docx(extra={name: b"x"}), "bao-cao.docx")


def test_a_link_inside_the_archive_is_refused() -> None:
    answer = io.BytesIO(docx())
    with zipfile.ZipFile(answer, "a") as file:
        link = zipfile.ZipInfo("word/link")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        file.writestr(link, "/etc/passwd")
    assert "đường dẫn ra ngoài" in refusal(answer.getvalue(), "bao-cao.docx")


@pytest.mark.parametrize(
    "content",
    [
        docx(extra={"word/vbaProject.bin": b"macro"}),
        docx(extra={"word/VBAPROJECT.BIN": b"macro"}),
        docx(main="application/vnd.ms-word.document.macroEnabled.main+xml"),
    ],
)
def test_macros_are_refused(content: bytes) -> None:
    assert "macro" in refusal(content, "bao-cao.docx")


@pytest.mark.parametrize(
    "name", ["word/embeddings/oleObject1.bin", "word/embeddings/Macro.XLSM", "word/activeX/activeX1.bin"]
)
def test_what_may_hold_a_program_is_refused(name: str) -> None:
    assert "có thể chạy mã" in refusal(docx(extra={name: b"\xd0\xcf\x11\xe0"}), "bao-cao.docx")


def test_the_table_behind_a_chart_is_taken() -> None:
    content = docx(extra={"word/embeddings/Microsoft_Excel_Sheet1.xlsx": b"PK"})
    assert take(content, "bao-cao.docx").name == "bao-cao.docx"


@pytest.mark.parametrize(
    "relation",
    [
        external("attachedTemplate", "http://evil.example/x.dotm"),
        external("image", "\\\\evil\\share\\x.png"),
        external("hyperlink", "file:///etc/passwd"),
    ],
)
def test_what_loads_content_from_elsewhere_is_refused(relation: str) -> None:
    assert "liên kết đến tệp khác" in refusal(docx(relation=relation), "bao-cao.docx")


def test_linked_workbooks_are_refused() -> None:
    assert "liên kết đến tệp khác" in refusal(docx(extra={"xl/externalLinks/externalLink1.xml": b"<a/>"}), "a.docx")


@pytest.mark.parametrize(
    "content",
    [
        b"MZ junk before" + docx(),
        docx() + b"junk after",
        archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}),
        docx(extra={"word/_rels/x.rels": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
    ],
    ids=["before", "after", "undeclared", "entities"],
)
def test_a_broken_or_disguised_archive_is_refused(content: bytes) -> None:
    assert "hỏng" in refusal(content, "bao-cao.docx") or "phần mở rộng" in refusal(content, "bao-cao.docx")
