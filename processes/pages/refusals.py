"""A refusal raised anywhere in a view becomes its status and a page with the sentence and what to do next."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from viewflow.workflow.exceptions import FlowLockFailed

from processes.pages.errors import refusal_page
from workflow.errors import Conflict, DomainError, NotValid

_WAITED_TOO_LONG = {"55P03", "40P01"}  # lock_not_available, deadlock_detected


class Refusals:
    """Answers 403, 404, 409 or 422 for a DomainError; a lock that could not be had and a NUL in a text are no faults either."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; only exceptions concern us."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for what we have a sentence for; anything else is a fault and goes on to Django."""
        refusal = as_refusal(exception)
        return refusal_page(request, refusal) if refusal else None


def as_refusal(exception: Exception) -> DomainError | None:
    """The refusal that an exception stands for, if it stands for one."""
    if isinstance(exception, DomainError):
        return exception
    if isinstance(exception, FlowLockFailed) or _waited_too_long(exception):
        return Conflict(_("Hồ sơ đang được người khác xử lý. Hãy chờ giây lát rồi thử lại."))
    if _holds_a_nul(exception):
        return NotValid(_("Nội dung có ký tự không hợp lệ. Hãy xóa ký tự lạ rồi gửi lại."))
    return None


def _holds_a_nul(exception: Exception) -> bool:
    """psycopg2's own words for a text with U+0000, which PostgreSQL cannot keep or compare: no person typed it."""
    return isinstance(exception, ValueError) and "NUL (0x00)" in str(exception)


def _waited_too_long(exception: Exception) -> bool:
    return isinstance(exception, DatabaseError) and getattr(exception.__cause__, "pgcode", None) in _WAITED_TOO_LONG
