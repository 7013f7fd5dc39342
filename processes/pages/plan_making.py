"""A plan comes in and is confirmed: the upload page, and the page on which a person settles what the reader doubted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from processes.actors import refused
from processes.models import Agency, Plan
from processes.pages.access import ActingRequest, requires
from processes.pages.plan_doubts import cards, given
from processes.pages.plan_table import table_of, with_remarks
from processes.pages.plans import plan_or_404
from processes.plan_import.load import store
from processes.plan_import.read_plan import Source, source_of
from processes.plan_import.sources import LARGEST_FILE
from processes.plans import RIGHT, confirm_doubt, keeping, put_in_force
from workflow.acts import Capacity
from workflow.errors import Conflict, DomainError, NotAllowed, NotValid


class ImportForm(forms.Form):
    """A file, or the text itself: what was pasted stays on the page when it is refused."""

    file = forms.FileField(
        label=gettext_lazy("Tệp kế hoạch"),
        required=False,
        help_text=gettext_lazy(
            "Văn bản thuần (.txt, mã UTF-8), các cột của bảng cách nhau bằng phím Tab; không quá 20 MB."
        ),
    )
    text = forms.CharField(
        label=gettext_lazy("Hoặc dán toàn bộ văn bản kế hoạch"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=gettext_lazy("Chép cả bảng nhiệm vụ từ văn bản gốc; phím Tab giữa các cột được giữ nguyên."),
    )


@requires("import_plan")
@require_http_methods(["GET", "POST"])
def plan_import(request: ActingRequest) -> HttpResponse:
    """Take a plan in. A refusal says why in one sentence, and keeps what was pasted; nothing was stored."""
    sent = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if sent else ImportForm()
    status = 200
    if sent:
        status = 422
        if form.is_valid():
            try:
                plan, created = store(_source(form.cleaned_data), capacity=request.capacity)
            except (NotValid, Conflict) as refusal:
                form.add_error("file" if form.cleaned_data["file"] else "text", refusal.sentence)
                status = refusal.status
            else:
                told = _("Đã nhập kế hoạch {plan}.") if created else _("Kế hoạch {plan} đã có; không có gì thay đổi.")
                messages.success(request, told.format(plan=plan))
                waits = keeping(plan, request.capacities, RIGHT) and plan.status == Plan.Status.DRAFT
                return HttpResponseRedirect(reverse("plan_confirm" if waits else "plan", args=[plan.pk]))
    return render(request, "processes/plan_import.html", {"form": form}, status=status)


def _source(data: dict[str, Any]) -> Source:
    file: UploadedFile | None = data["file"]
    if file is not None:
        if (file.size or 0) > LARGEST_FILE:
            raise NotValid(_("Tệp lớn hơn 20 MB. Hãy tách riêng kế hoạch rồi nhập lại."))
        return source_of(file.read(), file.name or _("tệp tải lên"))
    if not data["text"].strip():
        raise NotValid(_("Hãy chọn tệp kế hoạch hoặc dán văn bản kế hoạch."))
    # Browsers send CRLF whatever was pasted; the same text as a file has LF.
    return source_of(data["text"].replace("\r\n", "\n").encode(), _("văn bản dán vào.txt"))


@requires(RIGHT)
@require_http_methods(["GET", "POST"])
def plan_confirm(request: ActingRequest, pk: int) -> HttpResponse:
    """Every doubt with its row and proposal; a POST settles one of them and leads to the next."""
    plan = plan_or_404(pk, request.capacities)
    capacity = _keeper(request, plan)
    refusal: DomainError | None = None
    if request.method == "POST":
        try:
            return _settled(request, plan, capacity)
        except (NotValid, Conflict) as error:
            refusal = error
    return _confirmation(request, plan, refusal)


def _settled(request: ActingRequest, plan: Plan, capacity: Capacity) -> HttpResponse:
    wanted = request.POST.get("doubt", "")
    doubt = plan.doubts.filter(pk=int(wanted)).first() if wanted.isdecimal() else None
    if doubt is None:
        raise NotValid(_("Không rõ điểm cần xác nhận. Hãy tải lại trang rồi thực hiện lại."))
    again = request.POST.get("again") == "1"
    confirm_doubt(plan, doubt.pk, given(doubt, request.POST), capacity, again=again)
    messages.success(request, _("Đã ghi xác nhận."))
    following = plan.doubts.filter(settled__isnull=True).order_by("position").first()
    anchor = f"#diem-{following.pk}" if following else "#hieu-luc"
    return HttpResponseRedirect(reverse("plan_confirm", args=[plan.pk]) + anchor)


def _confirmation(request: ActingRequest, plan: Plan, refusal: DomainError | None) -> HttpResponse:
    doubts = list(plan.doubts.select_related("task__group", "settled_by__person").order_by("position"))
    alive = list(Agency.objects.on(plan.dated))
    typed = request.POST if refusal else QueryDict()
    shown = cards(doubts, {agency.code: agency for agency in Agency.objects.all()}, typed)
    done = sum(1 for doubt in doubts if doubt.settled is not None)
    errors = [{"text": refusal.sentence, "field_id": f"diem-{typed.get('doubt')}"}] if refusal else []
    context = {
        "plan": plan,
        "cards": shown,
        "done": done,
        "total": len(doubts),
        "table": with_remarks(table_of(plan), doubts, list(plan.findings.order_by("position"))),
        "agencies": alive,
        "errors": errors,
        "is_draft": plan.status == Plan.Status.DRAFT,
    }
    return render(request, "processes/plan_confirm.html", context, status=refusal.status if refusal else 200)


@requires(RIGHT)
@require_POST
def plan_in_force(request: ActingRequest, pk: int) -> HttpResponse:
    """Put the plan in force; while a doubt is open the confirmation page says how many are left."""
    plan = plan_or_404(pk, request.capacities)
    try:
        put_in_force(plan, _keeper(request, plan))
    except Conflict as refusal:
        return _confirmation(request, plan, refusal)
    messages.success(request, _("Kế hoạch {plan} đã có hiệu lực; nay có thể giao việc.").format(plan=plan))
    return HttpResponseRedirect(reverse("plan", args=[plan.pk]))


def _keeper(request: ActingRequest, plan: Plan) -> Capacity:
    """The capacity that keeps this plan; a post of another body is refused, and that is written down."""
    wanted: Sequence[Capacity] = [request.capacity, *request.capacities]
    capacity = keeping(plan, wanted, RIGHT)
    if capacity is None:
        sentence = _("Kế hoạch {plan} do {department} theo dõi; chức vụ của bạn thuộc cơ quan khác.")
        raise refused(request.actor, [RIGHT], NotAllowed(sentence.format(plan=plan, department=plan.department)))
    return capacity
