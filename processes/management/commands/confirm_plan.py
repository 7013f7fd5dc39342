"""`manage.py confirm_plan NUMBER --as POST`: every open doubt settled as proposed, then the plan put in force."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from processes.management.acting import ActingCommand
from processes.plans import RIGHT, confirm_all, described, keeper_of, numbered, put_in_force
from workflow.acts import Actor


class Command(ActingCommand):
    """Confirms by the proposals, prints each, and refuses where nothing is proposed."""

    help = "Xác nhận các điểm của kế hoạch theo đề xuất rồi đưa kế hoạch vào hiệu lực."

    def arguments(self, parser: CommandParser) -> None:
        """The plan's number."""
        parser.add_argument("number", metavar="SO_KY_HIEU", help="Số, ký hiệu của kế hoạch, ví dụ 24/KH-UBND.")

    def act(self, actor: Actor, options: dict[str, Any]) -> str:
        """Settle, print, put in force."""
        plan = numbered(options["number"])
        capacity = keeper_of(plan, actor, RIGHT)
        if plan.status == plan.Status.IN_FORCE:
            return _("Kế hoạch {plan} đã có hiệu lực; không có gì thay đổi.").format(plan=plan)
        for doubt in confirm_all(plan, capacity=capacity):
            self.stdout.write(_("Đã xác nhận: {doubt}").format(doubt=described(doubt)))
            self.stdout.write(f"    → {in_words(doubt.settled or {})}")
        put_in_force(plan, capacity=capacity)
        return _("Kế hoạch {plan} đã có hiệu lực.").format(plan=plan)


def in_words(settled: dict[str, Any]) -> str:
    """A settlement on one line."""
    if "members" in settled:
        return _("{n} cơ quan: {codes}").format(n=len(settled["members"]), codes=", ".join(settled["members"]))
    if "agencies" in settled:
        return ", ".join(settled["agencies"]) + (_(" (ghi nhận cách viết này)") if settled.get("alias") else "")
    if "open" in settled:
        return _("để ngỏ, người sẽ nêu tên")
    if "whole" in settled:
        return _("giữ là một nhiệm vụ")
    if "columns" in settled:
        return _("các cột như đã đoán")
    value = settled.get("ordinal") or settled.get("directing") or settled.get("deadline")
    return str(value["text"] if isinstance(value, dict) else value)
