"""`manage.py read_plan FILE [--json] [--on DATE]`: a plan as it was read, with every doubt, without the database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from processes.management.commands._readers import ReaderCommand, day
from processes.management.commands.read_deadline import in_words
from processes.plan_import.read_plan import Directory, PlanReading, doubts, read
from workflow.errors import NotValid


class Command(ReaderCommand):
    help = "Đọc một kế hoạch từ tệp văn bản; không dùng cơ sở dữ liệu, không lưu gì."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="Tệp kế hoạch (văn bản thuần, UTF-8).")
        parser.add_argument("--on", help="Ngày tra danh mục cơ quan, NĂM-THÁNG-NGÀY (mặc định: ngày ký).")
        parser.add_argument("--json", action="store_true", help="In dạng JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            reading = read(options["file"], Directory.shipped(), day(options["on"]) if options["on"] else None)
        except NotValid as refused:
            self.refuse(refused.sentence)
        if options["json"]:
            self.put(reading.as_json())
        else:
            self.stdout.write("\n".join(summary(reading)))


def summary(reading: PlanReading) -> list[str]:
    """The reading in words: the document, one line a task, then doubts and findings with their lines."""
    document = reading.document
    signed = f"{document.signed:%d/%m/%Y}" if document.signed else "chưa rõ ngày"
    lines = [
        f"{document.number or 'Chưa rõ số'}, {signed}, {document.issuer or document.issuer_text or 'chưa rõ cơ quan'}"
    ]
    lines += [document.title, f"{len(reading.groups)} nhóm, {len(reading.tasks)} nhiệm vụ", ""]
    for task in reading.tasks:
        lines.append(f"{task.row.id} · {len(task.leads.members)} cơ quan chủ trì · {in_words(task.deadline)}")
        lines.append(f"    {task.row.text}")
    settled = doubts(reading)
    lines += ["", f"Cần xác nhận trước khi có hiệu lực: {len(settled)}"]
    lines += [f"  {doubt['task'] or doubt['text']}: {doubt['reason']}" for doubt in settled]
    lines += ["", f"Ghi nhận về văn bản: {len(reading.findings)}"]
    lines += [f"  dòng {finding.line}: {finding.message}" for finding in reading.findings]
    return lines
