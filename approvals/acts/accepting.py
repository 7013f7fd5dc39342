"""T2 Tiếp nhận: the responsible agency takes the work over and names the officer in charge."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from processes.models import Post, Role, State
from workflow import clock
from workflow.acts import Act, Move, optional_number
from workflow.errors import NotValid


class Accept(Act):
    """Assigned → in progress. The officer's unit becomes the implementing unit, which separation of duties compares."""

    name = "accept"
    label = _("Tiếp nhận")
    sources = (State.ASSIGNED,)
    targets = (State.IN_PROGRESS,)
    transition = "accept"
    needs_history = False

    def clean(self, data: dict[str, Any]) -> dict[str, Any]:
        """`officer`: the post in charge, a number; left out, whoever accepts is in charge himself."""
        return {"officer": optional_number(data, "officer")}

    def prepare(self, moves: Sequence[Move]) -> None:
        """Read the officer's post once for the set."""
        wanted = moves[0].data["officer"] if moves else None
        post = Post.objects.on(clock.today()).filter(pk=wanted).first() if wanted else None
        for move in moves:
            move.row = post

    def check(self, move: Move) -> None:
        """The officer must hold a post in the responsible agency today."""
        if move.data["officer"] is None:
            return
        post = move.row
        if post is None or post.agency_id != move.process.agency_id or post.role in (Role.SYSTEM_ADMIN, Role.RECORDS):
            raise NotValid(_("Người phụ trách phải đang giữ chức vụ tại cơ quan được giao nhiệm vụ."), field="officer")

    def change(self, move: Move) -> None:
        """Name the officer and with him the implementing unit."""
        process, post = move.process, move.row
        process.officer_id = post.pk if post else move.capacity.post
        process.unit_id = post.unit_id if post else move.capacity.unit
        move.extra["officer"] = process.officer_id
        if process.unit_id:
            move.extra["unit"] = process.unit_id


ACCEPT = Accept()
