"""The directory of agencies as a value: what the plan readers know about names, dates and successors.

Commands load the shipped files (`Directory.shipped()`), pages build the same value from the database.
Nothing here touches the database or the clock; every question carries its date.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from pathlib import Path

SHIPPED = Path(__file__).resolve().parent.parent / "data" / "quang_ngai"


@dataclass(frozen=True, slots=True)
class Alias:
    """A spelling met in a document. It names its agency only after a person has confirmed it."""

    text: str
    agency: str
    confirmed: bool = False
    confirmed_by: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """Something that lives from a first to a last day, both inclusive; None is open."""

    valid_from: date | None
    valid_to: date | None

    def alive(self, on: date) -> bool:
        """True on every day from `valid_from` to `valid_to`, both included."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class AgencyEntry(Dated):
    """One body. Two bodies may carry the same name, one after the other: the code tells them apart."""

    code: str
    name: str
    formal_name: str
    kind: str
    level: str
    official_code: str = ""
    short_names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    parent: str = ""
    assignable: bool = True
    note: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Every name by which a document may call the body, the usual one first."""
        return (self.name, self.formal_name, *self.short_names, *self.aliases)


@dataclass(frozen=True, slots=True)
class UnitEntry(Dated):
    """A unit inside an agency. Work is given to the agency; the unit carries it out."""

    code: str
    agency: str
    name: str
    kind: str
    short_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SuccessionEntry:
    """`to_code` takes over from `from_code`, wholly (`continues`) or in part (`part`), from the day `on`."""

    from_code: str
    to_code: str
    on: date
    kind: str
    basis: str
    verified: bool = True


@dataclass(frozen=True, slots=True)
class MembershipEntry(Dated):
    """`agency` belongs to `group` from the first to the last day, both inclusive."""

    group: str
    agency: str


@dataclass(frozen=True, slots=True)
class GroupEntry(Dated):
    """A collective name ("Các sở, ban, ngành"). `wordings` are its usual spellings, written without commas."""

    code: str
    name: str
    wordings: tuple[str, ...]
    purpose: str
    note: str = ""


@dataclass(frozen=True, eq=False)
class Directory:
    """Agencies, units, groups, memberships, successions and recorded aliases, all dated. Compared by identity."""

    agencies: tuple[AgencyEntry, ...]
    units: tuple[UnitEntry, ...] = ()
    groups: tuple[GroupEntry, ...] = ()
    memberships: tuple[MembershipEntry, ...] = ()
    successions: tuple[SuccessionEntry, ...] = ()
    aliases: tuple[Alias, ...] = field(default=())

    @staticmethod
    def shipped() -> Directory:
        """The directory of Quảng Ngãi as shipped with the program. Read once."""
        return _read_folder(SHIPPED)

    @cached_property
    def by_code(self) -> Mapping[str, AgencyEntry]:
        return {entry.code: entry for entry in self.agencies}

    def agency(self, code: str) -> AgencyEntry:
        """The body of that code, alive or not; KeyError if the directory has never known it."""
        return self.by_code[code]

    def named(self, name: str, on: date) -> AgencyEntry | None:
        """The body that carries this name or short name on that day, or None."""
        folded = unicodedata.normalize("NFC", name).casefold()
        for entry in self.agencies:
            if entry.alive(on) and folded in (known.casefold() for known in entry.names):
                return entry
        return None

    def names(self, on: date) -> Iterator[tuple[str, AgencyEntry]]:
        """Every name valid on that day with the body it names; confirmed aliases count as names."""
        for entry in self.agencies:
            if entry.alive(on):
                yield from ((name, entry) for name in entry.names)
        for alias in self.aliases:
            if alias.confirmed and self.by_code[alias.agency].alive(on):
                yield alias.text, self.by_code[alias.agency]

    def group(self, code: str) -> GroupEntry | None:
        """The group of that code, or None."""
        return next((group for group in self.groups if group.code == code), None)

    def members(self, group: str, on: date) -> tuple[AgencyEntry, ...]:
        """The members of a group on that day, in the order of the list; empty when it has none."""
        codes = (row.agency for row in self.memberships if row.group == group and row.alive(on))
        return tuple(entry for entry in map(self.agency, codes) if entry.alive(on))

    def last_members(self, group: str, on: date) -> tuple[AgencyEntry, ...]:
        """The members on the last day before `on` when the group had any: whom a dissolved group used to name."""
        ends = [row.valid_to for row in self.memberships if row.group == group and row.valid_to and row.valid_to < on]
        return self.members(group, max(ends)) if ends else ()

    def successors(self, code: str, on: date | None = None) -> tuple[SuccessionEntry, ...]:
        """Who takes over from a body: direct successions that hold on `on` (all of them without a day)."""
        return tuple(row for row in self.successions if row.from_code == code and (on is None or row.on <= on))

    def predecessors(self, code: str) -> tuple[SuccessionEntry, ...]:
        """From whom a body took over. Xã Đông Sơn has two."""
        return tuple(row for row in self.successions if row.to_code == code)

    def today_of(self, code: str, on: date) -> tuple[AgencyEntry, ...]:
        """The bodies that stand for `code` on that day: itself while alive, else those that continue it (or share it)."""
        entry = self.by_code[code]
        if entry.alive(on):
            return (entry,)
        rows = self.successors(code, on)
        whole = [row for row in rows if row.kind == "continues"] or rows
        return tuple(heir for row in whole for heir in self.today_of(row.to_code, on))

    def parent(self, code: str, on: date) -> AgencyEntry | None:
        """The body above on that day: the recorded parent or, once that has ended, the one that continues it."""
        above = self.by_code[code].parent
        return next(iter(self.today_of(above, on)), None) if above else None

    def units_of(self, code: str, on: date) -> tuple[UnitEntry, ...]:
        """The units of a body that exist on that day."""
        return tuple(unit for unit in self.units if unit.agency == code and unit.alive(on))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {key: unicodedata.normalize("NFC", value) for key, value in row.items()}


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def _life(row: dict[str, str]) -> dict[str, date | None]:
    return {"valid_from": _day(row["valid_from"]), "valid_to": _day(row["valid_to"])}


def _agency(row: dict[str, str]) -> AgencyEntry:
    return AgencyEntry(
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        code=row["code"],
        name=row["name"],
        formal_name=row["formal_name"],
        kind=row["kind"],
        level=row["level"],
        official_code=row["official_code"],
        parent=row["parent"],
        note=row["note"],
        short_names=_list(row["short_names"]),
        aliases=_list(row["aliases"]),
        assignable=row["assignable"] == "yes",
    )


@cache
def _read_folder(folder: Path) -> Directory:
    return Directory(
        agencies=tuple(_agency(row) for row in _rows(folder / "agencies.csv")),
        units=tuple(
            UnitEntry(
                **_life(row),
                code=row["code"],
                agency=row["agency"],
                name=row["name"],
                kind=row["kind"],
                short_names=_list(row["short_names"]),
            )
            for row in _rows(folder / "units.csv")
        ),
        groups=tuple(
            GroupEntry(
                **_life(row),
                code=row["code"],
                name=row["name"],
                wordings=_list(row["wordings"]),
                purpose=row["purpose"],
                note=row["note"],
            )
            for row in _rows(folder / "groups.csv")
        ),
        memberships=tuple(
            MembershipEntry(**_life(row), group=row["group"], agency=row["agency"])
            for row in _rows(folder / "memberships.csv")
        ),
        successions=tuple(
            SuccessionEntry(
                from_code=row["from_code"],
                to_code=row["to_code"],
                on=date.fromisoformat(row["on"]),
                kind=row["kind"],
                basis=row["basis"],
                verified=row["verified"] == "yes",
            )
            for row in _rows(folder / "successions.csv")
        ),
        aliases=tuple(
            Alias(row["text"], row["agency"], row["confirmed"] == "yes", row["confirmed_by"])
            for row in _rows(folder / "recorded_aliases.csv")
        ),
    )
