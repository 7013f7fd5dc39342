"""The way into the store: copy and hash in one pass, look at everything, keep it or leave nothing behind."""

import hashlib
import os
import tempfile
from datetime import date
from pathlib import Path
from typing import IO, BinaryIO

from django.utils.translation import gettext as _

from workflow.errors import NotValid
from workflow.files.images import inspect_image
from workflow.files.kinds import IMAGES, OFFICE, PDF, kind_of, refuse_disguise
from workflow.files.limits import MEGABYTE, Limits, StoredFile
from workflow.files.names import clean_name, extension
from workflow.files.ooxml import inspect_ooxml
from workflow.files.pdf import inspect_pdf
from workflow.files.scanner import refuse_infected
from workflow.files.secrecy import FIRST_PAGE, refuse_marked
from workflow.files.vault import incoming_folder, settle

_CHUNK = 256 * 1024


def store(stream: IO[bytes], *, name: str, limits: Limits, on: date, folder: Path | None = None) -> StoredFile:
    """Take a file into the store and return its address; `on` is the day whose law on state secrets is named.

    Into another `folder` only by way of `waiting.hold`.

    Raises `NotValid` with one sentence when the name, size, type or content is refused; nothing is left behind then.
    The same content is kept once: whoever stores it again gets the same address, and a damaged copy is mended.
    """
    cleaned = clean_name(name, limits.max_name)
    kind = kind_of(extension(cleaned))
    refuse_marked(cleaned, "", on)
    handle, temporary = tempfile.mkstemp(dir=incoming_folder())
    path = Path(temporary)
    try:
        with os.fdopen(handle, "wb") as file:
            digest, size = _copy_hashing(stream, file, limits)
        refuse_disguise(path, kind)
        refuse_marked("", _inspect(path, kind.media_type, limits), on)
        refuse_infected(path)
        settle(path, digest, folder)
    finally:
        path.unlink(missing_ok=True)
    return StoredFile(digest, size, kind.media_type, cleaned)


def _copy_hashing(stream: IO[bytes], file: BinaryIO, limits: Limits) -> tuple[str, int]:
    """Copy in one pass, hashing and counting; stop at the first byte over the limit."""
    digest, size = hashlib.sha256(), 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > limits.max_bytes:
            most = limits.max_bytes / MEGABYTE
            raise NotValid(
                _("Tệp lớn hơn %(size)g MB; hãy nén hoặc tách tệp rồi tải lên lại.") % {"size": most}, field="files"
            )
        digest.update(chunk)
        file.write(chunk)
    if not size:
        raise NotValid(_("Tệp rỗng, không có nội dung; hãy kiểm tra lại tệp rồi tải lên."), field="files")
    file.flush()
    os.fsync(file.fileno())
    return digest.hexdigest(), size


def _inspect(path: Path, media_type: str, limits: Limits) -> str:
    """Run the check of that type; return the text of the first page as far as it can be read."""
    if media_type == PDF:
        return inspect_pdf(path, limits)
    if media_type in OFFICE:
        return inspect_ooxml(path, media_type, limits)
    if media_type in IMAGES:
        inspect_image(path, media_type, limits)
        return ""
    return _inspect_words(path)


def _inspect_words(path: Path) -> str:
    """Plain text is read through, so that what is served as UTF-8 is UTF-8."""
    opening = ""
    try:
        with path.open(encoding="utf-8-sig") as file:
            while block := file.read(_CHUNK):
                if "\0" in block:
                    raise ValueError("a NUL in plain text")
                opening = opening or block[:FIRST_PAGE]
    except ValueError as error:
        raise NotValid(_("Tệp chữ phải dùng bảng mã UTF-8; hãy lưu lại tệp rồi tải lên."), field="files") from error
    return opening
