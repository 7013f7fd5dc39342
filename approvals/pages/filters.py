"""What the address of the inbox asks for, and how it is written back: the state of the list stays in the address."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from approvals.flow import TaskFlow
from approvals.inbox import Filters
from approvals.pages.acting import number


def asked_filters(asked: Mapping[str, str]) -> Filters:
    """The filters of an address or a form; what they do not understand is left out."""
    node = asked.get("buoc", "")
    return Filters(
        node=node if node in TaskFlow.LABELS else "",
        plan=number(asked.get("ke-hoach")),
        agency=number(asked.get("co-quan")),
        text=asked.get("tim", "").strip()[:200],
    )


def in_words(filters: Filters) -> dict[str, str]:
    """The filters by the names they have in an address; only those that are set."""
    named = {"buoc": filters.node, "ke-hoach": filters.plan, "co-quan": filters.agency, "tim": filters.text}
    return {name: str(value) for name, value in named.items() if value}


def address(filters: Filters, **more: str) -> str:
    """The query of an address with these filters and what else is set."""
    return urlencode({name: value for name, value in {**in_words(filters), **more}.items() if value})
