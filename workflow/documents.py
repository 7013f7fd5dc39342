"""Templates to PDF: the only import of WeasyPrint. It is given text and our own fonts, and fetches nothing else.

WeasyPrint's own fetcher follows http, file, ftp and data addresses; ours answers a handful of fixed addresses and refuses
the rest, so that no text of a user can make the server read a file or call another machine.
"""

import logging
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override
from PIL import ImageCms
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from workflow.watermark import watermark

logger = logging.getLogger(__name__)

# Liberation Serif 2 has the widths of Times New Roman and all 146 Vietnamese letters; version 1 lacks 92 of them.
_FONT_FILES = {
    "duyet:font/regular": "LiberationSerif-Regular.ttf",
    "duyet:font/bold": "LiberationSerif-Bold.ttf",
    "duyet:font/italic": "LiberationSerif-Italic.ttf",
    "duyet:font/bold-italic": "LiberationSerif-BoldItalic.ttf",
}
_FONT_FOLDERS = (
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/liberation-serif",
    "/usr/share/fonts/liberation-fonts",
    "/usr/share/fonts/liberation",
)
_WATERMARK = "duyet:watermark"
# PDF/A names the colours it means. WeasyPrint's own copy of the profile is opened and never closed.
_COLOURS = "duyet:srgb"
_PROFILE = "--srgb"
# Kept for decades: PDF/A-3 with tags, so that screen readers can follow it as well.
_VARIANT = "pdf/a-3a"


class FontsMissing(RuntimeError):
    """The machine lacks the fonts that every document is set in; the message names the package."""


class ShippedOnly(URLFetcher):
    """Answers the addresses of our fonts and of the draft mark; every other reference is refused and logged."""

    def __init__(self, mark: str) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.mark = mark

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The shipped content of one of our addresses; `ValueError`, which WeasyPrint passes over, for any other."""
        if url in _FONT_FILES:
            return URLFetcherResponse(url, _font(url), {"Content-Type": "font/ttf"})
        if url == _COLOURS:
            return URLFetcherResponse(url, _srgb(), {"Content-Type": "application/vnd.iccprofile"})
        if url == _WATERMARK and self.mark:
            bold = font_folder() / _FONT_FILES["duyet:font/bold"]
            return URLFetcherResponse(url, watermark(self.mark, bold), {"Content-Type": "image/svg+xml"})
        logger.warning("document reference refused: %.200r", url)
        raise ValueError("only shipped fonts and marks are read")


def render(template_name: str, context: Mapping[str, Any]) -> bytes:
    """One document as PDF/A, fonts embedded; `context["mark"]` is the draft mark behind the text ("" for none).

    Documents are Vietnamese whatever the language of the reader's screen. Raises `FontsMissing`.
    """
    with override("vi"):
        text = render_to_string(template_name, dict(context))
    fetcher = ShippedOnly(str(context.get("mark", "")))
    pdf: bytes = HTML(string=text, url_fetcher=fetcher).write_pdf(
        font_config=FontConfiguration(), pdf_variant=_VARIANT, pdf_tags=True, output_intent=_PROFILE
    )
    return pdf


@lru_cache(maxsize=1)
def font_folder() -> Path:
    """The folder of Liberation Serif 2 on this machine; settings.DOCUMENT_FONT_DIR goes before the usual places."""
    own = getattr(settings, "DOCUMENT_FONT_DIR", None)
    for folder in map(Path, [own, *_FONT_FOLDERS] if own else _FONT_FOLDERS):
        if all((folder / name).is_file() for name in _FONT_FILES.values()):
            return folder
    raise FontsMissing("Liberation Serif 2 is not installed: apt install fonts-liberation2, or set DOCUMENT_FONT_DIR")


@lru_cache(maxsize=len(_FONT_FILES))
def _font(address: str) -> bytes:
    return (font_folder() / _FONT_FILES[address]).read_bytes()


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    profile: bytes = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile
