"""Every form by which a person acts on one share: where it goes, what it sends, and who may send it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from processes.models import Agency, State, TaskProcess
from tests.rights.ground import (
    ASKED_AGENCY,
    DEPARTMENTS,
    FOREIGN,
    OTHER,
    OWN,
    TO_CONCLUDE,
    TO_SUBMIT,
    WORKING,
    Province,
)
from tests.rights.seats import (
    AUTHORITY,
    DIRECTOR,
    LEADER,
    NOBODY,
    REVIEWER,
    UNIT_HEAD,
    VERIFIER,
    Seats,
)  # fmt: skip
from tests.rights.table import ANSWERS, ESCALATES, ISSUES, LEADS, PREPARES, READS, By
from tests.world import pdf
from workflow import clock

Data = Callable[[TaskProcess], Mapping[str, Any]]


@dataclass(frozen=True)
class Sending:
    """A form: its address by name, the act behind it, the state (by target) it is for, its fields, and who may send it."""

    route: str
    act: str
    state: str
    does: By
    data: Data = lambda _share: {}
    on_own: str = ""
    """Where Sở Y tế's share stands otherwise."""

    def share(self, province: Province, target: str) -> TaskProcess:
        """The share that the form is about."""
        if target == FOREIGN:
            return province.share(FOREIGN, self.state if self.state in (WORKING, State.SUBMITTED) else State.CLOSED)
        return province.share(target, self.on_own if target == OWN and self.on_own else self.state)

    def address(self, share: TaskProcess) -> str:
        """Where the form goes."""
        return reverse(self.route, args=[share.pk])

    def fields(self, share: TaskProcess) -> dict[str, Any]:
        """What the page of the form would send now."""
        return {"key": str(uuid4()), "version": share.version, **self.data(share)}

    def readers(self, share: TaskProcess, target: str) -> Seats:
        """Who sees the share: a coordinator only where he was asked."""
        was_asked = share.task_set.filter(is_main=False).exists()
        return READS[target] if was_asked else READS[target] - ANSWERS.get(target, NOBODY)


def _opinion(_share: TaskProcess) -> dict[str, Any]:
    return {"opinion": "Ý kiến của người xem xét."}


def _paper(_share: TaskProcess) -> dict[str, Any]:
    return {
        "number": "77", "symbol": "QĐ-THỬ", "dated": f"{clock.today():%d/%m/%Y}", "signer": "Vương Đình Khải",
        "capacity": "CHỦ TỊCH",
    }  # fmt: skip


def _signed(share: TaskProcess) -> dict[str, Any]:
    return {**_paper(share), "file": SimpleUploadedFile("quyet-dinh.pdf", pdf("quyết định"), "application/pdf")}


def _draft(share: TaskProcess) -> dict[str, Any]:
    return {"text": "Viết lại.", "draft_version": share.draft.version if hasattr(share, "draft") else 0}


def _question(_share: TaskProcess) -> dict[str, Any]:
    other = Agency.objects.get(code="ubnd-huyen-ba-to")
    return {"other": other.pk, "question": "Xin ý kiến nữa.", "due": f"{clock.today() + timedelta(days=5):%d/%m/%Y}"}


def _unasked(_share: TaskProcess) -> dict[str, Any]:
    return {"agency": Agency.objects.get(code=ASKED_AGENCY).pk, "reason": "Đã quá hạn trả lời."}


EVERYWHERE = (OWN, OTHER, DEPARTMENTS)
REVIEWS: By = {target: Seats({REVIEWER, DIRECTOR}) for target in EVERYWHERE}
SENDINGS: tuple[Sending, ...] = (
    Sending("act_tiep_nhan", "accept", State.ASSIGNED, LEADS, lambda _share: {"officer": ""}),
    Sending("result", "prepare", WORKING, PREPARES, _draft),
    Sending("result_autosave", "prepare", WORKING, PREPARES, _draft),
    Sending("ask", "ask", WORKING, LEADS, _question),
    Sending("waive", "waive", WORKING, {OWN: Seats({LEADER})}, _unasked),
    Sending("contribute", "contribute", WORKING, ANSWERS, _opinion),
    Sending("submit", "submit", WORKING, LEADS, lambda s: {"draft_version": s.draft.version}, TO_SUBMIT),
    Sending("act_rut", "withdraw", State.SUBMITTED, LEADS),
    Sending("act_nhan_tham_dinh", "take", State.SUBMITTED, REVIEWS),
    Sending("act_dat", "review", State.SUBMITTED, REVIEWS, _opinion),
    Sending("act_dat_co_luu_y", "review", State.SUBMITTED, REVIEWS, _opinion),
    Sending("act_tra_lai", "send_back", State.SUBMITTED, REVIEWS, lambda _share: {"reason": "Bổ sung số liệu."}),
    Sending("act_ket_luan", "conclude", State.REVIEWED, {OWN: Seats({DIRECTOR})}, _opinion, TO_CONCLUDE),
    Sending("escalate", "escalate", State.REVIEWED, ESCALATES, _paper),
    Sending(
        "act_tham_tra", "verify", State.WITH_OFFICE, {target: Seats({VERIFIER}) for target in EVERYWHERE},
        lambda _share: {"checklist": ["complete", "competent", "consistent"]},
    ),
    Sending("act_phe_duyet", "decide", State.WITH_AUTHORITY, {target: AUTHORITY for target in EVERYWHERE}, _opinion),
    Sending("issue", "issue", State.APPROVED, ISSUES, _signed),
)  # fmt: skip
LATE = {("waive", DEPARTMENTS): Seats({UNIT_HEAD, DIRECTOR})}
"""Who holds the right and finds nothing to do with it: told so on the form, not refused a right."""
