"""Positions rebuilt from states: after a node was renamed or rows were restored, the open duty must be the state's own.

State is truth; a work item only says who must act now. So a position can always be derived again, and nothing is decided here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from approvals.flow import TaskFlow
from processes.ground import OFFICES, TaskGround
from processes.models import TaskProcess, WorkItem
from workflow import clock, trail
from workflow.acts import Act, Capacity, Move
from workflow.batch import Batch


@dataclass(frozen=True)
class Astray:
    """A process whose open main duty is not the one its state asks for; an empty name stands for none."""

    process: TaskProcess
    found: str
    expected: str


def inconsistent() -> list[Astray]:
    """Every process whose open duty does not fit its state, in two statements whatever their number."""
    open_node = dict(WorkItem.objects.filter(finished=None, is_main=True).values_list("process_id", "node"))
    refs = dict(WorkItem.objects.filter(finished=None, is_main=True).values_list("process_id", "flow_task"))
    found = []
    for process in TaskProcess.objects.select_related("plan").order_by("pk").iterator(chunk_size=1000):
        for name in OFFICES:
            setattr(process, name, getattr(process.plan, name))
        node = TaskFlow.node_for(process)
        expected = node.name if node else ""
        here = open_node.get(process.pk, "")
        if here != expected or (here and refs[process.pk] is not node):
            found.append(Astray(process, here, expected))
    return found


def repair(capacity: Capacity) -> list[Astray]:
    """Close the duties that do not fit and open those that do; one event in the stream `positions` names the processes."""
    with transaction.atomic():
        astray = inconsistent()
        if not astray:
            return []
        moves = list(_moves(astray, capacity))
        batch = Batch()
        TaskFlow.ground.close_items(moves, batch)
        TaskFlow.ground.open_items(moves, TaskFlow, batch)
        batch.send()
        trail.record(
            "positions",
            "positions.repaired",
            capacity.who(),
            extra={"processes": [entry.process.pk for entry in astray]},
        )
    return astray


def _moves(astray: Iterable[Astray], capacity: Capacity) -> Iterable[Move]:
    entries = list(astray)
    items: dict[int, list[WorkItem]] = {}
    for item in TaskGround().lock_items([entry.process.pk for entry in entries]):
        items.setdefault(item.process_id, []).append(item)
    for entry in entries:
        process = entry.process
        move = Move(Act(), process, None, capacity, {}, process.state, at=clock.now())
        move.closes = [item for item in items.get(process.pk, []) if item.is_main]
        node = TaskFlow.node_for(process)
        if node is not None:
            move.opens = [TaskFlow.duty(process, node, move)]
        yield move
