"""Attacks of the application's own role on the record: whatever the code above it tries, the database refuses it."""

import pytest
from django.conf import settings
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from django.db.utils import NotSupportedError

from approvals import acts
from approvals.models import Citation, Decision, Document, EvidenceFile, Submission, SubmissionFile
from processes.models import State, TaskProcess
from tests import databases
from tests.world import World
from workflow.grants import append_only_tables

FORGED = "sha256(convert_to('forged', 'UTF8')), 'forged', 'issue', now()"
COLUMNS = "stream, seq, from_state, to_state, prev_hash, hash, body, act, at"
HEAD = "FROM trail WHERE stream = '{stream}' ORDER BY seq DESC LIMIT 1"
APPEND = f"INSERT INTO trail ({COLUMNS}) SELECT stream, seq + 1, to_state, 'submitted', hash, {FORGED} {HEAD}"

ON_THE_TRAIL = {
    "a body rewritten": "UPDATE trail SET body = 'x' WHERE stream = '{stream}'",
    "a body rewritten with its hash": "UPDATE trail SET body = 'x', hash = sha256('x') WHERE stream = '{stream}' AND seq = 0",
    "a time moved": "UPDATE trail SET at = at - interval '1 day' WHERE stream = '{stream}'",
    "an event deleted": "DELETE FROM trail WHERE stream = '{stream}' AND seq = 2",
    "the last event deleted": "DELETE FROM trail WHERE stream = '{stream}' AND seq = {head}",
    "all of it truncated": "TRUNCATE trail",
    "truncated with all that hangs on it": "TRUNCATE trail CASCADE",
    "replaced on conflict": f"{APPEND.replace('seq + 1', 'seq')} ON CONFLICT (stream, seq) DO UPDATE SET body = 'forged'",
    "merged over": "MERGE INTO trail t USING (SELECT 1) s ON t.stream = '{stream}' WHEN MATCHED THEN DELETE",
    "a fork: a second event after the same one": f"INSERT INTO trail ({COLUMNS}) SELECT stream, {{head}}, from_state, to_state,"
    f" prev_hash, {FORGED} {HEAD}",
    "a second beginning": f"INSERT INTO trail ({COLUMNS}) VALUES ('{{stream}}', 0, NULL, 'assigned', NULL, {FORGED})",
    "a gap": APPEND.replace("seq + 1", "seq + 2"),
    "a hash that is not the body's": APPEND.replace("sha256(convert_to('forged', 'UTF8'))", "sha256('else')"),
    "a previous hash that is not the last one's": APPEND.replace(", hash, sha256", ", sha256('else'), sha256"),
    "the previous hash of another stream": APPEND.replace(
        ", hash, sha256", ", (SELECT head_hash FROM task_process WHERE id = {other}), sha256"
    ),
    "no previous hash": APPEND.replace(", hash, sha256", ", NULL, sha256"),
    "no state before": APPEND.replace("to_state, 'submitted'", "NULL, 'submitted'"),
    "a state before that nobody left it in": APPEND.replace("to_state, 'submitted'", "'approved', 'submitted'"),
    "a beginning that has something before it": f"INSERT INTO trail ({COLUMNS}) SELECT 'process:0', 0, to_state, 'assigned',"
    f" hash, {FORGED} {HEAD}",
    "a stream that begins in the middle": f"INSERT INTO trail ({COLUMNS}) SELECT 'process:0', 1, to_state, 'assigned', hash,"
    f" {FORGED} {HEAD}",
    "a number below zero": f"INSERT INTO trail ({COLUMNS}) VALUES ('process:0', -1, 'x', 'x', 'x', {FORGED})",
    "the same key twice in a stream": f"INSERT INTO trail ({COLUMNS}, key) SELECT stream, seq + 1, to_state, to_state, hash,"
    f" {FORGED}, key {HEAD}",
    "a previous number of one's own": APPEND.replace("stream, seq, from", "stream, prev_seq, seq, from").replace(
        "SELECT stream,", "SELECT stream, 7,"
    ),
}

