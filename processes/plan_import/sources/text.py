"""Plain text and tab-separated files: UTF-8, NFC; the cells of a row are parted by tabs."""

from __future__ import annotations

import unicodedata

from django.utils.translation import gettext as _

from processes.plan_import.sources.line import Line
from workflow.errors import NotValid

LONGEST_LINE = 200_000
_BOM = b"\xef\xbb\xbf"


def lines_of_text(content: bytes, name: str) -> tuple[Line, ...]:
    """The numbered lines of a text file. Raises NotValid: not UTF-8, a line that is too long, nothing but white space."""
    refuse_long_lines(name, [len(line) // 4 for line in content.split(b"\n")])
    lines = tuple(
        Line(number, unicodedata.normalize("NFC", line.removesuffix("\r")))
        for number, line in enumerate(_decoded(content, name).split("\n"), start=1)
    )
    refuse_long_lines(name, [len(line.text) for line in lines])
    if all(line.blank for line in lines):
        raise NotValid(_("Tệp “%(name)s” rỗng: hãy chọn đúng tệp kế hoạch.") % {"name": name})
    return lines


def _decoded(content: bytes, name: str) -> str:
    try:
        return content.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        where = {"name": name, "byte": error.start + 1}
        raise NotValid(
            _("Tệp “%(name)s” không phải mã UTF-8 (lỗi ở byte %(byte)s): hãy lưu thành .txt mã UTF-8 rồi đọc lại.")
            % where
        ) from error


def refuse_long_lines(name: str, lengths: list[int]) -> None:
    """Raise NotValid when a line is longer than any row of a plan."""
    longest = max(lengths)
    if longest > LONGEST_LINE:
        where = {"name": name, "line": lengths.index(longest) + 1, "limit": LONGEST_LINE}
        raise NotValid(
            _(
                "Dòng %(line)s của tệp “%(name)s” dài quá %(limit)s ký tự: đây không phải bảng nhiệm vụ, hãy kiểm tra tệp."
            )
            % where
        )
