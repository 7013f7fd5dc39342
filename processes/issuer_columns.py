"""The columns that a person chose are kept for the issuer: the next plan with the same headings is read by them.

A table that prints no headings is known by its shape alone, the number of its columns. That is little, so the choice is then
only proposed: the next such plan is read by it, and a person confirms it there once more.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from processes.models import Agency, IssuerColumns
from processes.plan_import.columns import NOWHERE, TITLES
from workflow import clock
from workflow.acts import Capacity
from workflow.vietnamese import folded


def chosen_columns(issuer: str | None, headings: Sequence[str]) -> dict[str, int] | None:
    """Column → position as a person chose it for this issuer (by code) and these headings; None where nobody did."""
    print_of = fingerprint(headings)
    if not issuer or not print_of:
        return None
    found = IssuerColumns.objects.filter(issuer__code=issuer, fingerprint=print_of).first()
    return dict(found.columns) if found else None


def keep_columns(issuer: Agency, headings: Sequence[str], columns: Mapping[str, int], capacity: Capacity) -> bool:
    """Keep a choice in place of an earlier one. False where nothing is known of the table, not even how many columns it has."""
    print_of = fingerprint(headings)
    if not print_of:
        return False
    IssuerColumns.objects.update_or_create(
        issuer=issuer,
        fingerprint=print_of,
        defaults={
            "headings": list(headings),
            "columns": dict(columns),
            "chosen_by_id": capacity.post,
            "chosen_at": clock.now(),
        },
    )
    return True


def whole_map(columns: Mapping[str, int]) -> dict[str, int]:
    """Every column with its position: those that nobody chose are said to be nowhere, whatever their heading."""
    return {**dict.fromkeys(TITLES, NOWHERE), **columns}


def are_printed(headings: Sequence[str]) -> bool:
    """Does the table print any heading?"""
    return any(heading.strip() for heading in headings)


def fingerprint(headings: Sequence[str]) -> str:
    """The same for headings that differ in case, marks or white space only, and for tables of one width without headings.

    Empty where there is no column.
    """
    plain = [" ".join(folded(heading).split()) for heading in headings]
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest() if plain else ""
