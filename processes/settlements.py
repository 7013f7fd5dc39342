"""What settles each kind of doubt about a plan, and what a settlement writes. Called by `processes.plans`, in its transaction.

A settlement is a small dictionary: {"ordinal"}, {"deadline"}, {"agencies", "alias"} or {"open"}, {"directing"}, {"members"},
{"whole"} or {"split", "of", "codes", "texts"}, {"columns"}.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from processes.agencies import confirmer, record_alias
from processes.issuer_columns import keep_columns, whole_map
from processes.models import Agency, Doubt, GroupMembership, PlanTask, PlanTaskTerm
from processes.plan_import.read_plan import read_deadline
from processes.task_splits import join, split
from workflow.acts import Capacity
from workflow.errors import Conflict, NotValid
from workflow.vietnamese import clean_line

Settlement = dict[str, Any]
LONGEST_ORDINAL = 20
_SINGLE = {
    "inferred_ordinal": "ordinal",
    "uncertain_deadline": "deadline",
    "unclear_directing": "directing",
    "group_membership": "members",
    "guessed_columns": "columns",
}


def proposed(doubt: Doubt) -> Settlement | None:
    """The settlement that the reader proposes; None where a person must say it."""
    value = doubt.proposal.get("value")
    if doubt.kind == "unclear_member":
        return {"open": True}
    if doubt.kind == "several_tasks":
        return {"whole": True}  # what the paper says; tasks come of a cell only where a person asks for it
    if value in (None, [], "?"):
        return None
    if doubt.kind in _SINGLE:
        return {_SINGLE[doubt.kind]: value}
    return {"agencies": list(value), "alias": bool(doubt.proposal.get("alias"))}


def settle(doubt: Doubt, given: Mapping[str, Any], capacity: Capacity) -> Settlement:
    """Check what was given, write what follows from it, and return it as it is kept. Raises NotValid or Conflict."""
    return _KINDS[doubt.kind](doubt, given, capacity)


def _ordinal(doubt: Doubt, given: Mapping[str, Any], capacity: Capacity) -> Settlement:
    task, ordinal = _task(doubt), clean_line(str(given.get("ordinal") or ""))
    if not ordinal or ordinal == "?" or len(ordinal) > LONGEST_ORDINAL:
        raise NotValid(_("Hãy ghi số thứ tự của nhiệm vụ, không quá 20 ký tự."), field="ordinal")
    if task.whole_text:
        raise Conflict(_("Nhiệm vụ này đã được tách nên số thứ tự không đổi được nữa. Hãy giữ là một nhiệm vụ trước."))
    code = f"{task.group.ordinal}.{ordinal}" if task.group.ordinal else ordinal
    if PlanTask.objects.filter(plan=doubt.plan_id, code=code).exclude(pk=task.pk).exists():
        raise NotValid(_("Kế hoạch đã có nhiệm vụ {code}. Hãy ghi số khác.").format(code=code), field="ordinal")
    task.ordinal, task.code = ordinal, code
    task.save(update_fields=["ordinal", "code"])
    return {"ordinal": ordinal}


def _deadline(doubt: Doubt, given: Mapping[str, Any], capacity: Capacity) -> Settlement:
    """The reader's own proposal, or the time in words that the reader understands for certain."""
    task, text = _task(doubt), clean_line(str(given.get("text") or ""))
    deadline = certain_deadline(text, doubt.plan.dated) if text else given.get("deadline")
    if not deadline or (not text and deadline != doubt.proposal.get("value")):
        raise NotValid(_("Hãy ghi thời hạn của nhiệm vụ, ví dụ “Quý III năm 2025”."), field="text")
    keep_deadline(task, deadline)
    return {"deadline": deadline}


def keep_deadline(task: PlanTask, deadline: Mapping[str, Any]) -> None:
    """Write the deadline, as `read_deadline` gives it in JSON, to the task."""
    task.deadline = {**deadline, "certain": True}
    task.deadline_kind, task.recurs = deadline["kind"], deadline["recurs"]
    task.starts, task.ends = (date.fromisoformat(deadline[end]) if deadline[end] else None for end in ("from", "to"))
    task.save(update_fields=["deadline", "deadline_kind", "recurs", "starts", "ends"])


def certain_deadline(text: str, signed: date) -> dict[str, Any]:
    """The time in words as JSON. Raises NotValid where the reader is not sure of it."""
    found = read_deadline(text, signed)
    if not found.certain or found.kind in ("refused", "reference"):
        sentence = _("Thời hạn “{text}” chưa rõ: {reason} Hãy ghi lại, ví dụ “Quý III năm 2025”.")
        raise NotValid(sentence.format(text=text, reason=found.reason or _("chưa đọc được.")), field="text")
    return found.as_json()


