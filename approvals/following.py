"""On to the next item: where a process stands among somebody's duties, and which one follows it there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from approvals.inbox import inbox
from workflow.acts import Capacity


@dataclass(frozen=True)
class Following:
    """The place of the process shown, from 1 (0: it is no duty of the person), of how many; and the next one, 0 where none is left."""

    position: int
    total: int
    pk: int
    code: str


def following(capacities: Sequence[Capacity], pk: int, wanted: int = 0) -> Following:
    """The duty after this process in the order of the inbox; after the last comes the first.

    `wanted` is what stood next when the person acted: where the process has left the list, that one comes if it is still there.
    """
    duties = inbox(capacities).duties
    places = {duty.pk: place for place, duty in enumerate(duties)}
    if pk in places:
        place = (places[pk] + 1) % len(duties)
    else:
        place = places.get(wanted, 0)
    if not duties or duties[place].pk == pk:
        return Following(len(duties), len(duties), 0, "")
    return Following(places.get(pk, -1) + 1, len(duties), duties[place].pk, duties[place].code)
