"""How bodies stand to one another: whose work passes to whom, and who belongs to a group of the plan, from when to when."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from processes.actors import check
from processes.agencies import RIGHT, confirmer
from processes.models import Agency, AgencyGroup, GroupMembership, Succession
from workflow import trail
from workflow.acts import Capacity
from workflow.errors import Conflict, NotValid
from workflow.vietnamese import clean_line


def record_succession(
    before: Agency, after: Agency, on: date, continues: bool, basis: str, verified: bool = True, *, by: Capacity
) -> Succession:
    """From the day `on` the work of one body passes to another; with `continues` its offices too. An event of both.

    No open work moves by it: only a recorded transfer does that (domain.md 2.3). Raises NotValid or Conflict.
    """
    check(by, RIGHT)
    if before.pk == after.pk:
        raise NotValid(_("Một cơ quan không kế thừa chính nó. Hãy chọn cơ quan khác."), field="after")
    if not after.is_alive(on):
        raise NotValid(_("Cơ quan nhận không hoạt động vào ngày này. Hãy sửa ngày hoặc cơ quan."), field="on")
    if continues and (before.valid_to is None or before.valid_to >= on):
        sentence = _("Muốn kế thừa toàn bộ, trước hết hãy ghi ngày hoạt động cuối cùng của {agency}, trước ngày này.")
        raise NotValid(sentence.format(agency=before), field="continues")
    basis = _clean_basis(basis)
    with transaction.atomic():
        list(Agency.objects.select_for_update().filter(pk__in=[before.pk, after.pk]).order_by("pk"))
        if Succession.objects.filter(before=before, after=after).exists():
            raise Conflict(_("Việc kế thừa giữa hai cơ quan này đã được ghi."))
        if continues and Succession.objects.filter(before=before, continues=True).exists():
            raise Conflict(_("Cơ quan này đã có một cơ quan kế thừa toàn bộ. Chỉ một cơ quan kế thừa được như vậy."))
        if before.pk in _heirs(after):
            raise NotValid(_("Kế thừa thành vòng tròn. Hãy kiểm tra hai cơ quan."), field="after")
        row = Succession.objects.create(
            before=before, after=after, on=on, continues=continues, basis=basis, verified=verified
        )
        extra = {
            "before": before.pk,
            "after": after.pk,
            "on": on.isoformat(),
            "continues": continues,
            "basis": basis,
            "verified": verified,
        }
        for agency in (before, after):
            trail.record(f"agency:{agency.pk}", "agency.succession_recorded", by.who(), extra=extra)
    return row


def correct_succession(row: Succession, basis: str, verified: bool, *, by: Capacity) -> Succession:
    """The paper behind a succession is named better, or has been read by now. Bodies, day and extent stand as recorded."""
    check(by, RIGHT)
    basis = _clean_basis(basis)
    with transaction.atomic():
        row = Succession.objects.select_for_update().get(pk=row.pk)
        if (row.basis, row.verified) == (basis, verified):
            return row
        extra = {"before": row.before_id, "after": row.after_id, "was": row.basis, "basis": basis, "verified": verified}
        row.basis, row.verified = basis, verified
        row.save(update_fields=["basis", "verified"])
        for agency in (row.before_id, row.after_id):
            trail.record(f"agency:{agency}", "agency.succession_corrected", by.who(), extra=extra)
    return row


def _clean_basis(text: str) -> str:
    basis = clean_line(text)
    if not basis or len(basis) > 500:
        raise NotValid(_("Hãy ghi căn cứ (số, ngày quyết định), không quá 500 ký tự."), field="basis")
    return basis


def set_membership(
    group: AgencyGroup, agency: Agency, valid_from: date | None, valid_to: date | None = None, *, by: Capacity
) -> GroupMembership:
    """The agency belongs to the group from a day to a day, inclusive; None is open. The same beginning again sets its end.

    Held by whoever keeps the directory or confirms a plan; his name is kept with the row (domain.md 2.1).
    """
    check(by, RIGHT, "confirm_plan")
    if valid_from is not None and valid_to is not None and valid_to < valid_from:
        raise NotValid(_("Ngày cuối phải từ ngày đầu trở đi. Hãy sửa ngày."), field="valid_to")
    with transaction.atomic():
        Agency.objects.select_for_update().get(pk=agency.pk)
        if _overlapping(group, agency, valid_from, valid_to):
            raise NotValid(
                _("Cơ quan đã thuộc nhóm này trong một phần thời gian đó. Hãy sửa ngày."), field="valid_from"
            )
        row, created = GroupMembership.objects.get_or_create(
            group=group, agency=agency, valid_from=valid_from, defaults={"valid_to": valid_to}
        )
        if not created and (row.valid_to, bool(row.confirmed_by)) == (valid_to, True):
            return row
        row.valid_to, row.confirmed_by = valid_to, confirmer(by)
        row.save(update_fields=["valid_to", "confirmed_by"])
        extra = {
            "group": group.code,
            "valid_from": valid_from.isoformat() if valid_from else None,
            "valid_to": valid_to.isoformat() if valid_to else None,
        }
        trail.record(f"agency:{agency.pk}", "agency.membership_set", by.who(), extra=extra)
    return row


def _overlapping(group: AgencyGroup, agency: Agency, valid_from: date | None, valid_to: date | None) -> bool:
    # Not `exclude(valid_from=...)`: SQL would leave out the open beginnings too.
    others = GroupMembership.objects.filter(group=group, agency=agency)
    if valid_from is None:
        others = others.filter(valid_from__isnull=False)
    else:
        others = others.filter(~Q(valid_from=valid_from) | Q(valid_from=None))
        others = others.filter(Q(valid_to=None) | Q(valid_to__gte=valid_from))
    if valid_to is not None:
        others = others.filter(Q(valid_from=None) | Q(valid_from__lte=valid_to))
    return others.exists()


def _heirs(agency: Agency) -> set[int]:
    """Every body to which the agency's work has passed so far, itself included."""
    pairs = list(Succession.objects.values_list("before_id", "after_id"))
    found, fresh = set(), {agency.pk}
    while fresh:
        found |= fresh
        fresh = {after for before, after in pairs if before in fresh} - found
    return found
