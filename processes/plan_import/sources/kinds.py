"""What a file is, by its first bytes, and whether its name says the same."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath

from django.utils.translation import gettext as _

from workflow.errors import NotValid

_SIGNATURES = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "Word, Excel hoặc tệp nén",
    b"PK\x05\x06": "nén không có nội dung",
    b"\xd0\xcf\x11\xe0": "Word, Excel đời cũ hoặc có mật khẩu",
    b"{\\rtf": "RTF",
    b"\xff\xfe": "văn bản UTF-16",
    b"\xfe\xff": "văn bản UTF-16",
    b"\x89PNG": "ảnh",
    b"\xff\xd8\xff": "ảnh",
}
_BY_NAME = {".pdf": "pdf", ".docx": "docx", ".xlsx": "xlsx"}
_OTHERS = {
    ".doc", ".xls", ".rtf", ".odt", ".ods", ".docm", ".xlsm", ".dotm", ".xlsb", ".zip", ".rar", ".7z", ".png", ".jpg", ".jpeg",
    ".tif", ".tiff", ".html", ".htm", ".xml", ".pptx",
}  # fmt: skip
_NAMES = {"pdf": "PDF", "docx": "Word (.docx)", "xlsx": "Excel (.xlsx)"}
_MARKS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}


def kind_of(content: bytes, name: str) -> str:
    """ "text", "pdf", "docx" or "xlsx". Raises NotValid: empty, another kind, or not what the name says."""
    if not content.strip():
        raise NotValid(_("Tệp “%(name)s” rỗng: hãy chọn đúng tệp kế hoạch.") % {"name": name})
    suffix = PurePath(name).suffix.lower()
    if suffix in {".docm", ".xlsm", ".dotm", ".xlsb"}:
        raise macros(name)
    wanted = _BY_NAME.get(suffix, "text")
    found = next((kind for signature, kind in _SIGNATURES.items() if content.startswith(signature)), None)
    if wanted == "text":
        _refuse_what_is_not_text(content, name, found, suffix)
        return "text"
    inside = "pdf" if found == "PDF" else _inside(content) if content.startswith(b"PK\x03\x04") else None
    if inside != wanted:
        _refuse_another(name, wanted, found, inside)
    return wanted


def macros(name: str) -> NotValid:
    """The refusal of a document that carries programs."""
    return NotValid(
        _("Tệp “%(name)s” chứa macro: hãy lưu lại thành .docx hoặc .xlsx không có macro rồi đọc lại.") % {"name": name}
    )


def _refuse_what_is_not_text(content: bytes, name: str, found: str | None, suffix: str) -> None:
    if found or b"\x00" in content:
        what = {"name": name, "kind": found or "nhị phân"}
        raise NotValid(
            _("Tệp “%(name)s” là tệp %(kind)s, chưa phải văn bản thuần: hãy lưu thành .txt mã UTF-8 rồi đọc lại.")
            % what
        )
    if suffix in _OTHERS:
        raise NotValid(
            _("Chưa đọc được loại tệp của “%(name)s”: hãy lưu thành .docx, .xlsx, .pdf hoặc .txt rồi đọc lại.")
            % {"name": name}
        )


def _inside(content: bytes) -> str | None:
    """Which office document the archive holds; "docx" and "xlsx" are told apart by their main part."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "broken"
    return next((kind for part, kind in _MARKS.items() if part in names), None)


def _refuse_another(name: str, wanted: str, found: str | None, inside: str | None) -> None:
    what = {"name": name, "wanted": _NAMES[wanted], "found": _NAMES.get(inside or "", found or "khác")}
    if inside == "broken":
        raise broken(name)
    if content_is_locked(found):
        raise NotValid(
            _("Tệp “%(name)s” là Word, Excel đời cũ hoặc có mật khẩu: hãy bỏ mật khẩu, lưu lại thành .docx hoặc .xlsx.")
            % what
        )
    raise NotValid(
        _("Tệp “%(name)s” không phải %(wanted)s như tên gọi mà là tệp %(found)s: hãy chọn đúng tệp hoặc sửa đuôi tệp.")
        % what
    )


def content_is_locked(found: str | None) -> bool:
    """An encrypted .docx is an old compound file, as .doc is."""
    return found == _SIGNATURES[b"\xd0\xcf\x11\xe0"]


def broken(name: str) -> NotValid:
    """The refusal of a file that is cut short or damaged."""
    return NotValid(
        _("Tệp “%(name)s” bị hỏng hoặc tải về chưa đủ: hãy mở và lưu lại, hoặc xin lại tệp, rồi đọc lại.")
        % {"name": name}
    )


@contextmanager
def damage_refused(name: str) -> Iterator[None]:
    """Whatever a library raises over a damaged file becomes the refusal of that file."""
    try:
        yield
    except (NotValid, MemoryError):
        raise
    except Exception as error:
        raise broken(name) from error
