"""Word and Excel files are zip archives of XML: nothing in them is parsed before this has looked at every entry.

Links to other files and pictures are left alone: nothing is ever fetched. Compared with evidence that people upload
(workflow/files/ooxml.py) more is let through here, because the file is read and never opened by another person's Word.
"""

from __future__ import annotations

import io
import re
import zipfile

from django.utils.translation import gettext as _

from processes.plan_import.sources.kinds import damage_refused, macros
from workflow.errors import NotValid

MEGABYTE = 1024 * 1024
LARGEST_PART = 100 * MEGABYTE
LARGEST_WHOLE = 200 * MEGABYTE
MOST_ENTRIES = 2_000
_CHUNK = 256 * 1024
_XML = (".xml", ".rels", ".vml")
# A document type is never needed in these files, and entities are how a small XML becomes a large one.
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def refuse_hostile_archive(content: bytes, name: str) -> None:
    """Raise NotValid for bombs, macros, entities, passwords and damage. Every XML entry is unpacked to the last byte."""
    with damage_refused(name), zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        _refuse_sizes(entries, name)
        for entry in entries:
            if "vbaproject" in entry.filename.lower():
                raise macros(name)
            if entry.filename.lower().endswith(_XML):
                _refuse_part(archive, entry, name)


def _refuse_sizes(entries: list[zipfile.ZipInfo], name: str) -> None:
    """`zipfile` never unpacks more than an entry declares, so that the declared sizes are a bound."""
    whole = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or whole > LARGEST_WHOLE or any(entry.file_size > LARGEST_PART for entry in entries):
        size = {"name": name, "size": LARGEST_WHOLE // MEGABYTE}
        raise NotValid(
            _(
                "Tệp “%(name)s” giải nén ra quá lớn (trên %(size)s MB, nghi là bom nén): hãy lưu riêng bảng kế hoạch rồi đọc lại."
            )
            % size
        )
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise NotValid(_("Tệp “%(name)s” có mật khẩu: hãy bỏ mật khẩu rồi đọc lại.") % {"name": name})


def _refuse_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    tail = b""
    with archive.open(entry) as part:
        while chunk := part.read(_CHUNK):
            # UTF-16 keeps a zero byte beside every Latin letter.
            seen = tail + (chunk.replace(b"\x00", b"") if b"\x00" in chunk else chunk)
            if _DOCTYPE.search(seen):
                raise NotValid(
                    _("Tệp “%(name)s” chứa khai báo XML nguy hiểm (thực thể): hãy mở bằng Word hoặc Excel rồi lưu lại.")
                    % {"name": name}
                )
            if entry.filename == "[Content_Types].xml" and b"macroEnabled" in seen:
                raise macros(name)
            tail = seen[-32:]
