"""The language of the pages: Vietnamese, until a person chooses another with the switch on the page."""

from __future__ import annotations

from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware


class ChosenLanguageMiddleware(LocaleMiddleware):
    """Django's, but deaf to the browser's own language: an office works in Vietnamese on whatever machine it has."""

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language of the cookie that the switch sets, else Vietnamese."""
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        super().process_request(request)
