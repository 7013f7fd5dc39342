"""The columns that a person chose are kept for the issuer: the next plan with the same headings is read by them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from processes.models import Agency, IssuerColumns
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
    """Keep a choice in place of an earlier one. False for a table without headings: nothing tells it from another one."""
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


def fingerprint(headings: Sequence[str]) -> str:
    """The same for headings that differ in case, marks or white space only; empty where no heading is printed."""
    plain = [" ".join(folded(heading).split()) for heading in headings]
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest() if any(plain) else ""
