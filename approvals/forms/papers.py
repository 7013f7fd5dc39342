"""A legal paper as it is recorded: number, symbol, day, signer, capacity, file; and the other shares it covers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.forms.coordination import vietnamese_day
from approvals.forms.verdicts import ActForm, words_field
from workflow.vietnamese import clean_line


class _Line(forms.CharField):
    def to_python(self, value: Any) -> str:
        return clean_line(str(super().to_python(value)))


class PaperForm(ActForm):
    """What both papers have. `shares` are (value, words) of the other shares that wait for the same act."""

    number = _Line(
        label=_("Số"), max_length=20, help_text=_("Số thứ tự trong sổ của cơ quan ban hành, ví dụ 24."),
        error_messages={"required": _("Hãy ghi số văn bản, ví dụ 24.")},
    )  # fmt: skip
    symbol = _Line(
        label=_("Ký hiệu"), max_length=40, help_text=_("Phần sau dấu gạch chéo, ví dụ QĐ-UBND."),
        error_messages={"required": _("Hãy ghi ký hiệu văn bản, ví dụ QĐ-UBND.")},
    )  # fmt: skip
    dated = vietnamese_day(_("Ngày văn bản"), missing=_("Hãy ghi ngày văn bản, không sau hôm nay."))
    signer = _Line(label=_("Người ký"), max_length=120, error_messages={"required": _("Hãy ghi họ và tên người ký.")})
    capacity = _Line(
        label=_("Thẩm quyền ký"), max_length=120, help_text=_("Như in trên văn bản, ví dụ KT. CHỦ TỊCH – PHÓ CHỦ TỊCH."),
        error_messages={"required": _("Hãy ghi thẩm quyền ký, ví dụ KT. CHỦ TỊCH – PHÓ CHỦ TỊCH.")},
    )  # fmt: skip
    shares = forms.MultipleChoiceField(
        label=_("Văn bản này áp dụng cho cả các hồ sơ"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Cùng nhiệm vụ, cùng kỳ, đang chờ cùng việc này."),
    )  # fmt: skip

    def __init__(self, *args: Any, shares: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["shares"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(shares)
        if not shares:
            del self.fields["shares"]

    def facts(self) -> dict[str, Any]:
        """The paper's data; file and shares go their own way."""
        return {name: value for name, value in super().facts().items() if name not in ("file", "shares")}


class ProposalForm(PaperForm):
    """Tờ trình: the file if it is at hand, an opinion if wished."""

    file = forms.FileField(label=_("Tệp tờ trình"), required=False)
    opinion = words_field(_("Ý kiến"), required=False, rows=3)
    field_order = ["post", "number", "symbol", "dated", "signer", "capacity", "file", "opinion", "shares"]


class SignedForm(PaperForm):
    """The signed document; without its file nothing closes."""

    file = forms.FileField(
        label=_("Tệp văn bản đã ký"), required=False, help_text=_("PDF đã ký số hoặc bản quét có chữ ký và dấu."),
    )  # fmt: skip
    always_asked = ("file",)  # by the act, not by the form: a refused attempt keeps its file
    field_order = ["post", "number", "symbol", "dated", "signer", "capacity", "file", "shares"]
