"""Which agencies a cell means on a day: groups by their dated membership, names by the body that carries them that day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from processes.models import Agency, GroupMembership, Plan, PlanTaskTerm, Succession


@dataclass(frozen=True)
class Lost:
    """A member that does not exist on the day: its name, why it cannot be given work, and the successors proposed."""

    name: str
    reason: str
    successors: tuple[str, ...]


@dataclass
class Resolved:
    """A cell on a day. `contact` is the first named of joint leads (đầu mối), by custom."""

    agencies: list[int] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    contact: int | None = None


@dataclass
class Members:
    """Both agency cells of every task of a plan, resolved on one day."""

    leads: dict[int, Resolved]
    coordinators: dict[int, Resolved]


def read_members(plan: Plan, day: date) -> Members:
    """Resolve every cell of a plan in five statements, whatever its length."""
    reader = _Reader(day)
    terms: dict[tuple[int, str], list[PlanTaskTerm]] = {}
    for term in PlanTaskTerm.objects.filter(task__plan=plan).order_by("task", "cell", "position"):
        terms.setdefault((term.task_id, term.cell), []).append(term)
    tasks = list(plan.tasks.values_list("pk", flat=True))
    return Members(
        leads={task: reader.leads(terms.get((task, "lead"), [])) for task in tasks},
        coordinators={task: reader.coordinators(terms.get((task, "coordinating"), [])) for task in tasks},
    )


class _Reader:
    def __init__(self, day: date) -> None:
        self.day = day
        self.agencies = {agency.pk: agency for agency in Agency.objects.all()}
        self.members: dict[int, list[GroupMembership]] = {}
        for row in GroupMembership.objects.order_by("pk"):
            self.members.setdefault(row.group_id, []).append(row)
        self.after: dict[int, list[Succession]] = {}
        for step in Succession.objects.order_by("-continues", "pk"):
            self.after.setdefault(step.before_id, []).append(step)

    def leads(self, terms: list[PlanTaskTerm]) -> Resolved:
        """The responsible agencies: each once; those that ended, or may only be asked, are named as lost."""
        found = self._resolved(terms, may_be_asked=False)
        named = [term for term in terms if term.kind != PlanTaskTerm.Kind.OPEN]
        if len(named) > 1 and named[0].kind == PlanTaskTerm.Kind.AGENCY and found.agencies:
            found.contact = found.agencies[0]
        return found

    def coordinators(self, terms: list[PlanTaskTerm]) -> Resolved:
        """The coordinating agencies; who ended is left out of new shares, and that is said."""
        found = self._resolved(terms, may_be_asked=True)
        found.notes = [_not_recorded(lost) for lost in found.lost]
        return found

    def _resolved(self, terms: list[PlanTaskTerm], *, may_be_asked: bool) -> Resolved:
        found = Resolved()
        for term in terms:
            for agency in self._named(term):
                self._take(agency, found, may_be_asked)
        return found

    def _named(self, term: PlanTaskTerm) -> Iterable[Agency]:
        if term.kind == PlanTaskTerm.Kind.AGENCY:
            return [self.agencies[term.agency_id]] if term.agency_id else []
        if term.kind == PlanTaskTerm.Kind.OPEN:
            return []
        rows = self.members.get(term.group_id or 0, [])
        living = [row for row in rows if _holds(row, self.day)]
        if not living:  # the whole group ended: name those who were last in it
            last = max((row.valid_to for row in rows if row.valid_to and row.valid_to < self.day), default=None)
            living = [row for row in rows if row.valid_to == last] if last else []
        return [self.agencies[row.agency_id] for row in living]

    def _take(self, agency: Agency, found: Resolved, may_be_asked: bool) -> None:
        body = self._living(agency)
        if body is not None and (may_be_asked or not body.asked_only):
            if body.pk not in found.agencies:
                found.agencies.append(body.pk)
            return
        if body is not None:
            found.lost.append(Lost(body.name, _("chỉ được đề nghị phối hợp, không được giao việc"), ()))
            return
        successors = tuple(self.agencies[row.after_id].name for row in self.after.get(agency.pk, []))
        if agency.valid_from and self.day < agency.valid_from:
            reason = _("chưa thành lập vào ngày {day}").format(day=f"{self.day:%d/%m/%Y}")
        else:
            reason = _("không còn hoạt động từ sau ngày {day}").format(day=f"{agency.valid_to:%d/%m/%Y}")
        found.lost.append(Lost(agency.name, reason, successors))

    def _living(self, agency: Agency) -> Agency | None:
        """The body that carries this agency's name on the day: itself, or the one that continues it under the same name."""
        body = agency
        for _step in range(20):
            if body.is_alive(self.day):
                return body
            heir = next((row for row in self.after.get(body.pk, []) if row.continues and row.on <= self.day), None)
            if heir is None or self.agencies[heir.after_id].name != agency.name:
                return None
            body = self.agencies[heir.after_id]
        return None


def _not_recorded(lost: Lost) -> str:
    return _("không ghi {agency} là cơ quan phối hợp: {reason}").format(agency=lost.name, reason=lost.reason)


def _holds(row: GroupMembership, day: date) -> bool:
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day <= row.valid_to)
