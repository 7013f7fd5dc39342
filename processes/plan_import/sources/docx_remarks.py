"""What a Word document hides beside its words, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from processes.plan_import.sources.docx_text import Seen
from processes.plan_import.sources.line import Remark

_SHOWN = 120


def remarks_of(seen: Seen, line: int, notes: Mapping[str, str]) -> Iterator[Remark]:
    """One remark each for tracked changes, hidden words and footnotes of one row or paragraph."""
    added, removed = _joined(seen.added), _joined(seen.removed)
    if added or removed:
        told = [f"thêm “{added}”"] if added else []
        told += [f"bỏ “{removed}”"] if removed else []
        changes = {"changes": ", ".join(told)}
        message = "Có sửa đổi chưa duyệt (track changes): {changes}; đọc theo bản đã chấp nhận sửa đổi.".format(
            **changes
        )
        yield Remark("tracked_changes", line, message)
    if hidden := _joined(seen.hidden):
        yield Remark("hidden_text", line, f"Chữ ẩn “{hidden}” không được đọc.")
    if seen.nested:
        yield Remark("nested_table", line, "Có bảng nằm trong ô: đọc thành các dòng chữ của ô đó.")
    for mark in seen.notes:
        if text := notes.get(mark, ""):
            yield Remark("footnote", line, f"Có chú thích: “{text[:_SHOWN]}”.")


def _joined(texts: list[str]) -> str:
    return " … ".join(text.strip() for text in texts if text.strip())[:_SHOWN]
