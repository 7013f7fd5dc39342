"""What a person may do about a process now: the acts of the present step that his posts hold, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from approvals.acts.reviewing import taken_by_another
from approvals.flow import TaskFlow
from approvals.policies import barrier
from approvals.reading import history_of, holds, open_items
from processes.models import Post, State, TaskProcess, WorkItem
from workflow.acts import Act, Capacity

QUIET = frozenset({"attach", "detach", "transfer"})
"""Acts that have pages of their own and no button on the bar."""


@dataclass(frozen=True)
class Offer:
    """One act: in which capacities, or the sentence that says why not. Several posts: the person chooses."""

    act: Act
    capacities: tuple[Capacity, ...]
    barrier: str = ""

    @property
    def name(self) -> str:
        """The act's own name."""
        return self.act.name


@dataclass(frozen=True)
class Offers:
    """All offers by act name, the acts that are barred, and whether any of it is the person's duty."""

    open: dict[str, Offer]
    barred: tuple[Offer, ...]

    def __contains__(self, name: str) -> bool:
        return name in self.open

    @property
    def barrier(self) -> str:
        """The sentence to show instead of the buttons; empty where something can be done."""
        return self.barred[0].barrier if self.barred else ""


def offers(process: TaskProcess, capacities: Sequence[Capacity], items: Sequence[WorkItem] | None = None) -> Offers:
    """What these capacities may do to the process as it stands. Reads the history only where a policy needs it."""
    items = open_items(process) if items is None else items
    acts = [act for act in _acts_here(process) if act.name not in QUIET]
    held = {act.name: _held(act, process, capacities, items) for act in acts}
    acts = [act for act in acts if held[act.name]]
    past = history_of(process) if any(act.policies for act in acts) else []
    found, barred = {}, []
    for act in acts:
        offer = _offer(act, process, held[act.name], past)
        if offer.barrier:
            barred.append(offer)
        else:
            found[act.name] = offer
    return Offers(found, tuple(barred))


def _acts_here(process: TaskProcess) -> list[Act]:
    node = TaskFlow.node_for(process)
    acts = list(node.acts) if node else []
    if process.state == State.IN_PROGRESS:
        acts += list(TaskFlow.contribute.acts)
    return acts


def _held(act: Act, process: TaskProcess, capacities: Iterable[Capacity], items: Sequence[WorkItem]) -> list[Capacity]:
    held = holds(capacities, process, act.name)
    if act.name == "contribute":
        asked = {item.agency_id for item in items if not item.is_main}
        held = [capacity for capacity in held if capacity.agency in asked]
    if act.name == "withdraw" and process.taken_by_id:
        return []
    if act.name == "take":
        held = [capacity for capacity in held if capacity.post != process.taken_by_id]
    return held


def _offer(act: Act, process: TaskProcess, held: Sequence[Capacity], past: Sequence[object]) -> Offer:
    reasons = [(capacity, _reason(act, process, past, capacity)) for capacity in held]
    free = tuple(capacity for capacity, reason in reasons if not reason)
    return Offer(act, free, "" if free else reasons[0][1])


def _reason(act: Act, process: TaskProcess, past: Sequence[object], capacity: Capacity) -> str:
    """The policy's sentence, or that a colleague has taken the review."""
    if reason := barrier(act, process, past, capacity):
        return reason
    reviewing = process.state == State.SUBMITTED and act.name in ("take", "review", "send_back")
    if reviewing and (holder := taken_by_another(process, capacity)):
        return _("%(who)s đã nhận thẩm định hồ sơ này.") % {"who": holder.person}
    return ""


def choices(offer: Offer) -> list[tuple[str, str]]:
    """Which post to act in, where several fit: (value of the form field, words)."""
    posts = {
        post.pk: post
        for post in Post.objects.filter(pk__in={c.post for c in offer.capacities}).select_related("agency")
    }
    found: dict[str, str] = {}
    for capacity in offer.capacities:
        post = posts[capacity.post]
        found.setdefault(str(capacity.post), f"{post.title}, {post.agency.name}")
    return list(found.items())
