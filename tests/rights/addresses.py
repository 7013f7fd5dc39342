"""From a row of the matrix to a real address in the two provinces."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from processes.models import Account, AgencyAlias, Instrument, Post, State, Unit
from tests.rights.ground import FOREIGN, HANDED, ONE_AGENCY, Province
from tests.rights.table import ABROAD, DRAFT, PLAN, Row
from workflow import clock


def address(name: str, row: Row, target: str, province: Province) -> str:
    """The address of the route for this target."""
    kind, _space, state = row.where.partition(" ")
    if kind == "share":
        return reverse(name, args=_of_share(name, target, state, province))
    if kind == "plan":
        page = [1] if name == "plan_picture" else []
        return reverse(name, args=[_plan(target, province).pk, *page])
    if kind == "stream":
        return reverse(name, args=[_stream(target, province)])
    return reverse(name, args=_of_directory(kind))


def _of_share(name: str, target: str, state: str, province: Province) -> list[Any]:
    if name == "document_file":
        return [province.document(target).pk]
    if target == FOREIGN and (target, state) not in province.shares:
        state = HANDED
    if name.startswith("evidence"):
        number = province.file(target).pk
        return [number] if name == "evidence" else [number, 1]
    return [province.share(target, state).pk]


def _plan(target: str, province: Province) -> Any:
    return {PLAN: province.world.plan, ABROAD: province.foreign_plan, DRAFT: province.foreign_draft}[target]


def _stream(target: str, province: Province) -> str:
    if target in (PLAN, ABROAD):
        return f"plan:{_plan(target, province).pk}"
    if target == "process":
        return province.share(FOREIGN, State.CLOSED).stream
    if target == "directory":
        return "directory"
    return f"{target}:{_numbers()[target]}"


def _of_directory(kind: str) -> list[Any]:
    if kind == "page":
        return []
    if kind == "agency":
        return [ONE_AGENCY]
    return [_numbers()[kind]]


def _numbers() -> dict[str, int]:
    """One row of each kind: all about the leader of that agency, the agency itself, and the Vice-Chairman's paper."""
    post = Post.objects.on(clock.today()).filter(agency__code=ONE_AGENCY, role="leader").get()
    alias = AgencyAlias.objects.filter(agency=post.agency).first()
    unit = Unit.objects.filter(agency=post.agency).first()
    assert alias is not None
    assert unit is not None
    return {
        "agency": post.agency_id, "person": post.person_id, "post": post.pk, "alias": alias.pk, "unit": unit.pk,
        "account": Account.objects.get(person=post.person_id).pk, "instrument": Instrument.objects.order_by("pk")[0].pk,
    }  # fmt: skip
