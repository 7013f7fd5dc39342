"""The two exchanges: the directory, and people with their posts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from processes.exchange.agency_tables import Agencies, Spellings, Units
from processes.exchange.columns import Values
from processes.exchange.grouping_tables import Groups, Members, Successions
from processes.exchange.people_tables import Marks, Persons, Posts
from processes.exchange.tables import Table
from processes.models import Agency, AgencyAlias, AgencyGroup, GroupMembership, Person, Post, Succession, Unit
from workflow import spreadsheets


@dataclass(frozen=True)
class Exchange:
    """What is exchanged in one file: `right` opens its import, `event` is written when one was applied.

    `tables` makes the sheets for one run, in the order in which they depend on one another; `models` are the rows that
    nobody else may change while a file is applied.
    """

    name: str
    title: Any
    right: str
    event: str
    file_name: str
    tables: Callable[[], tuple[Table, ...]]
    models: tuple[type, ...]


def exported(exchange: Exchange) -> list[spreadsheets.Table]:
    """Everything that stands, as sheets. Imported unchanged it changes nothing."""
    return [
        spreadsheets.Table(table.title, [column.heading for column in table.columns], _rows(table, table.standing()))
        for table in exchange.tables()
    ]


def _rows(table: Table, standing: list[Values]) -> list[list[spreadsheets.Value]]:
    return [[column.cell_of(values[column.name]) for column in table.columns] for values in standing]


def _people() -> tuple[Table, ...]:
    marks: Marks = {}
    return Persons(marks), Posts(marks)


DIRECTORY = Exchange(
    "directory",
    _("danh mục cơ quan"),
    "keep_directory",
    "directory.imported",
    "danh-muc-co-quan.xlsx",
    lambda: (Agencies(), Units(), Groups(), Members(), Successions(), Spellings()),
    (Agency, Unit, AgencyGroup, GroupMembership, Succession, AgencyAlias),
)
PEOPLE = Exchange(
    "people",
    _("người và chức vụ"),
    "keep_people",
    "people.imported",
    "nguoi-chuc-vu.xlsx",
    _people,
    (Person, Post),
)
