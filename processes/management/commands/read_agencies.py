"""`manage.py read_agencies TEXT --on DATE [--json]`, or `--batch FILE`: whom a cell names, by the shipped directory."""

from __future__ import annotations

from datetime import date

from processes.management.reading import CellCommand
from processes.plan_import.agencies import AgencyReading
from processes.plan_import.agencies import read_agencies as read
from processes.plan_import.directory import Directory


class Command(CellCommand):
    help = "Đọc một ô cơ quan của kế hoạch theo danh mục kèm chương trình; không dùng cơ sở dữ liệu."
    key = "on"
    cell = "Nội dung ô cơ quan."
    day = "Ngày tra danh mục, ví dụ 24/01/2025."

    def read(self, text: str, on: date) -> AgencyReading:
        """By the directory of that day."""
        return read(text, Directory.shipped(), on)

    def in_words(self, found: AgencyReading) -> list[str]:
        """A line an agency, then what is open or unknown."""
        lines = [f"{len(found.members)} cơ quan" + ("" if found.certain else " [cần xác nhận]")]
        lines += [f"  {member.name}" for member in found.members]
        lines += [f"  Chưa xác định (người nêu tên): {text}" for text in found.open]
        lines += [f"  Không có trong danh mục: {text}" for text in found.unknown]
        return [*lines, f"  {found.reason}"] if found.reason else lines
