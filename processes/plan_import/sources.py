"""A file becomes numbered lines: UTF-8, NFC, with limits. What cannot be read is refused with one clear sentence."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from workflow.errors import NotValid

LARGEST_FILE = 20 * 1024 * 1024
LONGEST_LINE = 200_000
_BOM = b"\xef\xbb\xbf"
_SIGNATURES = {
    b"%PDF": "PDF",
    b"PK\x03\x04": gettext_noop("Word, Excel hoặc tệp nén"),
    b"\xd0\xcf\x11\xe0": gettext_noop("Word hoặc Excel đời cũ"),
    b"{\\rtf": "RTF",
    b"\xff\xfe": gettext_noop("văn bản UTF-16"),
    b"\xfe\xff": gettext_noop("văn bản UTF-16"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file, NFC, without its end; `number` counts from 1 as an editor does."""

    number: int
    text: str

    @property
    def place(self) -> dict[str, int]:
        return {"line": self.number}

    @property
    def blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True)
class Source:
    """A file that was read: its name, its bytes as received and its lines."""

    name: str
    content: bytes
    lines: tuple[Line, ...]


def read_source(path: str | Path) -> Source:
    """The lines of the file at `path`. Raises NotValid: missing, too large, not text, empty, a line that is too long."""
    path = Path(path)
    name = {"name": path.name}
    try:
        if not path.is_file():
            raise NotValid(_("Không tìm thấy tệp “%(name)s”: hãy kiểm tra lại đường dẫn.") % name)
        if path.stat().st_size > LARGEST_FILE:
            size = {**name, "size": LARGEST_FILE // 1024**2}
            raise NotValid(_("Tệp “%(name)s” lớn hơn %(size)s MB: hãy tách riêng kế hoạch rồi đọc lại.") % size)
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise NotValid(_("Không mở được tệp “%(name)s”: hãy kiểm tra quyền đọc và đường dẫn.") % name) from error
    return source_of(content, path.name)


def source_of(content: bytes, name: str) -> Source:
    """The same from bytes already in memory (an upload). Raises NotValid."""
    if not content.strip():
        raise NotValid(_("Tệp “%(name)s” rỗng: hãy chọn đúng tệp kế hoạch.") % {"name": name})
    _refuse_what_is_not_text(content, name)
    _refuse_long_lines(name, [len(line) // 4 for line in content.split(b"\n")])
    lines = tuple(
        Line(number, unicodedata.normalize("NFC", line.removesuffix("\r")))
        for number, line in enumerate(_decoded(content, name).split("\n"), start=1)
    )
    _refuse_long_lines(name, [len(line.text) for line in lines])
    if all(line.blank for line in lines):
        raise NotValid(_("Tệp “%(name)s” rỗng: hãy chọn đúng tệp kế hoạch.") % {"name": name})
    return Source(name, content, lines)


def _refuse_what_is_not_text(content: bytes, name: str) -> None:
    kind = next((kind for signature, kind in _SIGNATURES.items() if content.startswith(signature)), None)
    if kind or b"\x00" in content:
        what = {"name": name, "kind": _(kind or gettext_noop("nhị phân"))}
        raise NotValid(
            _("Tệp “%(name)s” là tệp %(kind)s, chưa phải văn bản thuần: hãy lưu thành .txt mã UTF-8 rồi đọc lại.")
            % what
        )


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        where = {"name": name, "byte": error.start + 1}
        raise NotValid(
            _("Tệp “%(name)s” không phải mã UTF-8 (lỗi ở byte %(byte)s): hãy lưu thành .txt mã UTF-8 rồi đọc lại.")
            % where
        ) from error


def _refuse_long_lines(name: str, lengths: list[int]) -> None:
    longest = max(lengths)
    if longest > LONGEST_LINE:
        where = {"name": name, "line": lengths.index(longest) + 1, "limit": LONGEST_LINE}
        raise NotValid(
            _(
                "Dòng %(line)s của tệp “%(name)s” dài quá %(limit)s ký tự: đây không phải bảng nhiệm vụ, hãy kiểm tra tệp."
            )
            % where
        )
