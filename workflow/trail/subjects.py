"""Events of subjects that have no states of their own: a plan, an agency, a person, an account, an instrument."""

from typing import Any

from django.db import connection, transaction

from workflow import clock
from workflow.trail.lines import Line, Who, chain_line, write_lines

STATE = "recorded"


def record(
    stream: str,
    act: str,
    who: Who,
    *,
    extra: dict[str, Any] | None = None,
    texts: dict[str, str] | None = None,
    key: str | None = None,
) -> Line:
    """Append one event to a subject's stream, in the caller's transaction; the stream's own row is the only lock."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT head_seq, head_hash FROM stream_head WHERE stream = %s FOR UPDATE", [stream])
        head = cursor.fetchone()
        if head is None:
            # Two first events of one stream: the second waits here for the first's commit, then reads its head.
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [stream])
            cursor.execute("SELECT head_seq, head_hash FROM stream_head WHERE stream = %s FOR UPDATE", [stream])
            head = cursor.fetchone()
        line = chain_line(
            stream=stream,
            seq=head[0] + 1 if head else 0,
            from_state=STATE if head else None,
            to_state=STATE,
            prev_hash=bytes(head[1]) if head else None,
            act=act,
            who=who,
            at=clock.now(),
            key=key,
            extra=extra,
            texts=texts,
        )
        write_lines([line])
        cursor.execute(
            "INSERT INTO stream_head (stream, head_seq, head_hash, state) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (stream) DO UPDATE SET head_seq = EXCLUDED.head_seq, head_hash = EXCLUDED.head_hash",
            [stream, line.seq, line.hash, STATE],
        )
    return line
