"""`manage.py read_plan FILE [--json] [--on DATE]`: a plan as it was read, with every doubt, without the database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from processes.management.commands.read_deadline import in_words
from processes.management.reading import ReaderCommand
from processes.plan_import.columns import TITLES
from processes.plan_import.read_plan import Directory, PlanReading, doubts, read_path
from workflow.errors import NotValid
from workflow.management.answering import day_of

MOST_COLUMNS = 64


class Command(ReaderCommand):
    help = "Đọc một kế hoạch từ tệp; không dùng cơ sở dữ liệu, không lưu gì."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="TEP", help="Tệp kế hoạch: .docx, .xlsx, .pdf, .md, .txt hoặc .tsv.")
        parser.add_argument(
            "--on", metavar="NGAY", help="Ngày tra danh mục cơ quan, ví dụ 24/01/2025 (mặc định: ngày ký)."
        )
        parser.add_argument(
            "--columns", metavar="COT", help="Vị trí cột do người đọc chỉ định, từ 1: lead=3,deadline=6.", default=""
        )
        parser.add_argument("--json", action="store_true", help="In dạng JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        on = day_of(options["on"]) if options["on"] else None
        reading = read_path(options["file"], Directory.shipped(), on, columns(options["columns"]))
        if options["json"]:
            self.put(reading.as_json())
        else:
            self.stdout.write("\n".join(summary(reading)))


def columns(text: str) -> dict[str, int]:
    """ "lead=3,deadline=6", counted from 1 as on paper, as positions from 0. Raises NotValid."""
    found = {}
    for part in filter(None, text.replace(" ", "").split(",")):
        name, _sign, position = part.partition("=")
        if name not in TITLES or not position.isdecimal() or not 0 < int(position) <= MOST_COLUMNS:
            known = ", ".join(TITLES)
            raise NotValid(
                _("“%(part)s” không chỉ ra cột nào: hãy viết tên=vị trí, tên là một trong %(known)s.")
                % {"part": part, "known": known}
            )
        found[name] = int(position) - 1
    return found


def summary(reading: PlanReading) -> list[str]:
    """The reading in words: the document, one line a task, then doubts and findings with their lines."""
    document = reading.document
    signed = f"{document.signed:%d/%m/%Y}" if document.signed else "chưa rõ ngày"
    lines = [
        f"{document.number or 'Chưa rõ số'}, {signed}, {document.issuer or document.issuer_text or 'chưa rõ cơ quan'}"
    ]
    lines += [f"Căn cứ: {basis.number}" for basis in document.basis]
    lines += [document.title, f"{len(reading.groups)} nhóm, {len(reading.tasks)} nhiệm vụ", ""]
    for task in reading.tasks:
        lines.append(f"{task.row.id} · {len(task.leads.members)} cơ quan chủ trì · {in_words(task.deadline)}")
        lines.append(f"    {task.row.text}")
    settled = doubts(reading)
    lines += ["", f"Cần xác nhận trước khi có hiệu lực: {len(settled)}"]
    lines += [f"  {doubt['task'] or doubt['text']}: {doubt['reason']}" for doubt in settled]
    lines += ["", f"Ghi nhận về văn bản: {len(reading.findings)}"]
    lines += [f"  {finding.where}: {finding.message}" for finding in reading.findings]
    return lines
