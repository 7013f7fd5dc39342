"""Word and Excel files (OOXML): a zip archive that is walked to the last byte before it is believed."""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from workflow.errors import NotValid
from workflow.files.kinds import DOCX
from workflow.files.limits import MEGABYTE, Limits

_CHUNK = 64 * 1024
_END_RECORD = 22
_PLAIN_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_SAFE_LINK = re.compile(r"(?i)^(?:https?://|mailto:|#)")
_PARTS_READ = 5 * MEGABYTE
# What zipfile and the XML reader raise on damage; RuntimeError is zipfile's word for a password.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    DefusedXmlException,
    KeyError,
    EOFError,
    ValueError,
    OSError,
    RuntimeError,
)


def inspect_ooxml(path: Path, media_type: str, limits: Limits) -> str:
    """Raise `NotValid` unless the archive is a plain document of that type; return the text it begins with.

    Refused: too many entries, unpacked size or ratio over the limits (counted while unpacking), names that leave the
    archive, links, encryption, macros, embedded objects, links that load content from elsewhere, bytes before or after the archive.
    """
    if not _is_whole_archive(path):
        raise _broken()
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_entries(archive.infolist(), limits)
            _unpack_counting(archive, path.stat().st_size, limits)
            _refuse_content(archive, media_type)
            return _opening_text(archive, media_type)
    except _UNREADABLE as error:
        raise _broken() from error


def _is_whole_archive(path: Path) -> bool:
    """The archive begins at byte 0 and ends with its end record: nothing can hide before or after it."""
    with path.open("rb") as file:
        head = file.read(4)
        file.seek(-min(_END_RECORD, path.stat().st_size), 2)
        return head == b"PK\x03\x04" and file.read(4) == b"PK\x05\x06"


def _refuse_entries(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    names = [entry.filename for entry in entries]
    if len(names) > limits.max_entries or len({name.lower() for name in names}) != len(names):
        raise _refused(_("tệp nén có quá nhiều mục hoặc mục trùng tên"))
    for entry in entries:
        if _leaves_archive(entry.orig_filename) or stat.S_ISLNK(entry.external_attr >> 16):
            raise _refused(_("tệp nén có đường dẫn ra ngoài"))
        if entry.flag_bits & 0x1 or entry.compress_type not in _PLAIN_METHODS:
            raise _refused(_("tệp được đặt mật khẩu hoặc nén khác thường"))
        if "vbaproject" in entry.filename.lower():
            raise _refused(_("tệp chứa macro"))
        if "/activex/" in entry.filename.lower() or _is_embedded_object(entry.filename.lower()):
            raise _refused(_("tệp nhúng đối tượng có thể chạy mã"))
        if "externallinks/" in entry.filename.lower():
            raise _refused(_("tệp liên kết đến tệp khác"))


def _is_embedded_object(name: str) -> bool:
    """The table behind a chart is a plain document; an OLE object holds anything, a program too."""
    return "/embeddings/" in name and not name.endswith((".xlsx", ".docx", "/"))


def _leaves_archive(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or "\0" in name or ".." in name.split("/")


def _unpack_counting(archive: zipfile.ZipFile, packed: int, limits: Limits) -> None:
    """Unpack every entry into nothing; the declared sizes are never believed."""
    most = min(limits.max_unpacked_bytes, packed * limits.max_ratio)
    total = 0
    for entry in archive.infolist():
        with archive.open(entry) as part:
            while chunk := part.read(_CHUNK):
                total += len(chunk)
                if total > most:
                    raise _refused(_("nội dung giải nén lớn bất thường"))


def _refuse_content(archive: zipfile.ZipFile, media_type: str) -> None:
    declared = _part(archive, "[Content_Types].xml")
    types = {element.get("ContentType", "") for element in declared.iter()}
    if any("macroenabled" in name.lower() or "vbaproject" in name.lower() for name in types):
        raise _refused(_("tệp chứa macro"))
    if f"{media_type}.main+xml" not in types:
        raise _broken()
    for name in archive.namelist():
        if name.lower().endswith(".rels"):
            _refuse_outside(_part(archive, name))


def _refuse_outside(relations: Element) -> None:
    """An ordinary hyperlink waits for a click; any other external relation is loaded when the file is opened."""
    for relation in relations.iter():
        if relation.get("TargetMode", "").lower() != "external":
            continue
        is_hyperlink = relation.get("Type", "").endswith("/hyperlink")
        if not (is_hyperlink and _SAFE_LINK.match(relation.get("Target", ""))):
            raise _refused(_("tệp liên kết đến tệp khác"))


def _part(archive: zipfile.ZipFile, name: str) -> Element:
    with archive.open(name) as part:
        content = part.read(_PARTS_READ + 1)
    if len(content) > _PARTS_READ:
        raise _refused(_("nội dung giải nén lớn bất thường"))
    root: Element = fromstring(content, forbid_dtd=True)
    return root


def _opening_text(archive: zipfile.ZipFile, media_type: str) -> str:
    """The first words of the document, headers first: where a stamp of secrecy would stand."""
    pattern = r"word/(header\d*|document)\.xml" if media_type == DOCX else r"xl/(sharedStrings|worksheets/sheet1)\.xml"
    names = sorted((name for name in archive.namelist() if re.fullmatch(pattern, name)), reverse=True)
    return "\n".join(text for name in names for text in _paragraphs(archive, name))


def _paragraphs(archive: zipfile.ZipFile, name: str) -> Iterator[str]:
    with archive.open(name) as part:
        content = part.read(_PARTS_READ + 1)
    if len(content) > _PARTS_READ:
        # A long table is read from the front as marked-up text; its beginning is what matters here.
        yield re.sub(r"<[^>]+>", "\n", content[:MEGABYTE].decode("utf-8", "replace"))
        return
    for element in fromstring(content, forbid_dtd=True).iter():
        if element.tag.rpartition("}")[2] in {"p", "si", "is"}:
            yield "".join(piece.text or "" for piece in element.iter() if piece.tag.endswith("}t"))


def _refused(why: str) -> NotValid:
    return NotValid(
        _("Không nhận tệp này vì %(why)s; hãy bỏ phần đó hoặc xuất tệp ra PDF rồi tải lên lại.") % {"why": why},
        field="files",
    )


def _broken() -> NotValid:
    return NotValid(_("Tệp bị hỏng hoặc không đúng định dạng; hãy mở và lưu lại tệp rồi tải lên."), field="files")
