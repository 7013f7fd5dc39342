"""The lower bound: one UPDATE by key and one INSERT from Python, BEGIN to COMMIT, in a single round trip."""

from __future__ import annotations

from typing import Any

from django.db import connection

TABLES = """
CREATE TABLE IF NOT EXISTS bare_process (id bigint PRIMARY KEY, state text NOT NULL, version integer NOT NULL);
CREATE TABLE IF NOT EXISTS bare_event (
    process_id bigint NOT NULL, seq integer NOT NULL, act text NOT NULL, account bigint NOT NULL, at timestamptz NOT NULL,
    body text NOT NULL, PRIMARY KEY (process_id, seq)
);
"""
BODY = '{"act":"review","at":"2025-02-10T01:00:00.000000Z","seq":5,"stream":"process:1","who":{"account":7,"person":7}}'
_SQL = (
    "BEGIN; UPDATE bare_process SET state = %s, version = version + 1 WHERE id = %s;"
    " INSERT INTO bare_event VALUES (%s, %s, 'review', 7, now(), %s); COMMIT"
)


def fill(count: int) -> None:
    """Rows to be updated."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bare_process SELECT g, 'submitted', 0 FROM generate_series(1, %s) g", [count])


def act(cursor: Any, process: int, seq: int) -> None:
    """One transition with its event row, committed."""
    cursor.execute(_SQL, ["reviewed", process, process, seq, BODY])
