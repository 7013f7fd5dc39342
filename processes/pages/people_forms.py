"""Forms about people: explicit fields only; what a field may hold is judged by the act behind it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from processes.models import Instrument, Plan, Post, Role, Unit

DAY = _("Ngày/tháng/năm, ví dụ 24/01/2025.")
HUMAN_ROLES = [(role.value, role.label) for role in Role if role != Role.SYSTEM]


class Day(forms.DateField):
    """A day, typed as offices write it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", DAY)
        super().__init__(widget=forms.DateInput(attrs={"autocomplete": "off", "inputmode": "numeric"}), **kwargs)


class UnitChoice(forms.ModelChoiceField):
    """A unit among others, told apart by its code."""

    def label_from_instance(self, obj: Unit) -> str:
        """Name and code: every department has a "Văn phòng Sở"."""
        return f"{obj.name} ({obj.code})"


class PersonForm(forms.Form):
    """A person's name."""

    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)


class NewAccountForm(forms.Form):
    """A login for a person."""

    username = forms.CharField(label=_("Tên đăng nhập"), max_length=150, help_text=_("Chữ, số và các dấu @ . + - _"))
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    password = forms.CharField(
        label=_("Mật khẩu ban đầu"),
        required=False,
        strip=False,
        help_text=_("Ít nhất 12 ký tự. Để trống: chưa ai đăng nhập được cho đến khi đặt mật khẩu."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class AccountForm(forms.Form):
    """Where an account's mail goes, and its language."""

    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    language = forms.ChoiceField(label=_("Ngôn ngữ"), choices=[("vi", "Tiếng Việt"), ("en", "English")])


class PasswordForm(forms.Form):
    """A new password for somebody's account, typed twice."""

    password = forms.CharField(
        label=_("Mật khẩu mới"),
        strip=False,
        help_text=_("Ít nhất 12 ký tự."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Nhập lại mật khẩu"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """Both must be the same."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password"):
            raise forms.ValidationError(_("Hai lần nhập không giống nhau. Hãy nhập lại."))
        return again


class PostForm(forms.Form):
    """A post in an agency already chosen."""

    role = forms.ChoiceField(label=_("Vai trò"), choices=HUMAN_ROLES)
    title = forms.CharField(
        label=_("Chức vụ"), max_length=120, help_text=_("Ví dụ: Giám đốc, Phó Chủ tịch, Chuyên viên")
    )
    unit = forms.ModelChoiceField(
        label=_("Đơn vị"), queryset=Unit.objects.none(), required=False, empty_label=_("Không thuộc đơn vị nào")
    )
    in_charge_of = forms.ModelMultipleChoiceField(
        label=_("Phụ trách đơn vị"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Chỉ với cấp phó: người phụ trách đơn vị thực hiện thì không kết luận việc của đơn vị đó."),
    )
    scope_plan = forms.ModelChoiceField(
        label=_("Phạm vi kế hoạch"),
        queryset=Plan.objects.none(),
        required=False,
        empty_label=_("Không có"),
        help_text=_("Chỉ với người thanh tra, giám sát."),
    )
    valid_from = Day(label=_("Từ ngày"))
    valid_to = Day(label=_("Đến hết ngày"), required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("unit", "in_charge_of"):
            self.fields[name].queryset = units  # type: ignore[attr-defined]  # both choose from rows
        self.fields["scope_plan"].queryset = Plan.objects.all()  # type: ignore[attr-defined]


class PostWordsForm(forms.Form):
    """What may be corrected in a post."""

    title = forms.CharField(label=_("Chức vụ"), max_length=120)
    in_charge_of = forms.ModelMultipleChoiceField(
        label=_("Phụ trách đơn vị"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["in_charge_of"].queryset = units  # type: ignore[attr-defined]


class DayForm(forms.Form):
    """One day: the last one of a post, the first one without an instrument."""

    on = Day(label=_("Ngày"))


class PostChoice(forms.ModelChoiceField):
    """A post among others, told apart by its agency."""

    def label_from_instance(self, obj: Post) -> str:
        """Person, title, agency."""
        return f"{obj}, {obj.agency}"


class InstrumentForm(forms.Form):
    """A delegation to one of a person's posts."""

    holder = PostChoice(label=_("Người được giao"), queryset=Post.objects.none(), empty_label=_("Chọn chức vụ"))
    grantor = PostChoice(label=_("Người giao"), queryset=Post.objects.none(), empty_label=_("Chọn chức vụ"))
    capacity = forms.ChoiceField(label=_("Thẩm quyền ký"), choices=Instrument.Capacity.choices)
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60)
    dated = Day(label=_("Ngày văn bản"))
    field = forms.CharField(
        label=_("Lĩnh vực"), max_length=120, required=False, help_text=_("Để trống: mọi lĩnh vực của văn bản.")
    )
    valid_from = Day(label=_("Từ ngày"))
    valid_to = Day(label=_("Đến hết ngày"), required=False)
    parent = forms.ModelChoiceField(
        label=_("Dựa trên văn bản TL."),
        queryset=Instrument.objects.none(),
        required=False,
        empty_label=_("Không"),
        help_text=_("Chỉ khi người giao giao tiếp việc ký thừa lệnh cho cấp phó của mình."),
    )

    def __init__(self, *args: Any, holders: QuerySet[Post], grantors: QuerySet[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].queryset = holders  # type: ignore[attr-defined]
        self.fields["grantor"].queryset = grantors  # type: ignore[attr-defined]
        orders = Instrument.objects.filter(capacity=Instrument.Capacity.TL, withdrawn_on=None, holder__in=grantors)
        self.fields["parent"].queryset = orders  # type: ignore[attr-defined]
