"""A network that loses answers: the act is done, and its author never hears of it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

LOST = "HTTP_X_LOST"


class AnswerLost(ConnectionError):
    """What the browser sees."""


class LosesAnswers:
    """The outermost middleware: what is asked with the header is done, and then nothing comes back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let everything happen first."""
        answer = self._get_response(request)
        if LOST in request.META:
            raise AnswerLost
        return answer
