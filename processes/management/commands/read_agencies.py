"""`manage.py read_agencies TEXT --on DATE [--json]`, or `--batch FILE`: whom a cell names, by the shipped directory."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from processes.management.commands._readers import ReaderCommand, batch, day
from processes.plan_import.agencies import read_agencies as read
from processes.plan_import.directory import Directory
from workflow.errors import NotValid


class Command(ReaderCommand):
    help = "Đọc một ô cơ quan của kế hoạch theo danh mục kèm chương trình; không dùng cơ sở dữ liệu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("text", nargs="?", help="Nội dung ô cơ quan.")
        parser.add_argument("--on", help="Ngày tra danh mục, NĂM-THÁNG-NGÀY.")
        parser.add_argument("--batch", help="Tệp JSON: danh sách {“text”, “on”}.")
        parser.add_argument("--json", action="store_true", help="In dạng JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        directory = Directory.shipped()
        try:
            if options["batch"]:
                self.put(batch(options["batch"], "on", lambda text, on: read(text, directory, on).as_json()))
                return
            if options["text"] is None or not options["on"]:
                raise NotValid(_("Cần nội dung ô và --on NGÀY, hoặc --batch TỆP."))
            found = read(options["text"], directory, day(options["on"]))
        except NotValid as refused:
            self.refuse(refused.sentence)
        if options["json"]:
            self.put(found.as_json())
            return
        self.stdout.write(f"{len(found.members)} cơ quan" + ("" if found.certain else " [cần xác nhận]"))
        for member in found.members:
            self.stdout.write(f"  {member.name}")
        for title, texts in (("Chưa xác định (người nêu tên)", found.open), ("Không có trong danh mục", found.unknown)):
            for text in texts:
                self.stdout.write(f"  {title}: {text}")
        if found.reason:
            self.stdout.write(f"  {found.reason}")
