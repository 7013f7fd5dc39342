"""The second line: even the schema's owner, who has every right, cannot rewrite what was said."""

import psycopg2
import pytest

from processes.models import Correction, Post, State
from tests import databases
from tests.world import World
from workflow import clock
from workflow.grants import append_only_tables


@pytest.mark.parametrize("table", append_only_tables())
@pytest.mark.parametrize("attack", ["DELETE FROM {}", "TRUNCATE {} CASCADE", "UPDATE {} SET {column} = {column}"])
def test_a_trigger_refuses_the_owner_too(shared: World, committed_name: str, table: str, attack: str) -> None:
    shared.bring(shared.share("I.1", "syt"), State.CLOSED)
    _corrected(shared)
    column = "act" if table == "trail" else "id"
    with (
        databases.as_owner(committed_name) as cursor,
        pytest.raises(psycopg2.errors.IntegrityConstraintViolation, match="append only"),
    ):
        cursor.execute(attack.format(table, column=column))


def _corrected(world: World) -> None:
    """A correction, as it was recorded before the plan came in force."""
    task = world.plan.tasks.get(code="I.1")
    Correction.objects.create(
        plan=world.plan, task=task, cell="note", source_text="", corrected_text="Đã đính chính.", basis_number="31/CV-UBND",
        basis_dated=world.plan.dated, basis_issuer="UBND tỉnh", recorded_by=Post.objects.first(), recorded_at=clock.now(),
    )  # fmt: skip


@pytest.fixture
def committed_name(shared: World) -> str:
    """The name of the database that `shared` stands on."""
    from django.db import connection

    return str(connection.settings_dict["NAME"])
