"""One plan amends or replaces another: the difference row by row, and the list that a person works through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from processes.actors import refused
from processes.amending import amendable, declare, import_amendment, judge_line, may_be_amended, settle_line
from processes.models import AmendmentLine, Plan
from processes.pages.access import ActingRequest, keeper, requires
from processes.pages.lists import wants_csv
from processes.pages.plan_amendment_forms import AmendmentFileForm, RelationForm, SettleForm
from processes.pages.plans import plan_or_404
from processes.plan_import.read_plan import PlanFile
from processes.plan_import.sources import LARGEST_FILE
from processes.plans import RIGHT, keeping
from processes.rights import may
from processes.touched import LineView, line_views
from workflow.acts import Capacity
from workflow.csv_download import csv_response
from workflow.errors import Conflict, NotAllowed, NotFound, NotValid


@requires(RIGHT)
@require_http_methods(["GET", "POST"])
def plan_amendment(request: ActingRequest, pk: int) -> HttpResponse:
    """What this plan changes in the earlier one and what amends it; a POST (`viec`) is one of the four forms below."""
    plan = plan_or_404(pk, request.capacities)
    capacity = keeper(request, plan, RIGHT)
    form: forms.Form | None = None
    status = 200
    if request.method == "POST":
        form = _sent(request, plan)
        try:
            if form.is_valid():
                return HttpResponseRedirect(_done(request, plan, form, capacity))
            status = 422
        except (NotValid, Conflict) as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
            status = refusal.status
    views = line_views(plan, request.capacities)
    if wants_csv(request):
        return csv_response(_("sua-doi-{pk}.csv").format(pk=plan.pk), _header(), _lines(views))
    return render(request, "processes/plan_amendment.html", _context(request, plan, views, form), status=status)


def _sent(request: ActingRequest, plan: Plan) -> forms.Form:
    """The form that was sent, bound. An unknown one is refused."""
    task = request.POST.get("viec", "")
    if task == "khai":
        return RelationForm(request.POST, plans=_choices(request, plan))
    if task == "nhap":
        return AmendmentFileForm(request.POST, request.FILES)
    if task == "xu-ly":
        return SettleForm(request.POST, auto_id=f"id_{_line_number(request)}_%s")
    if task == "xac-nhan":
        return forms.Form(request.POST)
    raise NotFound(_("Không rõ việc cần làm. Hãy tải lại trang rồi thực hiện lại."))


def _done(request: ActingRequest, plan: Plan, form: forms.Form, capacity: Capacity) -> str:
    """Do what the form asks; the address to go on to."""
    data, here = form.cleaned_data, reverse("plan_amendment", args=[plan.pk])
    if isinstance(form, RelationForm):
        declare(plan, data["earlier"], data["relation"], capacity)
        messages.success(request, _("Đã ghi quan hệ với kế hoạch trước."))
        return here
    if isinstance(form, AmendmentFileForm):
        return _imported(request, plan, data)
    line = _line_number(request)
    if isinstance(form, SettleForm):
        settle_line(plan, line, note=data["note"], number=data["number"], dated=data["dated"], capacity=capacity)
        messages.success(request, _("Đã ghi việc đã thực hiện."))
    else:
        judge_line(plan, line, same=request.POST.get("cung") == "1", capacity=capacity)
        messages.success(request, _("Đã ghi xác nhận."))
    return f"{here}#dong-{line}"


def _imported(request: ActingRequest, plan: Plan, data: dict[str, Any]) -> str:
    importer = keeping(plan, [request.capacity, *request.capacities], "import_plan")
    if importer is None:
        sentence = _("Chức vụ của bạn không có quyền nhập kế hoạch. Hãy chuyển tệp cho người quản trị kế hoạch.")
        raise refused(request.actor, ["import_plan"], NotAllowed(sentence))
    upload = data["file"]
    if (upload.size or 0) > LARGEST_FILE:
        raise NotValid(_("Tệp lớn hơn 20 MB. Hãy tách riêng kế hoạch rồi nhập lại."), field="file")
    file = PlanFile(upload.name or _("tệp tải lên"), upload.read())
    later, created = import_amendment(
        file, plan, number=data["number"], dated=data["dated"], relation=data["relation"], capacity=importer
    )
    told = _("Đã nhập bản sửa đổi {plan}.") if created else _("Kế hoạch {plan} đã có; không có gì thay đổi.")
    messages.success(request, told.format(plan=later))
    return reverse("plan_amendment", args=[later.pk])


def _line_number(request: ActingRequest) -> int:
    wanted = request.POST.get("dong", "")
    return int(wanted) if wanted.isdecimal() and len(wanted) < 19 else 0


def _choices(request: ActingRequest, plan: Plan) -> list[Plan]:
    """The plans in force that the reader keeps too."""
    plans = Plan.objects.filter(status=Plan.Status.IN_FORCE).defer("source", "reading")
    return amendable(plan, [one for one in plans if keeping(one, request.capacities, RIGHT)])


def _context(request: ActingRequest, plan: Plan, views: Sequence[LineView], form: forms.Form | None) -> dict[str, Any]:
    counts = Counter(view.line.kind for view in views)
    draft = plan.status == Plan.Status.DRAFT
    chosen = {"earlier": plan.earlier_id, "relation": plan.relation or Plan.Relation.AMENDS}
    relation = form if isinstance(form, RelationForm) else RelationForm(initial=chosen, plans=_choices(request, plan))
    file = form if isinstance(form, AmendmentFileForm) else AmendmentFileForm()
    return {
        "plan": plan,
        "counts": [(kind.label, counts[kind]) for kind in AmendmentLine.Kind],
        "shown": [view for view in views if view.line.kind != AmendmentLine.Kind.UNCHANGED or not view.line.certain],
        "left": sum(1 for view in views if view.line.waits),
        "unsure": sum(1 for view in views if not view.line.certain),
        "form": form,
        "relation_form": relation if draft else None,
        "file_form": file if may_be_amended(plan) and may("import_plan", request.capacities) else None,
        "settle_form": form if isinstance(form, SettleForm) else None,
        "settle_line": _line_number(request),
        "is_draft": draft,
        "later": plan.later.defer("source", "reading").order_by("dated", "pk"),
    }


def _header() -> list[str]:
    return [
        _("Thay đổi"), _("Nhiệm vụ trước"), _("Nhiệm vụ sau"), _("Nội dung"), _("Cột"), _("Trước"), _("Sau"), _("Hồ sơ đang chạy"),
        _("Đề xuất"), _("Việc đã thực hiện"), _("Số, ký hiệu văn bản"), _("Ngày văn bản"), _("Lúc ghi"),
    ]  # fmt: skip


def _lines(views: Sequence[LineView]) -> Iterator[list[Any]]:
    """One row a cell that differs; a line without such cells has one row."""
    for view in views:
        line = view.line
        rows = [(cell.title, cell.old, cell.new) for cell in view.cells] or [("", "", "")]
        for title, old, new in rows:
            yield [
                line.get_kind_display(), line.before.code if line.before else "", line.after.code if line.after else "",
                view.task.text, title, old, new, " ".join(share.code for share in view.touched), "; ".join(view.proposal_words),
                line.note, line.number, line.dated, line.settled_at,
            ]  # fmt: skip
