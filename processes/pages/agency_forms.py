"""Forms about agencies: explicit fields only; what a field may hold is judged by the act behind it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from processes.agencies import Particulars
from processes.agency_kinds import KINDS, UNIT_KINDS
from processes.models import Agency, AgencyGroup, Unit
from processes.pages.people_forms import Day, UnitChoice


class AgencyChoice(forms.ModelChoiceField):
    """An agency among others; two bodies may bear the same name, one after the other."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Agency.objects.none(), to_field_name="code", **kwargs)

    def label_from_instance(self, obj: Agency) -> str:
        """Name and code."""
        return f"{obj.name} ({obj.code})"


class AgencyFilter(forms.Form):
    """What the list of agencies shows; all of it stands in the address."""

    q = forms.CharField(label=_("Tìm theo tên, mã"), required=False, max_length=100)
    cap = forms.ChoiceField(
        label=_("Cấp"), required=False, choices=[("", _("Mọi cấp")), *((c.value, c.label) for c in Agency.Level)]
    )
    ngay = Day(label=_("Hoạt động vào ngày"), required=False, help_text="")
    tat_ca = forms.BooleanField(label=_("Kể cả cơ quan không hoạt động vào ngày đó"), required=False)


class ParticularsForm(forms.Form):
    """What may be corrected in a body that exists."""

    formal_name = forms.CharField(label=_("Tên đầy đủ trong văn bản"), max_length=200, required=False)
    short_names = forms.CharField(
        label=_("Tên viết tắt"),
        required=False,
        help_text=_("Mỗi dòng một tên. Tên viết tắt là một cách gọi cơ quan trong văn bản."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    official_code = forms.CharField(label=_("Mã chính thức"), max_length=20, required=False)
    parent = AgencyChoice(label=_("Cơ quan cấp trên"), required=False, empty_label=_("Không có"))
    asked_only = forms.BooleanField(label=_("Chỉ đề nghị, không giao việc"), required=False)
    valid_from = Day(label=_("Hoạt động từ ngày"), required=False)
    valid_to = Day(label=_("Hoạt động đến hết ngày"), required=False)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    note = forms.CharField(label=_("Ghi chú"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Agency.objects.all()  # type: ignore[attr-defined]  # a ModelChoiceField

    @staticmethod
    def particulars(data: dict[str, Any]) -> Particulars:
        """The values of a sound form as particulars of an agency."""
        names = tuple(line for line in data["short_names"].splitlines() if line.strip())
        given = {name: data[name] for name in Particulars.__dataclass_fields__ if name != "short_names"}
        return Particulars(short_names=names, **given)


class AgencyForm(ParticularsForm):
    """A new body."""

    code = forms.SlugField(
        label=_("Mã"), max_length=60, help_text=_("Chữ không dấu, số, gạch nối; không đổi được về sau. Ví dụ: sdl-2027")
    )
    name = forms.CharField(label=_("Tên chính thức"), max_length=200)
    kind = forms.ChoiceField(label=_("Loại"), choices=list(KINDS.items()))
    level = forms.ChoiceField(label=_("Cấp"), choices=Agency.Level.choices)
    field_order = ["code", "name", "kind", "level"]


class AliasForm(forms.Form):
    """A spelling met in a document."""

    aliases = forms.CharField(
        label=_("Cách viết"),
        max_length=200,
        help_text=_("Đúng như trong văn bản; từ nay cách viết này chỉ cơ quan này."),
    )


class UnitForm(forms.Form):
    """A unit inside a body."""

    code = forms.CharField(label=_("Mã đơn vị"), max_length=80, help_text=_("Ví dụ: skhcn-2025.tdc"))
    name = forms.CharField(label=_("Tên đơn vị"), max_length=200)
    kind = forms.ChoiceField(label=_("Loại"), choices=list(UNIT_KINDS.items()))
    predecessor = UnitChoice(
        empty_label=_("Không"),
        label=_("Tiếp tục đơn vị"),
        queryset=Unit.objects.none(),
        required=False,
        help_text=_("Đơn vị cũ mà đơn vị này tiếp tục; quy định phân tách nhiệm vụ coi hai đơn vị là một."),
    )
    valid_from = Day(label=_("Từ ngày"), required=False)
    valid_to = Day(label=_("Đến hết ngày"), required=False)

    def __init__(self, *args: Any, predecessors: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["predecessor"].queryset = predecessors  # type: ignore[attr-defined]


class SuccessionForm(forms.Form):
    """Who takes over from this agency."""

    after = AgencyChoice(label=_("Cơ quan nhận"), empty_label=_("Chọn cơ quan"))
    on = Day(label=_("Từ ngày"))
    continues = forms.BooleanField(
        label=_("Kế thừa toàn bộ: thẩm định, thẩm tra, chỉ đạo chuyển sang cơ quan nhận"), required=False
    )
    basis = forms.CharField(label=_("Căn cứ"), max_length=500, help_text=_("Số, ngày quyết định."))
    verified = forms.BooleanField(label=_("Đã đọc văn bản căn cứ"), required=False)

    def __init__(self, *args: Any, before: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["after"].queryset = Agency.objects.exclude(pk=before.pk)  # type: ignore[attr-defined]


class MembershipForm(forms.Form):
    """To which group of the plans an agency belongs, and when."""

    group = forms.ModelChoiceField(
        label=_("Nhóm"), queryset=AgencyGroup.objects.none(), to_field_name="code", empty_label=_("Chọn nhóm")
    )
    valid_from = Day(label=_("Từ ngày"), required=False)
    valid_to = Day(label=_("Đến hết ngày"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = AgencyGroup.objects.order_by("name")  # type: ignore[attr-defined]
