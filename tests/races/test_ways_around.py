"""viewflow's own handles move rows behind the state; all of them are shut (architecture.md section 5)."""

import pytest
from django.db import connection
from viewflow.workflow.base import Node

from approvals.flow import TaskFlow
from processes.models import State
from tests.world import World
from workflow.errors import NotAllowed

WAYS = (
    "activate", "start", "execute", "complete", "cancel", "undo", "revive", "assign", "unassign", "reassign", "create_next",
)  # fmt: skip


def rows() -> list[str]:
    """Processes, work items and the trail, as the database has them."""
    with connection.cursor() as cursor:
        found = []
        for table in ("task_process", "work_item", "trail"):
            cursor.execute(f"SELECT string_agg(t::text, E'\n' ORDER BY t::text) FROM {table} t")
            found += [text for (text,) in cursor.fetchall()]
    return found


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("state", [State.ASSIGNED, State.SUBMITTED, State.WITH_AUTHORITY])
def test_an_activation_does_nothing(small: World, way: str, state: str) -> None:
    share = small.bring(small.share("I.1", "syt"), state)
    item = share.task_set.get(finished=None)
    activation = item.flow_task.activation_class(item)
    before = rows()
    with pytest.raises(NotAllowed):
        getattr(activation, way)()
    assert rows() == before


def test_a_process_is_not_cancelled_by_the_flow(small: World) -> None:
    share = small.share("I.1", "syt")
    before = rows()
    with pytest.raises(NotAllowed):
        share.flow_class.instance.cancel(share)
    assert rows() == before


def test_every_node_has_a_shut_activation() -> None:
    from workflow.nodes import ShutActivation

    nodes = list(TaskFlow.instance.nodes())
    assert nodes
    assert all(isinstance(node, Node) and issubclass(node.activation_class, ShutActivation) for node in nodes)


def test_no_page_of_viewflow_is_served() -> None:
    """Its views would undo, cancel and revive; none of them has an address here."""
    from django.urls import get_resolver

    def callbacks(resolver) -> list[str]:
        found = []
        for entry in resolver.url_patterns:
            found += callbacks(entry) if hasattr(entry, "url_patterns") else [entry.callback.__module__]
        return found

    assert [module for module in callbacks(get_resolver()) if module.startswith("viewflow")] == []
