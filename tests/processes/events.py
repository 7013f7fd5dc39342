"""What the trail says about a subject, and whether its chain holds."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from workflow.models import Event, EventText


def events(stream: str) -> list[Event]:
    """The events of a stream in order; fails where the chain is broken."""
    found = list(Event.objects.filter(stream=stream).order_by("seq"))
    before = None
    for number, event in enumerate(found):
        assert event.seq == number
        assert bytes(event.hash) == hashlib.sha256(event.body.encode()).digest()
        assert (bytes(event.prev_hash) if event.prev_hash else None) == before
        before = bytes(event.hash)
    return found


def acts(stream: str) -> list[str]:
    return [event.act for event in events(stream)]


def body(stream: str, seq: int = -1) -> dict[str, Any]:
    return json.loads(events(stream)[seq].body)


def texts(stream: str) -> list[str]:
    return [row.text for row in EventText.objects.filter(stream=stream).order_by("seq", "name")]
