"""What the application's role may do to the tables: work in all of them, rewrite none that proves something.

The schema belongs to another role, the one that runs `migrate`. After every `migrate` the application's role gets
SELECT, INSERT, UPDATE and DELETE on every table, then loses UPDATE, DELETE and TRUNCATE on those whose model says
`append_only = True`. Triggers refuse the same as a second line (trust.md, section 1). Of a table whose model names
`changed_by_acts` it may change those columns only; where the model says `never_deleted = True` it deletes nothing.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections, transaction

EXTENSIONS = ("unaccent", "pg_trgm")


def append_only_tables() -> list[str]:
    """Return the tables to which rows are only ever added, as their models declare with `append_only = True`."""
    return sorted(model._meta.db_table for model in apps.get_models() if getattr(model, "append_only", False))


def tables_of_acts() -> dict[str, tuple[str, ...]]:
    """Return the tables of which an act may change some columns and nothing may change the others."""
    found = {model._meta.db_table: getattr(model, "changed_by_acts", ()) for model in apps.get_models()}
    return {table: columns for table, columns in found.items() if columns}


def kept_tables() -> list[str]:
    """Return the tables whose rows are closed, ended or merged, and never deleted."""
    return sorted(model._meta.db_table for model in apps.get_models() if getattr(model, "never_deleted", False))


def create_extensions(using: str, **_: Any) -> None:
    """Before `migrate`: the two extensions that searching needs; both are trusted, so the database's owner may."""
    with connections[using].cursor() as cursor:
        for extension in EXTENSIONS:
            cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")


def grant_to_application(using: str, **_: Any) -> None:
    """After `migrate`: give the application's role its rights, and take away what it may not have. Idempotent."""
    connection = connections[using]
    quote = connection.ops.quote_name
    role = quote(settings.DATABASE_APP_ROLE)
    existing = set(connection.introspection.table_names())
    with transaction.atomic(using=using), connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
        for table in append_only_tables():
            if table in existing:
                cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {quote(table)} FROM {role}")
        for table, columns in tables_of_acts().items():
            if table in existing:
                cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {quote(table)} FROM {role}")
                cursor.execute(f"GRANT UPDATE ({', '.join(map(quote, columns))}) ON {quote(table)} TO {role}")
        for table in kept_tables():
            if table in existing:
                cursor.execute(f"REVOKE DELETE, TRUNCATE ON {quote(table)} FROM {role}")
