"""A file against the database: tried out first, row by row through the verbs and taken back; then applied, whole or not at all.

The trial and the application are one path, so that what was shown is what is done. An application holds the tables against
other writers and refuses when anything moved since the trial.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Any

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from processes.actors import check
from processes.exchange.columns import Values
from processes.exchange.kinds import Exchange
from processes.exchange.outcome import CellError, Moved, Outcome, RowChange, SheetOutcome
from processes.exchange.reading import Headed, all_values, key_values, matched, strays
from processes.exchange.tables import Table
from workflow import spreadsheets, trail
from workflow.acts import Capacity
from workflow.errors import Conflict, DomainError, NotValid
from workflow.files import keep

MOST_CHANGES = 1_000
"""Rows that one file may record or change; ten times what a year brings, and done within seconds."""
STREAM = "directory"


@dataclass(frozen=True)
class _Row:
    number: int
    values: Values
    old: Values | None
    changed: frozenset[str]


def try_out(exchange: Exchange, file: IO[bytes], *, by: Capacity) -> Outcome:
    """What applying the file would do. Nothing is kept. Raises NotAllowed, and NotValid where the file is no such table."""
    check(by, exchange.right)
    sheets = spreadsheets.read(file)
    with transaction.atomic():
        outcome = _run(exchange, sheets, by)
        transaction.set_rollback(True)
    return outcome


def apply(exchange: Exchange, file: IO[bytes], *, seen: str, sha256: str, name: str, by: Capacity) -> Outcome:
    """Record what the file says, in one transaction, and one event that names the file by its hash; the file is kept with it.

    `seen` is the mark of the trial: Conflict when anything of these tables moved since. NotValid when any row is refused.
    """
    check(by, exchange.right)
    sheets = spreadsheets.read(file)
    with transaction.atomic():
        _hold(exchange)
        outcome = _run(exchange, sheets, by, seen)
        if outcome.errors:
            sentence = _("Tệp còn {count} lỗi nên không có gì được ghi. Hãy sửa tệp rồi tải lên lại.")
            raise NotValid(sentence.format(count=len(outcome.errors)), field="file")
        if outcome.may_be_applied:
            extra = {"sha256": sha256, "new": outcome.new, "changed": outcome.changed}
            keep(sha256)
            trail.record(STREAM, exchange.event, by.who(), extra=extra, texts={"file_name": name})
    return outcome


def _hold(exchange: Exchange) -> None:
    """Others may read; whoever wants to write these tables waits, and so does a second import."""
    tables = ", ".join(model._meta.db_table for model in exchange.models)  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE")


def _run(exchange: Exchange, sheets: Sequence[spreadsheets.Sheet], by: Capacity, seen: str | None = None) -> Outcome:
    tables = exchange.tables()
    standing = {table.title: table.standing() for table in tables}
    outcome = Outcome(_mark(standing))
    if seen not in (None, outcome.seen):
        sentence = _(
            "Dữ liệu đã thay đổi sau khi tệp được đối chiếu; chưa có gì được ghi. Hãy tải tệp lên lại để xem khác biệt mới."
        )
        raise Conflict(sentence)
    found, outcome.unknown_sheets, outcome.errors = matched(sheets, tables)
    titles = {headed.table.title for headed in found}
    outcome.absent_sheets = tuple(table.title for table in tables if table.title not in titles)
    if outcome.errors:
        return outcome  # without sound headings no row means anything
    left = MOST_CHANGES
    for headed in found:
        left = _sheet(headed, standing[headed.table.title], by, outcome, left)
    return outcome


def _mark(standing: dict[str, list[Values]]) -> str:
    """One hash over everything that stands."""
    return hashlib.sha256(json.dumps(standing, sort_keys=True, default=str).encode()).hexdigest()


def _sheet(headed: Headed, standing: list[Values], by: Capacity, outcome: Outcome, left: int) -> int:
    table = headed.table
    told = SheetOutcome(table.title, unknown_columns=headed.unknown)
    outcome.sheets.append(told)
    rows, met = _rows(headed, standing, outcome.errors)
    told.missing = len(standing) - met
    told.unchanged = sum(1 for row in rows if row.old and not row.changed)
    new = [row for row in rows if row.old is None]
    changing = [row for row in rows if row.old and row.changed]
    if len(new) + len(changing) > left:
        sentence = _("Tệp có hơn {most} dòng mới hoặc thay đổi. Hãy chia thành nhiều tệp.")
        raise NotValid(sentence.format(most=MOST_CHANGES), field="file")
    for row in (*table.in_order(new), *changing):
        error = _written(table, row, by)
        if error is None:
            told.changes.append(_difference(table, row))
        else:
            outcome.errors.append(error)
    return left - len(new) - len(changing)


def _rows(headed: Headed, standing: list[Values], errors: list[CellError]) -> tuple[list[_Row], int]:
    """The sound rows of a sheet with what they are compared to, and how many standing rows the sheet names."""
    table = headed.table
    by_key = {table.key_of(values): values for values in standing}
    rows, lines = [], dict[Any, int]()
    for row in headed.sheet.rows:
        try:
            key = table.key_of(key_values(headed, row))
        except NotValid as refusal:
            errors.append(CellError(table.title, row.number, _heading(table, refusal.field), refusal.sentence))
            continue
        wrong = strays(headed, row)
        values = all_values(headed, row, by_key.get(key), wrong)
        old = by_key.get(key) or (None if any(key) else table.alike(values, standing))
        meant = table.key_of(old) if old else key
        if any(meant) and meant in lines:
            sentence = _("Trùng với dòng {row}. Hãy bỏ một dòng.").format(row=lines[meant])
            wrong = [CellError(table.title, row.number, _heading(table, table.key[0]), sentence)]
        lines.setdefault(meant, row.number)
        errors += wrong
        if not wrong:
            rows.append(_row(table, row.number, values, old))
    return rows, len([key for key in lines if key in by_key])


def _heading(table: Table, name: str | None) -> str:
    """The heading of a column that a refusal names; empty where it names none of this sheet's."""
    return next((column.heading for column in table.columns if column.name == name), "")


