"""The limit on failed logins: ten with one name from one address in 15 minutes, for known and unknown names alike."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from processes.models import Account, LoginAttempt
from workflow import clock, trail
from workflow.trail import Who


class LoginAttempts:
    """The attempts with one name from one address. Times are real: the demo clock does not open a door again."""

    def __init__(self, username: str, address: str) -> None:
        self._username = username.casefold()[:150]
        self._typed, self._address = username, address
        self._row: LoginAttempt | None = None

    def begin(self) -> bool:
        """Count this attempt as a failure until it succeeds; False, and nothing counted, where the limit is reached.

        The row is committed before the password is looked at: a hundred guesses at once are a hundred rows.
        """
        now = clock.real_now()
        since = now - timedelta(seconds=settings.LOGIN_ATTEMPTS_SECONDS)
        LoginAttempt.objects.filter(at__lt=since).delete()
        self._row = LoginAttempt.objects.create(username=self._username, address=self._address, at=now)
        if self._mine().count() > settings.LOGIN_ATTEMPTS:
            self._row.delete()
            return False
        return True

    def failed(self) -> None:
        """Write the failure to the account's stream, if there is such an account."""
        account = Account.objects.filter(username=self._typed).first()
        if account is None:
            return
        with transaction.atomic():
            trail.record(
                f"account:{account.pk}",
                "account.login_failed",
                Who(account=None, person=None, post=None, unit=None, agency=None),
                extra={"address": self._address},
            )

    def succeeded(self) -> None:
        """Forget the failures before."""
        self._mine().delete()

    def _mine(self) -> QuerySet[LoginAttempt]:
        return LoginAttempt.objects.filter(username=self._username, address=self._address)


def address_of(request: HttpRequest) -> str:
    """The caller's address; behind our own proxy the last one it wrote down, which the caller cannot forge."""
    if settings.BEHIND_TLS_PROXY:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-1].strip()
        if forwarded:
            return forwarded
    return request.META["REMOTE_ADDR"]
