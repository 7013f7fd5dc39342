"""How long a session lives: 30 minutes without use, 12 hours in all (OWASP ASVS 5.0, V7.3). Always in real time."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from workflow import clock

STARTED, SEEN, ENDED = "started", "seen", "ended"
_SEEN_EVERY = 60  # seconds: writing the session at every request would cost a statement each


class SessionLimits:
    """Ends a session that was idle or has lasted too long; the login page then says why.

    The time of last use is kept to the minute, so an idle session ends up to a minute early, never late.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Judge the session before anything is done in its name; what it shows is for this moment only."""
        if request.user.is_authenticated:
            self._judge(request, clock.real_now().timestamp())
        signed_in = request.user.is_authenticated
        answer = self._get_response(request)
        if signed_in:  # what a person of an office reads stays in no browser and no proxy after the session
            answer.headers.setdefault("Cache-Control", "private, no-store")
        return answer

    def _judge(self, request: HttpRequest, now: float) -> None:
        started = request.session.setdefault(STARTED, now)
        seen = request.session.setdefault(SEEN, now)
        if now - started >= settings.SESSION_ABSOLUTE_SECONDS:
            self._end(request, "absolute")
        elif now - seen >= settings.SESSION_IDLE_SECONDS:
            self._end(request, "idle")
        elif now - seen >= _SEEN_EVERY:
            request.session[SEEN] = now

    def _end(self, request: HttpRequest, why: str) -> None:
        logout(request)
        request.session[ENDED] = why
