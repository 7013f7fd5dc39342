"""What a file would do, or did: errors cell by cell, and the difference row by row."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class CellError:
    """Why a row is refused: where it stands in the file, and the sentence."""

    sheet: str
    row: int | None
    column: str
    sentence: str


@dataclass(frozen=True)
class Moved:
    """One cell of a row that changes."""

    column: str
    old: str
    new: str


@dataclass(frozen=True)
class RowChange:
    """A row that is new (every filled cell in `cells`, old empty) or changes."""

    row: int
    name: str
    is_new: bool
    cells: tuple[Moved, ...]


@dataclass
class SheetOutcome:
    """One sheet of the file. `missing` rows stand in the database and not in the file: they stay."""

    title: str
    changes: list[RowChange] = field(default_factory=list)
    unchanged: int = 0
    missing: int = 0
    unknown_columns: tuple[str, ...] = ()

    @property
    def new(self) -> list[RowChange]:
        """The rows that are recorded."""
        return [change for change in self.changes if change.is_new]

    @property
    def changed(self) -> list[RowChange]:
        """The rows that change."""
        return [change for change in self.changes if not change.is_new]


@dataclass
class Outcome:
    """A file against what stands. `seen` is the mark of what stood: an import refuses when it has moved since."""

    seen: str
    sheets: list[SheetOutcome] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    unknown_sheets: tuple[str, ...] = ()
    absent_sheets: tuple[str, ...] = ()

    @property
    def new(self) -> int:
        """How many rows are recorded."""
        return sum(len(sheet.new) for sheet in self.sheets)

    @property
    def changed(self) -> int:
        """How many rows change."""
        return sum(len(sheet.changed) for sheet in self.sheets)

    @property
    def missing(self) -> int:
        """How many rows that stand are not in the file."""
        return sum(sheet.missing for sheet in self.sheets)

    @property
    def may_be_applied(self) -> bool:
        """Is there something to record, and nothing to mend?"""
        return not self.errors and bool(self.new or self.changed)
