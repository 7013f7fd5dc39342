"""What the engine stands on: process and item rows read and written for a whole set, each in one constant statement.

The SQL is constant because compiling the ORM's lock query cost more than everything else of an act together; rows are built
with `from_db`, which pairs values with the fields in their order (architecture.md section 4, measured).
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from processes import rights
from processes.capacities import capacities as read_capacities
from processes.models import TaskProcess, WorkItem
from processes.plain_rows import built, columns
from processes.rights import Relation
from workflow import clock
from workflow.acts import Act, Actor, Capacity, Held, Move
from workflow.batch import Batch
from workflow.prepared import Prepared
from workflow.trail.lines import Answer

BEYOND = 2**63  # no row has such a number, and the database has no type for it
OFFICES = ("department_id", "office_id", "issuer_id", "field")

# One predicate says what may be seen; lists and the engine share it. Its parameters are the agencies of each relation. An
# inspector does not see work he had a hand in or is in charge of (domain.md 3.4, S8).
_OF_BODY = """
    p.agency_id = ANY(%(responsible)s) OR pl.department_id = ANY(%(department)s) OR pl.office_id = ANY(%(office)s)
    OR pl.issuer_id = ANY(%(authority)s)
    OR (cardinality(%(asked)s::bigint[]) > 0 AND EXISTS (
        SELECT 1 FROM work_item w WHERE w.process_id = p.id AND NOT w.is_main AND w.agency_id = ANY(%(asked)s)))"""
_IN_SCOPE = """
    p.plan_id = ANY(%(scope)s) AND NOT EXISTS (
        SELECT 1 FROM trail t JOIN processes_person n ON n.id = t.person_id
        WHERE t.stream = p.stream AND COALESCE(n.merged_into_id, n.id) = ANY(%(inspecting)s))
    AND NOT EXISTS (SELECT 1 FROM processes_post k JOIN processes_person n ON n.id = k.person_id
        WHERE k.id = p.officer_id AND COALESCE(n.merged_into_id, n.id) = ANY(%(inspecting)s))"""
VISIBLE = f"({_OF_BODY} OR ({_IN_SCOPE}))"


IN_CHARGE = "in_charge"
"""No act of his own: the person whom `accept` named officer in charge, with the unit that became the implementing one."""


@dataclass(frozen=True)
class Past:
    """One earlier act in a process: what, by which natural person, of which unit. See IN_CHARGE."""

    act: str
    person: int
    unit: int | None


@dataclass(frozen=True)
class Duty:
    """A work item as it was locked; `finished` is None while it is open."""

    pk: int
    process_id: int
    node: str
    role: str
    agency_id: int
    due: date | None
    is_main: bool
    finished: str | None
    question: dict[str, Any]


def _held(names: tuple[str, ...], row: Sequence[Any]) -> Held:
    *values, items, past, answered, _last = row
    process = built(TaskProcess, names, values[: len(names)])
    for name, value in zip(OFFICES, values[len(names) :], strict=False):
        setattr(process, name, value)
    duties = [
        Duty(pk, process_id, node, role, agency, due and date.fromisoformat(due), is_main, finished, question)
        for pk, process_id, node, role, agency, due, is_main, finished, question in items or ()
    ]
    return Held(process, duties, _past(past or ()), answered)


def _past(entries: Iterable[Sequence[Any]]) -> list[Past]:
    found = []
    for act, person, unit, officer, implementing in entries:
        if person is not None:
            found.append(Past(act, person, unit))
        if officer is not None:
            found.append(Past(IN_CHARGE, officer, implementing))
    return found


def reach(capacities: Sequence[Capacity]) -> dict[str, list[int]]:
    """The parameters of VISIBLE for these capacities."""
    by_relation = rights.agencies_by_reach(capacities)
    inspecting = sorted({capacity.person for capacity in capacities if capacity.scope_plan is not None})
    return {**{str(relation): by_relation[relation] for relation in Relation}, "inspecting": inspecting}


# Who did what in a process, and who was in charge of it; merged persons counted as one.
_PAST = (
    "t.act, COALESCE(n.merged_into_id, n.id), t.unit_id,"
    " COALESCE(o.merged_into_id, o.id), CASE t.act WHEN 'accept' THEN (t.body::json ->> 'unit')::bigint END"
)
_EVENTS = (
    "trail t LEFT JOIN processes_person n ON n.id = t.person_id"
    " LEFT JOIN processes_post k ON k.id = CASE t.act WHEN 'accept' THEN (t.body::json ->> 'officer')::bigint END"
    " LEFT JOIN processes_person o ON o.id = k.person_id"
)
_HISTORY = Prepared(
    "history", f"SELECT t.stream, {_PAST} FROM {_EVENTS} WHERE t.stream = ANY(%(streams)s)", {"streams": "text[]"}
)


@cache
def _lock(*, whole: bool, in_scope: bool) -> Prepared:
    """Lock the processes in id order, then their duties; read their events in the same statement.

    Who has no plan to inspect asks no question about it: the server would make ready for it each time.
    """
    listed, _names = columns(TaskProcess, "p")
    events = (
        f"json_agg(json_build_array({_PAST}) ORDER BY t.seq) AS past FROM {_EVENTS}"
        if whole
        else "'[]'::json AS past FROM trail t"
    )
    return Prepared(
        f"lock{'_whole' * whole}{'_in_scope' * in_scope}",
        f"WITH p AS (SELECT {listed}, pl.department_id, pl.office_id, pl.issuer_id, pl.field, p.stream"
        f" FROM task_process p JOIN processes_plan pl ON pl.id = p.plan_id"
        f" WHERE p.id = ANY(%(ids)s) AND {VISIBLE if in_scope else f'({_OF_BODY})'} ORDER BY p.id FOR NO KEY UPDATE OF p),"
        " w AS (SELECT w.* FROM p JOIN work_item w ON w.process_id = p.id WHERE w.finished IS NULL OR NOT w.is_main"
        "  ORDER BY w.id FOR NO KEY UPDATE OF w)"
        " SELECT p.*, (SELECT json_agg(json_build_array(w.id, w.process_id, w.node, w.role, w.agency_id, w.due, w.is_main,"
        "  w.finished, w.question) ORDER BY w.id) FROM w WHERE w.process_id = p.id), e.past, e.answered, e.last"
        " FROM p CROSS JOIN LATERAL (SELECT max(t.seq) AS last, COALESCE(bool_or(t.key = %(key)s), false) AS answered,"
        f"  {events} WHERE t.stream = p.stream) e ORDER BY p.id",
        {"ids": "bigint[]", **{name: "bigint[]" for name in reach(())}, "key": "text"},
    )


@cache
def _lock_items() -> Prepared:
    listed, _names = columns(WorkItem, "w")
    return Prepared(
        "lock_items",
        f"SELECT {listed} FROM work_item w WHERE w.process_id = ANY(%(ids)s) AND (w.finished IS NULL OR NOT w.is_main)"
        " ORDER BY w.id FOR NO KEY UPDATE",
        {"ids": "bigint[]"},
    )


class TaskGround:
    """The rows of TaskProcess and WorkItem as `workflow.engine` needs them."""

    def capacities(self, actor: Actor, today: date) -> list[Capacity]:
        """The posts and delegations the actor holds today."""
        return read_capacities(actor, today)

    def lock(self, ids: Sequence[int], capacities: Sequence[Capacity], key: str, *, whole: bool) -> list[Held]:
        """Lock, in id order, those of the processes that these capacities may see, and read what stands beside them.

        Whoever waited for a row has read its duties and events as they were before he waited: its last event is then not
        the one the row names, and all is read again under the locks that are held.
        """
        _listed, names = columns(TaskProcess, "p")
        mine, head = reach(capacities), names.index("head_seq")
        question = _lock(whole=whole, in_scope=bool(mine["scope"]))
        asked = {"ids": [pk for pk in ids if 0 < pk < BEYOND], **mine, "key": key}
        rows = question.rows(asked)
        if any(row[-1] != row[head] for row in rows):
            rows = question.rows(asked)
        return [_held(names, row) for row in rows]

    def lock_items(self, ids: Sequence[int]) -> list[WorkItem]:
        """Lock the open items of the processes, and the questions that were answered: who was asked goes on seeing the work."""
        _listed, names = columns(WorkItem, "w")
        return [built(WorkItem, names, row) for row in _lock_items().rows({"ids": list(ids)})]

    def answers(self, streams: Sequence[str], key: str) -> dict[str, Answer]:
        """The events that answer the key already, by stream."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT stream, seq, act, from_state, to_state, hash, at FROM trail WHERE stream = ANY(%s) AND key = %s",
                [list(streams), key],
            )
            return {
                stream: Answer(stream, seq, act, before, after, bytes(digest), at)
                for stream, seq, act, before, after, digest, at in cursor.fetchall()
            }

    def history(self, ids: Sequence[int]) -> dict[int, list[Past]]:
        """Who did what in each process, for reading lists."""
        found: dict[int, list[Past]] = {}
        for stream, *entry in _HISTORY.rows({"streams": [f"process:{pk}" for pk in ids]}):
            found.setdefault(int(stream.partition(":")[2]), []).extend(_past([entry]))
        return found

    def fitting(
        self, act: Act, process: TaskProcess, items: Sequence[Duty], capacities: Sequence[Capacity]
    ) -> list[Capacity]:
        """The capacities that hold a right to the act on this process."""
        asked = [item.agency_id for item in items if not item.is_main]
        return rights.fitting(act.name, process, capacities, asked)

    def last_words(self, processes: Sequence[TaskProcess]) -> dict[int, str]:
        """Who moved each process last and when, as a sentence for the one who came second. One statement for the set."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT DISTINCT ON (t.stream) t.stream, n.full_name, t.at"
                " FROM trail t JOIN processes_person n ON n.id = t.person_id"
                " WHERE t.stream = ANY(%s) AND (t.from_state IS DISTINCT FROM t.to_state OR t.act = 'transfer')"
                " ORDER BY t.stream, t.seq DESC",
                [[process.stream for process in processes]],
            )
            return {int(stream.partition(":")[2]): _moved_by(name, at) for stream, name, at in cursor.fetchall()}

    def save(self, moves: Sequence[Move], batch: Batch) -> None:
        """Write what an act may change of the process rows, in one statement."""
        rows = [
            (
                p.pk, p.state, p.version, p.head_seq, p.head_hash, p.status, p.finished, p.agency_id, p.unit_id, p.officer_id,
                p.taken_by_id, p.sent_back, p.submissions_made, p.submitted_at, p.accepted_submission_at,
            )
            for p in (move.process for move in moves)
        ]  # fmt: skip
        width = (
            "(%s::bigint, %s, %s::int, %s::int, %s::bytea, %s, %s::timestamptz, %s::bigint, %s::bigint, %s::bigint,"
            " %s::bigint, %s::boolean, %s::smallint, %s::timestamptz, %s::timestamptz)"
        )
        batch.add_rows(
            "UPDATE task_process p SET state = v.state, version = v.version, head_seq = v.head_seq,"
            " head_hash = v.head_hash, status = v.status, finished = v.finished, agency_id = v.agency_id,"
            " unit_id = v.unit_id, officer_id = v.officer_id, taken_by_id = v.taken_by_id, sent_back = v.sent_back,"
            " submissions_made = v.submissions_made, submitted_at = v.submitted_at,"
            " accepted_submission_at = v.accepted_submission_at"
            " FROM (VALUES %s) AS v (id, state, version, head_seq, head_hash, status,"
            " finished, agency_id, unit_id, officer_id, taken_by_id, sent_back, submissions_made, submitted_at,"
            " accepted_submission_at) WHERE p.id = v.id",
            rows,
            width=width,
        )

    def close_items(self, moves: Sequence[Move], batch: Batch) -> None:
        """Finish the answered items, naming who finished them; viewflow's own columns say the same."""
        rows = [
            (item.pk, move.at, move.capacity.post, move.line.seq if move.line else None)
            for move in moves
            for item in move.closes
        ]
        batch.add_rows(
            "UPDATE work_item w SET finished = v.at, status = 'DONE', finished_by_id = v.post, answered_seq = v.seq"
            " FROM (VALUES %s) AS v (id, at, post, seq) WHERE w.id = v.id",
            rows,
            width="(%s::bigint, %s::timestamptz, %s::bigint, %s::int)",
        )

    def open_items(self, moves: Sequence[Move], flow: Any, batch: Batch) -> None:
        """Insert the new duties of the whole set."""
        values = [
            (
                move.process.pk, flow.task_ref(opened.node), "HUMAN", "NEW", move.at, "start", opened.node, opened.role,
                opened.agency, opened.due, opened.is_main, json.dumps(opened.question), "{}",
            )
            for move in moves
            for opened in move.opens
        ]  # fmt: skip
        batch.add_rows(
            "INSERT INTO work_item (process_id, flow_task, flow_task_type, status, created, token, node, role, agency_id, due,"
            " is_main, question, data) VALUES %s",
            values,
        )

    def new_ids(self, count: int) -> list[int]:
        """Numbers for new processes, from their sequence."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence('task_process', 'id')) FROM generate_series(1, %s)", [count]
            )
            return [row[0] for row in cursor.fetchall()]

    def genesis(self, process: TaskProcess) -> dict[str, Any]:
        """What the first event says: which row of which plan, for whom, from when to when, by which calendar."""
        return {
            "plan": process.plan_id,
            "task": process.plan_task_id,
            "agency": process.agency_id,
            "from_day": process.period_from.isoformat(),
            "to_day": process.period_to.isoformat() if process.period_to else None,
            "due": process.due.isoformat() if process.due else None,
            "directing": process.directing,
            "calendar": process.calendar_version,
        }

    def insert(self, moves: Sequence[Move], flow: Any) -> None:
        """Write the new process rows in one statement."""
        for move in moves:
            move.process.flow_class = flow
        TaskProcess.objects.bulk_create([move.process for move in moves], batch_size=len(moves))


def _moved_by(name: str, at: datetime) -> str:
    """Who was first, and when, for the one who came second."""
    local = at.astimezone(clock.LOCAL)
    return _("{person} đã xử lý lúc {time} ngày {day}.").format(
        person=name, time=f"{local:%H:%M}", day=f"{local:%d/%m/%Y}"
    )
