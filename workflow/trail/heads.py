"""Where the heads of streams are kept. The rooms above register their tables when they start; the verifier reads them all.

A stream is named `prefix:id` after a row of a table. The head (last seq, its hash, the state) stands in that row where the
subject has states of its own, else in `stream_head`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Subjects:
    """The rows of a table that have streams; `carries_head` says that the row itself holds head_seq, head_hash and state."""

    prefix: str
    table: str
    carries_head: bool = False


_subjects: dict[str, Subjects] = {}
_lone: set[str] = set()


def register(prefix: str, table: str, *, carries_head: bool = False) -> None:
    """The streams `prefix:id` belong to the rows of `table`."""
    _subjects[prefix] = Subjects(prefix, table, carries_head)


def register_lone(stream: str) -> None:
    """A stream that belongs to no row, such as the directory's."""
    _lone.add(stream)


def heads_sql() -> str:
    """Every head as (stream, head_seq, head_hash, state): of the tables that carry their own, and of `stream_head`."""
    carrying = [each for each in _subjects.values() if each.carries_head]
    parts = [f"SELECT '{s.prefix}:' || id AS stream, head_seq, head_hash, state FROM {s.table}" for s in carrying]
    kept = "SELECT stream, head_seq, head_hash, state FROM stream_head"
    if carrying:
        own = ", ".join(f"'{each.prefix}'" for each in carrying)
        kept += f" WHERE split_part(stream, ':', 1) NOT IN ({own})"
    return " UNION ALL ".join([*parts, kept])


def subjects_sql() -> str:
    """Every stream that may exist, by the rows there are now."""
    parts = [f"SELECT '{each.prefix}:' || id AS stream FROM {each.table}" for each in _subjects.values()]
    parts += [f"SELECT '{stream}'" for stream in sorted(_lone)]
    return " UNION ALL ".join(parts) or "SELECT NULL::text AS stream WHERE false"
