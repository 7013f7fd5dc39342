"""Pages of refusals and faults: one sentence on what happened, one on what to do next. Never a trace, never a hint."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from workflow.errors import DomainError


@dataclass(frozen=True)
class Words:
    """What a page of one status says where the refusal itself brings no better sentence."""

    heading: Any
    sentence: Any
    what_next: Any


WORDS: dict[int, Words] = {
    400: Words(
        _("Yêu cầu không đọc được"),
        _("Máy chủ không hiểu được dữ liệu trình duyệt vừa gửi."),
        _("Hãy quay lại trang trước, tải lại trang rồi thực hiện lại."),
    ),
    403: Words(
        _("Không được phép thực hiện"),
        _("Chức vụ của bạn không có quyền làm việc này."),
        _("Nếu đây là việc của bạn, hãy liên hệ người quản trị của cơ quan để kiểm tra chức vụ được giao."),
    ),
    404: Words(
        _("Không tìm thấy"),
        _("Không có trang hoặc hồ sơ này trong phạm vi của bạn."),
        _("Hãy kiểm tra lại đường dẫn, hoặc mở hồ sơ từ danh sách việc của bạn."),
    ),
    409: Words(
        _("Hồ sơ đã thay đổi"),
        _("Người khác vừa xử lý hồ sơ này trước bạn."),
        _("Hãy tải lại trang để xem thay đổi rồi thực hiện lại nếu vẫn cần."),
    ),
    422: Words(
        _("Dữ liệu chưa hợp lệ"),
        _("Nội dung đã gửi chưa được chấp nhận."),
        _("Hãy quay lại trang trước, sửa nội dung được nêu rồi gửi lại; chưa có gì được ghi nhận."),
    ),
}
CSRF = Words(
    _("Biểu mẫu đã hết hạn"),
    _("Biểu mẫu bạn gửi không còn khớp với phiên làm việc hiện tại; chưa có gì được ghi nhận."),
    _("Hãy quay lại trang trước, tải lại trang rồi gửi lại. Trình duyệt phải cho phép cookie của trang này."),
)


def refusal_page(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """The answer to a refusal: JSON where a script asked, a piece of page where htmx did, else a whole page."""
    words = WORDS[refusal.status]
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse({"sentence": refusal.sentence, "field": refusal.field}, status=refusal.status)
    return _page(request, refusal.status, Words(words.heading, refusal.sentence, words.what_next))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was sent could not even be read."""
    return _page(request, 400, WORDS[400])


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 that no domain rule worded."""
    return _page(request, 403, WORDS[403])


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: the same for what does not exist and for what this person may not know of."""
    return _page(request, 404, WORDS[404])


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is missing or old; the technical reason stays in the log."""
    return _page(request, 403, CSRF)


def fault(request: HttpRequest) -> HttpResponse:
    """500: our mistake. Its page asks neither the database nor the session, which may be what failed."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def _page(request: HttpRequest, status: int, words: Words) -> HttpResponse:
    context = {"status": status, "words": words}
    if getattr(request, "htmx", False):
        answer = render(request, "errors/piece.html", context, status=status)
        answer["HX-Retarget"], answer["HX-Reswap"] = "#messages", "innerHTML"
        return answer
    return render(request, "errors/page.html", context, status=status)
