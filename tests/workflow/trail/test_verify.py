"""The verifier names what a superuser did behind the constraints; the command exits 1. Rows of docs/trust, C and M."""

from __future__ import annotations

import hashlib
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from approvals.timeline import timeline
from processes.models import TaskProcess
from tests.workflow.trail.conftest import Tamper
from workflow.models import Event
from workflow.trail.canonical import canonical
from workflow.trail.verify import Damage, verify

pytestmark = pytest.mark.usefixtures("trailed")


def found() -> list[Damage]:
    damages: list[Damage] = []
    report = verify(damages.append)
    assert report.damaged == len(damages)
    return damages


def places() -> set[tuple[str, int | None]]:
    return {(damage.stream, damage.seq) for damage in found()}


def closed() -> str:
    return TaskProcess.objects.get(state="closed").stream


def last_seq(stream: str) -> int:
    return Event.objects.filter(stream=stream).order_by("-seq").values_list("seq", flat=True)[0]


def rewrite(tamper: Tamper, stream: str, seq: int, **changes: object) -> None:
    """Another body with the hash that fits it, as somebody who knows the format would do it."""
    body = {**json.loads(Event.objects.get(stream=stream, seq=seq).body), **changes}
    text = canonical(body)
    digest = hashlib.sha256(text.encode()).digest()
    tamper("UPDATE trail SET body = %s, hash = %s WHERE stream = %s AND seq = %s", text, digest, stream, seq)


def test_a_whole_trail_passes_and_its_size_is_told() -> None:
    out = StringIO()
    call_command("verify_trail", stdout=out)
    events, streams = Event.objects.count(), Event.objects.values("stream").distinct().count()
    assert events > 200
    assert f"Đã kiểm tra {events} sự kiện của {streams} chuỗi trong" in out.getvalue()
    assert "sự kiện/giây)" in out.getvalue()
    assert "Nhật ký toàn vẹn." in out.getvalue()


@pytest.mark.parametrize("back", [0, 1, 3])
def test_a_body_rewritten_with_its_hash_is_named(tamper: Tamper, back: int) -> None:
    stream = closed()
    seq = last_seq(stream) - back
    rewrite(tamper, stream, seq, software="duyet 9.9.9")
    assert places() == {(stream, seq)}


def test_the_command_names_the_event_and_exits_1(tamper: Tamper) -> None:
    stream = closed()
    rewrite(tamper, stream, 2, act="submit")
    out = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("verify_trail", stdout=out)
    assert stopped.value.code == 1
    assert f"{stream}, sự kiện 2:" in out.getvalue()
    assert "KHÔNG toàn vẹn" in out.getvalue()


def test_a_rewritten_event_of_a_subject_without_states_is_named(tamper: Tamper) -> None:
    stream = Event.objects.filter(act="post.begun").values_list("stream", flat=True)[0]
    seq = last_seq(stream)
    rewrite(tamper, stream, seq, role="chairman")
    assert (stream, seq) in places()


def test_a_body_that_is_no_json_or_not_canonical_is_named(tamper: Tamper) -> None:
    stream = closed()
    body = json.dumps(json.loads(Event.objects.get(stream=stream, seq=4).body))
    tamper(
        "UPDATE trail SET body = %s, hash = sha256(convert_to(%s, 'UTF8')) WHERE stream = %s AND seq = 4",
        body,
        body,
        stream,
    )
    assert any((d.stream, d.seq) == (stream, 4) and "dạng chuẩn" in d.what for d in found())
    tamper("UPDATE trail SET body = '{', hash = sha256('{') WHERE stream = %s AND seq = 4", stream)
    assert any((d.stream, d.seq) == (stream, 4) and "không đọc được" in d.what for d in found())
    entries = timeline(TaskProcess.objects.get(state="closed"))
    assert entries[4].body == "{", "the page that shows the damage still opens"


def test_a_body_that_holds_what_no_event_may_hold_is_named(tamper: Tamper) -> None:
    """A fraction has no single reading in JSON: the verifier says so and goes on."""
    stream = closed()
    body = {**json.loads(Event.objects.get(stream=stream, seq=4).body), "share": 1.5}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).digest()
    tamper("UPDATE trail SET body = %s, hash = %s WHERE stream = %s AND seq = 4", text, digest, stream)
    assert any((d.stream, d.seq) == (stream, 4) and "không đọc được" in d.what for d in found())


def test_a_well_chained_body_that_the_software_never_writes_is_named(tamper: Tamper) -> None:
    process = TaskProcess.objects.get(state="closed")
    rewrite(tamper, process.stream, process.head_seq, document="giấy")
    digest = bytes(Event.objects.get(stream=process.stream, seq=process.head_seq).hash)
    tamper("UPDATE task_process SET head_hash = %s WHERE id = %s", digest, process.pk)
    assert found() == [Damage(process.stream, None, "nội dung sự kiện không có dạng mà phần mềm ghi")]


@pytest.mark.parametrize("back", [0, 2])
def test_a_deleted_event_is_named_by_its_number(tamper: Tamper, back: int) -> None:
    stream = closed()
    seq = last_seq(stream) - back
    tamper("DELETE FROM trail WHERE stream = %s AND seq = %s", stream, seq)
    damages = [damage for damage in found() if "thiếu sự kiện" in damage.what]
    assert [(damage.stream, damage.seq) for damage in damages] == [(stream, seq)]


