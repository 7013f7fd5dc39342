"""What people do when a plan amends or replaces another: say so, judge doubtful rows, work through the list.

Nothing here changes running work: each line names what it touches and what follows, and a person writes down what he did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from processes.amended_rows import AMENDING, standing_rows, table_row
from processes.models import AmendmentLine, Plan
from processes.plan_import.amendments import RowChange, row_changes
from processes.plan_import.heading import Basis
from processes.plan_import.load import store
from processes.plan_import.read_plan import PlanFile
from processes.plans import RIGHT, check_keeper
from workflow import clock, trail
from workflow.acts import Capacity
from workflow.errors import Conflict, NotFound, NotValid
from workflow.vietnamese import clean_line

Kind = AmendmentLine.Kind


def import_amendment(
    file: PlanFile, earlier: Plan, *, number: str, dated: date, relation: str, capacity: Capacity
) -> tuple[Plan, bool]:
    """Store a file as what amends or replaces a plan in force, under number and day of the document that does so.

    For a text that still bears the number of the plan it amends. Returns the draft and whether it is new. Raises
    NotAllowed, NotValid (also for a day before the plan's), Conflict.
    """
    check_keeper(earlier, capacity, "import_plan")
    number = clean_line(number)
    if not number or number == earlier.number:
        raise NotValid(_("Hãy ghi số, ký hiệu của văn bản sửa đổi, khác số của kế hoạch được sửa đổi."), field="number")
    if dated < earlier.dated or dated > clock.today():
        raise NotValid(_("Ngày của văn bản sửa đổi phải từ ngày ký kế hoạch đến hôm nay."), field="dated")
    with transaction.atomic():
        plan, created = store(file, capacity=capacity, basis=Basis(number, dated, number))
        if created:
            plan = declare(plan, earlier, relation, capacity)
        elif plan.earlier_id != earlier.pk:
            raise Conflict(_("Kế hoạch {number} đã được nhập và không sửa đổi kế hoạch này.").format(number=number))
    return plan, created


def declare(plan: Plan, earlier: Plan | None, relation: str, capacity: Capacity) -> Plan:
    """Say that a draft amends or replaces a plan in force (None: that it stands alone), and draw up what it changes.

    May be said anew until the plan is in force. Raises NotAllowed unless the capacity keeps both plans, NotValid, Conflict.
    """
    for one in filter(None, (plan, earlier)):
        check_keeper(one, capacity, RIGHT)
    with transaction.atomic():
        plan = Plan.objects.select_for_update().get(pk=plan.pk)
        if plan.status != Plan.Status.DRAFT:
            raise Conflict(_("Kế hoạch đã có hiệu lực nên quan hệ với kế hoạch trước không đổi được nữa."))
        if earlier is not None:
            earlier = Plan.objects.select_for_update().get(pk=earlier.pk)
            _may_be_amended(plan, earlier, relation)
        plan.earlier, plan.relation = earlier, relation if earlier else ""
        plan.save(update_fields=["earlier", "relation"])
        plan.amendment_lines.all().delete()
        lines = AmendmentLine.objects.bulk_create(_lines(plan, earlier)) if earlier else []
        counts = Counter(line.kind for line in lines)
        extra = {
            "earlier": earlier.pk if earlier else None,
            "number": earlier.number if earlier else None,
            "relation": plan.relation,
            **{f"rows_{kind}": counts[kind] for kind in Kind},
            "rows_uncertain": sum(1 for line in lines if not line.certain),
        }
        trail.record(plan.stream, "plan.amendment_declared", capacity.who(), extra=extra)
    return plan


def _may_be_amended(plan: Plan, earlier: Plan, relation: str) -> None:
    if relation not in Plan.Relation.values:
        raise NotValid(_("Hãy chọn: sửa đổi hay thay thế."), field="relation")
    if earlier.pk == plan.pk or earlier.status != Plan.Status.IN_FORCE:
        raise NotValid(_("Chỉ sửa đổi, thay thế được một kế hoạch khác đang có hiệu lực."), field="earlier")
    if earlier.relation in AMENDING:
        sentence = _("{plan} là bản sửa đổi. Hãy chọn kế hoạch gốc của nó; các sửa đổi đang có hiệu lực được tính vào.")
        raise NotValid(sentence.format(plan=earlier), field="earlier")
    if plan.dated < earlier.dated:
        raise NotValid(_("Kế hoạch sau không thể ký trước kế hoạch được sửa đổi, thay thế."), field="earlier")


def _lines(plan: Plan, earlier: Plan) -> list[AmendmentLine]:
    before = standing_rows(earlier)
    after = list(plan.tasks.select_related("group").order_by("position"))
    changes = row_changes([table_row(task) for task in before], [table_row(task) for task in after])
    if plan.relation == Plan.Relation.AMENDS:  # a row that is not named stays as it is
        changes = [change for change in changes if change.kind != "dropped"]
    return [
        _line(plan, at, change, before[change.before].pk if change.before is not None else None,
              after[change.after].pk if change.after is not None else None)
        for at, change in enumerate(changes)
    ]  # fmt: skip


def _line(plan: Plan, position: int, change: RowChange, before: int | None, after: int | None) -> AmendmentLine:
    return AmendmentLine(
        plan=plan,
        position=position,
        kind=change.kind,
        before_id=before,
        after_id=after,
        cells=[[cell.name, cell.old, cell.new] for cell in change.cells],
        moved=change.moved,
        similarity=change.similarity,
        certain=change.certain,
    )


def judge_line(plan: Plan, line: int, *, same: bool, capacity: Capacity) -> None:
    """Say of an uncertain pair whether it is one task or two. Two become one dropped and one added line.

    Raises NotAllowed, NotFound, Conflict once the plan is in force or when somebody said it before.
    """
    check_keeper(plan, capacity, RIGHT)
    with transaction.atomic():
        status = Plan.objects.select_for_update().values_list("status", flat=True).get(pk=plan.pk)
        row = _line_of(plan, line)
        if status != Plan.Status.DRAFT or row.certain:
            raise Conflict(_("Cặp nhiệm vụ này đã được xác nhận. Hãy tải lại trang."))
        row.certain = True
        if not same:
            after, row.after = row.after, None
            row.kind, row.cells, row.moved, row.similarity = Kind.DROPPED, [], False, 0.0
        row.save()
        if not same:
            AmendmentLine.objects.create(plan=plan, position=row.position, kind=Kind.ADDED, after=after, similarity=0.0)
            if plan.relation == Plan.Relation.AMENDS:
                row.delete()
        extra = {"line": row.position, "same": same}
        trail.record(plan.stream, "plan.amendment_judged", capacity.who(), extra=extra)


def settle_line(
    plan: Plan, line: int, *, note: str, number: str = "", dated: date | None = None, capacity: Capacity
) -> AmendmentLine:
    """Write down what was done for a line, with the document where there is one. The same again changes nothing.

    Raises NotAllowed, NotFound, NotValid, and Conflict before the plan is in force or when the line was settled otherwise.
    """
    check_keeper(plan, capacity, RIGHT)
    note, number = note.strip(), clean_line(number)
    if not note:
        raise NotValid(_("Hãy ghi việc đã thực hiện."), field="note")
    if bool(number) != bool(dated):
        raise NotValid(_("Văn bản phải có cả số, ký hiệu và ngày."), field="number" if dated else "dated")
    with transaction.atomic():
        status = Plan.objects.select_for_update().values_list("status", flat=True).get(pk=plan.pk)
        if status == Plan.Status.DRAFT:
            raise Conflict(_("Kế hoạch chưa có hiệu lực: hãy đưa vào hiệu lực rồi mới xử lý từng dòng."))
        row = _line_of(plan, line)
        if row.settled_at is not None:
            if (row.note, row.number, row.dated) == (note, number, dated):
                return row
            raise Conflict(_("Dòng này đã được ghi là đã thực hiện. Hãy tải lại trang."))
        row.note, row.number, row.dated = note, number, dated
        row.settled_by_id, row.settled_at = capacity.post, clock.now()
        row.save()
        extra = {
            "line": row.position,
            "kind": row.kind,
            "number": number,
            "dated": dated.isoformat() if dated else None,
        }
        trail.record(plan.stream, "plan.amendment_settled", capacity.who(), extra=extra, texts={"result": note})
    return row


def _line_of(plan: Plan, line: int) -> AmendmentLine:
    row = AmendmentLine.objects.select_for_update().filter(plan=plan, pk=line).first()
    if row is None:
        raise NotFound(_("Kế hoạch này không có dòng sửa đổi như vậy. Hãy tải lại trang."))
    return row


def may_be_amended(plan: Plan) -> bool:
    """Is it a plan in force, and not itself an amendment of one?"""
    return plan.status == Plan.Status.IN_FORCE and plan.relation not in AMENDING


def amendable(plan: Plan, plans: Sequence[Plan]) -> list[Plan]:
    """Those of the plans that this draft may be said to amend or replace."""
    return [one for one in plans if one.pk != plan.pk and may_be_amended(one) and one.dated <= plan.dated]
