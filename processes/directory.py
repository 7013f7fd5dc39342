"""The shipped directory into the database, and the database's directory as the value that the plan readers take.

What a person has changed since is his: rows of an agency that has events of its own are left as they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model

from processes.agency_groups import kept_groups
from processes.models import Agency, AgencyAlias, AgencyGroup, GroupMembership, Succession, Unit
from processes.plan_import.directory import (
    AgencyEntry,
    Alias,
    Directory,
    GroupEntry,
    MembershipEntry,
    SuccessionEntry,
    UnitEntry,
)
from processes.system_account import ensure_system_account
from workflow import trail
from workflow.models import StreamHead
from workflow.vietnamese import sort_key

STREAM = "directory"
SHIPPED = "danh mục kèm phần mềm"
"""Who confirmed an alias that is shipped as one of the agency's own names."""

Row = TypeVar("Row", bound=Model)
Wanted = Mapping[Any, dict[str, Any]]


@dataclass
class Counts:
    """What one load did: rows added, rows changed, agencies left alone because people keep them now."""

    added: int = 0
    changed: int = 0
    kept: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed)


@transaction.atomic
def load_shipped(directory: Directory | None = None) -> Counts:
    """Bring the shipped directory into the database: a few statements, and the same again changes nothing.

    Also keeps the system's own account and posts. One event `directory.loaded` where anything changed.
    """
    directory = directory or Directory.shipped()
    counts = Counts()
    kept = _kept_by_people()
    counts.kept = sum(1 for entry in directory.agencies if entry.code in kept)
    agencies = _load_agencies(directory, kept, counts)
    _load_units(directory, agencies, kept, counts)
    _load_groups(directory, agencies, kept, counts)
    _load_successions(directory, agencies, kept, counts)
    who = ensure_system_account(agencies.values())
    if counts:
        trail.record(STREAM, "directory.loaded", who, extra={"added": counts.added, "changed": counts.changed})
    return counts


def _kept_by_people() -> set[str]:
    """The codes of the agencies that somebody has changed through an act of his own."""
    streams = StreamHead.objects.filter(stream__startswith="agency:").values_list("stream", flat=True)
    return set(Agency.objects.filter(pk__in=[int(s.split(":")[1]) for s in streams]).values_list("code", flat=True))


def _settle(
    model: type[Row], wanted: Wanted, key: Callable[[Any], Hashable], kept: Iterable[Hashable], counts: Counts
) -> dict[Any, Row]:
    """Add what is missing and mend what differs: one SELECT, at most one INSERT and one UPDATE. Returns all rows by key."""
    rows: dict[Any, Row] = {key(row): row for row in model._default_manager.order_by("pk")}
    new = [model(**values) for at, values in wanted.items() if at not in rows]
    kept, different, names = set(kept), [], set()
    for at, values in wanted.items():
        if at not in rows or at in kept:
            continue
        differing = {name for name, value in values.items() if getattr(rows[at], name) != value}
        if differing:
            names |= differing
            different.append(_with(rows[at], values))
    model._default_manager.bulk_create(new)
    if different:
        model._default_manager.bulk_update(different, sorted(names))
    counts.added += len(new)
    counts.changed += len(different)
    return rows | {key(row): row for row in new}


def _with(row: Row, values: dict[str, Any]) -> Row:
    for name, value in values.items():
        setattr(row, name, value)
    return row


def _life(entry: Any) -> dict[str, Any]:
    return {"valid_from": entry.valid_from, "valid_to": entry.valid_to}


def _load_agencies(directory: Directory, kept: set[str], counts: Counts) -> dict[str, Agency]:
    same = ("code", "name", "formal_name", "kind", "level", "official_code", "note")
    wanted = {
        entry.code: {
            **_life(entry),
            **{name: getattr(entry, name) for name in same},
            "short_names": list(entry.short_names),
            "asked_only": not entry.assignable,
            "sort_key": sort_key(entry.name),
        }
        for entry in directory.agencies
    }
    agencies = _settle(Agency, wanted, lambda row: row.code, kept, counts)
    # A body may be listed before the one above it: parents come once every body has its key.
    moved = []
    for entry in directory.agencies:
        parent = agencies[entry.parent].pk if entry.parent else None
        if entry.code not in kept and agencies[entry.code].parent_id != parent:
            moved.append(_with(agencies[entry.code], {"parent_id": parent}))
    if moved:
        Agency.objects.bulk_update(moved, ["parent"])
        counts.changed += len(moved)
    _load_aliases(directory, agencies, counts)
    return agencies


def _load_aliases(directory: Directory, agencies: Mapping[str, Agency], counts: Counts) -> None:
    """Only what is missing: whether a spelling is confirmed is for people to say."""
    own = [Alias(text, entry.code, True, SHIPPED) for entry in directory.agencies for text in entry.aliases]
    wanted = {
        (agencies[alias.agency].pk, alias.text): {
            "agency_id": agencies[alias.agency].pk,
            "text": alias.text,
            "confirmed": alias.confirmed,
            "confirmed_by": alias.confirmed_by,
        }
        for alias in (*own, *directory.aliases)
    }
    _settle(AgencyAlias, wanted, lambda row: (row.agency_id, row.text), wanted, counts)


