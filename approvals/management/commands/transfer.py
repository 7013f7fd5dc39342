"""`manage.py transfer --from CODE --to CODE …`: the open shares of one body pass to another by a recorded decision."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from approvals.acts import TRANSFER
from approvals.transfers import coded, open_shares
from processes.management.commands._acting import ActingCommand
from processes.management.commands._readers import day
from processes.models import TaskProcess
from processes.plans import numbered
from workflow.acts import Actor, Outcome
from workflow.engine import perform


class Command(ActingCommand):
    """One outcome per share. Exit code 1 where some were refused, 2 where nothing could be done at all."""

    help = "Chuyển giao các hồ sơ đang mở của một cơ quan cho cơ quan khác theo quyết định đã ghi."

    def add_arguments(self, parser: CommandParser) -> None:
        """From whom, to whom, by which decision."""
        parser.add_argument("--from", dest="before", required=True, help="Mã cơ quan giao.")
        parser.add_argument("--to", dest="after", required=True, help="Mã cơ quan nhận.")
        parser.add_argument("--number", required=True, help="Số quyết định, ví dụ 12.")
        parser.add_argument("--symbol", required=True, help="Ký hiệu, ví dụ QĐ-UBND.")
        parser.add_argument("--dated", required=True, help="Ngày quyết định, NĂM-THÁNG-NGÀY.")
        parser.add_argument("--signer", required=True, help="Người ký.")
        parser.add_argument("--capacity", required=True, help="Thẩm quyền ký, ví dụ “CHỦ TỊCH”.")
        parser.add_argument("--issuer", help="Mã cơ quan ra quyết định (mặc định: UBND tỉnh của ngày quyết định).")
        parser.add_argument("--plan", help="Chỉ các hồ sơ của kế hoạch này, ví dụ 24/KH-UBND.")
        parser.add_argument("--task", default="", help="Chỉ các hồ sơ của một nhiệm vụ, ví dụ I.1.")
        super().add_arguments(parser)

    def act(self, actor: Actor, options: dict[str, Any]) -> None:
        """Transfer what is open and visible, and print one line per share."""
        plan = numbered(options["plan"]) if options["plan"] else None
        before, after = coded(options["before"]), coded(options["after"])
        ids = list(open_shares(before, plan, options["task"]).values_list("pk", flat=True))
        if not ids:
            self.stdout.write(_("{agency} không còn hồ sơ nào đang mở để chuyển giao.").format(agency=before))
            return
        data = {name: options[name] for name in ("number", "symbol", "signer", "capacity")}
        data |= {"to": after.pk, "dated": day(options["dated"])}
        data["issuer"] = coded(options["issuer"]).pk if options["issuer"] else None
        outcome = perform(TRANSFER, ids, actor=actor, data=data, key=str(uuid.uuid4()))
        self._tell(outcome, f"{before} ({before.code}) → {after} ({after.code})")

    def _tell(self, outcome: Outcome, between: str) -> None:
        processes = TaskProcess.objects.select_related("plan_task").in_bulk([done.process for done in outcome.done])
        for done in outcome.done:
            process = processes[done.process]
            self.stdout.write(f"  {process.code} · {process.plan_task.code}")
        self.stdout.write(_("Đã chuyển giao {n} hồ sơ: {between}.").format(n=len(outcome.done), between=between))
        for sentence in dict.fromkeys(refused.error.sentence for refused in outcome.refused):
            alike = [refused.process for refused in outcome.refused if refused.error.sentence == sentence]
            self.stderr.write(_("{n} hồ sơ không chuyển giao được: {sentence}").format(n=len(alike), sentence=sentence))
        if outcome.refused:
            raise SystemExit(1 if outcome.done else 2)
