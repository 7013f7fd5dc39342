"""A database with a real trail, and the hand of a superuser who goes round every constraint that can be gone round."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import psycopg2
import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

from tests import databases
from tests.conftest import before_the_mergers

Tamper = Callable[..., None]


@pytest.fixture(scope="module")
def trailed_template(
    template_database: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """A database where one share was closed, one sent back and others given out, made once for the module."""
    from tests.world import small_world

    with databases.cloned(template_database) as name:
        with before_the_mergers(name, django_db_blocker):
            world = small_world()
            world.bring(world.share("I.1", "syt"), "closed")
            world.bring(world.share("I.2", "skhcn"), "reviewed")
        yield name


@pytest.fixture
def trailed(trailed_template: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A copy of it for one test."""
    with databases.cloned(trailed_template) as name, django_db_blocker.unblock(), databases.pointed_at(name):
        yield name


@pytest.fixture
def tamper(trailed: str) -> Iterator[Tamper]:
    """Run a statement as a superuser with `session_replication_role = replica`: no trigger, no foreign key is in the way."""
    connection = _superuser(trailed)
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")

        def run(sql: str, *values: Any) -> None:
            cursor.execute(sql, values)
            assert cursor.rowcount == 1, "the attack must change exactly one row"

        yield run


def _superuser(database: str) -> Any:
    if settings.EMBEDDED_POSTGRES:
        return settings.EMBEDDED_POSTGRES.connect(dbname=database)
    address = settings.DATABASE_ADDRESSES["owner"]
    connection = psycopg2.connect(
        host=address["HOST"] or None, port=address["PORT"] or None, user=address["USER"],
        password=address["PASSWORD"] or None, dbname=database,
    )  # fmt: skip
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            connection.close()
            pytest.skip(
                "DATABASE_OWNER_URL is no superuser: only one can go round the constraints that are tested here"
            )
    return connection
