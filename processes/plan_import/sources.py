"""A file becomes numbered lines: UTF-8, NFC, with limits. What cannot be read is refused with one clear sentence."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from workflow.errors import NotValid

LARGEST_FILE = 20 * 1024 * 1024
LONGEST_LINE = 200_000
_BOM = b"\xef\xbb\xbf"
_SIGNATURES = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "Word, Excel hoặc tệp nén",
    b"\xd0\xcf\x11\xe0": "Word hoặc Excel đời cũ",
    b"{\\rtf": "RTF",
    b"\xff\xfe": "văn bản UTF-16",
    b"\xfe\xff": "văn bản UTF-16",
}
_PLAIN = "Hãy lưu kế hoạch thành văn bản thuần (.txt, mã UTF-8) rồi đọc lại."


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
    try:
        if not path.is_file():
            raise NotValid(f"Không tìm thấy tệp “{path.name}”: hãy kiểm tra lại đường dẫn.")
        if path.stat().st_size > LARGEST_FILE:
            raise NotValid(f"Tệp “{path.name}” lớn hơn {LARGEST_FILE // 1024**2} MB: hãy tách riêng kế hoạch rồi đọc lại.")
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise NotValid(f"Không mở được tệp “{path.name}”: hãy kiểm tra quyền đọc và đường dẫn.") from error
    return source_of(content, path.name)


def source_of(content: bytes, name: str) -> Source:
    """The same from bytes already in memory (an upload). Raises NotValid."""
    if not content.strip():
        raise NotValid(f"Tệp “{name}” rỗng: hãy chọn đúng tệp kế hoạch.")
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            raise NotValid(f"Tệp “{name}” là {kind}, chưa phải văn bản thuần. {_PLAIN}")
    if b"\x00" in content:
        raise NotValid(f"Tệp “{name}” không phải văn bản (có dữ liệu nhị phân). {_PLAIN}")
    if max(map(len, content.split(b"\n"))) > LONGEST_LINE * 4:
        raise NotValid(_too_long(name, content))
    try:
        text = content.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotValid(f"Tệp “{name}” không phải mã UTF-8 (lỗi ở byte {error.start + 1}). {_PLAIN}") from error
    lines = tuple(
        Line(number, unicodedata.normalize("NFC", line.removesuffix("\r")))
        for number, line in enumerate(text.split("\n"), start=1)
    )
    if any(len(line.text) > LONGEST_LINE for line in lines):
        raise NotValid(_too_long(name, content))
    if all(line.blank for line in lines):
        raise NotValid(f"Tệp “{name}” rỗng: hãy chọn đúng tệp kế hoạch.")
    return Source(name, content, lines)


def _too_long(name: str, content: bytes) -> str:
    lengths = [len(line) for line in content.split(b"\n")]
    longest = lengths.index(max(lengths)) + 1
    return f"Dòng {longest} của tệp “{name}” quá dài (trên {LONGEST_LINE} ký tự): đây không phải bảng nhiệm vụ, hãy kiểm tra tệp."
