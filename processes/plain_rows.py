"""Objects of a model built from the rows of a constant statement: compiling the ORM's own costs more than the rest of an act."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection, models

from processes.models import TaskProcess

# What no act reads of a process; a column that one does ask for is loaded then.
_UNREAD = frozenset(
    {"flow_class", "created", "period_from", "period_to", "deadline_policy", "calendar_version", "is_contact", "data",
     "parent_task_id", "artifact_object_id"}
)  # fmt: skip


@cache
def columns(model: type[models.Model], prefix: str) -> tuple[str, tuple[str, ...]]:
    """The columns of a SELECT list under an alias, and the names of their fields, in one order."""
    fields = [f for f in model._meta.concrete_fields if not f.generated]
    if model is TaskProcess:
        fields = [f for f in fields if f.attname not in _UNREAD]
    return ", ".join(f'{prefix}."{f.column}"' for f in fields), tuple(f.attname for f in fields)


def built(model: type[models.Model], names: tuple[str, ...], row: Sequence[Any]) -> Any:
    """The object whose named fields are the values of the row, in their order."""
    values = list(row)
    for place, read in _readers(model, names):
        values[place] = read(values[place], None, connection)
    return model.from_db("default", names, values)


@cache
def _readers(model: type[models.Model], names: tuple[str, ...]) -> list[tuple[int, Any]]:
    """The places of the columns whose values the field itself must read."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    found = [(place, getattr(fields[name], "from_db_value", None)) for place, name in enumerate(names)]
    return [(place, read) for place, read in found if read is not None]
