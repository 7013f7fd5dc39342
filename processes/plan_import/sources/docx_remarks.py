"""What a Word document hides beside its words, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from processes.plan_import.sources.docx_text import Seen
from processes.plan_import.sources.line import Remark

_SHOWN = 120


def remarks_of(seen: Seen, line: int, notes: Mapping[str, str]) -> Iterator[Remark]:
    """One remark each for tracked changes, hidden words and footnotes of one row or paragraph."""
    added, removed = _joined(seen.added), _joined(seen.removed)
    if added or removed:
        told = [_("thêm “%s”") % added] if added else []
        told += [_("bỏ “%s”") % removed] if removed else []
        changes = {"changes": ", ".join(told)}
        message = _("Có sửa đổi chưa duyệt (track changes): %(changes)s; đọc theo bản đã chấp nhận sửa đổi.") % changes
        yield Remark("tracked_changes", line, message)
    if hidden := _joined(seen.hidden):
        yield Remark("hidden_text", line, _("Chữ ẩn “%s” không được đọc.") % hidden)
    if seen.nested:
        yield Remark("nested_table", line, _("Có bảng nằm trong ô: đọc thành các dòng chữ của ô đó."))
    for mark in seen.notes:
        if text := notes.get(mark, ""):
            yield Remark("footnote", line, _("Có chú thích: “%s”.") % text[:_SHOWN])


def _joined(texts: list[str]) -> str:
    return " … ".join(text.strip() for text in texts if text.strip())[:_SHOWN]
