"""PDFs measured in the file, not on the screen: the form of Nghị định 30 and what the fetcher refuses."""

import io
import logging
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pdfplumber
import pikepdf
import pytest
from django.template import engines

from workflow import documents
from workflow.documents import FontsMissing, ShippedOnly, render
from workflow.templatetags.official import italics
from workflow.watermark import watermark

LETTERS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
VIETNAMESE = "đĐ" + "".join(letter + mark for letter in LETTERS for mark in ["", *"\u0300\u0309\u0303\u0301\u0323"])
MILLIMETRE = 72 / 25.4
FORM = {
    "governing_body": "UBND tỉnh Quảng Ngãi",
    "issuing_body": "Sở Khoa học và Công nghệ",
    "number_line": "Số:      /BC-SKHCN",
    "date_line": "Quảng Ngãi, ngày    tháng    năm 2025",
    "recipients": ("Như trên", "Lưu: VT, TĐC"),
}


@pytest.fixture(scope="module")
def pages() -> list:
    """The pages of a plain document of the form, long enough for three pages."""
    import unicodedata

    letters = unicodedata.normalize("NFC", VIETNAMESE)
    body = "<p class=text>" + "Nội dung báo cáo kết quả thực hiện nhiệm vụ. " * 12 + "</p>"
    template = (
        "{% extends 'documents/base.html' %}{% block main %}<p>" + letters + "</p>" + body * 14 + "{% endblock %}"
    )
    original = documents.render_to_string
    documents.render_to_string = lambda name, context: engines["django"].from_string(name).render(context)
    try:
        return pdfplumber.open(io.BytesIO(render(template, FORM))).pages
    finally:
        documents.render_to_string = original


def line_of(page, words: str) -> list[dict]:
    """The characters of the first line that carries these words."""
    for line in page.extract_text_lines():
        if words in line["text"]:
            return line["chars"]
    raise AssertionError(f"{words!r} is not on the page")


def test_the_page_is_a4_and_the_text_keeps_the_margins(pages: list) -> None:
    for page in pages:
        assert (page.width, page.height) == pytest.approx((210 * MILLIMETRE, 297 * MILLIMETRE), abs=0.5)
        text = [char for char in page.chars if char["top"] > 20 * MILLIMETRE - 1]
        left = min(char["x0"] for char in text) / MILLIMETRE
        right = 210 - max(char["x1"] for char in text) / MILLIMETRE
        assert 29.9 < left <= 35
        assert 14.9 < right <= 20.1 or page is pages[-1]
        assert max(char["bottom"] for char in text) <= (297 - 20) * MILLIMETRE + 1


def test_every_letter_is_set_in_the_embedded_serif(pages: list) -> None:
    names = {char["fontname"] for page in pages for char in page.chars}
    assert all("Liberation-Serif-Office" in name and name[6] == "+" for name in names), names


@pytest.mark.parametrize(
    ("words", "size", "face"),
    [
        ("UBND TỈNH QUẢNG NGÃI", 12, "Liberation-Serif-Office"),
        ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", 12, "Liberation-Serif-Office-Bold"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, "Liberation-Serif-Office-Bold"),
        ("Độc lập - Tự do - Hạnh phúc", 13, "Liberation-Serif-Office-Bold"),
        ("/BC-SKHCN", 13, "Liberation-Serif-Office"),
        ("Quảng Ngãi, ngày", 13, "Liberation-Serif-Office-Italic"),
    ],
)
def test_boxes_of_the_heading_have_their_size_and_style(pages: list, words: str, size: int, face: str) -> None:
    chars = [char for char in pages[0].search(words)[0]["chars"] if char["text"].strip()]
    assert {char["fontname"][7:] for char in chars} == {face}
    assert all(char["size"] == pytest.approx(size, abs=0.1) for char in chars)


def test_recipients_are_12_bold_italic_over_a_list_of_11(pages: list) -> None:
    title, entry = line_of(pages[-1], "Nơi nhận:"), line_of(pages[-1], "- Lưu: VT, TĐC.")
    assert title[0]["size"] == pytest.approx(12, abs=0.1)
    assert title[0]["fontname"].endswith("Bold-Italic")
    assert entry[0]["size"] == pytest.approx(11, abs=0.1)
    assert entry[0]["x0"] == pytest.approx(30 * MILLIMETRE, abs=1)


def rules(page) -> list[dict]:
    """Horizontal lines drawn in the heading."""
    return [mark for mark in [*page.rects, *page.lines] if mark["height"] < 2 and mark["top"] < 60 * MILLIMETRE]


def extent(page, words: str) -> tuple[float, float]:
    found = page.search(words.replace("(", r"\("))[0]
    return found["x0"], found["x1"]


def test_the_line_under_the_motto_is_as_long_as_its_text(pages: list) -> None:
    left, right = extent(pages[0], "Độc lập - Tự do - Hạnh phúc")
    assert any(
        rule["x0"] == pytest.approx(left, abs=1.5) and rule["x1"] == pytest.approx(right, abs=1.5)
        for rule in rules(pages[0])
    )


def test_the_line_under_the_body_is_a_third_to_a_half_of_its_name(pages: list) -> None:
    left, right = extent(pages[0], "SỞ KHOA HỌC VÀ CÔNG NGHỆ")
    own = [rule for rule in rules(pages[0]) if rule["x1"] < 105 * MILLIMETRE]
    assert len(own) == 1
    assert 1 / 3 <= own[0]["width"] / (right - left) <= 1 / 2
    assert (own[0]["x0"] + own[0]["x1"]) / 2 == pytest.approx((left + right) / 2, abs=1.5)


