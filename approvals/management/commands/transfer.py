"""`manage.py transfer --from CODE --to CODE …`: the open shares of one body pass to another by a recorded decision."""

from __future__ import annotations

import uuid
from collections import Counter
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from approvals.acts import TRANSFER
from approvals.transfers import coded, open_shares
from processes.management.acting import ActingCommand
from processes.models import TaskProcess
from processes.plans import numbered
from workflow.acts import Actor, Outcome
from workflow.engine import perform
from workflow.management.answering import day_of


class Command(ActingCommand):
    """One outcome per share. Exit code 1 where some were refused, 2 where nothing could be done at all."""

    help = "Chuyển giao các hồ sơ đang mở của một cơ quan cho cơ quan khác theo quyết định đã ghi."

    def arguments(self, parser: CommandParser) -> None:
        """From whom, to whom, by which decision."""
        parser.add_argument("--from", metavar="MA_CO_QUAN", dest="before", required=True, help="Mã cơ quan giao.")
        parser.add_argument("--to", metavar="MA_CO_QUAN", dest="after", required=True, help="Mã cơ quan nhận.")
        parser.add_argument("--number", metavar="SO", required=True, help="Số quyết định, ví dụ 12.")
        parser.add_argument("--symbol", metavar="KY_HIEU", required=True, help="Ký hiệu, ví dụ QĐ-UBND.")
        parser.add_argument("--dated", metavar="NGAY", required=True, help="Ngày quyết định, ví dụ 28/02/2025.")
        parser.add_argument("--signer", metavar="HO_TEN", required=True, help="Người ký.")
        parser.add_argument("--capacity", metavar="THAM_QUYEN", required=True, help="Thẩm quyền ký, ví dụ “CHỦ TỊCH”.")
        parser.add_argument(
            "--issuer", metavar="MA_CO_QUAN", help="Mã cơ quan ra quyết định (mặc định: UBND tỉnh của ngày quyết định)."
        )
        parser.add_argument("--plan", metavar="SO_KY_HIEU", help="Chỉ các hồ sơ của kế hoạch này, ví dụ 24/KH-UBND.")
        parser.add_argument("--task", metavar="NHIEM_VU", default="", help="Chỉ các hồ sơ của một nhiệm vụ, ví dụ I.1.")

    def act(self, actor: Actor, options: dict[str, Any]) -> str:
        """Transfer what is open and visible, and print one line per share."""
        plan = numbered(options["plan"]) if options["plan"] else None
        before, after = coded(options["before"]), coded(options["after"])
        ids = list(open_shares(before, plan, options["task"]).values_list("pk", flat=True))
        if not ids:
            return _("{agency} không còn hồ sơ nào đang mở để chuyển giao.").format(agency=before)
        data = {name: options[name] for name in ("number", "symbol", "signer", "capacity")}
        data |= {"to": after.pk, "dated": day_of(options["dated"])}
        data["issuer"] = coded(options["issuer"]).pk if options["issuer"] else None
        outcome = perform(TRANSFER, ids, actor=actor, data=data, key=str(uuid.uuid4()))
        return self._told(outcome, f"{before} ({before.code}) → {after} ({after.code})")

    def _told(self, outcome: Outcome, between: str) -> str:
        processes = TaskProcess.objects.select_related("plan_task").in_bulk([done.process for done in outcome.done])
        for done in outcome.done:
            process = processes[done.process]
            self.stdout.write(f"  {process.code} · {process.plan_task.code}")
        closing = _("Đã chuyển giao {n} hồ sơ: {between}.").format(n=len(outcome.done), between=between)
        if not outcome.refused:
            return closing
        self.stdout.write(closing)
        reasons = Counter(refused.error.sentence for refused in outcome.refused)
        told = _("{n} hồ sơ không chuyển giao được: {sentence}")
        lines = (told.format(n=n, sentence=sentence) for sentence, n in reasons.items())
        raise CommandError("\n".join(lines), returncode=1 if outcome.done else 2)
