"""Plain text and tab-separated files: UTF-8, NFC; the cells of a row are parted by tabs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from processes.plan_import.sources.line import Line
from workflow.errors import NotValid

LONGEST_LINE = 200_000
_MOST_LINES = 60
_BOM = b"\xef\xbb\xbf"


def lines_of_text(content: bytes, name: str) -> tuple[Line, ...]:
    """The numbered lines of a text file. Raises NotValid: not UTF-8, a line that is too long, nothing but white space."""
    refuse_long_lines(name, [len(line) // 4 for line in content.split(b"\n")])
    written = [line.removesuffix("\r") for line in _decoded(content, name).split("\n")]
    lines = tuple(Line(number, unicodedata.normalize("NFC", line)) for number, line in unquoted(written))
    refuse_long_lines(name, [len(line.text) for line in lines])
    if all(line.blank for line in lines):
        raise NotValid(_("Tệp “%(name)s” rỗng: hãy chọn đúng tệp kế hoạch.") % {"name": name})
    return lines


def unquoted(written: Sequence[str]) -> Iterator[tuple[int, str]]:
    """(number, line) of every row: a cell that a spreadsheet put in quotes, because it has lines of its own, is one cell again."""
    at = 0
    while at < len(written):
        line, behind = _closed(written, at) or (written[at], at + 1)
        yield at + 1, "\t".join(map(_cell, line.split("\t"))) if "\t" in line else line
        at = behind


def _closed(written: Sequence[str], at: int) -> tuple[str, int] | None:
    """The row that begins at this line, to the end of its quoted cells, and the line behind it; None when quotes never close.

    Inside such a cell no tab stands: a line with one before the closing mark is a row of its own.
    """
    line, behind = written[at], at + 1
    while _is_open(line):
        if behind >= min(len(written), at + _MOST_LINES):
            return None
        head, tab, _rest = written[behind].partition("\t")
        if tab and _is_open(f"{line}\n{head}"):
            return None
        line, behind = f"{line}\n{written[behind]}", behind + 1
    return line, behind


def _is_open(line: str) -> bool:
    last = line.rpartition("\t")[2]
    return "\t" in line and len(last) > 1 and last.startswith('"') and last.count('"') % 2 == 1


def _cell(cell: str) -> str:
    quoted = len(cell) > 2 and cell[0] == cell[-1] == '"' and cell.count('"') % 2 == 0
    inside = cell[1:-1]
    return inside.replace('""', '"') if quoted and ("\n" in inside or '""' in inside) else cell


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
