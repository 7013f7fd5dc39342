"""What the trail tells of a person, an account, an instrument or an agency, in words for their pages. The read side only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from processes.models import Post
from workflow.models import Event, EventText

SHOWN = 100

# Event → its words, its picture of the sprite, and the look of its line in the timeline ("" or "back").
WORDS: dict[str, tuple[Any, str, str]] = {
    "person.created": (_("Ghi người mới"), "plus", ""),
    "person.renamed": (_("Sửa họ và tên"), "pencil", ""),
    "person.merged": (_("Gộp hai dòng của cùng một người"), "users", ""),
    "account.opened": (_("Mở tài khoản"), "user", ""),
    "account.changed": (_("Sửa tài khoản"), "pencil", ""),
    "account.password_set": (_("Người quản trị đặt mật khẩu"), "lock", ""),
    "account.password_changed": (_("Tự đổi mật khẩu"), "lock", ""),
    "account.closed": (_("Đóng tài khoản"), "x", "back"),
    "account.reopened": (_("Mở lại tài khoản"), "user", ""),
    "act.refused": (_("Bị từ chối một việc không có quyền"), "alert-triangle", "back"),
    "post.begun": (_("Ghi chức vụ"), "plus", ""),
    "post.changed": (_("Sửa chức vụ"), "pencil", ""),
    "post.ended": (_("Kết thúc chức vụ"), "x", "back"),
    "instrument.granted": (_("Ghi văn bản phân công, ủy quyền"), "writing-sign", ""),
    "instrument.withdrawn": (_("Thu hồi văn bản phân công, ủy quyền"), "arrow-back-up", "back"),
    "agency.created": (_("Ghi cơ quan mới"), "plus", ""),
    "agency.changed": (_("Sửa thông tin cơ quan"), "pencil", ""),
    "agency.alias_confirmed": (_("Công nhận một cách viết tên"), "check", ""),
    "agency.alias_dropped": (_("Bỏ một cách viết tên"), "x", "back"),
    "agency.succession_recorded": (_("Ghi việc kế thừa"), "route", ""),
    "agency.membership_set": (_("Ghi việc thuộc nhóm"), "list-details", ""),
    "unit.created": (_("Ghi đơn vị mới"), "plus", ""),
    "unit.ended": (_("Kết thúc đơn vị"), "x", "back"),
}
OTHER = (_("Việc khác"), "history", "")


@dataclass(frozen=True)
class Entry:
    """One line of the history, as templates/pieces/timeline.html takes it."""

    at: datetime
    who: str
    post: str
    act: Any
    words: str
    icon: str
    kind: str


def history(streams: Sequence[str]) -> list[Entry]:
    """The latest hundred events of these streams, newest first: three statements."""
    events = list(Event.objects.filter(stream__in=streams).order_by("-at", "-seq")[:SHOWN])
    wanted = {event.post for event in events if event.post}
    posts = {post.pk: post for post in Post.objects.filter(pk__in=wanted).select_related("person", "agency")}
    said: dict[tuple[str, int], list[str]] = {}
    for row in EventText.objects.filter(stream__in=streams).order_by("name"):
        if row.text:
            said.setdefault((row.stream, row.seq), []).append(row.text)
    return [_entry(event, posts, said.get((event.stream, event.seq), [])) for event in events]


def _entry(event: Event, posts: dict[int, Post], said: list[str]) -> Entry:
    act, icon, kind = WORDS.get(event.act, OTHER)
    post = posts.get(event.post or 0)
    return Entry(
        at=event.at,
        who=post.person.full_name if post else "",
        post=f"{post.title}, {post.agency}" if post else "",
        act=act,
        words="; ".join(said),
        icon=icon,
        kind=kind,
    )
