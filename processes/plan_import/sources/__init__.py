"""A file becomes lines and rows with their places, whatever its format. What cannot be read is refused in one sentence.

Text and tabs, Markdown tables, Word, Excel and PDF all end as one `Source`; what follows (table, heading, findings)
does not know where it came from.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from processes.plan_import.sources.kinds import kind_of
from processes.plan_import.sources.legacy import refuse_legacy_fonts
from processes.plan_import.sources.line import Line, Place, Remark, Row, Source, cells_of, in_words, own_cells_of
from processes.plan_import.sources.markdown import has_pipe_table, lines_of_markdown
from processes.plan_import.sources.text import LONGEST_LINE, lines_of_text, refuse_long_lines
from workflow.errors import NotValid

LARGEST_FILE = 20 * 1024 * 1024


@dataclass(frozen=True)
class PlanFile:
    """A file as received: nothing in it has been read yet."""

    name: str
    content: bytes


def plan_file(path: str | Path) -> PlanFile:
    """The file at `path`. Raises NotValid: missing, not readable, too large."""
    path = Path(path)
    name = {"name": path.name}
    try:
        if not path.is_file():
            raise NotValid(_("Không tìm thấy tệp “%(name)s”: hãy kiểm tra lại đường dẫn.") % name)
        if path.stat().st_size > LARGEST_FILE:
            size = {**name, "size": LARGEST_FILE // 1024**2}
            raise NotValid(_("Tệp “%(name)s” lớn hơn %(size)s MB: hãy tách riêng kế hoạch rồi đọc lại.") % size)
        return PlanFile(path.name, path.read_bytes())
    except (OSError, ValueError) as error:
        raise NotValid(_("Không mở được tệp “%(name)s”: hãy kiểm tra quyền đọc và đường dẫn.") % name) from error


def read_source(path: str | Path) -> Source:
    """The lines of the file at `path`. Raises NotValid, also for every reason of `source_of`."""
    file = plan_file(path)
    return source_of(file.content, file.name)


def source_of(content: bytes, name: str) -> Source:
    """The lines of a file in memory. Raises NotValid: empty, damaged, dangerous, not what its name says, without text."""
    kind = kind_of(content, name)
    if kind == "text":
        lines = lines_of_text(content, name)
        refuse_legacy_fonts(name, lines)
        return Source(name, content, lines_of_markdown(lines) if has_pipe_table(lines) else lines)
    source = _office(kind, content, name)
    refuse_long_lines(name, [0, *(len(line.text) for line in source.lines)])
    refuse_legacy_fonts(name, source.lines)
    if all(line.blank for line in source.lines):
        raise NotValid(_("Tệp “%(name)s” không có chữ nào: hãy chọn đúng tệp kế hoạch.") % {"name": name})
    return source


def _office(kind: str, content: bytes, name: str) -> Source:
    """Each format's library is heavy: it is loaded when a file needs it."""
    if kind == "docx":
        from processes.plan_import.sources.docx import source_of_docx as read
    elif kind == "xlsx":
        from processes.plan_import.sources.xlsx import source_of_xlsx as read
    else:
        from processes.plan_import.sources.pdf import source_of_pdf as read
    return read(content, name)


__all__ = [
    "LARGEST_FILE",
    "LONGEST_LINE",
    "Line",
    "Place",
    "PlanFile",
    "Remark",
    "Row",
    "Source",
    "cells_of",
    "in_words",
    "own_cells_of",
    "plan_file",
    "read_source",
    "source_of",
]
