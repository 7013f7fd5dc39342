"""Instruments: the papers by which one decides or signs for another (domain.md 3.3; Nghị định 30/2020/NĐ-CP, Điều 13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from processes.actors import check, same_person
from processes.models import Instrument, Post, Role
from workflow import trail
from workflow.acts import Capacity
from workflow.errors import Conflict, NotAllowed, NotValid
from workflow.vietnamese import clean_line

RIGHT = "keep_instruments"
KT, TL, TUQ = Instrument.Capacity.KT, Instrument.Capacity.TL, Instrument.Capacity.TUQ
HEADS = (Role.CHAIRMAN, Role.DIRECTOR, Role.LEADER, Role.UNIT_HEAD, Role.VERIFIER)


@dataclass(frozen=True)
class Paper:
    """The instrument as it was signed: number, date, how long, for which field (empty: every field of the paper)."""

    capacity: str
    number: str
    dated: date
    valid_from: date
    valid_to: date | None = None
    field: str = ""


def grant_instrument(
    grantor: Post,
    holder: Post,
    capacity: str,
    number: str,
    dated: date,
    valid_from: date,
    valid_to: date | None = None,
    field: str = "",
    parent: Instrument | None = None,
    *,
    by: Capacity,
) -> Instrument:
    """Record an instrument. Days are inclusive; `parent` is the TL. paper that the grantor passes on to his deputy.

    Raises NotValid with the rule that it breaks; NotAllowed when the recorder is the holder himself.
    """
    check(by, RIGHT)
    paper = Paper(capacity, clean_line(number), dated, valid_from, valid_to, clean_line(field))
    _check_paper(paper)
    _check_posts(grantor, holder, paper, by)
    if parent is not None:
        _check_passed_on(parent, grantor, paper)
    with transaction.atomic():
        Post.objects.select_for_update().get(pk=holder.pk)  # the same paper entered twice at once: one waits
        same = Instrument.objects.filter(
            grantor=grantor, holder=holder, capacity=capacity, number=paper.number, field=paper.field, withdrawn_on=None
        )
        if same.exists():
            raise Conflict(_("Văn bản này đã được ghi cho đúng hai chức vụ này. Không ghi lần nữa."))
        instrument = Instrument.objects.create(
            grantor=grantor,
            holder=holder,
            parent=parent,
            capacity=capacity,
            number=paper.number,
            dated=dated,
            field=paper.field,
            valid_from=valid_from,
            valid_to=valid_to,
        )
        trail.record(_stream(instrument), "instrument.granted", by.who(), extra=_facts(instrument))
    return instrument


def withdraw_instrument(instrument: Instrument, on: date, *, by: Capacity) -> Instrument:
    """From the day `on` it gives nothing any more; what was passed on from it falls with it. Raises NotValid or Conflict."""
    check(by, RIGHT)
    with transaction.atomic():
        instrument = Instrument.objects.select_for_update().get(pk=instrument.pk)
        if instrument.withdrawn_on is not None and instrument.withdrawn_on <= on:
            sentence = _("Văn bản này đã bị thu hồi từ ngày {day}.")
            raise Conflict(sentence.format(day=f"{instrument.withdrawn_on:%d/%m/%Y}"))
        if on < instrument.valid_from:
            raise NotValid(_("Ngày thu hồi phải từ ngày văn bản có hiệu lực trở đi. Hãy sửa ngày."), field="on")
        instrument.withdrawn_on = on
        instrument.save(update_fields=["withdrawn_on"])
        extra = {"withdrawn_on": on.isoformat()}
        trail.record(_stream(instrument), "instrument.withdrawn", by.who(), extra=extra)
        for child in instrument.passed_on.filter(withdrawn_on=None).order_by("pk"):
            withdraw_instrument(child, max(on, child.valid_from), by=by)
    return instrument


def _stream(instrument: Instrument) -> str:
    return f"instrument:{instrument.pk}"


def _facts(instrument: Instrument) -> dict[str, object]:
    return {
        "grantor": instrument.grantor_id,
        "holder": instrument.holder_id,
        "parent": instrument.parent_id,
        "form": str(instrument.capacity),
        "number": instrument.number,
        "dated": instrument.dated.isoformat(),
        "field": instrument.field,
        "valid_from": instrument.valid_from.isoformat(),
        "valid_to": instrument.valid_to.isoformat() if instrument.valid_to else None,
    }


def _check_paper(paper: Paper) -> None:
    if paper.capacity not in Instrument.Capacity.values:
        raise NotValid(_("Hãy chọn thẩm quyền ký: KT., TL. hoặc TUQ."), field="capacity")
    if not paper.number or len(paper.number) > 60:
        raise NotValid(_("Hãy ghi số, ký hiệu của văn bản, không quá 60 ký tự."), field="number")
    if len(paper.field) > 120:
        raise NotValid(_("Lĩnh vực dài quá 120 ký tự. Hãy rút gọn."), field="field")
    if paper.dated > paper.valid_from:
        raise NotValid(_("Văn bản không thể có hiệu lực trước ngày ký. Hãy sửa ngày."), field="valid_from")
    if paper.valid_to is not None and paper.valid_to < paper.valid_from:
        raise NotValid(_("Ngày hết hiệu lực phải từ ngày có hiệu lực trở đi. Hãy sửa ngày."), field="valid_to")
    if paper.capacity == TUQ and (paper.valid_to is None or not paper.field):
        raise NotValid(
            _("Ủy quyền (TUQ.) phải có thời hạn và nội dung. Hãy ghi ngày hết hiệu lực và lĩnh vực."), field="valid_to"
        )


def _check_posts(grantor: Post, holder: Post, paper: Paper, by: Capacity) -> None:
    if same_person(grantor.person_id).filter(pk=holder.person_id).exists():
        raise NotValid(_("Người giao và người được giao là một người. Hãy chọn người khác."), field="holder")
    if same_person(holder.person_id).filter(pk=by.person).exists():
        raise NotAllowed(_("Không ai tự ghi văn bản phân công, ủy quyền cho mình. Hãy nhờ người khác."))
    for name, post in (("grantor", grantor), ("holder", holder)):
        if post.valid_from > paper.valid_from or (post.valid_to is not None and post.valid_to < paper.valid_from):
            sentence = _(
                "“{post}” không giữ chức vụ vào ngày văn bản có hiệu lực. Hãy sửa ngày hoặc chọn chức vụ khác."
            )
            raise NotValid(sentence.format(post=post), field=name)
    if grantor.role not in HEADS:
        raise NotValid(_("Chỉ người đứng đầu mới giao ký thay, ký thừa lệnh, thừa ủy quyền được."), field="grantor")
    if paper.capacity != KT:
        return
    if holder.role == Role.VICE_CHAIRMAN and grantor.role != Role.CHAIRMAN:
        raise NotValid(_("Phó Chủ tịch chỉ ký thay (KT.) Chủ tịch. Hãy chọn Chủ tịch là người giao."), field="grantor")
    if grantor.agency_id != holder.agency_id:
        raise NotValid(_("Ký thay (KT.) chỉ giao cho cấp phó trong cùng cơ quan."), field="holder")


def _check_passed_on(parent: Instrument, grantor: Post, paper: Paper) -> None:
    """A TL. holder may pass it to his deputy, who signs KT.; a TUQ. holder may not authorise again."""
    if parent.holder_id != grantor.pk:
        raise NotValid(_("Văn bản làm căn cứ không giao cho người này. Hãy chọn đúng văn bản."), field="parent")
    if parent.capacity == TUQ:
        raise NotValid(_("Người được ủy quyền (TUQ.) không được ủy quyền lại cho người khác."), field="parent")
    if parent.capacity != TL or paper.capacity != KT:
        raise NotValid(
            _("Chỉ người ký thừa lệnh (TL.) mới giao tiếp được, và chỉ cho cấp phó ký thay (KT.)."), field="parent"
        )
    lasts_longer = parent.valid_to is not None and (paper.valid_to is None or paper.valid_to > parent.valid_to)
    if paper.valid_from < parent.valid_from or lasts_longer or parent.withdrawn_on is not None:
        raise NotValid(_("Văn bản phải nằm trong thời hạn của văn bản làm căn cứ. Hãy sửa ngày."), field="valid_to")
    if parent.field and paper.field != parent.field:
        raise NotValid(_("Lĩnh vực phải đúng như trong văn bản làm căn cứ."), field="field")
