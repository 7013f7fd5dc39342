"""The two provinces, once for all of these tests; what a test does in them is taken back after it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.conftest import before_the_mergers

if TYPE_CHECKING:
    from tests.rights.browsers import Browsers
    from tests.rights.ground import Province


@pytest.fixture(scope="package")
def provinces(small_database: str, django_db_blocker: DjangoDbBlocker) -> Iterator[Province]:
    """Shares of four agencies in every state, in a transaction that is rolled back at the end."""
    from processes.models import Plan
    from tests.rights import ground
    from tests.world import World  # needs Django's registry, which conftest is read before

    with before_the_mergers(small_database, django_db_blocker), transaction.atomic():
        yield ground.province(World(Plan.objects.get()))
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def browsers(provinces: Province) -> Browsers:
    """Every seat, signed in once."""
    from tests.rights.browsers import browser
    from tests.rights.seats import SEATS

    return {seat: browser(seat) for seat in SEATS}


@pytest.fixture
def province(provinces: Province, django_db_blocker: DjangoDbBlocker) -> Iterator[Province]:
    """The same, as it was made: what this test changes is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield provinces
        transaction.set_rollback(True)
