"""What the engine stands on: process and item rows read and written for a whole set, each in one constant statement.

The SQL is constant because compiling the ORM's lock query cost more than everything else of an act together; rows are built
with `from_db`, which pairs values with the fields in their order (architecture.md section 4, measured).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.db import connection, models
from django.utils.translation import gettext as _

from processes import rights
from processes.capacities import capacities as read_capacities
from processes.models import TaskProcess, WorkItem
from processes.rights import Relation
from workflow import clock
from workflow.acts import Act, Actor, Capacity, Move
from workflow.batch import Batch
from workflow.prepared import Prepared
from workflow.trail.lines import Answer

BEYOND = 2**63  # no row has such a number, and the database has no type for it
OFFICES = ("department_id", "office_id", "issuer_id", "field")

# One predicate says what may be seen; lists and the engine share it. Its parameters are the agencies of each relation. An
# inspector does not see work he had a hand in (domain.md 3.4, S8).
VISIBLE = """(
    p.agency_id = ANY(%(responsible)s) OR pl.department_id = ANY(%(department)s) OR pl.office_id = ANY(%(office)s)
    OR pl.issuer_id = ANY(%(authority)s)
    OR (p.plan_id = ANY(%(scope)s) AND NOT EXISTS (
        SELECT 1 FROM trail t JOIN processes_person n ON n.id = t.person_id
        WHERE t.stream = p.stream AND COALESCE(n.merged_into_id, n.id) = ANY(%(inspecting)s)))
    OR (cardinality(%(asked)s::bigint[]) > 0 AND EXISTS (
        SELECT 1 FROM work_item w WHERE w.process_id = p.id AND NOT w.is_main AND w.agency_id = ANY(%(asked)s)))
)"""


@dataclass(frozen=True)
class Past:
    """One earlier act in a process: what, by which natural person, of which unit."""

    act: str
    person: int
    unit: int | None


@cache
def _columns(model: type[models.Model], prefix: str) -> tuple[str, tuple[str, ...]]:
    fields = [f for f in model._meta.concrete_fields if not f.generated]
    return ", ".join(f'{prefix}."{f.column}"' for f in fields), tuple(f.attname for f in fields)


def _built(model: type[models.Model], names: tuple[str, ...], row: Sequence[Any]) -> Any:
    values = [
        field.from_db_value(value, None, connection) if hasattr(field, "from_db_value") else value
        for field, value in zip((f for f in model._meta.concrete_fields if not f.generated), row, strict=False)
    ]
    return model.from_db("default", names, values)


def reach(capacities: Sequence[Capacity]) -> dict[str, list[int]]:
    """The parameters of VISIBLE for these capacities."""
    by_relation = rights.agencies_by_reach(capacities)
    inspecting = sorted({capacity.person for capacity in capacities if capacity.scope_plan is not None})
    return {**{str(relation): by_relation[relation] for relation in Relation}, "inspecting": inspecting}


@cache
def _lock_processes() -> Prepared:
    columns, _names = _columns(TaskProcess, "p")
    return Prepared(
        "lock_processes",
        f"SELECT {columns}, pl.department_id, pl.office_id, pl.issuer_id, pl.field"
        f" FROM task_process p JOIN processes_plan pl ON pl.id = p.plan_id"
        f" WHERE p.id = ANY(%(ids)s) AND {VISIBLE} ORDER BY p.id FOR NO KEY UPDATE OF p",
        {"ids": "bigint[]", **{name: "bigint[]" for name in reach(())}},
    )


@cache
def _lock_items() -> Prepared:
    columns, _names = _columns(WorkItem, "w")
    return Prepared(
        "lock_items",
        f"SELECT {columns} FROM work_item w WHERE w.process_id = ANY(%(ids)s) AND (w.finished IS NULL OR NOT w.is_main)"
        " ORDER BY w.id FOR NO KEY UPDATE",
        {"ids": "bigint[]"},
    )


_PAST = (
    "SELECT t.stream, t.seq, t.act, t.from_state, t.to_state, t.hash, t.at, t.key, COALESCE(n.merged_into_id, n.id), t.unit_id"
    " FROM trail t LEFT JOIN processes_person n ON n.id = t.person_id WHERE t.stream = ANY(%(streams)s)"
)
_WHOLE_PAST = Prepared("whole_past", _PAST, {"streams": "text[]"})
_ANSWERS = Prepared("answers", f"{_PAST} AND t.key = %(key)s", {"streams": "text[]", "key": "text"})


class TaskGround:
    """The rows of TaskProcess and WorkItem as `workflow.engine` needs them."""

    def capacities(self, actor: Actor, today: date) -> list[Capacity]:
        """The posts and delegations the actor holds today."""
        return read_capacities(actor, today)

    def lock(self, ids: Sequence[int], capacities: Sequence[Capacity]) -> list[TaskProcess]:
        """Lock, in id order, those of the processes that these capacities may see."""
        _columns_sql, names = _columns(TaskProcess, "p")
        found = []
        for row in _lock_processes().rows({"ids": [pk for pk in ids if 0 < pk < BEYOND], **reach(capacities)}):
            process = _built(TaskProcess, names, row[: len(names)])
            for name, value in zip(OFFICES, row[len(names) :], strict=True):
                setattr(process, name, value)
            found.append(process)
        return found

    def lock_items(self, ids: Sequence[int]) -> list[WorkItem]:
        """Lock the open items of the processes, and the questions that were answered: who was asked goes on seeing the work."""
        _columns_sql, names = _columns(WorkItem, "w")
        return [_built(WorkItem, names, row) for row in _lock_items().rows({"ids": list(ids)})]

    def past(self, ids: Sequence[int], key: str, *, whole: bool) -> tuple[dict[str, Answer], dict[int, list[Past]]]:
        """The events that answer the key already, by stream; and, if `whole`, every act of every natural person in these
        processes, merged persons counted as one."""
        answers: dict[str, Answer] = {}
        found: dict[int, list[Past]] = {}
        question = _WHOLE_PAST if whole else _ANSWERS
        rows = question.rows({"streams": [f"process:{pk}" for pk in ids], "key": key})
        for stream, seq, act, before, after, digest, at, done_by, person, unit in rows:
            if done_by == key:
                answers[stream] = Answer(stream, seq, act, before, after, bytes(digest), at)
            if person is not None:
                found.setdefault(int(stream.partition(":")[2]), []).append(Past(act, person, unit))
        return answers, found

    def history(self, ids: Sequence[int]) -> dict[int, list[Past]]:
        """The same history for reading lists, where no key is answered."""
        return self.past(ids, "", whole=True)[1]

    def fitting(
        self, act: Act, process: TaskProcess, items: Sequence[WorkItem], capacities: Sequence[Capacity]
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
