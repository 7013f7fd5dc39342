"""Who may look at a process: one way in for every page, file, drawing and download about one process."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import connection
from django.utils.translation import gettext as _

from processes import rights
from processes.actors import refused
from processes.ground import OFFICES, VISIBLE, Past, TaskGround, reach
from processes.models import TaskProcess, WorkItem
from workflow.acts import Actor, Capacity
from workflow.errors import DomainError, NotAllowed, NotFound

RELATED = (
    "plan__department", "plan__office", "plan__issuer", "plan_task__group", "agency", "given_to", "unit",
    "officer__person", "officer__agency", "taken_by__person", "taken_by__agency",
)  # fmt: skip


def not_found() -> NotFound:
    """The same sentence for what does not exist and for what this person may not know of."""
    return NotFound(_("Không có hồ sơ này trong phạm vi của bạn. Hãy mở hồ sơ từ danh sách việc của bạn."))


def process_for(capacities: Iterable[Capacity], pk: int, act: str = "read") -> TaskProcess:
    """The process, with its plan, task, agency and posts, if one of the capacities holds the right `act` on it today.

    Beside the model's fields it carries `department_id`, `office_id`, `issuer_id` and `field` of the plan, and `asked`: the
    agencies whose opinion was asked. Raises NotFound, the same for what does not exist.
    """
    process = TaskProcess.objects.select_related(*RELATED).filter(pk=pk).first()
    if process is None:
        raise not_found()
    for name in OFFICES:
        setattr(process, name, getattr(process.plan, name))
    asked = list(WorkItem.objects.filter(process=process, is_main=False).values_list("agency_id", flat=True))
    process.asked = asked
    holders = rights.fitting(act, process, capacities, asked)
    if not holders or _inspects_his_own_work(process, holders):
        raise not_found()
    return process


def _inspects_his_own_work(process: TaskProcess, holders: Sequence[Capacity]) -> bool:
    """S8: who had a hand in a process does not inspect it (domain.md 3.4). Whoever reads it in another post goes on reading."""
    if any(capacity.scope_plan is None for capacity in holders):
        return False
    return bool({capacity.person for capacity in holders} & {entry.person for entry in history_of(process)})


def process_or_refusal(capacities: Sequence[Capacity], pk: int, actor: Actor, act: str) -> TaskProcess:
    """The same for a POST that was not performed: foreign work answers 404 and the attempt is written down."""
    try:
        return process_for(capacities, pk)
    except NotFound as error:
        raise refused(actor, [act], error) from error


def process_for_act(capacities: Sequence[Capacity], pk: int, actor: Actor, act: str) -> TaskProcess:
    """The process for somebody who sends an act whose right is the same in every state: 404, or 403 with the reason.

    Asked before the form is read, so that nobody without the right is shown what the form's page holds. Not for `send_back`,
    whose right ends with its state: a form sent again would not get its first answer.
    """
    process = process_or_refusal(capacities, pk, actor, act)
    if not holds(capacities, process, act):
        raise no_right(actor, act)
    return process


def no_right(actor: Actor, act: str) -> DomainError:
    """The refusal of an act on a process that the person may see, written down."""
    return refused(actor, [act], NotAllowed(_("Chức vụ của bạn không có quyền làm việc này với hồ sơ.")))


def holds(capacities: Iterable[Capacity], process: TaskProcess, act: str) -> list[Capacity]:
    """The capacities that hold a right on a process that `process_for` gave."""
    return rights.fitting(act, process, capacities, process.asked)


def history_of(process: TaskProcess) -> list[Past]:
    """Who did what in the process: the basis of the separation of duties."""
    return TaskGround().history([process.pk]).get(process.pk, [])


def open_items(process: TaskProcess) -> list[WorkItem]:
    """The open duties of the process, the main one first."""
    return list(
        WorkItem.objects.filter(process=process, finished=None).select_related("agency").order_by("-is_main", "pk")
    )


def cites_readable(capacities: Sequence[Capacity], document: int) -> bool:
    """Does a process that these capacities may read rest on the document? The predicate is the engine's own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM citation c JOIN task_process p ON p.id = c.process_id JOIN processes_plan pl ON pl.id = p.plan_id"
            f" WHERE c.document_id = %(document)s AND {VISIBLE} LIMIT 1",
            {"document": document, **reach(capacities)},
        )
        return cursor.fetchone() is not None
