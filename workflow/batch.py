"""Statements that leave together: one round trip to the database, in the order they were added.

The writes of an act depend on nothing that the database answers, so waiting for each answer in turn would be most of the
act's time (architecture.md section 4: six writes took 1.99 ms one by one, 1.17 ms together). What is written for one process
is prepared once on each connection.
"""

import hashlib
from collections.abc import Sequence
from functools import cache
from itertools import count
from typing import Any

from django.db import connection

from workflow.prepared import make_ready

END = ";\n"


class Batch:
    """Collects statements with their parameters; `send` executes them in the caller's transaction."""

    def __init__(self) -> None:
        self.statements: list[tuple[str, Sequence[Any]]] = []
        self.prepared: dict[str, str] = {}

    def add(self, sql: str, parameters: Sequence[Any]) -> None:
        """One statement with its parameters."""
        self.statements.append((sql, parameters))

    def add_rows(self, sql: str, rows: Sequence[Sequence[Any]], *, width: str = "") -> None:
        """One statement whose single `%s` is a list of rows; nothing without rows. `width` is a row's form, with casts."""
        if not rows:
            return
        width = width or "(" + ", ".join(["%s"] * len(rows[0])) + ")"
        if len(rows) == 1:
            name, text = _for_one_row(sql, width)
            self.prepared[name] = text
            self.add(f"EXECUTE {name} ({', '.join(['%s'] * len(rows[0]))})", rows[0])
        else:
            self.add(sql.replace("%s", ", ".join([width] * len(rows))), [value for row in rows for value in row])

    def send(self) -> None:
        """Execute what was collected, in one round trip. Raises what the database raises for any of it."""
        if self.statements:
            make_ready(self.prepared)
            with connection.cursor() as cursor:
                cursor.execute(
                    END.join(sql for sql, _parameters in self.statements),
                    [value for _sql, parameters in self.statements for value in parameters],
                )
        self.statements = []


@cache
def _for_one_row(sql: str, width: str) -> tuple[str, str]:
    """The name and the text of a statement for one row; the text decides the name."""
    name = f"one_{hashlib.sha256(f'{sql}{width}'.encode()).hexdigest()[:16]}"
    numbers = count(1)
    numbered = (
        "".join(f"{part}${next(numbers)}" for part in width.split("%s")[:-1]) + width.rsplit("%s", maxsplit=1)[-1]
    )
    return name, f"AS {sql.replace('%s', numbered)}"
