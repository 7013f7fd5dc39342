"""What people said before about a spelling that no agency bears: in other plans, and in the directory.

A spelling confirmed once is a name, and raises no doubt any more. One that was answered without being confirmed, left open, or
dropped again stays doubtful: it is offered with this history, and never taken without a person (domain.md 2.2, rule 7).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from processes.models import Agency, Doubt, Post
from processes.plan_import.directory import Directory
from workflow import clock
from workflow.models import Event
from workflow.vietnamese import clean_line


@dataclass(frozen=True)
class Said:
    """One answer about a spelling: by whom, on which day, in which plan (none: in the directory itself), and whom it meant.

    `agencies` is empty where the spelling was left open. `dropped` says that it no longer names its agency.
    """

    on: date
    post: int | None
    agencies: tuple[str, ...]
    plan: str = ""
    dropped: bool = False


def key_of(text: str) -> str:
    """Spellings that differ by case or spaces only are one."""
    return clean_line(text).casefold()


def said_before(texts: Iterable[str], *, but: int | None = None) -> dict[str, list[Said]]:
    """What was said of each spelling (by its key), the oldest first; the plan `but` is left out. Two statements."""
    wanted = {key_of(text) for text in texts if text}
    found: dict[str, list[Said]] = {}
    if not wanted:
        return found
    for key, said in sorted([*_in_plans(but), *_dropped()], key=lambda pair: pair[1].on):
        if key in wanted:
            found.setdefault(key, []).append(said)
    return found


def _in_plans(but: int | None) -> list[tuple[str, Said]]:
    rows = (
        Doubt.objects.filter(kind="unknown_name", settled__isnull=False).exclude(plan=but).order_by("settled_at", "pk")
    )
    return [
        (
            key_of(row.text),
            Said(
                clock.local_day(row.settled_at or clock.now()),
                row.settled_by_id,
                tuple((row.settled or {}).get("agencies") or ()),
                row.plan.number,
            ),
        )
        for row in rows.select_related("plan").defer("plan__source", "plan__reading")
    ]


def _dropped() -> list[tuple[str, Said]]:
    """Spellings taken back from an agency; the agency is the one whose stream tells it."""
    events = Event.objects.filter(act="agency.alias_dropped").order_by("at", "stream", "seq")
    codes = {f"agency:{pk}": code for pk, code in Agency.objects.values_list("pk", "code")} if events.exists() else {}
    bodies = [(event, json.loads(event.body)) for event in events]
    return [
        (
            key_of(body["alias"]),
            Said(clock.local_day(event.at), event.post, (codes.get(event.stream, ""),), dropped=True),
        )
        for event, body in bodies
    ]


def offered(said: Sequence[Said], directory: Directory, on: date) -> dict[str, Any]:
    """What the last person who named somebody said, as the proposal of a new doubt: offered, and not as a name from now on.

    Bodies that ended are offered by who stands for them on that day. Empty where nobody was ever named.
    """
    named = next((one for one in reversed(said) if one.agencies and not one.dropped), None)
    if named is None:
        return {}
    heirs = [heir.code for code in named.agencies if code in directory.by_code for heir in directory.today_of(code, on)]
    return {"value": list(dict.fromkeys(heirs)), "alias": False} if heirs else {}


def told(said: Sequence[Said], names: dict[str, str]) -> list[str]:
    """The history in sentences, for the page of the doubt. One statement."""
    posts = Post.objects.filter(pk__in=[one.post for one in said]).select_related("person").in_bulk()
    return [_sentence(one, posts.get(one.post or 0), names) for one in said]


def _sentence(said: Said, post: Post | None, names: dict[str, str]) -> str:
    values = {
        "day": f"{said.on:%d/%m/%Y}",
        "who": str(post) if post else _("không rõ ai"),
        "plan": said.plan,
        "agencies": ", ".join(names.get(code, code) for code in said.agencies),
    }
    if said.dropped:
        return _("Ngày {day}: {who} đã bỏ công nhận cách viết này là tên của {agencies}.").format(**values)
    if not said.agencies:
        return _("Kế hoạch {plan}, ngày {day}: {who} để ngỏ.").format(**values)
    return _("Kế hoạch {plan}, ngày {day}: {who} xác nhận là {agencies}.").format(**values)