def test_the_motto_stands_right_and_number_and_date_share_a_line(pages: list) -> None:
    assert extent(pages[0], "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")[0] > 95 * MILLIMETRE
    number, day = pages[0].search("/BC-SKHCN")[0], pages[0].search("Quảng Ngãi, ngày")[0]
    assert number["top"] == pytest.approx(day["top"], abs=1.5)


def test_the_page_number_is_top_centre_from_page_two(pages: list) -> None:
    above = [[char for char in page.chars if char["bottom"] < 20 * MILLIMETRE] for page in pages]
    assert above[0] == []
    for number, chars in enumerate(above[1:], 2):
        assert "".join(char["text"] for char in chars) == str(number)
        middle = (chars[0]["x0"] + chars[-1]["x1"]) / 2
        assert middle == pytest.approx((30 + 165 / 2) * MILLIMETRE, abs=2)
        assert 12.9 <= chars[0]["size"] <= 14.1
        assert not {"Bold", "Italic"} & set(chars[0]["fontname"].split("-"))


def test_all_vietnamese_letters_copy_out_right(pages: list) -> None:
    import unicodedata

    copied = "".join(pages[0].extract_text().split())
    assert unicodedata.normalize("NFC", VIETNAMESE) in copied


def from_text(monkeypatch: pytest.MonkeyPatch, html: str, **context: object) -> bytes:
    monkeypatch.setattr(documents, "render_to_string", lambda name, values: html)
    return render("unused", context)


def test_no_hostile_reference_is_followed(monkeypatch, tmp_path: Path, caplog) -> None:
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

    server = HTTPServer(("127.0.0.1", 0), Listener)
    Thread(target=server.serve_forever, daemon=True).start()
    secret = tmp_path / "secret.txt"
    secret.write_text("top-secret-words")
    there, file = f"http://127.0.0.1:{server.server_port}", secret.as_uri()
    html = f"""<html lang=vi><head><title>x</title><link rel=stylesheet href="{there}/a.css"><link rel=attachment href="{file}">
      <style>@import "{there}/b.css"; body {{ background: url("{there}/c.png") }}
      @font-face {{ font-family: f; src: url("{there}/d.ttf") }} li {{ list-style-image: url("{file}") }}</style></head>
      <body><img src="{there}/e.png"><img src="{file}"><object data="{there}/f"></object><embed src="{there}/g">
      <img src="data:image/svg+xml,&lt;svg xmlns='http://www.w3.org/2000/svg'/&gt;"><iframe src="{there}/h"></iframe>
      <svg xmlns="http://www.w3.org/2000/svg"><image href="{there}/i.png"/><use href="{there}/j.svg#a"/></svg>
      <li>a</li><p style="content: url({there}/k)">b</p><img src="ftp://127.0.0.1/l"></body></html>"""
    with caplog.at_level(logging.WARNING, logger="workflow.documents"):
        pdf = from_text(monkeypatch, html)
    server.shutdown()
    server.server_close()
    assert asked == []
    assert len([record for record in caplog.records if "reference refused" in record.message]) >= 8
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert not document.attachments
    assert b"top-secret-words" not in pdf


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "https://x.example/", "file:///etc/passwd", "data:,x", "duyet:font/../x", "duyet:watermark"],
)
def test_the_fetcher_answers_only_what_we_ship(address: str) -> None:
    with pytest.raises(ValueError, match="only shipped"):
        ShippedOnly("").fetch(address)
    with pytest.raises(ValueError, match="only shipped"):
        ShippedOnly("")(address)


def test_the_shipped_fonts_are_read() -> None:
    assert ShippedOnly("").fetch("duyet:font/regular").read()[:4] == b"\0\1\0\0"


def test_missing_fonts_name_the_package(monkeypatch, settings, tmp_path: Path) -> None:
    monkeypatch.setattr(documents, "_FONT_FOLDERS", (str(tmp_path),))
    documents.font_folder.cache_clear()
    try:
        with pytest.raises(FontsMissing, match="fonts-liberation2"):
            documents.font_folder()
    finally:
        documents.font_folder.cache_clear()


def test_the_watermark_is_outlines_and_adds_no_text(monkeypatch) -> None:
    assert "<text" not in watermark("DỰ THẢO", documents.font_folder() / "LiberationSerif-Bold.ttf")
    html = '<html lang=vi><style>@page{background:url("duyet:watermark")}</style><body>Xin'
    marked = pdfplumber.open(io.BytesIO(from_text(monkeypatch, html, mark="DỰ THẢO"))).pages[0]
    plain = pdfplumber.open(io.BytesIO(from_text(monkeypatch, html))).pages[0]
    assert marked.extract_text() == plain.extract_text() == "Xin"
    assert len(marked.curves) + len(marked.rects) > len(plain.curves) + len(plain.rects)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("(<i>tổ chức</i>) nhằm", "(<i>tổ chức</i>) nhằm"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<i onclick=x>a</i>", "&lt;i onclick=x&gt;a&lt;/i&gt;"),
        ("<i>mở", "&lt;i&gt;mở"),
        ("<i><b>a</b></i>", "<i>&lt;b&gt;a&lt;/b&gt;</i>"),
        ("a & b", "a &amp; b"),
    ],
)
def test_only_a_pair_of_i_becomes_italics(text: str, shown: str) -> None:
    assert italics(text) == f'<span lang="vi">{shown}</span>'  # a plan is Vietnamese on a page in any language
