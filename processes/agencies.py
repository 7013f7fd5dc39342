"""Keeping the directory: bodies, units, spellings, successions, memberships. Every change is an event of the agency's stream.

A body is never renamed into another one: a new name by decision is a new body that continues the old (domain.md 2.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email, validate_slug
from django.db import transaction
from django.utils.translation import gettext as _

from processes.actors import check
from processes.models import Agency, AgencyAlias, Succession, Unit
from workflow import trail
from workflow.acts import Capacity
from workflow.errors import NotValid
from workflow.vietnamese import clean_line

RIGHT = "keep_directory"
UNIT_CODE = re.compile(r"[a-zA-Z0-9._-]+")


@dataclass(frozen=True)
class Particulars:
    """What may be corrected in a body that exists; days are inclusive."""

    formal_name: str = ""
    short_names: tuple[str, ...] = ()
    official_code: str = ""
    parent: Agency | None = None
    asked_only: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    email: str = ""
    note: str = ""


def create_agency(
    code: str,
    name: str,
    kind: str,
    level: str,
    particulars: Particulars | None = None,
    *,
    aliases: Iterable[str] = (),
    by: Capacity,
) -> Agency:
    """A new body. Its code is ours and never changes. Raises NotValid, naming the field."""
    check(by, RIGHT)
    code, name, kind = code.strip(), clean_line(name), clean_line(kind)
    _check_new(code, name, kind, level)
    wanted = _cleaned(particulars or Particulars())
    with transaction.atomic():
        if Agency.objects.filter(code=code).exists():
            raise NotValid(_("Mã cơ quan này đã có. Hãy chọn mã khác."), field="code")
        agency = Agency.objects.create(code=code, name=name, kind=kind, level=level, **_columns(wanted))
        extra = {"code": code, "name": name, "kind": kind, "level": level, **_plain(wanted)}
        _record(agency, "agency.created", by, extra)
        for text in aliases:
            record_alias(agency, text, by=by)
    return agency


def change_agency(agency: Agency, particulars: Particulars, *, by: Capacity) -> Agency:
    """Correct a body's particulars, or end it on a day. The event names what changed; nothing changed, no event."""
    check(by, RIGHT)
    wanted = _cleaned(particulars)
    with transaction.atomic():
        agency = Agency.objects.select_for_update().get(pk=agency.pk)
        changed = {name: value for name, value in _columns(wanted).items() if getattr(agency, name) != value}
        if not changed:
            return agency
        if wanted.parent is not None and _is_above(agency, wanted.parent):
            raise NotValid(_("Cơ quan cấp trên không thể là chính nó hay cấp dưới của nó."), field="parent")
        _check_stays_ended(agency, wanted.valid_to)
        for name, value in changed.items():
            setattr(agency, name, value)
        agency.save()
        plain = _plain(wanted)
        _record(agency, "agency.changed", by, {name: plain[name] for name in sorted(changed)})
    return agency


def _check_stays_ended(agency: Agency, valid_to: date | None) -> None:
    """One office, one body: whoever was continued by another does not live on beside it."""
    passed_on = Succession.objects.filter(before=agency, continues=True).select_related("after").first()
    if passed_on and (valid_to is None or valid_to >= passed_on.on):
        sentence = _("{after} đã kế thừa toàn bộ cơ quan này từ {day}, nên ngày cuối phải trước ngày đó.")
        raise NotValid(sentence.format(after=passed_on.after, day=f"{passed_on.on:%d/%m/%Y}"), field="valid_to")


def particulars_of(agency: Agency) -> Particulars:
    """A body's particulars as they stand: the starting point of a change."""
    names = (name for name in Particulars.__dataclass_fields__ if name != "short_names")
    return Particulars(short_names=tuple(agency.short_names), **{name: getattr(agency, name) for name in names})


def end_agency(agency: Agency, on: date, *, by: Capacity) -> Agency:
    """The body's last day is `on`. Its posts give nothing after that day; its open work waits for a transfer."""
    current = particulars_of(agency)
    return change_agency(agency, Particulars(**{**_fields(current), "valid_to": on}), by=by)


def record_alias(agency: Agency, text: str, *, by: Capacity) -> AgencyAlias:
    """A person confirms that this spelling names the agency (domain.md 2.2, rule 7). The same again changes nothing.

    Held by whoever keeps the directory or confirms a plan. Raises NotValid where it names another body of the same days.
    """
    check(by, RIGHT, "confirm_plan")
    text = clean_line(text)
    if not text or len(text) > 200:
        raise NotValid(_("Hãy ghi cách viết cần công nhận, không quá 200 ký tự."), field="aliases")
    _check_means_nobody_else(agency, text)
    with transaction.atomic():
        alias, created = AgencyAlias.objects.get_or_create(agency=agency, text=text)
        if not alias.confirmed:
            alias.confirmed, alias.confirmed_by = True, confirmer(by)
            alias.save(update_fields=["confirmed", "confirmed_by"])
            _record(agency, "agency.alias_confirmed", by, {"alias": text, "was_recorded": not created})
    return alias


def _check_means_nobody_else(agency: Agency, text: str) -> None:
    """One spelling names one body on any day: else a plan would be read for certain, and wrongly."""
    spelled = {pk for pk, other in AgencyAlias.objects.filter(confirmed=True).values_list("agency_id", "text")
               if other.casefold() == text.casefold()}  # fmt: skip
    for other in Agency.objects.exclude(pk=agency.pk):
        known = (name.casefold() for name in (other.name, other.formal_name, *other.short_names))
        if (other.pk in spelled or text.casefold() in known) and _meet(agency, other):
            sentence = _("“{text}” đang là tên của {other} ({code}). Một cách viết chỉ được chỉ một cơ quan.")
            raise NotValid(sentence.format(text=text, other=other, code=other.code), field="aliases")


