"""Everything the page of one process shows, read once: the whole decision on one screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from approvals.cautions import names_no_one
from approvals.dialogs import Kind, dialogs, in_bar
from approvals.forms.verdicts import ActForm
from approvals.models import Citation, Draft, EvidenceFile
from approvals.offers import Offers, offers
from approvals.opened import opened_by
from approvals.reading import holds, open_items
from approvals.results import change_since, versions
from approvals.standing import punctual, standing, steps, submitted_late
from approvals.timeline import timeline
from approvals.viewer import viewer
from processes.chronicle import Entry
from processes.models import Instrument, State, TaskProcess, WorkItem
from workflow.acts import Capacity

OPINIONS = frozenset({"review", "send_back", "conclude", "escalate", "verify", "decide"})
COORDINATION = frozenset({"ask", "contribute", "waive"})
ABOVE = (State.REVIEWED, State.WITH_OFFICE, State.WITH_AUTHORITY)
"""Where a level above the review judges: what the levels below said comes first."""
CELLS = ("lead", "coordinating", "directing", "deadline", "product", "funding", "note")


def process_page(
    process: TaskProcess,
    capacities: Sequence[Capacity],
    asked: Mapping[str, str],
    *,
    account: int,
    bound: tuple[Kind, ActForm] | None = None,
) -> dict[str, Any]:
    """The context of templates/approvals/process.html. `asked` names the file and page of the viewer."""
    items = open_items(process)
    now = standing(process, items)
    offered = offers(process, capacities, items)
    found = versions(process)
    entries = timeline(process)
    draft = _draft(process, capacities)
    files = found[-1].files if found else []
    verdicts, aside = in_bar(dialogs(process, offered, bound))
    return {
        "process": process,
        "cells": [(name, process.plan_task.cells.get(name, "")) for name in CELLS],
        "now": now,
        "steps": steps(process, now),
        "punctual": punctual(process),
        "late": submitted_late(process),
        "result": found[-1] if found else None,
        "versions": found,
        "change": change_since(found[-2], found[-1]) if len(found) > 1 else None,
        "viewer": viewer(files, asked, opened_by(account, [file.sha256 for file in files])),
        "draft": draft,
        "draft_files": _draft_files(draft),
        "opinions_first": process.state in ABOVE,
        "opinions": [entry for entry in entries if entry.name in OPINIONS],
        "coordination": [entry for entry in entries if entry.name in COORDINATION],
        "asked_items": [item for item in items if not item.is_main],
        "documents": [c.document for c in Citation.objects.filter(process=process).select_related("document__issuer")],
        "entries": list(reversed(entries)),
        "marks": _marks(entries),
        "offered": offered,
        "on_behalf": _on_behalf(offered),
        "dialogs": [*verdicts, *aside],
        "verdicts": verdicts,
        "aside": aside,
        "has_minor": any(dialog.kind.minor for dialog in verdicts),
        "reads_trail": bool(holds(capacities, process, "read_trail")),
        "names_no_one": names_no_one(process),
    }


def may_see_draft(process: TaskProcess, capacities: Sequence[Capacity]) -> bool:
    """Drafts are the responsible agency's own until they are submitted."""
    return bool(holds(capacities, process, "prepare"))


def _draft(process: TaskProcess, capacities: Sequence[Capacity]) -> Draft | None:
    if process.state != State.IN_PROGRESS or not may_see_draft(process, capacities):
        return None
    return Draft.objects.filter(process=process).first()


def _draft_files(draft: Draft | None) -> list[EvidenceFile]:
    return list(EvidenceFile.objects.filter(pk__in=draft.files.values("file"))) if draft else []


def _on_behalf(offered: Offers) -> str:
    """Before he acts, a deputy reads for whom and on which paper: both names will stand in the trail."""
    papers = {capacity.instrument for offer in offered.open.values() for capacity in offer.capacities}
    [held] = papers if len(papers) == 1 else [None]
    if held is None:
        return ""
    paper = Instrument.objects.select_related("grantor__person").get(pk=held)
    whom = f"{paper.grantor.person} – {paper.grantor.title}"
    return _("Bạn làm việc này thay mặt %(whom)s, theo văn bản %(paper)s.") % {"whom": whom, "paper": paper}


def _marks(entries: Sequence[Entry]) -> list[str]:
    """Tự thẩm định, tự kết luận: shown at the head of the page wherever an opinion carries it."""
    from approvals.timeline import flag_words

    flags = [flag for entry in entries for flag in entry.data.get("flags", ())]
    return flag_words(flags)


def asked_of(items: Sequence[WorkItem], capacities: Sequence[Capacity]) -> list[WorkItem]:
    """The open questions that these capacities must answer."""
    mine = {capacity.agency for capacity in capacities}
    return [item for item in items if not item.is_main and item.agency_id in mine]