def _load_units(directory: Directory, agencies: Mapping[str, Agency], kept: set[str], counts: Counts) -> None:
    wanted = {
        entry.code: {
            **_life(entry),
            "code": entry.code,
            "agency_id": agencies[entry.agency].pk,
            "name": entry.name,
            "kind": entry.kind,
            "short_names": list(entry.short_names),
        }
        for entry in directory.units
    }
    left = {entry.code for entry in directory.units if entry.agency in kept}
    units = _settle(Unit, wanted, lambda row: row.code, left, counts)
    moved = []
    for code, before in _unit_predecessors(directory).items():
        if code not in left and units[code].predecessor_id != units[before].pk:
            moved.append(_with(units[code], {"predecessor_id": units[before].pk}))
    if moved:
        Unit.objects.bulk_update(moved, ["predecessor"])
        counts.changed += len(moved)


def _unit_predecessors(directory: Directory) -> dict[str, str]:
    """For each unit the one with the same suffix in a body that its own body continues; the body of the same name first."""
    known = {entry.code: entry for entry in directory.units}
    found: dict[str, str] = {}
    for entry in directory.units:
        name = directory.agency(entry.agency).name
        rows = [row for row in directory.predecessors(entry.agency) if row.kind == "continues"]
        rows.sort(key=lambda row: directory.agency(row.from_code).name != name)
        suffix = entry.code.removeprefix(entry.agency)
        before = next((row.from_code + suffix for row in rows if row.from_code + suffix in known), None)
        if before:
            found[entry.code] = before
    return found


def _load_groups(directory: Directory, agencies: Mapping[str, Agency], kept: set[str], counts: Counts) -> None:
    wanted = {
        entry.code: {
            **_life(entry),
            "code": entry.code,
            "name": entry.name,
            "wordings": list(entry.wordings),
            "purpose": entry.purpose,
            "note": entry.note,
        }
        for entry in directory.groups
    }
    groups = _settle(AgencyGroup, wanted, lambda row: row.code, kept_groups(), counts)
    members = {
        (groups[entry.group].pk, agencies[entry.agency].pk, entry.valid_from): {
            **_life(entry),
            "group_id": groups[entry.group].pk,
            "agency_id": agencies[entry.agency].pk,
        }
        for entry in directory.memberships
    }
    left = {key for key in members if key[1] in {agencies[code].pk for code in kept}}
    _settle(GroupMembership, members, lambda row: (row.group_id, row.agency_id, row.valid_from), left, counts)


def _load_successions(directory: Directory, agencies: Mapping[str, Agency], kept: set[str], counts: Counts) -> None:
    wanted = {
        (agencies[entry.from_code].pk, agencies[entry.to_code].pk): {
            "before_id": agencies[entry.from_code].pk,
            "after_id": agencies[entry.to_code].pk,
            "on": entry.on,
            "continues": entry.kind == "continues",
            "basis": entry.basis,
            "verified": entry.verified,
        }
        for entry in directory.successions
    }
    touched = {agencies[code].pk for code in kept}
    left = {key for key in wanted if touched & set(key)}
    _settle(Succession, wanted, lambda row: (row.before_id, row.after_id), left, counts)


def from_database() -> Directory:
    """The directory as it stands in the database, in the order it was entered: six statements."""
    agencies = list(Agency.objects.order_by("pk").select_related("parent"))
    own: dict[int, list[str]] = {}
    recorded = []
    codes = {agency.pk: agency.code for agency in agencies}
    for alias in AgencyAlias.objects.order_by("pk"):
        if alias.confirmed and alias.confirmed_by == SHIPPED:
            own.setdefault(alias.agency_id, []).append(alias.text)
        else:
            recorded.append(Alias(alias.text, codes[alias.agency_id], alias.confirmed, alias.confirmed_by))
    return Directory(
        agencies=tuple(_agency_entry(agency, own.get(agency.pk, [])) for agency in agencies),
        units=tuple(_entry(UnitEntry, row, agency=codes[row.agency_id]) for row in Unit.objects.order_by("pk")),
        groups=tuple(_entry(GroupEntry, row) for row in AgencyGroup.objects.order_by("pk")),
        memberships=tuple(
            _entry(MembershipEntry, row, group=row.group.code, agency=codes[row.agency_id])
            for row in GroupMembership.objects.order_by("pk").select_related("group")
        ),
        successions=tuple(
            SuccessionEntry(
                from_code=codes[row.before_id],
                to_code=codes[row.after_id],
                on=row.on,
                kind="continues" if row.continues else "part",
                basis=row.basis,
                verified=row.verified,
            )
            for row in Succession.objects.order_by("pk")
        ),
        aliases=tuple(recorded),
    )


def _agency_entry(agency: Agency, aliases: list[str]) -> AgencyEntry:
    parent = agency.parent.code if agency.parent else ""
    return _entry(AgencyEntry, agency, aliases=tuple(aliases), parent=parent, assignable=not agency.asked_only)


def _entry(kind: Any, row: Any, **given: Any) -> Any:
    """An entry of the directory from a row whose columns bear the same names; lists become tuples."""
    for field in fields(kind):
        if field.name not in given:
            value = getattr(row, field.name)
            given[field.name] = tuple(value) if isinstance(value, list) else value
    return kind(**given)
