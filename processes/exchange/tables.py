"""What a table of the exchange is: its columns, the rows that stand, and the verbs by which a row is recorded or changed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from processes.exchange.columns import Column, Values
from processes.models import Agency, Unit
from workflow.acts import Capacity
from workflow.errors import NotValid


class Table(ABC):
    """One sheet. `key` names the columns that tell its rows apart."""

    title: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    key: ClassVar[tuple[str, ...]]

    @abstractmethod
    def standing(self) -> list[Values]:
        """The rows as they stand, in the order of the export."""

    @abstractmethod
    def create(self, values: Values, by: Capacity) -> None:
        """Record a new row. Raises the four errors, naming the column as `field`."""

    @abstractmethod
    def change(self, old: Values, new: Values, changed: set[str], by: Capacity) -> None:
        """Change what may be changed of a row that stands. `changed` are the columns that differ, none of them fixed."""

    def key_of(self, values: Values) -> tuple[Any, ...]:
        """What tells the row apart."""
        return tuple(values[name] for name in self.key)

    def alike(self, values: Values, standing: Iterable[Values]) -> Values | None:
        """The standing row that a row without a key of its own means; most tables have no such rows."""
        return None

    def in_order(self, rows: Sequence[Any]) -> Sequence[Any]:
        """New rows (each with its `values`) in the order in which they can be recorded."""
        return rows

    def name_of(self, values: Values) -> str:
        """How the difference names a row."""
        return ", ".join(self.column(name).shown(values[name]) for name in self.key if values[name])

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)


def text(values: Values, name: str) -> str:
    """A text of the row."""
    return str(values[name] or "")


def day(values: Values, name: str) -> Any:
    """A day of the row, or None."""
    return values[name]


def names(values: Values, name: str) -> tuple[str, ...]:
    """Several names of the row."""
    found = values[name]
    return found if isinstance(found, tuple) else ()


def agency(values: Values, name: str = "agency") -> Agency:
    """The body whose code stands in a column. Raises NotValid."""
    found = Agency.objects.filter(code=text(values, name)).first()
    if found is None:
        sentence = _("Không có cơ quan mang mã “{code}” trong danh mục hay ở trang Cơ quan của tệp.")
        raise NotValid(sentence.format(code=text(values, name)), field=name)
    return found


def unit(code: str, name: str) -> Unit:
    """The unit of that code. Raises NotValid at the column."""
    found = Unit.objects.select_related("agency").filter(code=code).first()
    if found is None:
        raise NotValid(_("Không có đơn vị mang mã “{code}” trong danh mục.").format(code=code), field=name)
    return found
