"""T19 Chuyển giao: open shares pass to another body by a recorded decision; nothing passes by itself (domain.md 2.3)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from approvals.acts.papers import BodyOn, Paper
from approvals.models import Document
from processes.models import Agency, State
from workflow import clock
from workflow.acts import Act, Move, OpenItem, optional_number
from workflow.batch import Batch
from workflow.errors import NotValid


class Transfer(Paper, Act):
    """From one responsible agency to another, whatever the state. State, deadline and history stay; the duty moves along."""

    name = "transfer"
    label = _("Chuyển giao")
    sources = (
        State.ASSIGNED,
        State.IN_PROGRESS,
        State.SUBMITTED,
        State.REVIEWED,
        State.WITH_OFFICE,
        State.WITH_AUTHORITY,
        State.APPROVED,
    )
    answers = ""
    renews = True
    needs_history = False
    kind = Document.Kind.TRANSFER

    def clean(self, data: dict[str, Any]) -> dict[str, Any]:
        """`to`: the receiving agency; the decision's number, symbol, day, signer and capacity; its issuer if another body."""
        to = optional_number(data, "to")
        if not to:
            raise NotValid(_("Hãy chọn cơ quan nhận chuyển giao."), field="to")
        return {
            "to": to,
            "decided_by": optional_number(data, "issuer"),
            "paper": self.clean_paper(data, with_file=False),
        }

    def prepare(self, moves: Sequence[Move]) -> None:
        """The receiving agency, once, and the decision if it is on file."""
        if not moves:
            return
        first = moves[0].data
        to = Agency.objects.filter(pk=first["to"]).first()
        named = first["decided_by"]
        stood = bool(named) and Agency.objects.on(first["paper"]["dated"]).filter(pk=named).exists()
        for move in moves:
            move.row = to
            move.data = {**move.data, "decided_by_stood": stood}
        self.find_paper(moves)

    def earliest_day(self, move: Move) -> date | None:
        """A decision on who does the work speaks of no result: any day up to today."""
        return None

    def paper_issuer(self, move: Move, body_on: BodyOn) -> int | None:
        """The body that decided: UBND tỉnh of the day of the decision unless one that stood that day is named."""
        if decided_by := move.data["decided_by"]:
            return int(decided_by) if move.data["decided_by_stood"] else None
        return body_on(move.process.issuer_id, move.data["paper"]["dated"])

    def check(self, move: Move) -> None:
        """The receiving body lives today, may be given work, and is another one."""
        to = move.row
        if to is None or not to.is_alive(clock.today()):
            raise NotValid(
                _("Cơ quan nhận chuyển giao không tồn tại vào hôm nay. Hãy chọn cơ quan kế tục."), field="to"
            )
        if to.asked_only:
            raise NotValid(_("UBND tỉnh không giao việc cho cơ quan này; chỉ có thể đề nghị phối hợp."), field="to")
        if to.pk == move.process.agency_id:
            raise NotValid(_("Hồ sơ đã thuộc cơ quan này."), field="to")
        self.check_paper(move)

    def change(self, move: Move) -> None:
        """The responsible agency changes, and with it an open duty of the old one; the officer is to be named anew."""
        process, to = move.process, move.row
        move.extra["from_agency"], move.extra["to_agency"] = process.agency_id, to.pk
        for item in move.open_items:
            if item.is_main and item.agency_id == process.agency_id:
                move.closes.append(item)
                move.opens.append(OpenItem(item.node, item.role, to.pk, item.due))
        # Nobody is asked by himself: an open question to the receiving agency ends here.
        move.closes += [item for item in move.open_items if not item.is_main and item.agency_id == to.pk]
        process.agency_id = to.pk
        process.officer_id = process.unit_id = None
        self.name_paper(move)

    def write(self, moves: Sequence[Move], batch: Batch) -> None:
        """The decision, once, and its citations."""
        self.write_paper(moves, batch)


TRANSFER = Transfer()
