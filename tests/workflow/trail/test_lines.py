"""One line by itself and after the one before it, in memory: each column, each text and each link that can lie is named."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from workflow.trail import Who
from workflow.trail.bodies import Row, Text, faults_of_line, faults_of_texts
from workflow.trail.lines import Line, chain_line
from workflow.trail.verify import _follows, _links

WHO = Who(account=1, person=2, post=3, unit=4, agency=5)
AT = datetime(2025, 2, 10, 1, 0, tzinfo=UTC)


def line(seq: int = 0, before: Line | None = None, to_state: str = "assigned", **more: Any) -> Line:
    """A line as the engine makes it."""
    return chain_line(
        stream="process:1", seq=seq, from_state=before.to_state if before else None, to_state=to_state,
        prev_hash=before.hash if before else None, act="accept", who=WHO, at=AT, key="1:accept:k", **more,
    )  # fmt: skip


def row(of: Line, **changed: Any) -> Row:
    """The same as the verifier reads it from the table."""
    kept = Row(
        of.stream, of.seq, of.from_state, of.to_state, of.prev_hash.hex() if of.prev_hash else None, of.hash.hex(), of.body,
        of.key, of.act, of.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), WHO.account, WHO.person, WHO.post, WHO.unit, WHO.agency,
    )  # fmt: skip
    return kept._replace(**changed)


FIRST = line()
SECOND = line(1, FIRST, "in_progress")


@pytest.mark.parametrize("of", [FIRST, SECOND])
def test_a_line_as_it_was_written_has_no_fault(of: Line) -> None:
    assert faults_of_line(row(of))[1] == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("stream", "process:2"), ("seq", 7), ("from_state", "closed"), ("to_state", "closed"), ("prev_hash", "ab" * 32),
        ("key", None), ("act", "submit"), ("at", "2025-02-11T01:00:00.000000Z"), ("account", 9), ("person", None),
        ("post", 9), ("unit", None), ("agency", 9),
    ],
)  # fmt: skip
def test_every_column_must_say_what_the_body_says(column: str, value: object) -> None:
    [fault] = faults_of_line(row(SECOND, **{column: value}))[1]
    assert f"“{column}”" in fault


def test_a_hash_that_is_not_the_bodys_is_a_fault() -> None:
    assert "SHA-256" in "".join(faults_of_line(row(SECOND, hash=FIRST.hash.hex()))[1])


def test_a_text_is_kept_as_promised_or_erased_whole() -> None:
    of = line(texts={"reason": "Thiếu biên bản"})
    body = faults_of_line(row(of))[0]
    salt = of.salts["reason"]

    def faults(*texts: Text) -> list[str]:
        return list(faults_of_texts(body, texts))

    assert faults(Text("reason", salt, "Thiếu biên bản")) == []
    assert faults(Text("reason", None, None)) == []
    assert faults(Text("reason", salt, "Đủ biên bản"))
    assert faults(Text("reason", None, "Thiếu biên bản"))
    assert faults()
    assert len(faults(Text("reason", None, None), Text("opinion", salt, "Đạt"))) == 1


@pytest.mark.parametrize(
    ("before", "changed"),
    [
        (None, {"seq": 1}),
        (None, {"prev_hash": "ab" * 32}),
        (None, {"from_state": "assigned"}),
        (FIRST, {"seq": 2}),
        (FIRST, {"seq": 5}),
        (FIRST, {"prev_hash": None}),
        (FIRST, {"prev_hash": "ab" * 32}),
        (FIRST, {"from_state": "closed"}),
    ],
)
def test_a_line_that_does_not_follow_is_named(before: Line | None, changed: dict[str, Any]) -> None:
    earlier = row(before) if before else None
    whole = row(SECOND if before else FIRST)
    assert _follows(earlier, whole)
    assert list(_links(earlier, whole)) == []
    assert not _follows(earlier, whole._replace(**changed))
    assert len(list(_links(earlier, whole._replace(**changed)))) == 1
