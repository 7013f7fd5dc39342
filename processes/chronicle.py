"""A stream of the trail as people read it: who, in which post, for whom, what, with which words. Few queries, any length."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from processes.event_words import event_word, look_of, text_word
from processes.models import Account, Instrument, Person, Post, State
from workflow.models import Event, EventText


@dataclass(frozen=True)
class Words:
    """One text of an event; `text` is None once it was erased by law."""

    name: str
    label: str
    text: str | None


@dataclass(frozen=True)
class Fact:
    """Something the body says, with names instead of numbers."""

    label: str
    value: str


@dataclass(frozen=True)
class Entry:
    """One event, names resolved. Its shape is what templates/pieces/timeline.html shows.

    `name` is the event's own name, `act` its label. `post` is title and agency. `real_at` differs from `at` only where the
    demo clock was used. States are labels; equal where nothing moved, empty for subjects without states.
    """

    seq: int
    at: datetime
    real_at: datetime
    name: str
    act: str
    who: str
    post: str
    capacity: str
    on_behalf_of: str
    instrument: str
    from_state: str
    to_state: str
    texts: tuple[Words, ...]
    body: str
    hash: str
    prev_hash: str
    icon: str
    kind: str
    data: dict[str, Any] = field(repr=False)
    version: int | None = None
    facts: tuple[Fact, ...] = ()
    files: tuple[Any, ...] = ()

    @property
    def words(self) -> str:
        """All texts as one, the erased ones left out."""
        return "\n".join(text.text for text in self.texts if text.text)

    @property
    def moved(self) -> bool:
        """Did the state move?"""
        return bool(self.from_state) and self.from_state != self.to_state

    def text(self, name: str) -> str:
        """One text by its name; empty where there is none or it was erased."""
        return next((text.text or "" for text in self.texts if text.name == name), "")


def chronicle(stream: str) -> list[Entry]:
    """Every event of a stream in order of seq. At most six queries; an unknown stream is empty."""
    events = list(Event.objects.filter(stream=stream).order_by("seq"))
    if not events:
        return []
    texts: dict[int, list[Words]] = {}
    for row in EventText.objects.filter(stream=stream).order_by("seq", "pk"):
        texts.setdefault(row.seq, []).append(Words(row.name, text_word(row.name), row.text))
    bodies = [_read(event.body) for event in events]
    names = _Names(events, bodies)
    return [_entry(event, body, texts.get(event.seq, ()), names) for event, body in zip(events, bodies, strict=True)]


def post_words(post: Post | None) -> str:
    """Title and agency, as a timeline and a dossier name a post."""
    return f"{post.title}, {post.agency.name}" if post else ""


class _Names:
    """The people, posts and papers that the events name, read at once."""

    def __init__(self, events: Sequence[Event], bodies: Sequence[dict[str, Any]]) -> None:
        whos = [body.get("who", {}) for body in bodies]
        wanted = {who.get(name) for who in whos for name in ("post", "on_behalf_of")}
        self.posts = {
            post.pk: post for post in Post.objects.filter(pk__in=_there(wanted)).select_related("person", "agency")
        }
        people = _there({who.get("person") for who in whos})
        self.persons = dict(Person.objects.filter(pk__in=people).values_list("pk", "full_name")) if people else {}
        nameless = _there({who.get("account") for who in whos if not who.get("person")})
        self.accounts = (
            {a.pk: a for a in Account.objects.filter(pk__in=nameless).select_related("person")} if nameless else {}
        )
        papers = _there({who.get("instrument") for who in whos})
        self.instruments = {i.pk: i for i in Instrument.objects.filter(pk__in=papers)} if papers else {}

    def person(self, who: dict[str, Any]) -> str:
        """The natural person; where the event names none, whoever the account belongs to."""
        if found := self.persons.get(who.get("person") or 0):
            return found
        account = self.accounts.get(who.get("account") or 0)
        return account.get_full_name() if account else ""

    def principal(self, who: dict[str, Any]) -> str:
        """For whom it was done: name and title of the grantor."""
        post = self.posts.get(who.get("on_behalf_of") or 0)
        return f"{post.person} – {post.title}" if post else ""

    def paper(self, who: dict[str, Any]) -> str:
        """On what paper: number and day."""
        paper = self.instruments.get(who.get("instrument") or 0)
        return f"{paper.number} ({paper.dated:%d/%m/%Y})" if paper else ""


def _read(text: str) -> dict[str, Any]:
    """The body as written; nothing where somebody has spoilt it: its page must still open, to show that it is spoilt."""
    try:
        body = json.loads(text)
    except ValueError:
        return {}
    return body if isinstance(body, dict) and isinstance(body.get("who", {}), dict) else {}


def _there(values: Iterable[int | None]) -> list[int]:
    return sorted(value for value in values if value is not None)


def _entry(event: Event, body: dict[str, Any], texts: Sequence[Words], names: _Names) -> Entry:
    who, look = body.get("who", {}), look_of(event.act)
    form = who.get("capacity", "")
    return Entry(
        seq=event.seq,
        at=event.at,
        real_at=datetime.fromisoformat(body["real_at"]) if "real_at" in body else event.at,
        name=event.act,
        act=event_word(event.act),
        who=names.person(who),
        post=post_words(names.posts.get(who.get("post") or 0)),
        capacity=f"{form}." if form else "",
        on_behalf_of=names.principal(who),
        instrument=names.paper(who),
        from_state=_state(event.from_state),
        to_state=_state(event.to_state),
        texts=tuple(texts),
        body=event.body,
        hash=event.hash_hex,
        prev_hash=bytes(event.prev_hash).hex() if event.prev_hash else "",
        icon=look.icon,
        kind=look.kind,
        data=body,
        version=body.get("submission"),
    )


def _state(state: str | None) -> str:
    return str(State(state).label) if state in State.values else ""
