"""The form on which a person says which column of a draft plan is which."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from processes.columns_mapped import Columns, columns_to_map, map_columns, shown_columns, version_of
from processes.models import Plan
from processes.pages.access import ActingRequest, keeper, requires
from processes.pages.form_page import Words, form_page
from processes.pages.plans import plan_or_404
from processes.plan_import.columns import TITLES
from processes.plans import RIGHT


class ColumnsForm(forms.Form):
    """One choice a printed column; `seen` is the last event of the plan that the page knew."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, columns: Columns, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Không dùng")), *((name, _(title)) for name, title in TITLES.items())]
        for at, meaning in enumerate(columns.meanings):
            label = format_html('{}. <span lang="vi">{}</span>', at + 1, columns.named(at))
            self.fields[f"c{at}"] = forms.ChoiceField(label=label, choices=choices, required=False, initial=meaning)

    def meanings(self) -> list[str]:
        """The chosen meanings in the order of the columns."""
        return [self.cleaned_data[name] for name in self.fields if name != "seen"]


@requires(RIGHT)
@require_http_methods(["GET", "POST"])
def plan_columns(request: ActingRequest, pk: int) -> HttpResponse:
    """Map the columns of a draft anew. Leads back to the review, which then shows the new reading."""
    plan = plan_or_404(pk, request.capacities)
    capacity = keeper(request, plan, RIGHT)
    columns = columns_to_map(plan) if plan.status == Plan.Status.DRAFT else shown_columns(plan)
    opened = {"seen": version_of(plan)}
    form = ColumnsForm(columns, request.POST) if request.method == "POST" else ColumnsForm(columns, initial=opened)
    back = reverse("plan_confirm", args=[plan.pk])
    words = Words(
        _("Xếp lại các cột"), _("Đọc lại kế hoạch theo các cột này"), _("Đã đọc lại kế hoạch theo các cột vừa chọn."),
        back, _note(plan),
    )  # fmt: skip

    def act(_data: dict[str, Any]) -> str | None:
        map_columns(plan, form.meanings(), form.cleaned_data["seen"], capacity)
        return None

    return form_page(request, form, words, act)


def _note(plan: Plan) -> str:
    """What the act replaces, said before it is done."""
    if plan.status != Plan.Status.DRAFT:
        return _("Kế hoạch đã có hiệu lực nên không xếp lại cột được nữa.")
    settled = plan.doubts.filter(settled__isnull=False).count()
    note = _(
        "Kế hoạch được đọc lại từ bản gốc theo các cột chọn dưới đây. Lựa chọn được giữ cho các kế hoạch sau của cùng cơ quan"
        " ban hành có cùng tiêu đề cột. {settled} điểm đã xác nhận và tên cơ quan đã nêu cho nhóm để ngỏ sẽ bị bỏ, phải xác"
        " nhận lại theo bản đọc mới."
    )
    return note.format(settled=settled)