ON_THE_STATE = {
    "a state without an event": "UPDATE task_process SET state = 'closed' WHERE id = {id}",
    "a state without an event, checked late": "SET CONSTRAINTS ALL DEFERRED; UPDATE task_process SET state = 'closed' WHERE id = {id}",
    "a head that is no event": "UPDATE task_process SET head_seq = head_seq + 1 WHERE id = {id}",
    "a hash that is no event's": "UPDATE task_process SET head_hash = sha256('x') WHERE id = {id}",
    "a head that goes back": "UPDATE task_process p SET head_seq = t.seq, head_hash = t.hash, state = t.to_state"
    " FROM trail t WHERE t.stream = p.stream AND t.seq = 1 AND p.id = {id}",
    "the state of an old true event": "UPDATE task_process p SET state = t.to_state, head_hash = t.hash"
    " FROM trail t WHERE t.stream = p.stream AND t.seq = 1 AND p.id = {id}",
    "another stream's event": "UPDATE task_process p SET head_seq = o.head_seq, head_hash = o.head_hash, state = o.state"
    " FROM task_process o WHERE o.id = {other} AND p.id = {fresh}",
    "a state that the new event does not lead to": f"{APPEND}; UPDATE task_process p SET state = 'closed',"
    " head_seq = head_seq + 1, head_hash = sha256('forged') WHERE id = {id}",
    "the stream of another": "UPDATE task_process SET stream = 'process:{other}' WHERE id = {id}",
    "another number": "UPDATE task_process SET id = id + 1000 WHERE id = {id}",
    "a process gone": "DELETE FROM task_process WHERE id = {id}",
    "a process gone with its items": "DELETE FROM work_item WHERE process_id = {fresh}; DELETE FROM task_process WHERE id = {fresh}",
    "all processes gone": "TRUNCATE task_process CASCADE",
    "a share given twice": "UPDATE task_process SET given_to_id = o.given_to_id, plan_task_id = o.plan_task_id FROM task_process o"
    " WHERE o.id = {other} AND task_process.id = {id}",
    "a second open duty": "INSERT INTO work_item (process_id, flow_task, flow_task_type, status, created, token, node, role,"
    " agency_id, is_main, question, data) SELECT process_id, flow_task, flow_task_type, status, created, token, node, role,"
    " agency_id, is_main, question, data FROM work_item WHERE process_id = {id} AND finished IS NULL",
    "an answered duty open again": "UPDATE work_item SET finished = NULL WHERE process_id = {id}",
    "a plan's head gone": "DELETE FROM stream_head",
    "a plan's head back": "UPDATE stream_head SET head_seq = head_seq - 1 WHERE head_seq > 0",
    "a plan's head elsewhere": "UPDATE stream_head SET stream = stream || 'x'",
    "a plan's hash forged": "UPDATE stream_head SET head_hash = sha256('x')",
}

ON_THE_GUARDS = {
    "the guards put to sleep": "SET session_replication_role = replica",
    "a trigger off": "ALTER TABLE trail DISABLE TRIGGER ALL",
    "a trigger gone": "DROP TRIGGER trail_no_change ON trail",
    "a constraint gone": "ALTER TABLE task_process DROP CONSTRAINT process_state_has_its_event",
    "a guard rewritten": "CREATE OR REPLACE FUNCTION trail_is_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "a rule beside it": "CREATE RULE quiet AS ON INSERT TO trail DO INSTEAD NOTHING",
    "a trigger beside it": "CREATE TRIGGER quiet BEFORE INSERT ON trail FOR EACH ROW EXECUTE FUNCTION trail_is_append_only()",
    "the table gone": "DROP TABLE trail CASCADE",
    "rights given to oneself": "GRANT UPDATE ON trail TO CURRENT_USER; UPDATE trail SET body = 'x'",
    "the owner's role": f"SET ROLE {settings.DATABASE_ADDRESSES['owner']['USER']}",
    "the server's files": "COPY trail TO PROGRAM 'cat'",
}


@pytest.fixture
def names(small: World) -> dict[str, int | str]:
    """A share that was reviewed, one that was submitted, and one that was just given out."""
    share = small.bring(small.share("I.1", "syt"), State.REVIEWED)
    other = small.bring(small.share("I.1", "sct"), State.SUBMITTED)
    fresh = small.share("I.1", "ubnd-huyen-binh-son")
    return {"id": share.pk, "stream": share.stream, "head": share.head_seq, "other": other.pk, "fresh": fresh.pk}


def refused(sql: str, *errors: type[DatabaseError]) -> None:
    """The statement is refused, by one of these kinds of error, and changes nothing."""
    before = snapshot()
    with pytest.raises(errors), transaction.atomic():
        attack(sql)
    assert snapshot() == before


def attack(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        assert cursor.rowcount != 0, "the attack met no row: it proves nothing"


def snapshot() -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*)::text, md5(string_agg(t::text, '' ORDER BY stream, seq)) FROM trail t")
        found = cursor.fetchall()
        cursor.execute("SELECT count(*)::text, md5(string_agg(p::text, '' ORDER BY id)) FROM task_process p")
        return found + cursor.fetchall()


@pytest.mark.parametrize("sql", ON_THE_TRAIL.values(), ids=ON_THE_TRAIL)
def test_the_trail_refuses(names: dict[str, int | str], sql: str) -> None:
    refused(sql.format(**names), IntegrityError, ProgrammingError, NotSupportedError)


@pytest.mark.parametrize("sql", ON_THE_STATE.values(), ids=ON_THE_STATE)
def test_the_process_refuses(names: dict[str, int | str], sql: str) -> None:
    refused(sql.format(**names), IntegrityError, ProgrammingError)


