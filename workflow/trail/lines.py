"""Lines of the trail: made in memory, chained, and written for a whole set in one statement."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from workflow import clock
from workflow.batch import Batch
from workflow.trail.canonical import canonical, commitment, new_salt

SOFTWARE = "duyet 0.1.0"


@dataclass(frozen=True)
class Who:
    """The actor as the trail names him: account, natural person, post and unit, and for whom he acts on what paper."""

    account: int | None
    person: int | None
    post: int | None
    unit: int | None
    agency: int | None
    capacity: str = ""
    on_behalf_of: int | None = None
    instrument: int | None = None

    def as_body(self) -> dict[str, Any]:
        """Its part of an event's body, without the empty entries."""
        pairs = {
            "account": self.account,
            "person": self.person,
            "post": self.post,
            "unit": self.unit,
            "agency": self.agency,
            "capacity": self.capacity,
            "on_behalf_of": self.on_behalf_of,
            "instrument": self.instrument,
        }
        return {name: value for name, value in pairs.items() if value not in (None, "")}


@dataclass
class Line:
    """One event ready to be written."""

    stream: str
    seq: int
    from_state: str | None
    to_state: str
    prev_hash: bytes | None
    act: str
    who: Who
    at: datetime
    key: str | None
    body: str = ""
    hash: bytes = b""
    texts: dict[str, str] = field(default_factory=dict)
    salts: dict[str, bytes] = field(default_factory=dict)


def chain_line(
    *,
    stream: str,
    seq: int,
    from_state: str | None,
    to_state: str,
    prev_hash: bytes | None,
    act: str,
    who: Who,
    at: datetime,
    key: str | None = None,
    extra: dict[str, Any] | None = None,
    texts: dict[str, str] | None = None,
) -> Line:
    """Make the next line of a stream: body, commitments to its texts, and the hash over all of it.

    `texts` never enter the body, only their salted commitments, so that a text can be erased by law.
    """
    line = Line(stream, seq, from_state, to_state, prev_hash, act, who, at, key, texts=dict(texts or {}))
    line.salts = {name: new_salt() for name in line.texts}
    body: dict[str, Any] = {
        "stream": stream,
        "seq": seq,
        "act": act,
        "from": from_state,
        "to": to_state,
        "at": _instant(at),
        "who": who.as_body(),
        "prev": prev_hash.hex() if prev_hash else None,
        "software": SOFTWARE,
        **(extra or {}),
    }
    if key is not None:
        body["key"] = key
    if line.texts:
        body["texts"] = {name: commitment(text, line.salts[name]) for name, text in line.texts.items()}
    if clock.offset():
        body["real_at"] = _instant(clock.real_now())
    line.body = canonical(body)
    line.hash = hashlib.sha256(line.body.encode()).digest()
    return line


def _instant(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


_COLUMNS = "stream, seq, from_state, to_state, prev_hash, hash, body, key, act, at, account_id, person_id, post_id, unit_id, agency_id"


def put_lines(lines: Sequence[Line], batch: Batch) -> None:
    """Add the lines, and the texts and salts that they commit to. They must be in the order of their chain."""
    rows = [
        (
            line.stream, line.seq, line.from_state, line.to_state, line.prev_hash, line.hash, line.body, line.key, line.act,
            line.at, line.who.account, line.who.person, line.who.post, line.who.unit, line.who.agency,
        )
        for line in lines
    ]  # fmt: skip
    batch.add_rows(f"INSERT INTO trail ({_COLUMNS}) VALUES %s", rows)
    texts = [
        (line.stream, line.seq, name, line.salts[name], text)
        for line in lines
        for name, text in line.texts.items()
    ]  # fmt: skip
    batch.add_rows("INSERT INTO event_text (stream, seq, name, salt, text) VALUES %s", texts)


def write_lines(lines: Sequence[Line]) -> None:
    """Insert the lines and their texts now, in one round trip."""
    batch = Batch()
    put_lines(lines, batch)
    batch.send()


@dataclass(frozen=True)
class Answer:
    """An event that already answers an idempotency key."""

    stream: str
    seq: int
    act: str
    from_state: str | None
    to_state: str
    hash: bytes
    at: datetime
