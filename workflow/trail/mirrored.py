"""Streams collected as they are verified, and compared with the rows that mirror them: a statement a table for many streams."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from workflow.trail.bodies import Event
from workflow.trail.mirrors import Facts, Rows, Said, rows_of

ENOUGH = 500
"""Streams whose facts are held before they are compared: what bounds the memory. Of their events nothing else is held."""

Subject = tuple[str, int]


class Mirrored:
    """`add` every event in its order, then `compare`. Streams named in `broken` by then are left out: they cannot be relied on.

    `tell` hears (stream, seq or None, in words what differs).
    """

    def __init__(self, tell: Callable[[str, int | None, str], None], broken: set[str]) -> None:
        self._tell, self._broken = tell, broken
        self._stream = ""
        self._mirrors: tuple[Rows, ...] = ()
        self._events: list[Event] = []
        self._said: dict[Subject, list[Mapping[Any, Said]]] = {}

    def add(self, event: Event) -> None:
        """The next event of the trail, in the order of streams."""
        if event.row.stream != self._stream:
            self._end_stream()
            self._stream = event.row.stream
            self._mirrors = rows_of(self._stream.partition(":")[0])
        if self._mirrors:
            self._events.append(event)

    def compare(self) -> None:
        """What was collected, with its rows; then it is forgotten."""
        self._end_stream()
        whole = [subject for subject in self._said if "{}:{}".format(*subject) not in self._broken]
        for prefix in {prefix for prefix, _number in whole}:
            numbers = [number for of, number in whole if of == prefix]
            for place, rows in enumerate(rows_of(prefix)):
                kept = _kept(rows, numbers)
                for number in numbers:
                    for seq, what in rows.differences(kept.get(number, {}), self._said[prefix, number][place]):
                        self._tell(f"{prefix}:{number}", seq, what)
        self._said = {}

    def _end_stream(self) -> None:
        events, self._events = self._events, []
        prefix, _colon, number = self._stream.partition(":")
        if not events or self._stream in self._broken:
            return
        try:
            self._said[prefix, int(number)] = [rows.said(events) for rows in self._mirrors]
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            self._tell(self._stream, None, _("nội dung sự kiện không có dạng mà phần mềm ghi"))
        if len(self._said) >= ENOUGH:
            self._stream = ""
            self.compare()


def _kept(rows: Rows, numbers: list[int]) -> dict[int, dict[Any, Facts]]:
    found: dict[int, dict[Any, Facts]] = {}
    with connection.cursor() as cursor:
        cursor.execute(rows.kept, {"ids": numbers})
        for row in cursor.fetchall():
            found.setdefault(row[0], {})[row[1]] = row[2:]
    return found
