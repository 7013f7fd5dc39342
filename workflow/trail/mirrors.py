"""Rows beside the trail that say what an event says. The rooms above register how to compare them; the verifier does.

A mirror is one statement for the whole database that returns (stream, seq, in words what differs), with `%(stream)s` as the
stream to check or NULL for all, and `%(damaged)s` as the streams whose events are already named as damaged: their bodies
cannot be relied upon. It catches what a superuser changes in a table and leaves alone in the trail.
"""

from __future__ import annotations

_mirrors: dict[str, str] = {}


def register(name: str, sql: str) -> None:
    """Compare a table with the trail by this statement; the same name again replaces it."""
    _mirrors[name] = sql


def statements() -> tuple[str, ...]:
    """Every registered comparison."""
    return tuple(_mirrors.values())
