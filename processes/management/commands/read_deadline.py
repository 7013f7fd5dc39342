"""`manage.py read_deadline TEXT --signed DATE [--json]`, or `--batch FILE`: what a time cell says, without the database."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from processes.management.commands._readers import ReaderCommand, batch, day
from processes.plan_import.deadlines import Deadline
from processes.plan_import.deadlines import read_deadline as read
from workflow.errors import NotValid


class Command(ReaderCommand):
    help = "Đọc một ô thời gian của kế hoạch; không dùng cơ sở dữ liệu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text", nargs="?", help="Nội dung ô thời gian, ví dụ “Quý III năm 2025”.")
        parser.add_argument("--signed", help="Ngày ký văn bản, NĂM-THÁNG-NGÀY.")
        parser.add_argument("--batch", help="Tệp JSON: danh sách {“text”, “signed”}.")
        parser.add_argument("--json", action="store_true", help="In dạng JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["batch"]:
                self.put(batch(options["batch"], "signed", lambda text, signed: read(text, signed).as_json()))
                return
            if options["text"] is None or not options["signed"]:
                raise NotValid(_("Cần nội dung ô và --signed NGÀY, hoặc --batch TỆP."))
            found = read(options["text"], day(options["signed"]))
        except NotValid as refused:
            self.refuse(refused.sentence)
        if options["json"]:
            self.put(found.as_json())
        else:
            self.stdout.write(in_words(found))


KINDS = {
    "span": "một lần", "recurring": "lặp lại", "continuous": "thường xuyên", "duration": "tính theo số ngày",
    "event": "chờ sự kiện", "on_demand": "khi có yêu cầu", "reference": "theo văn bản khác", "none": "chưa xác định",
    "refused": "không đọc được",
}  # fmt: skip


def _shown(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else "–"


def in_words(found: Deadline) -> str:
    """One line for a person."""
    line = f"{KINDS[found.kind]}: {_shown(found.start)} → {_shown(found.end)}"
    doubt = "" if found.certain else " [cần xác nhận]"
    return line + doubt + (f" · {found.reason}" if found.reason else "")