def _meet(one: Agency, other: Agency) -> bool:
    """Is there a day on which both bodies exist?"""
    begins = max(one.valid_from or date.min, other.valid_from or date.min)
    return begins <= min(one.valid_to or date.max, other.valid_to or date.max)


def drop_alias(alias: AgencyAlias, *, by: Capacity) -> None:
    """This spelling no longer names the agency; what was read with it stays as it was read."""
    check(by, RIGHT)
    with transaction.atomic():
        _record(alias.agency, "agency.alias_dropped", by, {"alias": alias.text})
        alias.delete()


def create_unit(
    agency: Agency,
    code: str,
    name: str,
    kind: str = "division",
    *,
    short_names: Iterable[str] = (),
    predecessor: Unit | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    by: Capacity,
) -> Unit:
    """A unit inside a body. `predecessor` is the unit it continues: the separation of duties takes the two for one."""
    check(by, RIGHT)
    code, name = code.strip(), clean_line(name)
    if not name or len(name) > 200:
        raise NotValid(_("Hãy ghi tên đơn vị, không quá 200 ký tự."), field="name")
    if len(code) > 80 or not UNIT_CODE.fullmatch(code):
        raise NotValid(_("Mã đơn vị chỉ gồm chữ không dấu, số, dấu chấm và gạch nối."), field="code")
    _check_order(valid_from, valid_to)
    with transaction.atomic():
        if Unit.objects.filter(code=code).exists():
            raise NotValid(_("Mã đơn vị này đã có. Hãy chọn mã khác."), field="code")
        unit = Unit.objects.create(
            agency=agency,
            code=code,
            name=name,
            kind=kind,
            short_names=list(dict.fromkeys(filter(None, map(clean_line, short_names)))),
            predecessor=predecessor,
            valid_from=valid_from,
            valid_to=valid_to,
        )
        extra = {"unit": unit.pk, "code": code, "name": name, "predecessor": predecessor.pk if predecessor else None}
        _record(agency, "unit.created", by, extra)
    return unit


def end_unit(unit: Unit, on: date, *, by: Capacity) -> Unit:
    """The unit's last day is `on`."""
    check(by, RIGHT)
    with transaction.atomic():
        unit = Unit.objects.select_for_update(of=("self",)).select_related("agency").get(pk=unit.pk)
        _check_order(unit.valid_from, on)
        unit.valid_to = on
        unit.save(update_fields=["valid_to"])
        _record(unit.agency, "unit.ended", by, {"unit": unit.pk, "valid_to": on.isoformat()})
    return unit


def confirmer(by: Capacity) -> str:
    """The name of the person who confirms, as the directory shows it."""
    from processes.models import Person

    return Person.objects.get(pk=by.person).full_name


def _record(agency: Agency, act: str, by: Capacity, extra: dict[str, Any]) -> None:
    trail.record(f"agency:{agency.pk}", act, by.who(), extra=extra)


def _check_new(code: str, name: str, kind: str, level: str) -> None:
    try:
        validate_slug(code)
    except ValidationError as error:
        raise NotValid(_("Mã cơ quan chỉ gồm chữ không dấu, số và gạch nối."), field="code") from error
    if len(code) > 60:
        raise NotValid(_("Mã cơ quan dài quá 60 ký tự."), field="code")
    if not name or len(name) > 200:
        raise NotValid(_("Hãy ghi tên cơ quan, không quá 200 ký tự."), field="name")
    if not kind or len(kind) > 40:
        raise NotValid(_("Hãy chọn loại cơ quan."), field="kind")
    if level not in Agency.Level.values:
        raise NotValid(_("Hãy chọn cấp của cơ quan."), field="level")


def _cleaned(given: Particulars) -> Particulars:
    _check_order(given.valid_from, given.valid_to)
    names = tuple(dict.fromkeys(filter(None, map(clean_line, given.short_names))))
    formal, official = clean_line(given.formal_name), clean_line(given.official_code)
    if len(formal) > 200 or len(official) > 20:
        raise NotValid(_("Tên đầy đủ quá 200 ký tự hoặc mã chính thức quá 20 ký tự."), field="formal_name")
    if given.email:
        try:
            validate_email(given.email)
        except ValidationError as error:
            raise NotValid(_("Địa chỉ thư điện tử không đúng. Hãy kiểm tra lại."), field="email") from error
    cleaned = {"formal_name": formal, "short_names": names, "official_code": official, "note": given.note.strip()}
    return Particulars(**{**_fields(given), **cleaned})


def _check_order(valid_from: date | None, valid_to: date | None) -> None:
    if valid_from is not None and valid_to is not None and valid_to < valid_from:
        raise NotValid(_("Ngày cuối phải từ ngày đầu trở đi. Hãy sửa ngày."), field="valid_to")


def _fields(given: Particulars) -> dict[str, Any]:
    return {name: getattr(given, name) for name in Particulars.__dataclass_fields__}


def _columns(given: Particulars) -> dict[str, Any]:
    return {**_fields(given), "short_names": list(given.short_names)}


def _plain(given: Particulars) -> dict[str, Any]:
    """For the event: numbers, text, and days as ISO text. The address of a body is not a person's."""
    values = {**_columns(given), "parent": given.parent.pk if given.parent else None}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _is_above(agency: Agency, candidate: Agency | None) -> bool:
    while candidate is not None:
        if candidate.pk == agency.pk:
            return True
        candidate = candidate.parent
    return False
