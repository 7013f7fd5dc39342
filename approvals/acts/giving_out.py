"""T1 Giao nhiệm vụ: a plan in force becomes work, a year at a time; nothing is given to a body that no longer exists."""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from approvals.flow import TaskFlow
from processes.continuing import Continuing, continuing
from processes.models import Coordination, Plan, PlanTask, TaskProcess
from processes.periods import NoPeriod, Period, periods
from processes.responsible import Members, read_members
from workflow import trail
from workflow.acts import Capacity, Done
from workflow.calendar import shipped_calendar
from workflow.engine import begin
from workflow.errors import Conflict, NotValid


@dataclass(frozen=True)
class NotGiven:
    """A share that could not be given out, by name, with the reason and the successors that are proposed."""

    task: str
    agency: str
    reason: str
    successors: tuple[str, ...] = ()


@dataclass
class GivenOut:
    """What one giving out did: new shares, those that were there already, those refused by name, and what was left out."""

    year: int
    given: list[Done] = field(default_factory=list)
    already: int = 0
    not_given: list[NotGiven] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def give_out(plan: Plan, year: int, *, capacity: Capacity, key: str, on: date | None = None) -> GivenOut:
    """Make the year's processes: one per task × period × responsible agency. Idempotent; a constant number of statements.

    Agencies are resolved on the later of the signing day and 1 January (`on` overrides). Raises Conflict when the plan is
    not in force and NotValid for a year before the plan.
    """
    day = _day(plan, year, on)
    with transaction.atomic():
        plan = Plan.objects.select_for_update().get(pk=plan.pk)
        births, members, result = _drawn_up(plan, year, day)
        result.given = begin(TaskFlow, births, capacity=capacity, act="give_out", key=f"{key}:{year}")
        _write_coordinations(births, members)
        if births:
            trail.record(
                plan.stream,
                "plan.given_out",
                capacity.who(),
                extra={"year": year, "given": len(births), "on": day.isoformat(), "not_given": len(result.not_given)},
            )
    return result


def preview(plan: Plan, year: int, *, on: date | None = None) -> tuple[list[TaskProcess], GivenOut]:
    """What giving out would do now: the shares it would make, unsaved, and the rest of its outcome. Writes nothing.

    Raises what `give_out` would raise.
    """
    births, _members, result = _drawn_up(plan, year, _day(plan, year, on))
    return births, result


def _day(plan: Plan, year: int, on: date | None) -> date:
    if year < plan.dated.year or year > plan.dated.year + 50:
        sentence = _("Năm {year} nằm ngoài thời gian của kế hoạch ký ngày {day}.")
        raise NotValid(sentence.format(year=year, day=f"{plan.dated:%d/%m/%Y}"), field="year")
    return on or max(plan.dated, date(year, 1, 1))


def _drawn_up(plan: Plan, year: int, day: date) -> tuple[list[TaskProcess], Members, GivenOut]:
    if plan.status == Plan.Status.SUPERSEDED:
        raise Conflict(_("Kế hoạch đã được thay thế: hãy giao việc theo kế hoạch thay thế nó."))
    if plan.status != Plan.Status.IN_FORCE:
        raise Conflict(
            _("Kế hoạch chưa có hiệu lực trong hệ thống. Hãy xác nhận các điểm cần xác nhận trước khi giao.")
        )
    result = GivenOut(year)
    members = read_members(plan, day)
    existing = set(TaskProcess.objects.filter(plan=plan).values_list("plan_task_id", "period_from", "given_to_id"))
    going_on = continuing(plan)
    tasks = [task for task in plan.tasks.order_by("position") if task.pk not in going_on.elsewhere]
    births = [birth for task in tasks for birth in _births(plan, task, year, members, existing, going_on, result)]
    return births, members, result


def _births(
    plan: Plan, task: PlanTask, year: int, members: Members, existing: set, going_on: Continuing, result: GivenOut
) -> list[TaskProcess]:
    if task.pk in going_on.ended:
        result.notes.append(f"{task.code}: {going_on.ended[task.pk]}")
        return []
    found = periods(task.deadline, year, plan.dated)
    if isinstance(found, NoPeriod):
        result.not_given.append(NotGiven(task.code, "", found.reason))
        return []
    if not found:
        return []
    if task.pk in going_on.waiting:
        result.not_given.append(NotGiven(task.code, "", going_on.waiting[task.pk]))
        return []
    leads = members.leads[task.pk]
    for lost in leads.lost:
        result.not_given += [NotGiven(task.code, lost.name, lost.reason, lost.successors) for _period in found]
    result.notes += [f"{task.code}: {note}" for note in members.coordinators[task.pk].notes]
    births = []
    for period in found:
        for agency in leads.agencies:
            held = going_on.is_held(task.pk, agency, year, recurs=bool(task.recurs))
            if held or (task.pk, period.first, agency) in existing:
                result.already += 1
                continue
            births.append(_birth(plan, task, year, period, agency, is_contact=agency == leads.contact))
    return births


def _birth(plan: Plan, task: PlanTask, year: int, period: Period, agency: int, *, is_contact: bool) -> TaskProcess:
    process = TaskProcess(
        plan=plan,
        plan_task=task,
        directing=task.directing or PlanTask.Directing.DEPARTMENT,
        year=year,
        period_from=period.first,
        period_to=period.last,
        due=period.due,
        deadline_policy="duration_rolls" if task.deadline_kind == "duration" else "calendar_end_fixed",
        calendar_version=shipped_calendar().version[:40],
        agency_id=agency,
        given_to_id=agency,
        is_contact=is_contact,
        head_hash=b"",
        state="assigned",
    )
    process.department_id, process.office_id, process.issuer_id = plan.department_id, plan.office_id, plan.issuer_id
    return process


def _write_coordinations(births: list[TaskProcess], members: Members) -> None:
    """Freeze who coordinates with each share; nobody coordinates with himself."""
    rows = [
        Coordination(process_id=process.pk, agency_id=agency)
        for process in births
        for agency in members.coordinators[process.plan_task_id].agencies
        if agency != process.agency_id
    ]
    Coordination.objects.bulk_create(rows)
