"""The four forms of the page on which one plan amends another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from processes.models import Plan

_DAY = _("Ngày/tháng/năm, ví dụ 28/02/2025")


class RelationForm(forms.Form):
    """Which plan in force a draft amends or replaces; none: it stands alone."""

    earlier = forms.ModelChoiceField(
        queryset=Plan.objects.none(),
        label=_("Kế hoạch trước"),
        required=False,
        empty_label=_("– Không sửa đổi kế hoạch nào –"),
    )
    relation = forms.ChoiceField(
        label=_("Quan hệ"), choices=Plan.Relation.choices, initial=Plan.Relation.AMENDS, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, plans: Sequence[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earlier = self.fields["earlier"]
        assert isinstance(earlier, forms.ModelChoiceField)
        earlier.queryset = Plan.objects.filter(pk__in=[plan.pk for plan in plans])


class AmendmentFileForm(forms.Form):
    """A text that amends this plan, and the document by which it does."""

    file = forms.FileField(
        label=_("Tệp bản sửa đổi"), help_text=_("Cùng các loại tệp như khi nhập kế hoạch; không quá 20 MB.")
    )
    number = forms.CharField(
        label=_("Số, ký hiệu của văn bản sửa đổi"), max_length=60, help_text=_("Ví dụ: 60/KH-UBND")
    )
    dated = forms.DateField(label=_("Ngày của văn bản sửa đổi"), help_text=_DAY)
    relation = forms.ChoiceField(
        label=_("Quan hệ"), choices=Plan.Relation.choices, initial=Plan.Relation.RESTATES, widget=forms.RadioSelect
    )


class SettleForm(forms.Form):
    """What was done for a line, with the document where there is one."""

    note = forms.CharField(label=_("Việc đã thực hiện"), widget=forms.Textarea(attrs={"rows": 2}), max_length=4000)
    number = forms.CharField(label=_("Số, ký hiệu văn bản"), max_length=60, required=False)
    dated = forms.DateField(label=_("Ngày văn bản"), required=False, help_text=_DAY)
