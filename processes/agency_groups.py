"""The group names of plans, such as “Các sở, ban, ngành”: what a group is called, and when. Its members are in `groupings`.

A group has no stream of its own; its events stand in the stream of the directory.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processes.actors import check
from processes.agencies import RIGHT
from processes.models import AgencyGroup
from workflow import trail
from workflow.acts import Capacity
from workflow.errors import NotValid
from workflow.models import Event
from workflow.vietnamese import clean_line

STREAM = "directory"
CREATED, CHANGED = "group.created", "group.changed"
PURPOSES: dict[str, Any] = {"assign": gettext_lazy("Giao việc"), "ask": gettext_lazy("Chỉ đề nghị")}


@dataclass(frozen=True)
class GroupWords:
    """What may be said of a group; days are inclusive. `wordings` are its spellings, without commas."""

    name: str
    wordings: tuple[str, ...] = ()
    purpose: str = "assign"
    note: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


def group_of(code: str) -> AgencyGroup:
    """The group of that code. Raises NotValid."""
    group = AgencyGroup.objects.filter(code=code).first()
    if group is None:
        raise NotValid(_("Không có nhóm mang mã “{code}”.").format(code=code), field="group")
    return group


def create_group(code: str, words: GroupWords, *, by: Capacity) -> AgencyGroup:
    """A new group, without members. Raises NotValid, naming the field."""
    check(by, RIGHT)
    try:
        validate_slug(code)
    except ValidationError as error:
        raise NotValid(_("Mã nhóm chỉ gồm chữ không dấu, số và gạch nối."), field="code") from error
    words = _cleaned(words)
    if len(code) > 60 or AgencyGroup.objects.filter(code=code).exists():
        raise NotValid(_("Mã nhóm này đã có hoặc dài quá 60 ký tự. Hãy chọn mã khác."), field="code")
    with transaction.atomic():
        group = AgencyGroup.objects.create(code=code, **_columns(words))
        trail.record(STREAM, CREATED, by.who(), extra={"group": code, **_plain(_columns(words))})
    return group


def change_group(group: AgencyGroup, words: GroupWords, *, by: Capacity) -> AgencyGroup:
    """Correct a group's words, or end it. The event names what changed; nothing changed, no event."""
    check(by, RIGHT)
    wanted = _columns(_cleaned(words))
    with transaction.atomic():
        group = AgencyGroup.objects.select_for_update().get(pk=group.pk)
        changed = {name: value for name, value in wanted.items() if getattr(group, name) != value}
        for name, value in changed.items():
            setattr(group, name, value)
        if changed:
            group.save(update_fields=sorted(changed))
            trail.record(STREAM, CHANGED, by.who(), extra={"group": group.code, **_plain(changed)})
    return group


def kept_groups() -> set[str]:
    """The codes of the groups that somebody has recorded or changed: theirs now, whatever is shipped."""
    bodies = Event.objects.filter(stream=STREAM, act__in=[CREATED, CHANGED]).values_list("body", flat=True)
    return {json.loads(body)["group"] for body in bodies}


def _cleaned(words: GroupWords) -> GroupWords:
    name = clean_line(words.name)
    if not name or len(name) > 200:
        raise NotValid(_("Hãy ghi tên nhóm, không quá 200 ký tự."), field="name")
    if words.purpose not in PURPOSES:
        raise NotValid(_("Hãy chọn nhóm dùng để giao việc hay chỉ để đề nghị."), field="purpose")
    if words.valid_from and words.valid_to and words.valid_to < words.valid_from:
        raise NotValid(_("Ngày cuối phải từ ngày đầu trở đi. Hãy sửa ngày."), field="valid_to")
    wordings = tuple(dict.fromkeys(filter(None, map(clean_line, words.wordings))))
    return GroupWords(name, wordings, words.purpose, words.note.strip(), words.valid_from, words.valid_to)


def _columns(words: GroupWords) -> dict[str, Any]:
    return {
        **{name: getattr(words, name) for name in GroupWords.__dataclass_fields__},
        "wordings": list(words.wordings),
    }


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
