"""Who opens the pages."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.fixture
def keeper(client: Client) -> Client:
    """Somebody who keeps plans and the directory."""
    from processes.models import Role  # needs Django's registry, which conftest is read before
    from tests.processes.directory_people import account_of, post_of

    client.force_login(account_of(post_of(Role.PLAN_ADMIN)))
    return client
