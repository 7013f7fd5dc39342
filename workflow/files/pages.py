"""Page images, so that evidence is read on screen without a download. PNG out; PDF, JPEG and PNG in."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import pypdfium2
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from workflow.errors import NotFound, NotValid
from workflow.files.images import FORMATS
from workflow.files.kinds import IMAGES, PDF
from workflow.files.limits import Limits
from workflow.files.vault import open_verified

# pdfium is not thread-safe: one page at a time in a process.
PDFIUM_LOCK = Lock()
MAX_WIDTH = 2_000
MAX_PAGE_PIXELS = 8_000_000
_MAX_INPUT_PIXELS = Limits().max_pixels


def page_count(sha256: str, media_type: str) -> int:
    """How many pages can be shown; 0 for a type that has no page images (its original is offered instead)."""
    if media_type == PDF:
        with _document(sha256) as document:
            return len(document)
    return 1 if media_type in IMAGES else 0


def page_image(sha256: str, media_type: str, page: int, width: int) -> bytes:
    """Page `page` (from 1) as PNG, `width` pixels wide at most; hash checked first.

    Raises `NotFound` for a page that does not exist, `NotValid` for a type without page images or an odd width.
    """
    if not 1 <= width <= MAX_WIDTH:
        raise NotValid(_("Bề rộng ảnh trang phải từ 1 đến %(most)d điểm ảnh.") % {"most": MAX_WIDTH})
    if media_type == PDF:
        image = _pdf_page(sha256, page, width)
    elif media_type in IMAGES:
        image = _picture(sha256, page, width)
    else:
        raise NotValid(_("Loại tệp này không xem trước được; hãy tải tệp gốc về để xem."))
    answer = io.BytesIO()
    image.save(answer, "PNG", compress_level=4)
    return answer.getvalue()


def _pdf_page(sha256: str, number: int, width: int) -> Image.Image:
    with _document(sha256) as document:
        if not 1 <= number <= len(document):
            raise _no_page(number)
        page = document[number - 1]
        across, down = (max(side, 1.0) for side in page.get_size())
        # A page may claim to be a hundred metres tall: the scale bows to the pixel cap.
        scale = min(width / across, (MAX_PAGE_PIXELS / (across * down)) ** 0.5)
        image: Image.Image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        return image


def _picture(sha256: str, number: int, width: int) -> Image.Image:
    if number != 1:
        raise _no_page(number)
    with open_verified(sha256) as file, Image.open(file, formats=FORMATS) as image:
        if image.width * image.height > _MAX_INPUT_PIXELS:
            raise NotValid(_("Ảnh quá lớn để xem trước; hãy tải tệp gốc về để xem."))
        upright = ImageOps.exif_transpose(image)
        upright.thumbnail((width, MAX_PAGE_PIXELS // width))
        return upright.convert("RGB")


@contextmanager
def _document(sha256: str) -> Iterator[pypdfium2.PdfDocument]:
    with open_verified(sha256) as file, PDFIUM_LOCK:
        document = pypdfium2.PdfDocument(file)
        try:
            yield document
        finally:
            document.close()


def _no_page(number: int) -> NotFound:
    return NotFound(_("Tệp này không có trang %(page)d.") % {"page": number})