def _row(table: Table, number: int, values: Values, old: Values | None) -> _Row:
    if old is None:
        return _Row(number, values, None, frozenset())
    if not any(table.key_of(values)):
        values = values | {name: old[name] for name in table.key}
    differing = (c.name for c in table.columns if not c.info and values[c.name] not in (old[c.name], _as_read(c, old)))
    return _Row(number, values, old, frozenset(differing))


def _as_read(column: Any, old: Values) -> Any:
    try:
        return column.same(old[column.name])
    except NotValid:
        return old[column.name]  # a word that no list knows any more


def _written(table: Table, row: _Row, by: Capacity) -> CellError | None:
    """Through the verb, each row by itself; the refusal, where there is one."""
    for column in table.columns:
        if column.name in row.changed and column.fixed:
            return CellError(table.title, row.number, column.heading, str(column.fixed))
    try:
        with transaction.atomic():
            if row.old is None:
                table.create(row.values, by)
            else:
                table.change(row.old, row.values, set(row.changed), by)
    except DomainError as refusal:
        return CellError(table.title, row.number, _heading(table, refusal.field), refusal.sentence)
    except DatabaseError as error:
        if getattr(error.__cause__, "pgcode", "") in _NOT_THE_ROWS_FAULT:
            raise
        sentence = _("Cơ sở dữ liệu không nhận dòng này. Hãy kiểm tra độ dài và ngày của các ô.")
        return CellError(table.title, row.number, "", sentence)
    return None


_NOT_THE_ROWS_FAULT = {"55P03", "40P01", "57014", ""}  # a lock, a deadlock, a time limit, no answer at all


def _difference(table: Table, row: _Row) -> RowChange:
    old = row.old
    cells = (
        Moved(column.heading, column.shown(old[column.name]) if old else "", column.shown(row.values[column.name]))
        for column in table.columns
        if (column.name in row.changed if old else not column.info and row.values[column.name] != column.empty)
    )
    return RowChange(row.number, table.name_of(row.values), old is None, tuple(cells))
