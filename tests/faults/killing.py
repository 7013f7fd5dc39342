"""A child that performs one act and is killed at a chosen point of it, as a power cut would; counted from outside."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connection, connections

from workflow.batch import Batch
from workflow.prepared import make_ready


@dataclass(frozen=True)
class Point:
    """Before or after the n-th statement; `statement` -1 is COMMIT."""

    when: str
    statement: int

    def __str__(self) -> str:
        return f"{self.when} {'COMMIT' if self.statement < 0 else f'statement {self.statement}'}"


def points(act: Callable[[], Any]) -> list[Point]:
    """Every point of an act: it is performed once, in this process, to count its statements."""
    statements: list[str] = []
    connections.close_all()  # a fresh connection has statements to prepare: each attempt below begins with one, too
    with apart(), connection.execute_wrapper(lambda execute, *given: (statements.append(given[0]), execute(*given))[1]):
        act()
    numbers = [*range(len(statements)), -1]
    return [Point(when, number) for number in numbers for when in ("before", "after")]


class apart:  # noqa: N801 - read as a word: with apart():
    """While inside, a batch sends its statements one by one, so that there is a point between any two."""

    def __enter__(self) -> None:
        self._send = Batch.send
        Batch.send = _one_by_one  # type: ignore[method-assign]

    def __exit__(self, *_: object) -> None:
        Batch.send = self._send  # type: ignore[method-assign]


def _one_by_one(batch: Batch) -> None:
    make_ready(batch.prepared)
    with connection.cursor() as cursor:
        for sql, parameters in batch.statements:
            cursor.execute(sql, parameters)
    batch.statements = []


def at(point: Point, strike: Callable[[], None], act: Callable[[], Any]) -> Any:
    """Perform the act, and strike when it comes to the point."""
    seen = -1

    def wrapped(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        seen += 1
        if point == Point("before", seen):
            strike()
        result = execute(sql, params, many, context)
        if point == Point("after", seen):
            strike()
        return result

    true_commit = connection._commit

    def commit() -> None:
        if point == Point("before", -1):
            strike()
        true_commit()
        if point == Point("after", -1):
            strike()

    connection._commit = commit
    try:
        with apart(), connection.execute_wrapper(wrapped):
            return act()
    finally:
        connection._commit = true_commit


def killed_at(point: Point, act: Callable[[], Any]) -> bool:
    """Fork a child that performs the act and kills itself with SIGKILL at the point. Returns whether it was killed."""
    connections.close_all()  # a socket shared by two processes would be neither's
    child = os.fork()
    if child == 0:
        try:
            at(point, lambda: os.kill(os.getpid(), signal.SIGKILL), act)
        finally:
            os._exit(3)  # it was not killed: the parent sees it, and pytest never runs twice
    _pid, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
