"""The form that puts a cell of a plan right by a document."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from processes.corrections import CELLS, Basis, correct_cell, text_of
from processes.models import Plan, PlanTask
from processes.pages.access import ActingRequest, keeper, requires
from processes.pages.form_page import Words, form_page
from processes.pages.plans import plan_or_404
from processes.plan_import.columns import TITLES
from processes.plans import RIGHT


class CorrectionForm(forms.Form):
    """Which cell, what it should say, and by which document."""

    task = forms.ChoiceField(label=gettext_lazy("Nhiệm vụ"))
    cell = forms.ChoiceField(label=gettext_lazy("Cột"))
    text = forms.CharField(
        label=gettext_lazy("Nội dung đính chính"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Toàn bộ nội dung đúng của ô. Nguyên văn của kế hoạch vẫn được giữ và hiện bên cạnh."),
    )
    number = forms.CharField(label=gettext_lazy("Số, ký hiệu văn bản đính chính"), max_length=60)
    dated = forms.DateField(
        label=gettext_lazy("Ngày ký văn bản đính chính"), widget=forms.DateInput(attrs={"type": "date"})
    )
    issuer = forms.CharField(label=gettext_lazy("Cơ quan ban hành văn bản đính chính"), max_length=200)

    def __init__(self, plan: Plan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tasks = plan.tasks.order_by("position").values_list("pk", "code", "text")
        offered = {
            "task": [(str(pk), f"{code} – {text[:80]}") for pk, code, text in tasks],
            "cell": [(name, _(TITLES[name])) for name in CELLS],
        }
        for name, choices in offered.items():
            cast(forms.ChoiceField, self.fields[name]).choices = choices


@requires(RIGHT)
@require_http_methods(["GET", "POST"])
def plan_correct(request: ActingRequest, pk: int) -> HttpResponse:
    """Record a correction; `?nv=` and `?o=` choose the task and the cell. Leads back to the review."""
    plan = plan_or_404(pk, request.capacities)
    capacity = keeper(request, plan, RIGHT)
    chosen = {"task": request.GET.get("nv", ""), "cell": request.GET.get("o", "")}
    form = CorrectionForm(plan, request.POST) if request.method == "POST" else CorrectionForm(plan, initial=chosen)
    back = reverse("plan_confirm", args=[plan.pk])
    words = Words(_("Đính chính một ô"), _("Ghi đính chính"), _("Đã ghi đính chính."), back, _note(plan, chosen))

    def act(data: dict[str, Any]) -> str | None:
        basis = Basis(data["number"], data["dated"], data["issuer"])
        correct_cell(plan, int(data["task"]), data["cell"], data["text"], basis, capacity)
        return None

    return form_page(request, form, words, act)


def _note(plan: Plan, chosen: dict[str, str]) -> str:
    """What the source says in the cell that was chosen; else that a document is needed."""
    wanted, cell = chosen["task"], chosen["cell"]
    task = (
        PlanTask.objects.filter(plan=plan, pk=int(wanted)).first() if wanted.isdecimal() and len(wanted) < 10 else None
    )
    rule = _("Chữ của kế hoạch chỉ sửa được theo văn bản đính chính; cả hai nội dung đều được giữ.")
    if task is None or cell not in CELLS:
        return rule
    sentence = _("{task}, cột {column}, nguyên văn: “{text}”.")
    quoted = format_html('<span lang="vi">{}</span>', text_of(task, cell) or _("(ô trống)"))
    said = format_html(sentence, task=task.code, column=_(TITLES[cell]), text=quoted)
    return format_html("{} {}", said, rule)
