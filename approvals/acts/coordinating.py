"""Xin ý kiến, góp ý, không chờ ý kiến: coordination becomes work only when the responsible agency asks."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from processes.models import Agency, Coordination, Role, State
from workflow import clock
from workflow.acts import Act, Move, OpenItem, optional_number, required_text
from workflow.errors import Conflict, NotValid


class Ask(Act):
    """Ask coordinating agencies for their opinion by a date; each gets a duty of its own, in parallel to the work."""

    name = "ask"
    label = _("Xin ý kiến")
    sources = (State.IN_PROGRESS,)
    answers = ""
    checks_version = False
    needs_history = False

    def clean(self, data: dict[str, Any]) -> dict[str, Any]:
        """`agencies`: numbers; `question`: the text; `due`: a day not in the past."""
        chosen = {optional_number({"agencies": agency}, "agencies") for agency in data.get("agencies") or []}
        agencies = sorted(agency for agency in chosen if agency)
        if not agencies:
            raise NotValid(_("Hãy chọn ít nhất một cơ quan để xin ý kiến."), field="agencies")
        due = data.get("due")
        if not isinstance(due, date) or due < clock.today():
            raise NotValid(_("Hãy ghi ngày cần có ý kiến, từ hôm nay trở đi."), field="due")
        return {
            "agencies": agencies,
            "question": required_text(data, "question", _("Hãy ghi nội dung xin ý kiến.")),
            "due": due,
        }

    def prepare(self, moves: Sequence[Move]) -> None:
        """Which of the agencies exist today, and which are named as coordinating in the processes of the set."""
        if not moves:
            return
        asked = moves[0].data["agencies"]
        alive = {agency.pk: agency for agency in Agency.objects.on(clock.today()).filter(pk__in=asked)}
        named: dict[int, set[int]] = {}
        rows = Coordination.objects.filter(process__in=[m.process.pk for m in moves], agency__in=asked)
        for process, agency in rows.values_list("process_id", "agency_id"):
            named.setdefault(process, set()).add(agency)
        for move in moves:
            move.row = (alive, named.get(move.process.pk, set()))

    def check(self, move: Move) -> None:
        """Every agency lives, is not the responsible one, and has no open question here already."""
        alive, _named = move.row
        open_now = {item.agency_id for item in move.open_items if not item.is_main}
        for agency in move.data["agencies"]:
            if agency not in alive:
                raise NotValid(_("Một cơ quan được chọn không còn hoạt động hôm nay."), field="agencies")
            if agency == move.process.agency_id:
                raise NotValid(_("Cơ quan được giao không tự xin ý kiến chính mình."), field="agencies")
            if agency in open_now:
                raise Conflict(_("Đã xin ý kiến {agency} và đang chờ trả lời.").format(agency=alive[agency].name))

    def change(self, move: Move) -> None:
        """One open duty for each agency; one that the plan does not name is marked as chosen by the responsible agency."""
        _alive, named = move.row
        question = {"seq": move.process.head_seq + 1}
        for agency in move.data["agencies"]:
            move.opens.append(
                OpenItem("contribute", Role.OFFICER, agency, move.data["due"], is_main=False, question=question)
            )
        move.texts["question"] = move.data["question"]
        move.extra["agencies"] = move.data["agencies"]
        move.extra["due"] = move.data["due"].isoformat()
        if beyond := [agency for agency in move.data["agencies"] if agency not in named]:
            move.extra["beyond_plan"] = beyond


class Contribute(Act):
    """The asked agency answers."""

    name = "contribute"
    label = _("Cho ý kiến phối hợp")
    sources = (State.IN_PROGRESS,)
    answers = "asked"
    checks_version = False
    needs_history = False

    def clean(self, data: dict[str, Any]) -> dict[str, Any]:
        """`opinion`: the text."""
        return {"opinion": required_text(data, "opinion", _("Hãy ghi ý kiến của cơ quan bạn."))}

    def change(self, move: Move) -> None:
        """The duty is done; the words are the event's."""
        move.closes.append(move.item)
        move.texts["opinion"] = move.data["opinion"]
        if "seq" in move.item.question:
            move.extra["asked_in"] = move.item.question["seq"]


class Waive(Act):
    """The responsible agency goes on without an answer, and says why."""

    name = "waive"
    label = _("Không chờ ý kiến")
    sources = (State.IN_PROGRESS,)
    answers = ""
    checks_version = False
    needs_history = False

    def clean(self, data: dict[str, Any]) -> dict[str, Any]:
        """`agency`: whose answer is not waited for; `reason`: why."""
        return {
            "agency": optional_number(data, "agency") or 0,
            "reason": required_text(data, "reason", _("Hãy ghi lý do không chờ ý kiến.")),
        }

    def check(self, move: Move) -> None:
        """There must be an open question to that agency."""
        found = [item for item in move.open_items if not item.is_main and item.agency_id == move.data["agency"]]
        if not found:
            raise Conflict(_("Cơ quan này đã trả lời hoặc yêu cầu đã được đóng."))
        move.row = found[0]

    def change(self, move: Move) -> None:
        """The duty is closed without an answer, by whoever waived it."""
        move.closes.append(move.row)
        move.texts["reason"] = move.data["reason"]
        move.extra["agency"] = move.data["agency"]


ASK, CONTRIBUTE, WAIVE = Ask(), Contribute(), Waive()
