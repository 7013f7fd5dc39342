"""The verifier: reads the whole trail once, in order, and names every event that is not what it must be.

It finds what the database's own constraints cannot refuse to a superuser: bodies rewritten with their hash, lines taken out
or put in, columns and states changed behind the trail, and rows beside it (decisions, documents …) that tell another story.
What it cannot see without an outside witness: the last event and its subject's row edited together, and a lost event whose
state was set back as well (docs/operations/proof.md).
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from workflow.trail import heads, mirrors
from workflow.trail.bodies import Event, Row, Text, faults_of_line, faults_of_texts
from workflow.trail.mirrored import Mirrored

BATCH = 2000


@dataclass(frozen=True)
class Damage:
    """What is wrong at one place of the trail; `seq` is None where it concerns a whole stream."""

    stream: str
    seq: int | None
    what: str

    @property
    def sentence(self) -> str:
        """The place and what is wrong there."""
        if self.seq is None:
            return _("{stream}: {what}").format(stream=self.stream, what=self.what)
        return _("{stream}, sự kiện {seq}: {what}").format(stream=self.stream, seq=self.seq, what=self.what)


@dataclass
class Report:
    """How much was checked, in how many seconds, and how many places are damaged."""

    events: int = 0
    streams: int = 0
    damaged: int = 0
    seconds: float = 0.0

    @property
    def rate(self) -> int:
        """Events a second."""
        return round(self.events / self.seconds) if self.seconds else 0


def verify(tell: Callable[[Damage], None], *, stream: str | None = None) -> Report:
    """Check every event, text, head and mirrored row, or one stream's, in one snapshot. Memory is bounded.

    `tell` hears of each damage as it is found.
    """
    report, began = Report(), time.perf_counter()

    broken: set[str] = set()

    def heard(damage: Damage) -> None:
        report.damaged += 1
        broken.add(damage.stream)
        tell(damage)

    nested = connection.in_atomic_block
    with transaction.atomic(), _no_garbage():
        with connection.cursor() as cursor:
            if not nested:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SET LOCAL cursor_tuple_fraction = 1")  # every cursor here is read to its end
        _check_heads(heard, stream)
        _check_subjects(heard, stream)
        _check_lines(report, heard, stream, broken)
        _check_stray_texts(heard, stream)
        _check_statements(heard, stream, sorted(broken))
    report.seconds = time.perf_counter() - began
    return report


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Nothing here makes cycles: the collector would walk everything that Django holds, again and again, for a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


_LINES = """
SELECT stream, seq, from_state, to_state, encode(prev_hash, 'hex'), encode(hash, 'hex'), body, key, act,
       to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
       account_id, person_id, post_id, unit_id, agency_id
FROM trail WHERE %(stream)s IS NULL OR stream = %(stream)s ORDER BY stream, seq
"""
_TEXTS = """
SELECT x.stream, x.seq, x.name, x.salt, x.text
FROM event_text x JOIN trail t ON t.stream = x.stream AND t.seq = x.seq
WHERE %(stream)s IS NULL OR x.stream = %(stream)s ORDER BY x.stream, x.seq, x.name
"""


def _check_lines(report: Report, heard: Callable[[Damage], None], stream: str | None, broken: set[str]) -> None:
    """Each line by itself, as the next of its stream, and with its texts. Both readings are in the same order."""
    before: Row | None = None
    mirrored = Mirrored(lambda *place: heard(Damage(*place)), broken)
    texts = _streamed(_TEXTS, stream)
    text = next(texts, None)
    for row in map(Row._make, _streamed(_LINES, stream)):
        own: list[Text] = []
        while text is not None and text[0] == row.stream and text[1] == row.seq:
            own.append(Text(*text[2:]))
            text = next(texts, None)
        if before is None or before.stream != row.stream:
            report.streams += 1
            before = None
        report.events += 1
        body, faults = faults_of_line(row)
        if own or body is None or "texts" in body:
            faults += faults_of_texts(body, own)
        for what in faults:
            heard(Damage(row.stream, row.seq, what))
        if not _follows(before, row):
            for damage in _links(before, row):
                heard(damage)
        if body is not None:
            mirrored.add(Event(row, body, {one.name: one.text for one in own if one.text is not None} if own else {}))
        before = row
    mirrored.compare()


def _streamed(sql: str, stream: str | None, **more: Any) -> Iterator[tuple[Any, ...]]:
    """The rows through a cursor on the server, a batch at a time; `%(stream)s` in the statement is the stream or NULL."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, {"stream": stream, **more})
        while rows := cursor.fetchmany(BATCH):
            yield from rows


def _follows(before: Row | None, row: Row) -> bool:
    """As almost every line does."""
    if before is None:
        return row.seq == 0 and row.prev_hash is None and row.from_state is None
    return (row.seq, row.prev_hash, row.from_state) == (before.seq + 1, before.hash, before.to_state)


