"""One line of the trail against itself: hash, canonical form, columns and texts against the body. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from workflow.trail.canonical import canonical, commitment


class Row(NamedTuple):
    """A line as the table holds it; `at` is already the text that the body holds."""

    stream: str
    seq: int
    from_state: str | None
    to_state: str
    prev_hash: memoryview | bytes | None
    hash: memoryview | bytes
    body: str
    key: str | None
    act: str
    at: str
    account: int | None
    person: int | None
    post: int | None
    unit: int | None
    agency: int | None


class Text(NamedTuple):
    """A text of an event; salt and text are None once erased."""

    name: str
    salt: memoryview | bytes | None
    text: str | None


def faults_of_line(row: Row) -> tuple[dict[str, Any] | None, list[str]]:
    """The body, None where it cannot be read, and what is wrong with the line, in words."""
    faults = []
    if hashlib.sha256(row.body.encode()).digest() != bytes(row.hash):
        faults.append(_("mã băm không phải SHA-256 của nội dung"))
    try:
        body = json.loads(row.body)
        is_canonical = canonical(body) == row.body
    except (ValueError, RecursionError):
        return None, [*faults, _("nội dung không đọc được")]
    if not isinstance(body, dict):
        return None, [*faults, _("nội dung không đọc được")]
    if not is_canonical:
        faults.append(_("nội dung không ở dạng chuẩn (RFC 8785)"))
    faults += [_("cột “{name}” khác nội dung").format(name=name) for name in _differing(row, body)]
    return body, faults


def _differing(row: Row, body: dict[str, Any]) -> Iterator[str]:
    """The columns that do not say what the body says."""
    who = body.get("who")
    who = who if isinstance(who, dict) else {}
    prev = bytes(row.prev_hash).hex() if row.prev_hash is not None else None
    pairs = (
        ("stream", row.stream, body.get("stream")),
        ("seq", row.seq, body.get("seq")),
        ("act", row.act, body.get("act")),
        ("from_state", row.from_state, body.get("from")),
        ("to_state", row.to_state, body.get("to")),
        ("prev_hash", prev, body.get("prev")),
        ("at", row.at, body.get("at")),
        ("key", row.key, body.get("key")),
        ("account", row.account, who.get("account")),
        ("person", row.person, who.get("person")),
        ("post", row.post, who.get("post")),
        ("unit", row.unit, who.get("unit")),
        ("agency", row.agency, who.get("agency")),
    )
    return (name for name, column, said in pairs if column != said)


def faults_of_texts(body: dict[str, Any] | None, texts: Sequence[Text]) -> Iterator[str]:
    """Texts that are still kept match their commitments; every commitment has its row, erased or not."""
    if body is None:
        return
    promised = body.get("texts")
    promised = promised if isinstance(promised, dict) else {}
    for text in texts:
        if text.name not in promised:
            yield _("lời văn “{name}” không được sự kiện ghi nhận").format(name=text.name)
        elif text.text is not None and (
            text.salt is None or commitment(text.text, bytes(text.salt)) != promised[text.name]
        ):
            yield _("lời văn “{name}” không khớp với cam kết trong sự kiện").format(name=text.name)
    for name in sorted(set(promised) - {text.name for text in texts}):
        yield _("mất lời văn “{name}” của sự kiện").format(name=name)