def test_no_process_comes_into_being_without_its_first_event(small: World) -> None:
    born = small.share("I.1", "syt")
    born.pk, born.period_from = 77, born.period_to
    with pytest.raises(IntegrityError, match="process_state_has_its_event"), transaction.atomic():
        TaskProcess.objects.bulk_create([born])


@pytest.mark.parametrize("sql", ON_THE_GUARDS.values(), ids=ON_THE_GUARDS)
def test_the_guards_stay(names: dict[str, int | str], sql: str) -> None:
    refused(sql, ProgrammingError)


@pytest.mark.parametrize("way", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
@pytest.mark.parametrize(
    "model", [Decision, Document, Citation, EvidenceFile, Submission, SubmissionFile], ids=lambda m: m._meta.db_table
)
def test_what_proves_something_is_only_added_to(small: World, model: type, way: str) -> None:
    small.bring(small.share("I.1", "syt"), State.CLOSED)
    assert model.objects.exists()
    refused(way.format(model._meta.db_table), ProgrammingError)


def test_the_words_of_an_event_are_erased_or_stay_as_they_were_said(small: World) -> None:
    small.bring(small.share("I.1", "syt"), State.REVIEWED)
    refused("DELETE FROM event_text WHERE name = 'opinion'", ProgrammingError)
    refused("TRUNCATE event_text", ProgrammingError)
    refused("UPDATE event_text SET name = 'reason' WHERE name = 'opinion'", ProgrammingError)
    refused("UPDATE event_text SET text = 'Không đạt.' WHERE name = 'opinion'", IntegrityError)
    refused("UPDATE event_text SET text = NULL WHERE name = 'opinion'", IntegrityError)  # half erased proves nothing
    with connection.cursor() as cursor:
        cursor.execute("UPDATE event_text SET text = NULL, salt = NULL WHERE name = 'opinion'")
        assert cursor.rowcount == 1


@pytest.mark.parametrize("table", ["processes_account", "processes_person", "processes_post", "processes_instrument"])
def test_who_acted_is_never_deleted(small: World, table: str) -> None:
    refused(f"DELETE FROM {table}", ProgrammingError)


def test_the_list_of_what_is_only_added_to_is_no_shorter() -> None:
    assert set(append_only_tables()) >= {
        "trail", "decision", "document", "citation", "evidence_file", "submission", "submission_file",
    }  # fmt: skip


def test_a_true_event_is_accepted(names: dict[str, int | str]) -> None:
    """The attacks above fail for what is wrong with them, not because nothing could be appended."""
    with connection.cursor() as cursor:
        cursor.execute(APPEND.format(**names))
        assert cursor.rowcount == 1


@pytest.mark.parametrize("sql", ["UPDATE trail SET body = 'x'", "DELETE FROM trail", "TRUNCATE trail CASCADE"])
def test_the_owner_of_the_schema_is_refused_by_the_second_line(shared: World, sql: str) -> None:
    with databases.as_owner(connection.settings_dict["NAME"]) as cursor, pytest.raises(Exception, match="append only"):
        cursor.execute(sql)


@pytest.mark.parametrize(
    "sql",
    ["DELETE FROM task_process", "UPDATE task_process SET state = 'closed'", "UPDATE task_process SET id = id + 1000"],
)
def test_the_owner_cannot_move_a_state_without_an_event_either(shared: World, sql: str) -> None:
    said = r"append only|never moves|foreign key"
    with databases.as_owner(connection.settings_dict["NAME"]) as cursor, pytest.raises(Exception, match=said):
        cursor.execute(sql)


def test_one_issuer_gives_a_number_once_a_year(small: World) -> None:
    paper = {"kind": "decision", "number": "15", "symbol": "QĐ-UBND", "year": 2025, "dated": "2025-02-10"}
    paper["recorded_at"] = small.plan.imported_at
    Document.objects.create(issuer=small.agency("ubnd-tinh"), **paper)
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.create(issuer=small.agency("ubnd-tinh"), **paper)
    Document.objects.create(issuer=small.agency("ubnd-tinh-2025"), **paper)
    Document.objects.create(issuer=small.agency("ubnd-tinh"), **{**paper, "year": 2026, "dated": "2026-02-10"})


def test_the_engine_says_in_words_what_the_database_refuses(small: World) -> None:
    """A state moved behind the trail's back cannot come from the engine; if it tries, the clerk reads a sentence."""
    share = small.share("I.1", "syt")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(acts.ACCEPT), "change", lambda self, move: move.process.__dict__.update(head_seq=5))
        outcome = small.act("ld-so-y-te", acts.ACCEPT, share)
    assert [line.error.status for line in outcome.refused] == [409]
    assert TaskProcess.objects.get(pk=share.pk).state == State.ASSIGNED