def test_the_first_event_of_a_stream_deleted_is_named(tamper: Tamper) -> None:
    stream = closed()
    tamper("DELETE FROM trail WHERE stream = %s AND seq = 0", stream)
    assert (stream, 0) in places()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("act", "submit"), ("person_id", 1), ("post_id", 1), ("account_id", 1), ("unit_id", 1), ("agency_id", 1),
        ("key", "x"), ("at", "2024-01-01T00:00:00Z"),
    ],
)  # fmt: skip
def test_a_column_that_no_longer_says_what_the_body_says_is_named(tamper: Tamper, column: str, value: object) -> None:
    stream = closed()
    tamper(f"UPDATE trail SET {column} = %s WHERE stream = %s AND seq = 1", value, stream)
    assert [(d.stream, d.seq) for d in found()] == [(stream, 1)]
    assert column.removesuffix("_id") in found()[0].what


def test_a_state_changed_without_an_event_is_named(tamper: Tamper) -> None:
    process = TaskProcess.objects.get(state="reviewed")
    tamper("UPDATE task_process SET state = 'closed' WHERE id = %s", process.pk)
    [damage] = found()
    assert (damage.stream, damage.seq) == (process.stream, process.head_seq)
    assert "“closed”" in damage.what
    assert "“reviewed”" in damage.what


def test_an_event_appended_without_moving_its_process_is_named(tamper: Tamper) -> None:
    process = TaskProcess.objects.get(state="reviewed")
    append(tamper, process.stream)
    [damage] = found()
    assert (damage.stream, damage.seq) == (process.stream, process.head_seq + 1)
    assert "không chuyển theo" in damage.what


def append(tamper: Tamper, stream: str) -> None:
    """A true next event of a stream, chained as it must be, put in behind its subject's back."""
    last = Event.objects.get(stream=stream, seq=last_seq(stream))
    body = json.loads(last.body) | {"seq": last.seq + 1, "prev": last.hash_hex, "from": last.to_state, "key": "x"}
    body.pop("texts", None)
    text = canonical(body)
    tamper(
        "INSERT INTO trail (stream, seq, from_state, to_state, prev_hash, hash, body, key, act, at, account_id, person_id,"
        " post_id, unit_id, agency_id) SELECT stream, seq + 1, to_state, to_state, hash, sha256(convert_to(%s, 'UTF8')), %s, 'x',"
        " act, at, account_id, person_id, post_id, unit_id, agency_id FROM trail WHERE stream = %s AND seq = %s",
        text, text, stream, last.seq,
    )  # fmt: skip


def test_the_application_itself_can_append_nothing_unseen() -> None:
    """What the database accepts of the application's role, the verifier finds: an insert beyond the head (architecture 4)."""
    process = TaskProcess.objects.get(state="reviewed")

    def as_the_application(sql: str, *values: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)

    append(as_the_application, process.stream)
    assert places() == {(process.stream, process.head_seq + 1)}


def test_a_process_without_events_is_named(tamper: Tamper) -> None:
    process = TaskProcess.objects.filter(state="assigned").first()
    assert process is not None
    tamper("DELETE FROM trail WHERE stream = %s", process.stream)
    assert found() == [Damage(process.stream, None, "không có sự kiện nào trong nhật ký, dù trạng thái là “assigned”")]


def test_a_stream_whose_subject_is_gone_is_named(tamper: Tamper) -> None:
    process = TaskProcess.objects.filter(state="assigned").first()
    assert process is not None
    tamper("DELETE FROM task_process WHERE id = %s", process.pk)
    assert found() == [Damage(process.stream, None, "chuỗi không thuộc đối tượng nào còn tồn tại")]


def test_a_head_that_is_gone_is_named(tamper: Tamper) -> None:
    stream = Event.objects.filter(act="person.created").values_list("stream", flat=True)[0]
    tamper("DELETE FROM stream_head WHERE stream = %s", stream)
    assert places() == {(stream, None)}


def test_a_text_that_was_changed_is_named_and_an_erased_one_is_not(tamper: Tamper) -> None:
    stream = closed()
    seq = Event.objects.get(stream=stream, act="submit").seq
    tamper(
        "UPDATE event_text SET salt = NULL, text = NULL WHERE stream = %s AND seq = %s AND name = 'result'", stream, seq
    )
    assert found() == []
    tamper("UPDATE event_text SET text = 'Đã xong.' WHERE stream = %s AND seq = %s AND name = 'result'", stream, seq)
    assert places() == {(stream, seq)}
    tamper("DELETE FROM event_text WHERE stream = %s AND seq = %s AND name = 'result'", stream, seq)
    assert [damage.what for damage in found()] == ["mất lời văn “result” của sự kiện"]


def test_words_put_beside_an_event_that_never_had_them_are_named(tamper: Tamper) -> None:
    stream = closed()
    tamper(
        "INSERT INTO event_text (stream, seq, name, salt, text) VALUES (%s, 0, 'opinion', '\\x00', 'Đồng ý')", stream
    )
    tamper(
        "INSERT INTO event_text (stream, seq, name, salt, text) VALUES (%s, 999, 'opinion', '\\x00', 'Đồng ý')", stream
    )
    assert places() == {(stream, 0), (stream, 999)}


def test_not_detected_the_last_event_and_its_row_rewritten_together(tamper: Tamper) -> None:
    """Honest: the chain alone cannot see it; a sealed root can (docs, trust, row 2)."""
    process = TaskProcess.objects.get(state="closed")
    rewrite(tamper, process.stream, process.head_seq, software="duyet 9.9.9")
    digest = bytes(Event.objects.get(stream=process.stream, seq=process.head_seq).hash)
    tamper("UPDATE task_process SET head_hash = %s WHERE id = %s", digest, process.pk)
    assert found() == []
