"""Dated posts. Rights belong to posts, so a post is begun and ended, never rewritten: another office is another post."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from processes.actors import check, same_person
from processes.models import Agency, Person, Plan, Post, Role, Unit
from workflow import trail
from workflow.acts import Capacity
from workflow.errors import Conflict, NotAllowed, NotValid
from workflow.vietnamese import clean_line

RIGHT = "keep_people"
SCOPED = (Role.INSPECTOR, Role.FRONT)


def appoint(
    person: Person,
    agency: Agency,
    unit: Unit | None,
    role: str,
    title: str,
    valid_from: date,
    valid_to: date | None = None,
    in_charge_of: Iterable[Unit] = (),
    scope_plan: Plan | None = None,
    code: str | None = None,
    *,
    by: Capacity,
) -> Post:
    """Begin a post: a person in a unit of a living agency, in a role there, from a day to a day (both inclusive).

    In an agency whose last day is known an open end becomes that day: no post outlives its body. Nobody appoints himself
    (domain.md 3.4, S7). Raises NotValid, naming the field; NotAllowed for one's own appointment.
    """
    check(by, RIGHT)
    charges = list(in_charge_of)
    title = clean_line(title)
    valid_to = valid_to or agency.valid_to
    _check_who(person, role, by)
    _check_place(agency, unit, charges, valid_from, valid_to)
    if role not in Role.values or role == Role.SYSTEM:
        raise NotValid(_("Vai trò này không giao cho người được. Hãy chọn vai trò trong danh sách."), field="role")
    if not title or len(title) > 120:
        raise NotValid(_("Hãy ghi chức vụ, không quá 120 ký tự (ví dụ: Giám đốc, Chuyên viên)."), field="title")
    if scope_plan is not None and role not in SCOPED:
        raise NotValid(_("Chỉ người thanh tra, giám sát mới có phạm vi kế hoạch. Hãy bỏ trống."), field="scope_plan")
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)  # two appointments of one person at once: one waits
        _check_not_held(person, agency, role, valid_from, valid_to)
        _check_administers_only(person, role, valid_from, valid_to)
        post = Post.objects.create(
            person=person,
            agency=agency,
            unit=unit,
            role=role,
            title=title,
            code=_free_code(code, person, agency, role),
            scope_plan=scope_plan,
            valid_from=valid_from,
            valid_to=valid_to,
        )
        post.in_charge_of.set(charges)
        trail.record(f"person:{person.pk}", "post.begun", by.who(), extra=_facts(post, charges), texts={"title": title})
    return post


def end_post(post: Post, on: date, *, by: Capacity) -> Post:
    """The post's last day is `on`. It may be brought forward, never put off. Raises NotValid or Conflict."""
    check(by, RIGHT)
    with transaction.atomic():
        post = _locked(post)
        if on < post.valid_from:
            raise NotValid(_("Ngày kết thúc phải từ ngày bắt đầu giữ chức vụ trở đi. Hãy sửa ngày."), field="on")
        if post.valid_to is not None and post.valid_to <= on:
            sentence = _("Chức vụ này đã kết thúc ngày {day}. Nếu giữ tiếp, hãy ghi một chức vụ mới.")
            raise Conflict(sentence.format(day=f"{post.valid_to:%d/%m/%Y}"))
        post.valid_to = on
        post.save(update_fields=["valid_to"])
        extra = {"post": post.pk, "valid_to": on.isoformat()}
        trail.record(f"person:{post.person_id}", "post.ended", by.who(), extra=extra)
    return post


def change_post(post: Post, *, title: str, in_charge_of: Iterable[Unit], by: Capacity) -> Post:
    """Correct the wording of a post and the units its holder is in charge of. Role, unit and dates need a new post."""
    check(by, RIGHT)
    charges = list(in_charge_of)
    title = clean_line(title)
    if not title or len(title) > 120:
        raise NotValid(_("Hãy ghi chức vụ, không quá 120 ký tự (ví dụ: Giám đốc, Chuyên viên)."), field="title")
    with transaction.atomic():
        post = _locked(post)
        _check_units(post.agency, charges, "in_charge_of")
        post.title = title
        post.save(update_fields=["title"])
        post.in_charge_of.set(charges)
        trail.record(
            f"person:{post.person_id}", "post.changed", by.who(), extra=_facts(post, charges), texts={"title": title}
        )
    return post


def _locked(post: Post) -> Post:
    if post.role == Role.SYSTEM:
        raise NotValid(_("Chức vụ “Hệ thống” do phần mềm giữ, không thay đổi được ở đây."))
    return Post.objects.select_for_update(of=("self",)).select_related("agency").get(pk=post.pk)


