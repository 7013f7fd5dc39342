"""One act on many processes: a preview of what will be done and what not, then the same act with one key, then the outcome."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals import acts
from approvals.inbox import inbox
from approvals.pages.acting import actor_of, number
from approvals.pages.filters import asked_filters
from processes.actors import refused as written
from processes.models import Post, TaskProcess
from processes.pages.shell import own_capacities
from workflow.acts import Act, Outcome, Refusal
from workflow.engine import perform
from workflow.errors import DomainError, NotValid

MOST = 500


@dataclass(frozen=True)
class Bulk:
    """An act that many processes may take at once, with the words of its button and of its consequence."""

    act: Act
    label: Any
    consequence: Any
    data: dict[str, Any] = field(default_factory=dict)
    opinion: bool = False


BULK: dict[str, tuple[Bulk, ...]] = {
    "accept": (
        Bulk(
            acts.ACCEPT, gettext_lazy("Tiếp nhận"),
            gettext_lazy(
                "Bạn được ghi là người phụ trách của từng hồ sơ, nên về sau không thẩm định, kết luận hay trình Chủ tịch các hồ sơ đó."
            ),
        ),
    ),
    "review": (
        Bulk(acts.TAKE, gettext_lazy("Nhận thẩm định"), gettext_lazy("Từng hồ sơ ghi tên bạn là người thẩm định.")),
        Bulk(
            acts.REVIEW, gettext_lazy("Đạt"), gettext_lazy("Từng hồ sơ chuyển lên lãnh đạo Sở với kết quả thẩm định “Đạt”."),
            {"verdict": "passed"}, opinion=True,
        ),
    ),
    "conclude": (
        Bulk(
            acts.CONCLUDE, gettext_lazy("Kết luận hoàn thành"),
            gettext_lazy("Từng hồ sơ được phê duyệt và chờ văn thư phát hành văn bản."), opinion=True,
        ),
    ),
    "decide": (
        Bulk(
            acts.DECIDE, gettext_lazy("Phê duyệt"),
            gettext_lazy("Từng hồ sơ được phê duyệt và chờ văn thư phát hành văn bản."), opinion=True,
        ),
    ),
}  # fmt: skip
BY_ACT = {bulk.act.name: bulk for several in BULK.values() for bulk in several}


@dataclass(frozen=True)
class Line:
    """One process of the set: what became of it, or the sentence that says why nothing did."""

    process: TaskProcess | None
    value: str
    reason: str = ""
    receipt: str = ""


def acts_for(nodes: Iterable[str]) -> list[Bulk]:
    """The acts that the bar of the list offers."""
    return [bulk for node, several in BULK.items() if node in set(nodes) for bulk in several]


class _RehearsalOver(Exception):
    """Takes everything back that a rehearsal did."""


def rehearse(bulk: Bulk, seen: dict[int, int], request: HttpRequest) -> Outcome:
    """What `perform` would answer, told by `perform` itself in a transaction that is taken back. Nothing is recorded."""
    outcome = Outcome()
    try:
        with transaction.atomic():
            outcome = perform(
                bulk.act,
                list(seen),
                actor=actor_of(request),
                data={**bulk.data, "opinion": ""},
                key=str(uuid4()),
                seen=seen,
            )
            raise _RehearsalOver
    except _RehearsalOver:
        return outcome


def preview(request: HttpRequest) -> HttpResponse:
    """What will be done and what will not, and why, before anything is recorded."""
    bulk, seen = _asked(request)
    if bulk is None:
        return redirect("inbox")
    if not seen:
        raise NotValid(_("Bạn chưa chọn hồ sơ nào. Hãy quay lại danh sách, chọn hồ sơ rồi thực hiện lại."))
    outcome = rehearse(bulk, seen, request)
    if error := _nothing_of_theirs(outcome):
        raise written(actor_of(request), [bulk.act.name], error)  # what the rehearsal wrote was taken back
    done, refused = _lines(outcome, seen)
    context = {
        "bulk": bulk, "done": done, "refused": refused, "key": uuid4(), "post": request.POST.get("post", ""),
        "posts": _posts_to_choose(request, outcome.refused),
    }  # fmt: skip
    return render(request, "approvals/bulk_preview.html", context)


def confirm(request: HttpRequest) -> HttpResponse:
    """Do it. The same key again gives the same answers: a second click, or a reload, does nothing more."""
    bulk, seen = _asked(request)
    if bulk is None or not seen:
        return redirect("inbox")
    data = {**bulk.data, "opinion": request.POST.get("opinion", "")}
    outcome = perform(
        bulk.act, list(seen), actor=actor_of(request), data=data, key=request.POST.get("key", ""), seen=seen
    )
    if error := _nothing_of_theirs(outcome):
        raise error
    done, refused = _lines(outcome, seen)
    return render(request, "approvals/bulk_outcome.html", {"bulk": bulk, "done": done, "refused": refused})


def _nothing_of_theirs(outcome: Outcome) -> DomainError | None:
    """The refusal, where all that was chosen is foreign: such a form was made up, and answers as a single act does."""
    errors = [refusal.error for refusal in outcome.refused]
    return errors[0] if errors and not outcome.done and all(error.status == 404 for error in errors) else None


def _asked(request: HttpRequest) -> tuple[Bulk | None, dict[int, int]]:
    """The act, and each chosen process with the version the person saw."""
    bulk = BY_ACT.get(request.POST.get("viec", ""))
    seen = _whole_groups(request, bulk) if bulk and request.POST.get("nhom") else {}
    for value in request.POST.getlist("chon")[:MOST]:
        pk, _colon, version = value.partition(":")
        if number(pk):
            seen[number(pk)] = number(version)
    return bulk, seen


def _whole_groups(request: HttpRequest, bulk: Bulk) -> dict[int, int]:
    """Every duty of the chosen groups that the act answers, on whatever page it stands; the preview shows each one."""
    node = next(node for node, several in BULK.items() if bulk in several)
    groups = inbox(own_capacities(request), asked_filters(request.POST)).groups
    duties = [duty for name in request.POST.getlist("nhom") for duty in groups.get(name, ())]
    return {duty.pk: duty.version for duty in duties if duty.node == node}


def _lines(outcome: Outcome, seen: dict[int, int]) -> tuple[list[Line], list[Line]]:
    """The outcome with the names of what the person may see; foreign numbers stay nameless."""
    missing = {refusal.process for refusal in outcome.refused if refusal.error.status == 404}
    rows = TaskProcess.objects.select_related("plan_task", "agency").in_bulk(set(seen) - missing)
    value = {pk: f"{pk}:{version}" for pk, version in seen.items()}
    done = [Line(rows[one.process], value[one.process], receipt=one.receipt[:16]) for one in outcome.done]
    refused = [Line(rows.get(one.process), value[one.process], reason=one.error.sentence) for one in outcome.refused]
    return done, refused


def _posts_to_choose(request: HttpRequest, refused: Iterable[Refusal]) -> list[Post]:
    """The person's posts, where the engine asks in which of them he acts."""
    if not any(refusal.error.field == "post" for refusal in refused):
        return []
    return list(Post.objects.filter(pk__in={c.post for c in own_capacities(request)}).select_related("agency"))
