"""The whole flow on one screen. Read it from top to bottom: this is the life of a share of work.

A node names the state it stands for, whose duty it is (role and holder), which acts answer it, and within how many working
days (the owner's policy, domain.md 4.3; None: by the deadline of the plan).
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from approvals import acts
from processes.ground import TaskGround
from processes.models import Role, State, TaskProcess, WorkItem
from workflow import clock
from workflow.acts import Move, OpenItem
from workflow.calendar import shipped_calendar
from workflow.models import Notice
from workflow.nodes import FanOut, HumanTask, Resume, StateFlow


def directed_by_chairman(process: Any) -> bool:
    """Does the plan name the Chairman of UBND tỉnh as directing authority?"""
    return bool(process.directing == "chairman")


def directed_by_department(process: Any) -> bool:
    """Does the Department conclude itself?"""
    return not directed_by_chairman(process)


class TaskFlow(StateFlow):
    """From given out to closed. Nothing closes but `issue`, after `conclude` or `decide`."""

    process_class, task_class = TaskProcess, WorkItem
    process_title = _("Thực hiện một phần việc của kế hoạch")
    ground = TaskGround()

    accept = HumanTask(State.ASSIGNED, role=Role.LEADER, holder="agency", days=5, acts=[acts.ACCEPT])
    carry_out = HumanTask(
        State.IN_PROGRESS, role=Role.OFFICER, holder="agency",
        acts=[acts.PREPARE, acts.ATTACH, acts.DETACH, acts.ASK, acts.WAIVE, acts.SUBMIT],
    )  # fmt: skip
    contribute = FanOut(State.IN_PROGRESS, role=Role.OFFICER, acts=[acts.CONTRIBUTE])
    review = HumanTask(
        State.SUBMITTED, role=Role.REVIEWER, holder="department", days=5,
        acts=[acts.TAKE, acts.REVIEW, acts.SEND_BACK, acts.WITHDRAW],
    )  # fmt: skip
    conclude = HumanTask(
        State.REVIEWED,
        role=Role.DIRECTOR,
        holder="department",
        days=3,
        when=directed_by_department,
        acts=[acts.CONCLUDE, acts.SEND_BACK],
    )
    escalate = HumanTask(
        State.REVIEWED,
        role=Role.DIRECTOR,
        holder="department",
        days=3,
        when=directed_by_chairman,
        acts=[acts.ESCALATE, acts.SEND_BACK],
    )
    verify = HumanTask(
        State.WITH_OFFICE, role=Role.VERIFIER, holder="office", days=3, acts=[acts.VERIFY, acts.SEND_BACK]
    )
    decide = HumanTask(
        State.WITH_AUTHORITY, role=Role.CHAIRMAN, holder="authority", days=3, acts=[acts.DECIDE, acts.SEND_BACK]
    )
    issue = HumanTask(State.APPROVED, role=Role.RECORDS, holder="records", days=3, acts=[acts.ISSUE])
    closed = Resume(State.CLOSED)

    everywhere = (acts.TRANSFER,)

    LABELS = {
        "accept": _("Tiếp nhận"),
        "carry_out": _("Thực hiện"),
        "contribute": _("Phối hợp"),
        "review": _("Thẩm định"),
        "conclude": _("Kết luận"),
        "escalate": _("Trình Chủ tịch"),
        "verify": _("Thẩm tra"),
        "decide": _("Quyết định"),
        "issue": _("Phát hành"),
        "closed": _("Kết thúc"),
    }

    @classmethod
    def path(cls, process: Any) -> list[str]:
        """The nodes that a process passes through, in order: what the drawing shows."""
        above = ["escalate", "verify", "decide"] if directed_by_chairman(process) else ["conclude"]
        return ["accept", "carry_out", "review", *above, "issue", "closed"]

    @classmethod
    def duty(cls, process: Any, node: HumanTask, move: Move | None) -> OpenItem:
        """Whose duty a node is. Offices are kept as the plan names them; who holds them is resolved on the day of each act."""
        holders = {
            "agency": process.agency_id,
            "department": process.department_id,
            "office": process.office_id,
            "authority": process.issuer_id,
            "records": process.office_id if directed_by_chairman(process) else process.department_id,
        }
        due = process.due
        if node.days is not None:
            start = clock.local_day(move.at) if move else clock.today()
            due = shipped_calendar().add_working_days(start, node.days)
        return OpenItem(node.name, node.role, holders[node.holder], due)

    @classmethod
    def first_notices(cls, process: Any) -> list[tuple[str, int]]:
        """Who is told when a share is given out: the responsible agency."""
        return [(Notice.Kind.ASSIGNED, process.agency_id)]


TaskFlow.bind()
