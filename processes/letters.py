"""What the letters say: plain text, Vietnamese, a link to each process, and no more than its reader may see there anyway."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from processes.models import Agency, TaskProcess
from processes.recipients import addresses
from workflow.models import EventText, Notice
from workflow.post_office import Letter


def letters(kind: str, agency: int, notices: Sequence[Notice]) -> list[Letter]:
    """The letters for notices of one kind to one agency: one for each recipient. None where nobody has an address."""
    processes = _processes(notices)
    to = addresses(kind, agency, processes)
    if not to:
        return []
    with override("vi"):
        context = {
            "agency": Agency.objects.get(pk=agency).name,
            "lines": [_line(process) for process in processes],
            "reason": _reason(kind, notices),
            "site": settings.SITE_URL,
        }
        text = render_to_string(f"notices/{kind}.txt", context)
    subject = _subject(kind, processes, context)
    events = tuple(f"{notice.stream}/{notice.seq}" for notice in notices)
    return [Letter(address, subject, text, events) for address in to]


def _processes(notices: Sequence[Notice]) -> list[TaskProcess]:
    ids = [int(notice.stream.partition(":")[2]) for notice in notices]
    return list(
        TaskProcess.objects.filter(pk__in=ids).select_related("plan", "plan_task", "agency").order_by("due", "pk")
    )


def _line(process: TaskProcess) -> dict[str, Any]:
    return {
        "code": process.code,
        "task": process.plan_task.code,
        "text": " ".join(process.plan_task.text.split()),
        "plan": process.plan.number,
        "due": process.due,
        "link": f"{settings.SITE_URL}/ho-so/{process.pk}/",
    }


def _reason(kind: str, notices: Sequence[Notice]) -> str:
    """Why it was sent back, in the reviewer's words; nothing once they were erased."""
    if kind != Notice.Kind.SENT_BACK:
        return ""
    [notice] = notices
    row = EventText.objects.filter(stream=notice.stream, seq=notice.seq, name="reason").first()
    return (row.text or "") if row else ""


def _subject(kind: str, processes: Sequence[TaskProcess], context: Mapping[str, Any]) -> str:
    first = processes[0]
    due = f", hạn {first.due:%d/%m/%Y}" if first.due else ""
    if kind == Notice.Kind.SENT_BACK:
        return f"Bị trả lại: {first.code} – nhiệm vụ {first.plan_task.code}"
    if kind == Notice.Kind.NOBODY_ELIGIBLE:
        return f"Chưa có người đủ điều kiện thẩm định: {first.code} – nhiệm vụ {first.plan_task.code}"
    if len(processes) == 1:
        return f"Nhiệm vụ mới: {first.code} – nhiệm vụ {first.plan_task.code}{due}"
    return f"{len(processes)} nhiệm vụ mới được giao cho {context['agency']}"
