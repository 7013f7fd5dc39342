"""Asking for opinions, answering, going on without an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.forms.verdicts import ActForm, words_field
from processes.models import Agency, Coordination, TaskProcess
from processes.succession import bodies_on
from workflow import clock


def vietnamese_day(label: Any, *, missing: Any, help_text: Any = "") -> forms.DateField:
    """A day written dd/mm/yyyy; never read the American way round."""
    return forms.DateField(
        label=label, input_formats=["%d/%m/%Y", "%d-%m-%Y"], help_text=help_text or _("Ngày/tháng/năm, ví dụ 05/11/2025."),
        error_messages={"required": missing, "invalid": _("Ngày không đúng. Hãy ghi ngày/tháng/năm, ví dụ 05/11/2025.")},
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )  # fmt: skip


def coordinators(process: TaskProcess, leave_out: Sequence[int] = ()) -> list[Agency]:
    """The agencies that the plan names beside this share, as they live today, without those that are asked already."""
    named = Coordination.objects.filter(process=process).values_list("agency_id", flat=True)
    living = set(bodies_on(named, clock.today()).values()) - {process.agency_id, *leave_out}
    return list(Agency.objects.filter(pk__in=living))


class AskForm(ActForm):
    """Xin ý kiến: whom, what, by when."""

    agencies = forms.MultipleChoiceField(
        label=_("Cơ quan phối hợp theo kế hoạch"), required=False, widget=forms.CheckboxSelectMultiple
    )
    other = forms.ChoiceField(
        label=_("Cơ quan khác, ngoài kế hoạch"), required=False, help_text=_("Nhật ký ghi rõ cơ quan này không có trong kế hoạch."),
    )  # fmt: skip
    question = words_field(_("Nội dung xin ý kiến"), required=True, missing=_("Hãy ghi nội dung xin ý kiến."))
    due = vietnamese_day(_("Cần có ý kiến trước hết ngày"), missing=_("Hãy ghi ngày cần có ý kiến, từ hôm nay trở đi."))

    def __init__(self, *args: Any, asked: Sequence[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert self.process is not None
        named = coordinators(self.process, asked)
        self._offer("agencies", [(str(agency.pk), agency.name) for agency in named])
        barred = {agency.pk for agency in named} | {self.process.agency_id, *asked}
        others = Agency.objects.on(clock.today()).exclude(pk__in=barred).exclude(level=Agency.Level.CENTRAL)
        self._offer("other", [("", "—"), *((str(agency.pk), agency.name) for agency in others)])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def facts(self) -> dict[str, Any]:
        """Both ways of naming agencies as one list."""
        chosen = [*self.cleaned_data["agencies"], *filter(None, [self.cleaned_data["other"]])]
        return {"agencies": chosen, "question": self.cleaned_data["question"], "due": self.cleaned_data["due"]}


class ContributeForm(ActForm):
    """The asked agency's answer."""

    opinion = words_field(
        _("Ý kiến của cơ quan bạn"), required=True, rows=8, missing=_("Hãy ghi ý kiến của cơ quan bạn."),
        help_text=_("Ý kiến này đi cùng hồ sơ đến các cấp xem xét."),
    )  # fmt: skip


class WaiveForm(ActForm):
    """Going on without an answer."""

    reason = words_field(
        _("Lý do không chờ ý kiến"), required=True, rows=3, missing=_("Hãy ghi lý do không chờ ý kiến.")
    )
