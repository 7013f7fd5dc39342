"""Signing in: by name and password, or in demo mode with one click as one of the demo people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import login as sign_in
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from processes.demo_people import demo_account, demo_groups
from processes.login_attempts import LoginAttempts, address_of
from processes.models import Account
from processes.pages.language import bring_language
from processes.pages.sessions import ENDED
from processes.system_account import USERNAME as SYSTEM_USERNAME
from workflow.errors import NotFound

BACKEND = "django.contrib.auth.backends.ModelBackend"


class LoginForm(AuthenticationForm):
    """Name and password, with a limit on failures; never tells whether it was the name or the password."""

    error_messages = {
        "invalid_login": _(
            "Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra lại; mật khẩu phân biệt chữ hoa, chữ thường."
        ),
        "inactive": _("Tài khoản này đã đóng. Hãy liên hệ người quản trị của cơ quan."),
        "too_many": _(
            "Đã nhập sai quá nhiều lần. Hãy chờ 15 phút rồi thử lại, hoặc liên hệ người quản trị để đặt lại mật khẩu."
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Tên đăng nhập")
        self.fields["password"].label = _("Mật khẩu")

    def clean(self) -> dict[str, Any]:
        """Count the attempt before the password is looked at, so that parallel guesses are counted too."""
        username = self.cleaned_data.get("username")
        if not username or not self.cleaned_data.get("password"):
            return self.cleaned_data
        assert self.request is not None, "the login page passes its request"
        attempts = LoginAttempts(username, address_of(self.request))
        if not attempts.begin():
            raise forms.ValidationError(self.error_messages["too_many"], code="too_many")
        try:
            cleaned = super().clean()
        except forms.ValidationError:
            attempts.failed()
            raise
        attempts.succeeded()
        return cleaned

    def confirm_login_allowed(self, user: Account) -> None:
        """The system's own account acts in commands; nobody signs in as it."""
        super().confirm_login_allowed(user)
        if user.username == SYSTEM_USERNAME:
            raise self.get_invalid_login_error()


@method_decorator([login_not_required, sensitive_post_parameters(), never_cache], name="dispatch")
class Login(LoginView):
    """The login page. A refused login answers 422, a barred one 429."""

    template_name = "shell/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """In, in the language the person chose before."""
        answer = super().form_valid(form)
        bring_language(self.request, answer, form.get_user())
        return answer

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """The same page, saying why."""
        answer = super().form_invalid(form)
        answer.status_code = 429 if form.has_error("__all__", "too_many") else 422
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Why the last session ended, and in demo mode the demo people by role."""
        context = super().get_context_data(**kwargs)
        context["ended"] = self.request.session.get(ENDED)
        context["demo_groups"] = demo_groups() if settings.DEMO else []
        return context


@login_not_required
@require_POST
def demo_login(request: HttpRequest) -> HttpResponse:
    """Sign in as a demo person without a password. Outside demo mode, or for anybody else, there is no such page."""
    account = demo_account(request.POST.get("account", "")) if settings.DEMO else None
    if account is None:
        raise NotFound(str(_("Không có tài khoản trình diễn này.")))
    sign_in(request, account, backend=BACKEND)
    answer = HttpResponseRedirect(_own_address(request, request.POST.get("next", "")))
    bring_language(request, answer, account)
    return answer


def _own_address(request: HttpRequest, wanted: str) -> str:
    """Where to go next, if it lies on this site."""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else settings.LOGIN_REDIRECT_URL