def _members_named(doubt: Doubt, given: Mapping[str, Any], capacity: Capacity) -> Settlement:
    """The terms of an agency cell that a person named in place of a text nobody knows; or the text stays open."""
    task, at = _task(doubt), int(doubt.proposal.get("position") or 0)
    slot = PlanTaskTerm.objects.filter(task=task, cell=doubt.cell, position=at)
    if given.get("open"):
        if doubt.cell == PlanTaskTerm.Cell.LEAD:
            raise NotValid(_("Cơ quan chủ trì không để ngỏ được. Hãy chọn cơ quan."), field="agencies")
        slot.delete()
        _term(task, doubt, at, PlanTaskTerm.Kind.OPEN)
        return {"open": True}
    chosen = _agencies([str(code) for code in given.get("agencies") or ()], doubt)
    slot.delete()
    for agency in chosen:
        _term(task, doubt, at, PlanTaskTerm.Kind.AGENCY, agency)
    alias = bool(given.get("alias")) and len(chosen) == 1 and bool(doubt.text)
    if alias:
        record_alias(chosen[0], doubt.text, by=capacity)
    return {"agencies": [agency.code for agency in chosen], "alias": alias}


def _agencies(codes: list[str], doubt: Doubt) -> list[Agency]:
    wanted = list(dict.fromkeys(codes))
    found = {agency.code: agency for agency in Agency.objects.filter(code__in=wanted)}
    if not wanted or len(found) != len(wanted):
        raise NotValid(_("Hãy chọn cơ quan trong danh mục."), field="agencies")
    chosen = [found[code] for code in wanted]
    for agency in chosen:
        if not agency.is_alive(doubt.plan.dated):
            sentence = _("{agency} không hoạt động vào ngày ký kế hoạch. Hãy chọn cơ quan khác.")
            raise NotValid(sentence.format(agency=agency), field="agencies")
        if doubt.cell == PlanTaskTerm.Cell.LEAD and agency.asked_only:
            sentence = _("{agency} chỉ được đề nghị phối hợp, không được giao chủ trì. Hãy chọn cơ quan khác.")
            raise NotValid(sentence.format(agency=agency), field="agencies")
    return chosen


def _term(task: PlanTask, doubt: Doubt, at: int, kind: str, agency: Agency | None = None) -> None:
    text = doubt.text or (agency.name if agency else "")
    PlanTaskTerm.objects.create(task=task, cell=doubt.cell, position=at, kind=kind, text=text[:300], agency=agency)


def _directing(doubt: Doubt, given: Mapping[str, Any], capacity: Capacity) -> Settlement:
    task, value = _task(doubt), given.get("directing")
    if value not in PlanTask.Directing.values:
        raise NotValid(_("Hãy chọn ai chỉ đạo nhiệm vụ này."), field="directing")
    task.directing = value
    task.save(update_fields=["directing"])
    return {"directing": value}


def _membership(doubt: Doubt, given: Mapping[str, Any], capacity: Capacity) -> Settlement:
    """The list of the group on the signing day, as shown, with the name of who confirmed it (domain.md 2.1)."""
    on = date.fromisoformat(doubt.proposal["on"])
    rows = GroupMembership.objects.on(on).filter(group__code=doubt.proposal["group"], agency__in=Agency.objects.on(on))
    standing = sorted(rows.values_list("agency__code", flat=True))
    if not standing or sorted(given.get("members") or ()) != standing:
        raise Conflict(
            _("Danh sách thành viên trong danh mục đã khác danh sách đang hiện. Hãy tải lại trang rồi xem lại.")
        )
    rows.update(confirmed_by=confirmer(capacity))
    return {"members": standing}


def _several(doubt: Doubt, given: Mapping[str, Any], capacity: Capacity) -> Settlement:
    """One task as printed, or as many as its cell has items; in both ways the whole cell stays."""
    if bool(given.get("whole")) == bool(given.get("split")):
        raise NotValid(_("Hãy chọn: giữ là một nhiệm vụ, hay tách thành nhiều nhiệm vụ."), field="several")
    task = PlanTask.objects.select_related("plan").defer("plan__source", "plan__reading").get(pk=_task(doubt).pk)
    if given.get("whole"):
        join(task)
        return {"whole": True}
    of = str((doubt.settled or {}).get("of") or task.code)
    rows = split(task, doubt.proposal["value"])
    return {"split": True, "of": of, "codes": [row.code for row in rows], "texts": [row.text for row in rows]}


def _columns(doubt: Doubt, given: Mapping[str, Any], capacity: Capacity) -> Settlement:
    """The columns are as they were guessed, and are kept for the issuer. Other ones are said by mapping them anew."""
    if given.get("columns") != doubt.proposal.get("value"):
        raise Conflict(_("Các cột đã được xếp khác với các cột đang hiện. Hãy tải lại trang rồi xem lại."))
    kept = doubt.plan.reading.get("columns", {})
    keep_columns(doubt.plan.issuer, kept.get("headings", ()), whole_map(given["columns"]), capacity)
    return {"columns": given["columns"]}


def _task(doubt: Doubt) -> PlanTask:
    if doubt.task is None:  # the reader names a task for every doubt but a group's
        raise NotValid(_("Điểm cần xác nhận này không gắn với nhiệm vụ nào."))
    return doubt.task


_KINDS: dict[str, Callable[[Doubt, Mapping[str, Any], Capacity], Settlement]] = {
    "inferred_ordinal": _ordinal,
    "uncertain_deadline": _deadline,
    "unknown_name": _members_named,
    "unclear_member": _members_named,
    "no_lead": _members_named,
    "unclear_directing": _directing,
    "group_membership": _membership,
    "several_tasks": _several,
    "guessed_columns": _columns,
}
