"""A cell of a draft plan is put right by a document: both texts stay, and the corrected one is what is read from then on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from processes.directory import from_database
from processes.models import Agency, AgencyGroup, Correction, Doubt, Plan, PlanTask, PlanTaskTerm
from processes.plan_import.columns import TITLES
from processes.plan_import.read_plan import AgencyReading, Directory, authority, read_agencies
from processes.plans import RIGHT, check_keeper, lock_draft
from processes.settlements import certain_deadline, keep_deadline
from workflow import clock, trail
from workflow.acts import Capacity
from workflow.errors import NotFound, NotValid
from workflow.vietnamese import clean_line, nfc

CELLS = tuple(name for name in TITLES if name != "ordinal")
"""An ordinal is no word of the plan that work rests on: a doubtful one is settled as such."""
_LONGEST = 5000


@dataclass(frozen=True)
class Basis:
    """The document that corrects the plan."""

    number: str
    dated: date | None
    issuer: str

    @property
    def signed(self) -> date:
        """Its day, once it is known that it has one."""
        if self.dated is None:
            raise NotValid(_("Hãy ghi ngày ký văn bản đính chính: từ ngày ký kế hoạch đến hôm nay."), field="dated")
        return self.dated


def correct_cell(plan: Plan, task: int, cell: str, text: str, basis: Basis, capacity: Capacity) -> Correction:
    """Record what a cell of a task (by its key) should say. Doubts about the cell are settled by it.

    The same again changes nothing. Raises NotAllowed, NotFound, Conflict once the plan is in force, NotValid: without a whole
    basis document, without a change, or where the corrected words cannot be read for certain.
    """
    check_keeper(plan, capacity, RIGHT)
    with transaction.atomic():
        lock_draft(plan)
        row = PlanTask.objects.filter(plan=plan, pk=task).first()
        if row is None or cell not in CELLS:
            raise NotFound(_("Kế hoạch này không có ô như vậy. Hãy chọn nhiệm vụ và cột trên trang xác nhận."))
        source, corrected, basis = text_of(row, cell), _corrected(text), _whole(basis, plan)
        before = Correction.objects.filter(task=row, cell=cell).last()
        standing = before.corrected_text if before else source
        if (
            before
            and corrected == standing
            and basis == Basis(before.basis_number, before.basis_dated, before.basis_issuer)
        ):
            return before
        if corrected == standing:
            raise NotValid(_("Nội dung đính chính giống nội dung đang có. Hãy ghi nội dung đúng."), field="text")
        _read_anew(plan, row, cell, corrected)
        return _record(row, cell, source, corrected, basis, capacity)


def text_of(task: PlanTask, cell: str) -> str:
    """What the source says in that cell."""
    return task.text if cell == "text" else task.cells.get(cell, "")


def _corrected(text: str) -> str:
    text = nfc(text).strip()
    if not text or len(text) > _LONGEST:
        raise NotValid(_("Hãy ghi nội dung đính chính, không quá 5000 ký tự."), field="text")
    return text


def _whole(basis: Basis, plan: Plan) -> Basis:
    number, issuer = clean_line(basis.number), clean_line(basis.issuer)
    if not number or len(number) > 60:
        raise NotValid(_("Chữ của kế hoạch chỉ sửa được theo văn bản. Hãy ghi số, ký hiệu văn bản."), field="number")
    if not issuer or len(issuer) > 200:
        raise NotValid(_("Hãy ghi cơ quan ban hành văn bản đính chính."), field="issuer")
    if not plan.dated <= basis.signed <= clock.today():
        raise NotValid(_("Hãy ghi ngày ký văn bản đính chính: từ ngày ký kế hoạch đến hôm nay."), field="dated")
    return Basis(number, basis.dated, issuer)


def _read_anew(plan: Plan, task: PlanTask, cell: str, text: str) -> None:
    """What work rests on follows the corrected words; they must be clear."""
    if cell == "deadline":
        keep_deadline(task, certain_deadline(text, plan.dated))
    elif cell in PlanTaskTerm.Cell.values:
        _name_members(plan, task, cell, text)
    elif cell == "directing":
        directory = from_database()
        value = authority(read_agencies(text, directory, plan.dated), plan.department.code)
        if value is None:
            raise NotValid(
                _("Chưa rõ “{text}” là ai. Hãy ghi tên một cơ quan trong danh mục.").format(text=text), field="text"
            )
        task.directing = value
        task.save(update_fields=["directing"])


def _name_members(plan: Plan, task: PlanTask, cell: str, text: str) -> None:
    directory = from_database()
    reading = read_agencies(text, directory, plan.dated)
    _check_members(reading, cell)
    agencies = dict(Agency.objects.values_list("code", "pk"))
    groups = dict(AgencyGroup.objects.values_list("code", "pk"))
    PlanTaskTerm.objects.filter(task=task, cell=cell).delete()
    PlanTaskTerm.objects.bulk_create(
        PlanTaskTerm(
            task=task, cell=cell, position=at, kind=term.kind, text=term.text[:300],
            agency_id=agencies[term.agency] if term.kind == "agency" else None,
            group_id=groups[term.group] if term.kind == "group" else None,
        )
        for at, term in enumerate(reading.terms)
    )  # fmt: skip
    _ask_about_groups(plan, task, reading, directory)


def _check_members(reading: AgencyReading, cell: str) -> None:
    if not reading.terms or not reading.certain:
        sentence = _(
            "Chưa đọc được cơ quan: {reason} Hãy ghi đúng tên trong danh mục, hoặc thêm cách viết vào danh mục."
        )
        raise NotValid(sentence.format(reason=reading.reason or ""), field="text")
    if cell == PlanTaskTerm.Cell.LEAD and any(term.kind == "open" for term in reading.terms):
        raise NotValid(_("Cơ quan chủ trì không để ngỏ được. Hãy ghi rõ cơ quan."), field="text")
    asked = [agency for agency in Agency.objects.filter(code__in=reading.codes) if agency.asked_only]
    if cell == PlanTaskTerm.Cell.LEAD and asked:
        sentence = _("{agency} chỉ được đề nghị phối hợp, không được giao chủ trì. Hãy ghi cơ quan khác.")
        raise NotValid(sentence.format(agency=asked[0]), field="text")


def _ask_about_groups(plan: Plan, task: PlanTask, reading: AgencyReading, directory: Directory) -> None:
    """A group that the plan did not name before waits for its membership to be confirmed, as any other."""
    asked = {doubt.proposal["group"] for doubt in plan.doubts.filter(kind="group_membership")}
    position = plan.doubts.count()
    for code in dict.fromkeys(term.group for term in reading.terms if term.kind == "group"):
        if code in asked:
            continue
        members = [member.code for member in directory.members(code, plan.dated)]
        group = directory.group(code)
        name, day = group.name if group else code, f"{plan.dated:%d/%m/%Y}"
        reason = f"“{name}” gồm {len(members)} cơ quan vào ngày {day}: cần người xác nhận danh sách."
        proposal = {
            "value": members,
            "reason": reason,
            "place": task.place,
            "group": code,
            "on": plan.dated.isoformat(),
        }
        Doubt.objects.create(
            plan=plan, position=position, kind="group_membership", cell="lead", text=name, proposal=proposal
        )
        position += 1


def _record(task: PlanTask, cell: str, source: str, text: str, basis: Basis, capacity: Capacity) -> Correction:
    now = clock.now()
    made = Correction.objects.create(
        plan_id=task.plan_id, task=task, cell=cell, source_text=source, corrected_text=text, basis_number=basis.number,
        basis_dated=basis.signed, basis_issuer=basis.issuer, recorded_by_id=capacity.post, recorded_at=now,
    )  # fmt: skip
    doubts = Doubt.objects.filter(task=task, cell=cell).exclude(kind="several_tasks", settled__isnull=False)
    settles = list(doubts.values_list("position", flat=True))
    doubts.update(settled={"corrected": text}, settled_by=capacity.post, settled_at=now)
    extra = {
        "task": task.code,
        "cell": cell,
        "source_text": source,
        "corrected_text": text,
        "basis": {name: str(value) for name, value in asdict(basis).items()},
        "settles": settles,
    }
    trail.record(f"plan:{task.plan_id}", "plan.cell_corrected", capacity.who(), extra=extra)
    return made
