"""The form that names the members of an open term, for whoever wants to do so before the plan is in force."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from processes.models import Agency, Plan
from processes.open_members import name_open_members, named, open_members
from processes.pages.access import ActingRequest, keeper, requires
from processes.pages.form_page import Words, form_page
from processes.pages.plans import plan_or_404
from processes.plans import RIGHT


class OpenMembersForm(forms.Form):
    """Which open term, and whom it means."""

    term = forms.ChoiceField(label=gettext_lazy("Nhóm để ngỏ"))
    agencies = forms.MultipleChoiceField(
        label=gettext_lazy("Gồm những cơ quan"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, plan: Plan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "term": [(str(term.pk), f"{term.task.code} – {term.text}") for term in open_members(plan)],
            "agencies": [(agency.code, agency.name) for agency in Agency.objects.on(plan.dated)],
        }
        for name, choices in offered.items():
            cast(forms.ChoiceField, self.fields[name]).choices = choices


@requires(RIGHT)
@require_http_methods(["GET", "POST"])
def plan_open_members(request: ActingRequest, pk: int) -> HttpResponse:
    """Name the members of an open term (`?n=` chooses it). Leads back to the review."""
    plan = plan_or_404(pk, request.capacities)
    capacity = keeper(request, plan, RIGHT)
    if request.method == "POST":
        form = OpenMembersForm(plan, request.POST)
    else:
        form = OpenMembersForm(plan, initial=_chosen(plan, request.GET.get("n", "")))
    back = reverse("plan_confirm", args=[plan.pk])
    note = _(
        "Không bắt buộc: nhóm chưa nêu tên thì người giải quyết nêu tên trong từng trường hợp. Nguyên văn vẫn giữ."
    )
    words = Words(
        _("Nêu tên cơ quan của nhóm để ngỏ"), _("Ghi tên các cơ quan"), _("Đã ghi tên các cơ quan."), back, note
    )

    def act(data: dict[str, Any]) -> str | None:
        name_open_members(plan, int(data["term"]), data["agencies"], capacity)
        return None

    return form_page(request, form, words, act)


def _chosen(plan: Plan, wanted: str) -> dict[str, Any]:
    term = open_members(plan).filter(pk=int(wanted)).first() if wanted.isdecimal() and len(wanted) < 10 else None
    return {"term": term.pk, "agencies": [row.agency.code for row in named(term) if row.agency]} if term else {}
