"""The kinds of file that are taken. The extension and the content (libmagic) must name the same kind."""

from dataclasses import dataclass
from pathlib import Path

import magic
from django.utils.translation import gettext as _

from workflow.errors import NotValid

_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCX = _OFFICE + "wordprocessingml.document"
XLSX = _OFFICE + "spreadsheetml.sheet"
PDF = "application/pdf"
JPEG = "image/jpeg"
PNG = "image/png"
TEXT = "text/plain"
CSV = "text/csv"

# libmagic names an OOXML file by its first entries only; ooxml.py reads the declared content type in any case.
_ZIP = {"application/zip", "application/octet-stream"}
_WORDS = {"text/plain", "text/csv", "application/csv", "text/tab-separated-values"}


@dataclass(frozen=True)
class Kind:
    """One accepted kind: the media type it is served with, and what libmagic may call it."""

    media_type: str
    sniffed: frozenset[str]


KINDS = {
    "pdf": Kind(PDF, frozenset({PDF})),
    "docx": Kind(DOCX, frozenset({DOCX, *_ZIP})),
    "xlsx": Kind(XLSX, frozenset({XLSX, *_ZIP})),
    "jpg": Kind(JPEG, frozenset({JPEG})),
    "jpeg": Kind(JPEG, frozenset({JPEG})),
    "png": Kind(PNG, frozenset({PNG})),
    "txt": Kind(TEXT, frozenset(_WORDS)),
    "csv": Kind(CSV, frozenset(_WORDS)),
}
IMAGES = frozenset({JPEG, PNG})
OFFICE = frozenset({DOCX, XLSX})
WORDS = frozenset({TEXT, CSV})


def kind_of(extension: str) -> Kind:
    """The kind an extension stands for; `NotValid` for one that is not on the list."""
    if extension not in KINDS:
        accepted = ", ".join(name.upper() for name in KINDS)
        raise NotValid(
            _("Không nhận loại tệp “%(kind)s”; chỉ nhận: %(accepted)s. Hãy chuyển tệp sang PDF rồi tải lên lại.")
            % {"kind": extension[:20] or "?", "accepted": accepted},
            field="files",
        )
    return KINDS[extension]


def refuse_disguise(path: Path, kind: Kind) -> None:
    """Raise `NotValid` when the content is not what the extension says."""
    if magic.from_file(str(path), mime=True) not in kind.sniffed:
        raise NotValid(
            _("Nội dung tệp không đúng với phần mở rộng của tên; hãy lưu lại tệp đúng định dạng rồi tải lên."),
            field="files",
        )
