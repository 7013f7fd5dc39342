"""`manage.py give_out --plan NUMBER --year Y [--on DATE] [--as POST]`: a year of the plan becomes work."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from approvals.acts.giving_out import GivenOut, NotGiven, give_out
from processes.management.acting import ActingCommand
from processes.plans import keeper_of, numbered
from processes.system_account import USERNAME
from workflow.acts import Actor
from workflow.management.answering import day_of


class Command(ActingCommand):
    """Gives out what can be given, and names what cannot, with the successors that are proposed."""

    help = "Giao nhiệm vụ của một năm; chạy lại không giao trùng. Phần không giao được nêu tên cùng cơ quan kế tục đề xuất."
    default_post = USERNAME

    def arguments(self, parser: CommandParser) -> None:
        """Plan, year and, where another day than the usual one decides which agencies exist, that day."""
        parser.add_argument("--plan", metavar="SO_KY_HIEU", required=True, help="Kế hoạch, ví dụ 24/KH-UBND.")
        parser.add_argument("--year", metavar="NAM", required=True, type=int, help="Năm giao.")
        parser.add_argument("--on", metavar="NGAY", help="Ngày tra danh mục cơ quan, ví dụ 01/7/2025.")

    def act(self, actor: Actor, options: dict[str, Any]) -> str:
        """Give out, then say exactly how many were given."""
        plan = numbered(options["plan"])
        on = day_of(options["on"]) if options["on"] else None
        capacity = keeper_of(plan, actor, "give_out")
        result = give_out(plan, options["year"], capacity=capacity, key=str(uuid.uuid4()), on=on)
        return "\n".join(in_words(result, every_note=options["verbosity"] > 1))


def in_words(result: GivenOut, *, every_note: bool = False) -> list[str]:
    """The outcome: the count first (also as "128 given", for scripts), then every refused share by task and agency."""
    given = len(result.given)
    lines = [_("Đã giao {given} phần việc của năm {year}.").format(given=given, year=result.year), f"{given} given"]
    if result.already:
        lines.append(_("Đã giao từ trước: {already} phần việc.").format(already=result.already))
    if result.not_given:
        lines.append(_("Không giao được {refused} phần việc:").format(refused=len(result.not_given)))
        lines += [f"  {refusal_in_words(refused)}" for refused in result.not_given]
    if result.notes and not every_note:
        sentence = _(
            "{n} lượt cơ quan phối hợp không còn hoạt động nên không ghi vào phần việc mới (--verbosity 2 để xem)."
        )
        return [*lines, sentence.format(n=len(result.notes))]
    return [*lines, *(_("Lưu ý: {note}").format(note=note) for note in result.notes)]


def refusal_in_words(refused: NotGiven) -> str:
    """One share that was not given: task, agency, why, and who might take it over."""
    words = (
        f"{refused.task} · {refused.agency}: {refused.reason}"
        if refused.agency
        else f"{refused.task}: {refused.reason}"
    )
    if refused.successors:
        words += _("; đề xuất cơ quan kế tục: {names}").format(names=", ".join(refused.successors))
    return words
