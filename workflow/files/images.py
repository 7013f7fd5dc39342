"""Images: decoded to the last pixel before they are kept; the original bytes stay the evidence."""

import zipfile
from pathlib import Path

from django.utils.translation import gettext as _
from PIL import Image, ImageFile, UnidentifiedImageError

from workflow.errors import NotValid
from workflow.files.kinds import JPEG
from workflow.files.limits import Limits

FORMATS = ("JPEG", "PNG")


def inspect_image(path: Path, media_type: str, limits: Limits) -> None:
    """Raise `NotValid` unless the file is a whole JPEG or PNG of that type under the pixel cap, and nothing else."""
    # WeasyPrint turns this on for the whole process when it is imported; half an image is no evidence.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(path, formats=FORMATS) as image:
            if (image.format == "JPEG") is not (media_type == JPEG):
                raise _broken()
            if image.width * image.height > limits.max_pixels:
                raise NotValid(_("Ảnh quá lớn; hãy giảm kích thước ảnh rồi tải lên lại."), field="files")
            image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise _broken() from error
    if zipfile.is_zipfile(path):
        raise _broken()


def _broken() -> NotValid:
    return NotValid(_("Tệp ảnh bị hỏng hoặc không đúng định dạng; hãy lưu lại ảnh rồi tải lên."), field="files")
