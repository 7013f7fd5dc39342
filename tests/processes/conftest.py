"""What tests of plans and of their pages share. Imports wait: Django's registry is not ready when conftest is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from processes.models import Plan


@pytest.fixture
def plan() -> Plan:
    """The customer's plan as it comes in, a draft. The test brings the database."""
    from processes.actors import actor_as
    from processes.plan_import.load import import_plan
    from tests.world import PLAN_FILE

    return import_plan(PLAN_FILE, actor=actor_as("he-thong"))[0]
