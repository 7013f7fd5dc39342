"""`manage.py read_deadline TEXT --signed DATE [--json]`, or `--batch FILE`: what a time cell says, without the database."""

from __future__ import annotations

from datetime import date

from processes.management.reading import CellCommand
from processes.plan_import.deadlines import Deadline
from processes.plan_import.deadlines import read_deadline as read

KINDS = {
    "span": "một lần", "recurring": "lặp lại", "continuous": "thường xuyên", "duration": "tính theo số ngày",
    "event": "chờ sự kiện", "on_demand": "khi có yêu cầu", "reference": "theo văn bản khác", "none": "chưa xác định",
    "refused": "không đọc được",
}  # fmt: skip


class Command(CellCommand):
    help = "Đọc một ô thời gian của kế hoạch; không dùng cơ sở dữ liệu."
    key = "signed"
    cell = "Nội dung ô thời gian, ví dụ “Quý III năm 2025”."
    day = "Ngày ký văn bản, ví dụ 24/01/2025."

    def read(self, text: str, on: date) -> Deadline:
        """As counted from the signing day."""
        return read(text, on)

    def in_words(self, found: Deadline) -> list[str]:
        """One line."""
        return [in_words(found)]


def in_words(found: Deadline) -> str:
    """One line for a person."""
    line = f"{KINDS[found.kind]}: {_shown(found.start)} → {_shown(found.end)}"
    doubt = "" if found.certain else " [cần xác nhận]"
    return line + doubt + (f" · {found.reason}" if found.reason else "")


def _shown(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else "–"
