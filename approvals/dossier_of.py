"""The dossier of a process, filled from the database: the same rows and the same words as its page and its trail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from approvals.dossier import CitedDocument, Dossier, EvidenceFile, Figure, Opinion, SubmittedVersion, TrailRow
from approvals.models import Citation, Decision, Submission
from approvals.timeline import flag_words, official_number, timeline
from processes.chronicle import Entry
from processes.models import Agency, Plan, TaskProcess
from processes.succession import bodies_on
from workflow import clock

JUDGING = ("contribute", "waive", "review", "send_back", "conclude", "escalate", "verify", "decide")


def dossier_of(process: TaskProcess, printed_by: str) -> Dossier:
    """Everything that the paper says about a process, read in at most fifteen queries whatever its history.

    `printed_by` names the person and the post who asked for it. The words are Vietnamese whatever the screen's language.
    """
    with override("vi"):
        entries = timeline(process)
        dossier = _ordered(process, printed_by)
        return replace(
            dossier,
            flags=tuple(flag_words(flag for entry in entries for flag in entry.data.get("flags", ()))),
            submissions=tuple(_submissions(process, entries)),
            opinions=tuple(_opinion(entry) for entry in entries if entry.name in JUDGING),
            documents=tuple(_documents(process)),
            trail=tuple(_trail_row(entry) for entry in entries),
            demo_clock=_demo_clock(entries),
        )


def _ordered(process: TaskProcess, printed_by: str) -> Dossier:
    """What was ordered, in the plan's own words, and whose paper this is today."""
    plan, task = process.plan, process.plan_task
    department, issuer = _bodies(plan)
    return Dossier(
        plan_number=plan.number,
        plan_date=plan.dated,
        plan_title=plan.title,
        plan_issuer=plan.issuer.formal_name or plan.issuer.name,
        group=f"{task.group.ordinal}. {task.group.title}",
        ordinal=task.code,
        task_text=task.text,
        lead=task.cells.get("lead", ""),
        coordinating=task.cells.get("coordinating", ""),
        directing=task.cells.get("directing", ""),
        deadline_text=task.cells.get("deadline", ""),
        period=period_words(process),
        due=process.due,
        responsible=process.agency.name,
        state=str(process.get_state_display()),
        head_hash=bytes(process.head_hash).hex(),
        printed_at=clock.now(),
        printed_by=printed_by,
        governing_body=issuer.name,
        issuing_body=department.name,
        place=_place(issuer),
        symbol=f"PTD-{department.code.partition('-')[0].upper()}",
    )


def _bodies(plan: Plan) -> tuple[Agency, Agency]:
    """The bodies that hold the Department's and the issuer's office today; the plan's own where nobody does."""
    today = bodies_on([plan.department_id, plan.issuer_id], clock.today())
    named = {agency.pk: agency for agency in Agency.objects.filter(pk__in=today.values())}
    return (
        named.get(today.get(plan.department_id, 0), plan.department),
        named.get(today.get(plan.issuer_id, 0), plan.issuer),
    )


def _place(issuer: Agency) -> str:
    """The province's own name, as the date line of its documents begins."""
    name = issuer.formal_name or issuer.name
    return name.rpartition("tỉnh ")[2] if "tỉnh " in name else "Quảng Ngãi"


def period_words(process: TaskProcess) -> str:
    """The period as people say it: the year of a share that ends with it, else from which day to which."""
    first, last = process.period_from, process.period_to
    if last is None:
        return f"từ {first:%d/%m/%Y}"
    yearly = process.plan_task.deadline.get("recurs") == "year"
    if yearly and (first.year, last.day, last.month) == (last.year, 31, 12):
        return f"năm {last.year}"
    return f"{first:%d/%m/%Y} – {last:%d/%m/%Y}"


def _submissions(process: TaskProcess, entries: Sequence[Entry]) -> list[SubmittedVersion]:
    by_seq = {entry.seq: entry for entry in entries}
    rows = Submission.objects.filter(process=process).order_by("number").prefetch_related("files__file")
    found = []
    for row in rows:
        entry = by_seq[row.seq]
        files = tuple(EvidenceFile(link.file.name, link.file.size, link.file.sha256) for link in row.files.all())
        figures = tuple(_figure(figure) for figure in row.figures)
        text = entry.text("result") or "(Nội dung đã được xóa theo quy định.)"
        found.append(SubmittedVersion(row.number, row.submitted_at, entry.who, entry.post, text, figures, files))
    return found


def _figure(figure: dict[str, Any]) -> Figure:
    unit, planned = figure.get("unit"), figure.get("planned")
    label = f"{figure.get('name', '')} ({unit})" if unit else str(figure.get("name", ""))
    value = str(figure.get("actual", ""))
    return Figure(label, f"{value} (kế hoạch: {planned})" if planned else value)


def _opinion(entry: Entry) -> Opinion:
    verdict = entry.data.get("verdict")
    said = entry.act
    if entry.name == "review" and verdict in Decision.Verdict.values:
        said = f"{_('Thẩm định')}: {Decision.Verdict(verdict).label}"
    behalf = f"{entry.on_behalf_of}, theo văn bản {entry.instrument}" if entry.on_behalf_of else ""
    return Opinion(
        at=entry.at,
        act=said,
        person=entry.who,
        post=entry.post,
        words=entry.text("opinion") or entry.text("reason"),
        capacity=entry.capacity,
        on_behalf_of=behalf,
        version=entry.version,
    )


def _documents(process: TaskProcess) -> list[CitedDocument]:
    rows = Citation.objects.filter(process=process).select_related("document__issuer").order_by("seq")
    papers = {row.document_id: row.document for row in rows}
    return [
        CitedDocument(
            kind=str(paper.get_kind_display()),
            number=official_number(paper.number, paper.symbol),
            issued=paper.dated,
            issuer=paper.issuer.name,
            signer=paper.signer,
            capacity=paper.capacity,
            sha256=paper.sha256,
        )
        for paper in papers.values()
    ]


def _trail_row(entry: Entry) -> TrailRow:
    post = f"{entry.post} ({entry.capacity} {entry.on_behalf_of})" if entry.on_behalf_of else entry.post
    return TrailRow(entry.seq, entry.at, entry.act, entry.who, post, entry.from_state, entry.to_state, entry.hash)


def _demo_clock(entries: Sequence[Entry]) -> str:
    if all(entry.real_at == entry.at for entry in entries):
        return ""
    return (
        "Các thời điểm do đồng hồ trình diễn ghi; giờ thật của mỗi sự kiện nằm trong nội dung nguyên văn của nhật ký."
    )
