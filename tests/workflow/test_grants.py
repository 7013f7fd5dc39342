"""The application's role works in every table and rewrites none that proves something."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from workflow import grants

pytestmark = pytest.mark.django_db


def _rights(table: str) -> set[str]:
    with connection.cursor() as cursor:
        return {
            right
            for right in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
            if cursor.execute("SELECT has_table_privilege(%s, %s, %s)", [settings.DATABASE_APP_ROLE, table, right])
            or cursor.fetchone()[0]
        }


def _changeable(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = %s AND has_column_privilege(%s, %s, column_name, 'UPDATE')",
            [table, settings.DATABASE_APP_ROLE, table],
        )
        return {name for (name,) in cursor.fetchall()}


def test_the_trail_is_append_only() -> None:
    assert "trail" in grants.append_only_tables()


def test_people_and_their_offices_are_ended_and_never_deleted() -> None:
    names = {"account", "person", "post", "instrument", "agency", "unit", "plan"}
    assert {f"processes_{name}" for name in names} | {"work_item"} <= set(grants.kept_tables())


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model._meta.label)
def test_the_application_may_work_in_each_table_but_only_add_to_what_proves(model: type) -> None:
    table = model._meta.db_table
    if table in grants.append_only_tables():
        assert _rights(table) == {"SELECT", "INSERT"}
    elif columns := grants.tables_of_acts().get(table):
        assert _rights(table) == {"SELECT", "INSERT"}
        assert _changeable(table) == set(columns)
    elif table in grants.kept_tables():
        assert _rights(table) == {"SELECT", "INSERT", "UPDATE"}
    else:
        assert _rights(table) == {"SELECT", "INSERT", "UPDATE", "DELETE"}


def test_the_application_does_not_own_the_schema() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = %s", [settings.DATABASE_APP_ROLE])
        assert cursor.fetchone()[0] == 0


def test_both_extensions_of_the_search_are_there() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension WHERE extname = ANY(%s)", [list(grants.EXTENSIONS)])
        assert {name for (name,) in cursor.fetchall()} == set(grants.EXTENSIONS)