def _links(before: Row | None, row: Row) -> Iterator[Damage]:
    """Does the line follow the one before it? Missing lines are named by their own numbers."""
    expected = before.seq + 1 if before else 0
    if row.seq != expected:
        last = row.seq - 1
        missing = str(expected) if last == expected else f"{expected}–{last}"
        yield Damage(row.stream, expected, _("thiếu sự kiện {missing} trong chuỗi").format(missing=missing))
        return
    if before is None:
        if row.prev_hash is not None or row.from_state is not None:
            yield Damage(row.stream, row.seq, _("sự kiện đầu chuỗi lại ghi có sự kiện trước nó"))
        return
    if row.prev_hash != before.hash:
        what = _("nội dung đã bị thay: mã băm không phải mã mà sự kiện {next} đã ghi là mã trước nó")
        yield Damage(row.stream, before.seq, what.format(next=row.seq))
    if row.from_state != before.to_state:
        what = _("trạng thái trước là “{found}” nhưng sự kiện {seq} kết thúc ở “{expected}”")
        yield Damage(row.stream, row.seq, what.format(found=row.from_state, seq=before.seq, expected=before.to_state))


def _check_heads(heard: Callable[[Damage], None], stream: str | None) -> None:
    """State is the fold of the events: every head names the last event of its stream, its hash and its state."""
    rows = _streamed(
        "SELECT h.stream, h.head_seq, h.head_hash, h.state, t.seq, t.hash, t.to_state"
        f" FROM ({heads.heads_sql()}) h LEFT JOIN LATERAL"
        " (SELECT seq, hash, to_state FROM trail WHERE stream = h.stream ORDER BY seq DESC LIMIT 1) t ON true"
        " WHERE (h.head_seq, h.head_hash, h.state) IS DISTINCT FROM (t.seq, t.hash, t.to_state)"
        " AND (%(stream)s IS NULL OR h.stream = %(stream)s) ORDER BY h.stream",
        stream,
    )
    for found, *values in rows:
        for seq, what in _head_faults(*values):
            heard(Damage(found, seq, what))


def _head_faults(
    head_seq: int, head_hash: memoryview, state: str, seq: int | None, event_hash: memoryview, to_state: str
) -> Iterator[tuple[int | None, str]]:
    if seq is None:
        yield None, _("không có sự kiện nào trong nhật ký, dù trạng thái là “{state}”").format(state=state)
    elif head_seq > seq:
        missing = str(head_seq) if head_seq == seq + 1 else f"{seq + 1}–{head_seq}"
        yield seq + 1, _("thiếu sự kiện {missing} ở cuối chuỗi").format(missing=missing)
    elif head_seq < seq:
        yield seq, _("sự kiện được thêm sau sự kiện cuối {head} mà hồ sơ không chuyển theo").format(head=head_seq)
    else:
        if bytes(head_hash) != bytes(event_hash):
            yield seq, _("nội dung đã bị thay: mã băm không phải mã mà hồ sơ giữ cho sự kiện cuối")
        if state != to_state:
            what = _("hồ sơ ở trạng thái “{state}” nhưng sự kiện cuối ghi “{expected}”")
            yield seq, what.format(state=state, expected=to_state)


def _check_subjects(heard: Callable[[Damage], None], stream: str | None) -> None:
    """Every stream belongs to something that exists and that knows its head."""
    rows = _streamed(
        "WITH streams AS (SELECT DISTINCT stream FROM trail WHERE %(stream)s IS NULL OR stream = %(stream)s),"
        f" heads AS ({heads.heads_sql()}),"
        f" subjects AS ({heads.subjects_sql()})"
        " SELECT s.stream, EXISTS (SELECT 1 FROM subjects x WHERE x.stream = s.stream)"
        " FROM streams s WHERE NOT EXISTS (SELECT 1 FROM subjects x WHERE x.stream = s.stream)"
        " OR NOT EXISTS (SELECT 1 FROM heads h WHERE h.stream = s.stream) ORDER BY s.stream",
        stream,
    )
    for found, exists in rows:
        what = (
            _("chuỗi không có sự kiện cuối được ghi nhận")
            if exists
            else _("chuỗi không thuộc đối tượng nào còn tồn tại")
        )
        heard(Damage(found, None, what))


def _check_stray_texts(heard: Callable[[Damage], None], stream: str | None) -> None:
    """No words without their event."""
    rows = _streamed(
        "SELECT x.stream, x.seq, x.name FROM event_text x WHERE NOT EXISTS"
        " (SELECT 1 FROM trail t WHERE t.stream = x.stream AND t.seq = x.seq)"
        " AND (%(stream)s IS NULL OR x.stream = %(stream)s) ORDER BY x.stream, x.seq",
        stream,
    )
    for found, seq, name in rows:
        heard(Damage(found, seq, _("có lời văn “{name}” nhưng không có sự kiện").format(name=name)))


def _check_statements(heard: Callable[[Damage], None], stream: str | None, damaged: list[str]) -> None:
    """Rare rows that say what an event says, compared set-wise, a statement a table; broken streams were named above."""
    for statement in mirrors.statements():
        for found, seq, what in _streamed(statement, stream, damaged=damaged):
            heard(Damage(found, seq, what))
