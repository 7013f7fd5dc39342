"""The short forms of the verdict bar: who is in charge, an opinion, a reason, the Office's checklist."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.acts.directing import CHECKLIST
from approvals.acts.sending_back import ALLOWED, TO_AGENCY, TO_REVIEW
from processes.models import Post, Role, State, TaskProcess
from workflow import clock
from workflow.errors import DomainError
from workflow.vietnamese import nfc

LONGEST = 10_000
NO_OFFICERS = (Role.SYSTEM_ADMIN, Role.SYSTEM, Role.RECORDS)
BACK_TO = {TO_AGENCY: _("Cơ quan thực hiện, để bổ sung"), TO_REVIEW: _("Sở thẩm định, để thẩm định lại")}


def words_field(
    label: Any, *, required: bool, missing: Any = "", rows: int = 4, help_text: Any = ""
) -> forms.CharField:
    """A text of several lines in NFC."""
    return _Words(
        label=label, required=required, max_length=LONGEST, help_text=help_text,
        error_messages={"required": missing} if missing else None, widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


class _Words(forms.CharField):
    def to_python(self, value: Any) -> str:
        return nfc(str(super().to_python(value)))


class ActForm(forms.Form):
    """An act on one process. `posts` are the posts it may be done in: asked for only where several fit."""

    use_required_attribute = False
    always_asked: tuple[str, ...] = ()
    """Fields that the form lets pass empty and the act does not."""
    status = 422
    """What a page with errors answers: 422, or what the engine's refusal asks for."""

    def __init__(
        self, *args: Any, process: TaskProcess | None = None, posts: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.process = process
        if len(posts) > 1:
            missing = _("Hãy chọn chức vụ bạn dùng để thực hiện việc này.")
            self.fields["post"] = forms.ChoiceField(
                label=_("Thực hiện với chức vụ"), choices=[("", "—"), *posts], error_messages={"required": missing}
            )

    def facts(self) -> dict[str, Any]:
        """The data of the act, without the post."""
        return {name: value for name, value in self.cleaned_data.items() if name != "post"}

    def refuse(self, error: DomainError) -> None:
        """Show a refusal beside the field it names, or above the form."""
        self.status = error.status
        field = error.field if error.field in self.fields else None
        self.add_error(field, error.sentence)


class AcceptForm(ActForm):
    """T2: names the officer in charge."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"] = forms.ChoiceField(
            label=_("Người phụ trách"), required=False, choices=self._officers(),
            help_text=_(
                "Người phụ trách chuẩn bị kết quả; lãnh đạo cơ quan trình. Ai phụ trách thì về sau không thẩm định, kết luận hồ sơ này."
            ),
        )  # fmt: skip

    def _officers(self) -> list[tuple[str, Any]]:
        mine: list[tuple[str, Any]] = [("", _("Tôi trực tiếp phụ trách"))]
        if self.process is None:
            return mine
        posts = Post.objects.on(clock.today()).filter(agency=self.process.agency_id).exclude(role__in=NO_OFFICERS)
        listed = posts.select_related("person", "unit").order_by("person__sort_key", "pk")
        return mine + [(str(post.pk), _named(post)) for post in listed]


def _named(post: Post) -> str:
    return f"{post.person} – {post.title}" + (f", {post.unit}" if post.unit else "")


class OpinionForm(ActForm):
    """An opinion that is welcome and not required."""

    opinion = words_field(_("Ý kiến"), required=False)


class NotesForm(ActForm):
    """Đạt, có lưu ý: the notes are what it is about."""

    opinion = words_field(_("Điều cần lưu ý"), required=True, missing=_("Hãy ghi điều cần lưu ý."))


class SendBackForm(ActForm):
    """T9, T14b: always with a reason; where the level leaves a choice, where to."""

    reason = words_field(
        _("Lý do trả lại và nội dung cần bổ sung"), required=True, rows=5,
        missing=_("Hãy ghi lý do trả lại và những nội dung cần bổ sung."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = ALLOWED.get(State(self.process.state), ()) if self.process else ()
        if len(ways) > 1:
            self.fields["to"] = forms.ChoiceField(
                label=_("Trả lại cho"), required=False, choices=[(way, BACK_TO[way]) for way in ways], initial=ways[0]
            )


class VerifyForm(ActForm):
    """T13: the Office's checklist, every item of it."""

    checklist = forms.MultipleChoiceField(
        label=_("Đã kiểm tra"), choices=list(CHECKLIST.items()), widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Hãy xác nhận đủ các mục kiểm tra hồ sơ; nếu hồ sơ chưa đạt, hãy trả lại Sở kèm lý do.")
        },
    )  # fmt: skip
    opinion = words_field(_("Ý kiến"), required=False)
