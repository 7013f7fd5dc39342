"""Our viewflow nodes. Where a process goes next is derived from its state, never from a token: positions can be rebuilt.

A node says: in this state, this role of this agency acts, with these acts, within so many working days. The engine opens its
work item when a process arrives and closes it when an act answers it. viewflow's own activation is shut: it would move rows
behind the state (architecture.md section 5).
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from viewflow.workflow.activation import Activation
from viewflow.workflow.base import Edge, Flow, Node
from viewflow.workflow.lock import SelectForUpdateLock

from workflow.acts import Act, Move, OpenItem
from workflow.errors import NotAllowed

SHUT = _("Hồ sơ chỉ thay đổi qua các thao tác của hệ thống, không qua giao diện của bộ máy quy trình.")


class ShutActivation(Activation):
    """viewflow's handle on a work item: it can be looked at, and does nothing."""

    def _refuse(self, *args: Any, **kwargs: Any) -> None:
        raise NotAllowed(SHUT)

    activate = start = execute = complete = cancel = undo = revive = assign = unassign = reassign = create_next = (
        _refuse
    )


class StateNode(Node):
    """A place in the flow bound to a state of the process. `when` tells two nodes of one state apart."""

    activation_class = ShutActivation
    shape = {
        "width": 150,
        "height": 100,
        "text-align": "middle",
        "svg": '<rect class="task" width="150" height="100"/>',
    }

    def __init__(self, state: str, *, acts: Sequence[Act] = (), when: Callable[[Any], bool] | None = None) -> None:
        super().__init__()
        self.state = state
        self.acts = tuple(acts)
        self.when = when
        self._leads_to: list[Node] = []

    def _outgoing(self) -> Iterator[Edge]:
        for node in self._leads_to:
            yield Edge(src=self, dst=node, edge_class="next")

    def holds(self, process: Any) -> bool:
        """Does a process in this state, of this kind, stand here?"""
        return process.state == self.state and (self.when is None or self.when(process))


class HumanTask(StateNode):
    """One open duty: a role of an agency acts, within `days` working days (None: by the process's own deadline)."""

    task_type = "HUMAN"
    bpmn_element = "userTask"

    def __init__(
        self,
        state: str,
        *,
        role: str,
        holder: str,
        acts: Sequence[Act],
        days: int | None = None,
        when: Callable[[Any], bool] | None = None,
    ) -> None:
        super().__init__(state, acts=acts, when=when)
        self.role, self.holder, self.days = role, holder, days


class FanOut(StateNode):
    """Duties beside the main one: one for each agency that was asked, opened by the act that asks."""

    task_type = "HUMAN"
    bpmn_element = "userTask"

    def __init__(self, state: str, *, role: str, acts: Sequence[Act]) -> None:
        super().__init__(state, acts=acts)
        self.role = role

    def holds(self, process: Any) -> bool:
        """Nothing arrives here by its state alone."""
        return False


class Resume(StateNode):
    """Where a process rests without a duty: the flow starts or ends here."""

    task_type = "REST"
    bpmn_element = "endEvent"


class StateFlow(Flow):
    """A flow whose routing follows the state. Subclasses name `ground`, the nodes, and `duty_agency`/`due_for`."""

    lock_impl = SelectForUpdateLock(nowait=False, attempts=1)
    ground: Any = None
    everywhere: Sequence[Act] = ()

    @classmethod
    def bind(cls) -> None:
        """Hang the acts on the flow and draw the edges that their transitions make."""
        nodes = [node for node in cls.instance.nodes() if isinstance(node, StateNode)]
        for act in cls.acts().values():
            act.flow = cls
        for node in nodes:
            targets = {target for act in node.acts for target in act.leads_to(node.state)}
            node._leads_to = [n for n in nodes if n.state in targets and not isinstance(n, FanOut)]
            for edge in node._outgoing():
                edge.dst._incoming_edges.append(edge)

    @classmethod
    def acts(cls) -> dict[str, Act]:
        """Every act of the flow under its name."""
        on_nodes = [act for node in cls.instance.nodes() for act in getattr(node, "acts", ())]
        return {act.name: act for act in (*on_nodes, *cls.everywhere)}

    @classmethod
    def node_for(cls, process: Any) -> Any:
        """The node where a process in its present state stands; None where it rests without a duty."""
        for node in cls.instance.nodes():
            if isinstance(node, HumanTask) and node.holds(process):
                return node
        return None

    @classmethod
    def task_ref(cls, node_name: str) -> str:
        """viewflow's own reference to a node, as its task column stores it."""
        app, _, path = cls.__module__.partition(".")
        return f"{app}/{path}.{cls.__name__}.{node_name}"

    @classmethod
    def duty(cls, process: Any, node: HumanTask, move: Move | None) -> OpenItem:
        """The work item that a process arriving at a node opens."""
        raise NotImplementedError(f"{cls.__name__} must say whose duty {node.name} is")

    @classmethod
    def open_next(cls, move: Move) -> None:
        """Close the duty that was answered and open what the new state asks for. A state that stays opens nothing new."""
        if move.process.state == move.from_state:
            return
        move.closes += [item for item in move.open_items if item.is_main and item not in move.closes]
        node = cls.node_for(move.process)
        if node is None:
            move.process.status, move.process.finished = "DONE", move.at
        else:
            move.opens.insert(0, cls.duty(move.process, node, move))

    def cancel(self, process: Any) -> None:
        """viewflow's way round the state is shut."""
        raise NotAllowed(SHUT)
