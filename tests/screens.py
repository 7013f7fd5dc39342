"""Pages as a person reads them: every address within reach, and the words on each page with the language they are marked as."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

SPOKEN = ("title", "aria-label", "alt", "placeholder", "data-confirm", "data-ok", "data-label", "aria-description")
"""Attributes whose value a person sees or hears."""

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_UNREAD = frozenset({"script", "style", "template", "textarea"})  # what stands in a field is what somebody wrote
_EACH = 2  # pages of one kind and reader; nine readers meet them in different states


@dataclass(frozen=True)
class Words:
    """One run of text on a page: where it stands, in which language it is marked, and what it says."""

    language: str
    where: str
    text: str


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Words] = []
        self.links: list[str] = []
        self.forms: list[str] = []
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        language = given.get("lang") or (self._open[-1][1] if self._open else "")
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "form" and given.get("method", "").lower() == "post":
            self.forms.append(given.get("action", ""))
        self.found += [Words(language, f"{tag}[{name}]", given[name]) for name in SPOKEN if given.get(name)]
        if tag == "input" and given.get("type") in ("submit", "button"):
            self.found.append(Words(language, "input[value]", given.get("value", "")))
        if tag not in _VOID:
            self._open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not data.strip() or any(tag in _UNREAD for tag, _language in self._open):
            return
        path = ".".join(tag for tag, _language in self._open[-3:])
        self.found.append(Words(self._open[-1][1] if self._open else "", path, " ".join(data.split())))


def words_on(html: str) -> list[Words]:
    """Every text and spoken attribute of a page, in order."""
    reader = _Reader()
    reader.feed(html)
    return reader.found


@dataclass(frozen=True)
class Screen:
    """A page as it came: its address, its HTML, and the addresses its links and its forms lead to."""

    address: str
    html: str
    links: tuple[str, ...]
    forms: tuple[str, ...]

    @property
    def words(self) -> list[Words]:
        """Its texts and spoken attributes, in order."""
        return words_on(self.html)


def read_screen(address: str, html: str) -> Screen:
    """The page with where it leads."""
    reader = _Reader()
    reader.feed(html)
    return Screen(address, html, tuple(reader.links), tuple(form or address for form in reader.forms))


def screens(client: Client, start: str = "/") -> Iterator[Screen]:
    """The pages that links lead to, breadth first, a few of each kind. Files are not pages."""
    waiting, seen, kinds = deque([start]), {start}, Counter[str]()
    while waiting:
        address = waiting.popleft()
        answer = client.get(address, follow=True)
        if answer.streaming or not answer["Content-Type"].startswith("text/html"):
            if answer.streaming:
                deque(answer.streaming_content, maxlen=0)  # a file is closed when it has been read
            continue
        screen = read_screen(address, answer.content.decode())
        yield screen
        for link in screen.links:
            to = urlsplit(urljoin(address, link))
            plain = to.path + (f"?{to.query}" if to.query else "")
            kind = f"{kind_of(to.path)}{'?' * bool(to.query)}"
            if not to.netloc and kind != "?" and plain not in seen and kinds[kind] < _EACH:
                kinds[kind] += 1
                seen.add(plain)
                waiting.append(plain)


def kind_of(path: str) -> str:
    """The name of the address that a path has; empty where there is none."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""