def _facts(post: Post, charges: Sequence[Unit]) -> dict[str, object]:
    return {
        "post": post.pk,
        "agency": post.agency_id,
        "unit": post.unit_id,
        "role": str(post.role),
        "in_charge_of": sorted(unit.pk for unit in charges),
        "scope_plan": post.scope_plan_id,
        "valid_from": post.valid_from.isoformat(),
        "valid_to": post.valid_to.isoformat() if post.valid_to else None,
    }


def _check_who(person: Person, role: str, by: Capacity) -> None:
    if same_person(person.pk).filter(pk=by.person).exists():
        raise NotAllowed(_("Không ai tự ghi chức vụ cho mình. Hãy nhờ một người quản trị khác."))
    if person.posts.filter(role=Role.SYSTEM).exists():
        raise NotValid(_("“Hệ thống” không phải là một người. Hãy chọn người khác."), field="person")


def _check_place(
    agency: Agency, unit: Unit | None, charges: Sequence[Unit], valid_from: date, valid_to: date | None
) -> None:
    if valid_to is not None and valid_to < valid_from:
        raise NotValid(_("Ngày kết thúc phải từ ngày bắt đầu trở đi. Hãy sửa ngày."), field="valid_to")
    ended = agency.valid_to is not None and valid_to is not None and valid_to > agency.valid_to
    if not agency.is_alive(valid_from) or ended:
        sentence = _(
            "{agency} không hoạt động trong suốt thời gian này (từ {start} đến {end}). Hãy sửa ngày hoặc cơ quan."
        )
        raise NotValid(
            sentence.format(agency=agency, start=_day(agency.valid_from), end=_day(agency.valid_to)), field="valid_from"
        )
    _check_units(agency, [unit] if unit else [], "unit")
    _check_units(agency, charges, "in_charge_of")
    for one in [unit] if unit else []:
        if (one.valid_from and valid_from < one.valid_from) or (one.valid_to and valid_from > one.valid_to):
            raise NotValid(_("Đơn vị này không hoạt động vào ngày bắt đầu. Hãy sửa ngày hoặc đơn vị."), field="unit")


def _check_units(agency: Agency, units: Iterable[Unit], field: str) -> None:
    for unit in units:
        if unit.agency_id != agency.pk:
            sentence = _("“{unit}” không thuộc {agency}. Hãy chọn đơn vị của chính cơ quan này.")
            raise NotValid(sentence.format(unit=unit, agency=agency), field=field)


def _check_not_held(person: Person, agency: Agency, role: str, valid_from: date, valid_to: date | None) -> None:
    if other := _held_meanwhile(person, valid_from, valid_to).filter(agency=agency, role=role).first():
        sentence = _("Người này đã giữ vai trò đó tại {agency} từ {start} đến {end}. Hãy kết thúc chức vụ cũ trước.")
        raise NotValid(
            sentence.format(agency=agency, start=_day(other.valid_from), end=_day(other.valid_to)), field="valid_from"
        )


def _check_administers_only(person: Person, role: str, valid_from: date, valid_to: date | None) -> None:
    """S7: whoever administers the system holds no office in which work is done, on no day of it."""
    held = _held_meanwhile(person, valid_from, valid_to)
    administers = Q(role=Role.SYSTEM_ADMIN)
    other = held.exclude(administers) if role == Role.SYSTEM_ADMIN else held.filter(administers)
    if post := other.first():
        sentence = _(
            "Quản trị hệ thống không làm việc nghiệp vụ (chính sách S7), mà người này đang giữ chức vụ “{title}” từ {start} "
            "đến {end}. Hãy kết thúc chức vụ đó trước hoặc chọn người khác."
        )
        raise NotValid(
            sentence.format(title=post.title, start=_day(post.valid_from), end=_day(post.valid_to)), field="role"
        )


def _held_meanwhile(person: Person, valid_from: date, valid_to: date | None) -> QuerySet[Post]:
    """The posts of the natural person on any of these days."""
    held = Post.objects.filter(Q(valid_to=None) | Q(valid_to__gte=valid_from), person__in=same_person(person.pk))
    return held if valid_to is None else held.filter(valid_from__lte=valid_to)


def _free_code(code: str | None, person: Person, agency: Agency, role: str) -> str:
    """The code asked for, which must be free; else one made of the agency, the role and the person's number."""
    if code:
        if Post.objects.filter(code=code).exists():
            raise NotValid(_("Mã chức vụ này đã có. Hãy chọn mã khác."), field="code")
        return code
    stem = f"{agency.code[:50]}-{role}-{person.pk}".replace("_", "-")
    taken = set(Post.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return next(c for c in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if c not in taken)


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "…"
