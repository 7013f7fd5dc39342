"""Statements that every act repeats: planned once on each connection, not once an act (half of the server's time otherwise).

A pooler between us and the server must therefore keep a connection for a session, not for a transaction.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

from django.db import connection

_known: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
_NAMED = re.compile(r"%\((\w+)\)s")


def make_ready(statements: Mapping[str, str]) -> None:
    """Prepare those of the named statements that this connection does not know yet, in one round trip.

    Apart from their first use: a prepared statement stays when the transaction that prepared it is rolled back.
    """
    connection.ensure_connection()
    known = _known.setdefault(connection.connection, set())
    if not known.issuperset(statements):
        missing = {name: sql for name, sql in statements.items() if name not in known}
        with connection.cursor() as cursor:
            cursor.execute(";\n".join(f"PREPARE {name} {sql}" for name, sql in missing.items()))
        known |= set(missing)


class Prepared:
    """One SELECT under a name. `types` are its named parameters with their SQL types, in the order they are sent."""

    every: ClassVar[dict[str, str]] = {}

    def __init__(self, name: str, sql: str, types: Mapping[str, str]) -> None:
        self._names = tuple(types)
        numbered = _NAMED.sub(lambda found: f"${self._names.index(found[1]) + 1}", sql)
        self.every[name] = f"({', '.join(types.values())}) AS {numbered}"
        self._execute = f"EXECUTE {name} ({', '.join(['%s'] * len(types))})"

    def rows(self, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """All rows for these parameters."""
        make_ready(self.every)
        with connection.cursor() as cursor:
            cursor.execute(self._execute, [parameters[name] for name in self._names])
            return cursor.fetchall()
