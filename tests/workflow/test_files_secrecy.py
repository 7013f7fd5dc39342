"""Marks of state secrecy: a stamp is refused with the law of the day, an ordinary word is not."""

from datetime import date

import pytest

from tests.workflow.hostile_files import docx, refusal, xlsx
from workflow import documents
from workflow.files.secrecy import bears_mark

pytestmark = pytest.mark.usefixtures("evidence")


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_marked_file_is_refused_with_the_law_of_the_day(mark: str) -> None:
    marked = docx("ỦY BAN NHÂN DÂN", mark, "Số: 05/KH-UBND")
    assert "117/2025/QH15" in refusal(marked, "ke-hoach.docx")
    assert "29/2018/QH14" in refusal(marked, "ke-hoach.docx", on=date(2026, 2, 28))
    assert "117/2025/QH15" in refusal(marked, "ke-hoach.docx", on=date(2026, 3, 1))


def test_a_marked_workbook_is_refused() -> None:
    assert "chỉ độ mật" in refusal(xlsx("Số liệu", "TỐI MẬT"), "so-lieu.xlsx")


@pytest.mark.parametrize("name", ["Công văn MẬT.txt", "TUYỆT_MẬT-2025.txt", "TOI_MAT.bao-cao.txt", "bao cao.MẬT.txt"])
def test_a_marked_name_is_refused(name: str) -> None:
    assert "chỉ độ mật" in refusal(b"noi dung", name)


def test_a_marked_first_page_of_a_pdf_is_refused(monkeypatch) -> None:
    page = "<html lang=vi><title>a</title><p>ỦY BAN NHÂN DÂN<p><b>MẬT</b><p>Kế hoạch"
    monkeypatch.setattr(documents, "render_to_string", lambda name, context: page)
    assert "chỉ độ mật" in refusal(documents.render("unused", {}), "ke-hoach.pdf")


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("MA\u0323\u0302T", True),
        ("Độ mật: MẬT", True),
        ("M Ậ T", True),
        ("bí mật nhà nước", False),
        ("LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC", False),
        ("AN TOÀN, BẢO MẬT THÔNG TIN", False),
        ("MẬT ĐỘ DÂN SỐ", False),
        ("SẢN PHẨM MẬT ONG", False),
        ("MẬT KHẨU", False),
        ("Bảo mật thông tin về nhân thân", False),
    ],
)
def test_only_a_stamp_counts_not_every_word(text: str, marked: bool) -> None:
    assert bears_mark(text) is marked
