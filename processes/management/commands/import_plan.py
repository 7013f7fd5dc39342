"""`manage.py import_plan FILE [--as POST]`: a plan from its file into the database, as a draft to be confirmed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from processes.management.acting import ActingCommand
from processes.plan_import.load import import_plan
from processes.system_account import USERNAME
from workflow.acts import Actor


class Command(ActingCommand):
    """Imports a plan; the same file twice changes nothing."""

    help = "Nhập một kế hoạch từ tệp vào cơ sở dữ liệu; nhập lại cùng tệp không thay đổi gì."
    default_post = USERNAME

    def arguments(self, parser: CommandParser) -> None:
        """The file."""
        parser.add_argument("file", metavar="TEP", help="Tệp kế hoạch: .docx, .xlsx, .pdf, .md, .txt hoặc .tsv.")

    def act(self, actor: Actor, options: dict[str, Any]) -> str:
        """Import, then say what came in and what waits."""
        plan, created = import_plan(options["file"], actor=actor)
        if not created:
            return _("Kế hoạch {plan} đã có trong hệ thống; không có gì thay đổi.").format(plan=plan)
        counts = (plan.groups.count(), plan.tasks.count(), plan.doubts.count(), plan.findings.count())
        sentence = _("Đã nhập kế hoạch {plan}: {0} nhóm, {1} nhiệm vụ; {2} điểm cần xác nhận, {3} ghi nhận về văn bản.")
        return sentence.format(*counts, plan=plan)
