"""The test databases: one template a run, migrated as the schema's owner; clones of it, used as the application's role.

A clone, not Django's flush, gives a committing test its clean database: flushing is a TRUNCATE, which the trail refuses.
Names carry the run (its controller's process id), so that several runs share one server.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connections

PREFIX = "test_duyet_"
_numbers = itertools.count(1)


def run_name() -> str:
    """The name every database of this run begins with; workers inherit it from the controller."""
    return PREFIX + os.environ.setdefault("DUYET_TEST_RUN", str(os.getpid()))


@contextlib.contextmanager
def as_owner(database: str | None = None) -> Iterator[Any]:
    """A cursor of the schema's owner, outside Django and outside any transaction."""
    address = settings.DATABASE_ADDRESSES["owner"]
    connection = psycopg2.connect(
        host=address["HOST"] or None,
        port=address["PORT"] or None,
        user=address["USER"],
        password=address["PASSWORD"] or None,
        dbname=database or address["NAME"],
    )
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        yield cursor


def template() -> str:
    """Return this run's template, made by whichever worker comes first while the others wait."""
    name = f"{run_name()}_template"
    with as_owner() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            draft = f"{name}_draft"
            cursor.execute(f'DROP DATABASE IF EXISTS "{draft}"')
            cursor.execute(f'CREATE DATABASE "{draft}"')
            _fill(draft)
            cursor.execute(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')
    return name


def _fill(database: str) -> None:
    """Migrate as the owner, then load the shipped directory of agencies as the application."""
    with pointed_at(database, role="owner"):
        call_command("migrate", verbosity=0, interactive=False)
    if "load_directory" in get_commands():
        with pointed_at(database), open(os.devnull, "w") as nowhere:
            call_command("load_directory", stdout=nowhere)


def clone(of: str) -> str:
    """Make a database of this process's own as a copy of `of` and return its name."""
    name = f"{run_name()}_{os.getpid()}_{next(_numbers)}"
    with as_owner() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{of}"')
    return name


@contextlib.contextmanager
def cloned(of: str) -> Iterator[str]:
    """A copy of `of`, dropped afterwards; its name."""
    name = clone(of)
    try:
        yield name
    finally:
        drop(name)


def drop(name: str) -> None:
    """Drop a database, whoever is still connected. Autovacuum and a superuser on his way out are waited for: only they
    may not be put out by the owner."""
    with as_owner() as cursor:
        for attempt in range(100):
            try:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
                return
            except psycopg2.errors.InsufficientPrivilege:
                if attempt == 99:
                    raise
                time.sleep(0.1)


def drop_all_of_this_run() -> None:
    """Drop what is left of this run, and what runs that were killed left behind."""
    with as_owner() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [PREFIX.replace("_", r"\_") + "%"])
        names = [name for (name,) in cursor.fetchall()]
    for name in names:
        pid = name.removeprefix(PREFIX).split("_")[0]
        # On a server of our own a run whose process is gone was killed; elsewhere it may be another machine's.
        killed = settings.EMBEDDED_POSTGRES and pid.isdigit() and not Path(f"/proc/{pid}").exists()
        if name.startswith(f"{run_name()}_") or killed:
            drop(name)


@contextlib.contextmanager
def pointed_at(database: str, *, role: str = "app") -> Iterator[None]:
    """While inside, the default connection of every thread goes to `database` as `role`."""
    address = connections.settings["default"]  # the very dict that each thread's connection holds
    before = {key: address[key] for key in ("NAME", "USER", "PASSWORD")}
    connections.close_all()
    wanted = settings.DATABASE_ADDRESSES[role]
    address.update(NAME=database, USER=wanted["USER"], PASSWORD=wanted["PASSWORD"])
    try:
        yield
    finally:
        connections.close_all()
        address.update(before)
