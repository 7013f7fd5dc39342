"""One line of the trail against itself: hash, canonical form, columns and texts against the body. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from workflow.trail.canonical import commitment, read_back


class Row(NamedTuple):
    """A line as the table holds it; `at` and the hashes are already the texts that a body holds."""

    stream: str
    seq: int
    from_state: str | None
    to_state: str
    prev_hash: str | None
    hash: str
    body: str
    key: str | None
    act: str
    at: str
    account: int | None
    person: int | None
    post: int | None
    unit: int | None
    agency: int | None


class Event(NamedTuple):
    """A line that was found whole: its body as read, and the texts that are still kept, by name."""

    row: Row
    body: dict[str, Any]
    texts: dict[str, str]


class Text(NamedTuple):
    """A text of an event; salt and text are None once erased."""

    name: str
    salt: memoryview | bytes | None
    text: str | None


def faults_of_line(row: Row) -> tuple[dict[str, Any] | None, list[str]]:
    """The body, None where it cannot be read, and what is wrong with the line, in words."""
    faults = []
    raw = row.body.encode()
    if hashlib.sha256(raw).hexdigest() != row.hash:
        faults.append(_("mã băm không phải SHA-256 của nội dung"))
    try:
        body, is_canonical = read_back(raw, row.body)
    except (ValueError, RecursionError):
        return None, [*faults, _("nội dung không đọc được")]
    if not isinstance(body, dict):
        return None, [*faults, _("nội dung không đọc được")]
    if not is_canonical:
        faults.append(_("nội dung không ở dạng chuẩn (RFC 8785)"))
    told = _told(body)
    kept = (*row[:5], *row[7:])
    if kept != told:
        names = (*Row._fields[:5], *Row._fields[7:])
        differing = [name for name, column, said in zip(names, kept, told, strict=True) if column != said]
        faults += [_("cột “{name}” khác nội dung").format(name=name) for name in differing]
    return body, faults


def _told(body: dict[str, Any]) -> tuple[Any, ...]:
    """What a body says for each column of its line but the body and its hash, in their order."""
    said, who = body.get, body.get("who")
    of_whom = who.get if isinstance(who, dict) else {}.get
    return (
        said("stream"), said("seq"), said("from"), said("to"), said("prev"), said("key"), said("act"), said("at"),
        of_whom("account"), of_whom("person"), of_whom("post"), of_whom("unit"), of_whom("agency"),
    )  # fmt: skip


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
