"""Changing one's own password: Django's view, in our words, with an event on the account's stream."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processes.models import Account
from processes.pages.form_page import Words
from workflow import trail


class OwnPasswordForm(PasswordChangeForm):
    """The old password, and the new one twice."""

    error_messages = {
        "password_mismatch": gettext_lazy("Hai lần nhập không giống nhau. Hãy nhập lại."),
        "password_incorrect": gettext_lazy("Mật khẩu hiện tại không đúng. Hãy nhập lại."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("Mật khẩu hiện tại")
        self.fields["new_password1"].label = _("Mật khẩu mới")
        self.fields["new_password2"].label = _("Nhập lại mật khẩu mới")
        self.fields["new_password1"].help_text = _("Ít nhất 12 ký tự, không phải mật khẩu thông dụng.")
        self.fields["new_password2"].help_text = ""


class OwnPassword(PasswordChangeView):
    """Open to everybody signed in; the other sessions of the account end with the old password."""

    template_name = "processes/form.html"
    form_class = OwnPasswordForm
    success_url = "/"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The words of the page."""
        words = Words(_("Đổi mật khẩu"), _("Đổi mật khẩu"), _("Đã đổi mật khẩu."), "/")
        return super().get_context_data(**kwargs) | {"words": words}

    def form_valid(self, form: Any) -> HttpResponse:
        """Store the password and its event together."""
        account = self.request.user
        assert isinstance(account, Account)  # LoginRequiredMiddleware let nobody else in
        with transaction.atomic():
            answer = super().form_valid(form)
            who = trail.Who(account.pk, account.person_id, None, None, None)
            trail.record(f"account:{account.pk}", "account.password_changed", who)
        messages.success(self.request, _("Đã đổi mật khẩu."))
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        """The same page, saying why."""
        answer = super().form_invalid(form)
        answer.status_code = 422
        return answer
