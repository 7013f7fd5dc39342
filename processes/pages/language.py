"""The language switch: a cookie for this browser, and with the account of whoever is signed in, for the next one."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.views.i18n import set_language

from processes.models import Account
from processes.people import keep_language


@login_not_required
def choose_language(request: HttpRequest) -> HttpResponseBase:
    """Django's own view, which sets the cookie and goes back to the page; the choice is kept with the account as well."""
    chosen = request.POST.get("language", "")
    if isinstance(request.user, Account) and chosen in dict(settings.LANGUAGES):
        keep_language(request.user, chosen)
    return set_language(request)


def bring_language(request: HttpRequest, answer: HttpResponseBase, account: Account) -> None:
    """At login in a browser where nobody has chosen: the language that the account chose elsewhere."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and account.language != settings.LANGUAGE_CODE:
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            account.language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,  # type: ignore[arg-type]  # a setting is any string
        )
