"""The furniture of every page: who is signed in, where they may go, and the demo clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from processes import rights
from processes.capacities import capacities
from processes.models import Post
from workflow import clock
from workflow.acts import Actor, Capacity


@dataclass(frozen=True)
class Place:
    """One entry of the navigation."""

    url: str
    label: Any
    icon: str
    current: bool = False


@dataclass(frozen=True)
class DemoClock:
    """What the banner says: the day it is in the demo, and the real time."""

    day: date
    real: datetime


# Address, label, icon, and the general rights of which one opens the place (none: open to everybody signed in).
PLACES: tuple[tuple[str, Any, str, tuple[str, ...]], ...] = (
    ("/", _("Việc của tôi"), "inbox", ()),
    ("/ke-hoach/", pgettext_lazy("places", "Kế hoạch"), "file-text", ("read_plan",)),
    ("/co-quan/", pgettext_lazy("places", "Cơ quan"), "building", ("read_directory",)),
    ("/nguoi/", pgettext_lazy("places", "Người"), "users", ("keep_people", "keep_instruments")),
    ("/chinh-sach/", _("Chính sách"), "shield-check", ("read_policies",)),
    ("/gioi-thieu/", _("Giới thiệu"), "info-circle", ()),
)


def own_capacities(request: HttpRequest) -> list[Capacity]:
    """What the person signed in may act as today: one statement, kept for the rest of the request."""
    if not request.user.is_authenticated:
        return []
    kept: list[Capacity] | None = getattr(request, "capacities", None)
    if kept is None:
        kept = capacities(Actor(account=request.user.pk), clock.today())
        request.capacities = kept  # type: ignore[attr-defined]  # the name processes.pages.access uses too
    return kept


def own_name(request: HttpRequest) -> str:
    """The name of the natural person signed in."""
    return str(request.user.get_full_name())  # type: ignore[union-attr]


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context for templates/base.html. Nothing is asked of the database before a template shows it."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"demo_clock": _demo_clock(), "nav": ()}
    furniture = _Furniture(request)
    return {
        "nav": furniture.nav,
        "person_name": furniture.name,
        "post_titles": furniture.titles,
        "demo_clock": _demo_clock(),
    }


def places(request: HttpRequest) -> list[Place]:
    """The entries of the navigation that are open to the person signed in, today."""
    path, mine = request.path, own_capacities(request)
    return [
        Place(url, label, icon, _is_current(url, path))
        for url, label, icon, opened_by in PLACES
        if not opened_by or any(rights.may(right, mine) for right in opened_by)
    ]


class _Furniture:
    """The parts of the header that need the database, read when a template first shows them (it calls the methods)."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._posts: Sequence[Post] | None = None

    def nav(self) -> list[Place]:
        return places(self._request)

    def posts(self) -> Sequence[Post]:
        if self._posts is None:
            held = {capacity.post for capacity in own_capacities(self._request)}
            self._posts = list(Post.objects.filter(pk__in=held).select_related("person", "agency")) if held else ()
        return self._posts

    def name(self) -> str:
        posts = self.posts()
        return posts[0].person.full_name if posts else own_name(self._request)

    def titles(self) -> list[str]:
        return [f"{post.title}, {post.agency.name}" for post in self.posts()]


def _is_current(url: str, path: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


def _demo_clock() -> DemoClock | None:
    if not clock.offset():
        return None
    return DemoClock(day=clock.today(), real=clock.real_now())
