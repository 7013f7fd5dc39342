"""The site, and beside it one page that shows every piece of the design system at once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import include, path

from config.urls import handler400, handler403, handler404, handler500
from processes.models import Phase, State
from processes.pages.shell import DemoClock
from workflow import clock
from workflow.calendar import shipped_calendar
from workflow.errors import Conflict

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
MOMENT = datetime(2025, 11, 20, 2, 14, tzinfo=UTC)
DRAFTS: list[dict[str, str]] = []
"""What autosave has sent, oldest first."""


class Result(forms.Form):
    """A form with one field of each look."""

    text = forms.CharField(
        label="Kết quả", help_text="Nêu số liệu và văn bản.", widget=forms.Textarea(attrs={"rows": 3})
    )
    rate = forms.DecimalField(label="Tỷ lệ (%)", required=False)
    kind = forms.ChoiceField(label="Mức độ", choices=[("full", "Hoàn thành"), ("part", "Một phần")])
    sure = forms.BooleanField(label="Tôi đã kiểm tra minh chứng")


class Reason(forms.Form):
    """The reason of a return."""

    reason = forms.CharField(label="Lý do trả lại", widget=forms.Textarea(attrs={"rows": 3}))


def pieces(request: HttpRequest) -> HttpResponse:
    """Every piece on one page; a POST shows the same page with errors."""
    page = engines["django"].from_string(Path(__file__).with_name("pieces.html").read_text(encoding="utf-8"))
    asked = request.method == "POST"
    form = Result(request.POST if asked and "reason" not in request.POST else None)
    reason = Reason(request.POST if "reason" in request.POST else None)
    for one in (form, reason):
        one.is_valid()
    return HttpResponse(
        page.render(_context() | {"form": form, "reason": reason}, request), status=422 if asked else 200
    )


def autosave(request: HttpRequest) -> JsonResponse:
    """Keep what autosave sends; the word "conflict" stands for another tab that was first."""
    if "conflict" in request.POST.get("text", ""):
        raise Conflict("Bản nháp đã được sửa ở thẻ khác.")
    DRAFTS.append(dict(request.POST.items()))
    return JsonResponse({"draft_version": len(DRAFTS)})


def _context() -> dict[str, object]:
    today, calendar = clock.today(), shipped_calendar()
    states = [(state, False, None) for state in State.values] + [("in_progress", True, None), ("submitted", False, 1)]
    processes = [
        SimpleNamespace(state=s, sent_back=b, taken_by_id=t, get_state_display=lambda s=s: State(s).label)
        for s, b, t in reversed(states)
    ]
    counts = zip(Phase, (33, 41, 12, 9, 30, 3), strict=True)
    return {
        "demo_clock": DemoClock(day=date(2025, 11, 20), real=MOMENT),
        "processes": processes,
        "due_over": calendar.add_working_days(today, -2),
        "due_today": today,
        "due_soon": calendar.add_working_days(today, 3),
        "due_late": today + timedelta(days=60),
        "none": None,
        "counts": [{"phase": p.value, "word": p.label, "count": n, "url": f"?giai-doan={p.value}"} for p, n in counts],
        "steps": [
            {"name": "accept", "label": "Tiếp nhận", "status": "done", "holder": "Sở TT&TT", "days": None},
            {"name": "carry_out", "label": "Thực hiện", "status": "done", "holder": "Sở TT&TT", "days": None},
            {"name": "review", "label": "Thẩm định", "status": "now", "holder": "Nguyễn Thị Hạnh", "days": 4},
            {"name": "escalate", "label": "Trình Chủ tịch", "status": "coming", "holder": "", "days": None},
            {"name": "decide", "label": "Phê duyệt", "status": "coming", "holder": "", "days": None},
        ],
        "files": [
            {
                "name": "BB-nghiem-thu-45.pdf",
                "url": "#",
                "size": 182034,
                "sha256": "9f86d081884c7d659a2f",
                "seen": True,
            },
            {"name": "Danh sách đơn vị.xlsx", "url": "#", "size": 20341, "sha256": "", "seen": False},
        ],
        "entries": [
            {
                "at": MOMENT,
                "who": "Lê Văn Bình",
                "post": "Giám đốc",
                "act": "Trình lại lần 2",
                "words": "Bổ sung biên bản.",
                "version": 2,
                "icon": "send",
                "kind": "",
                "files": [],
            },
            {
                "at": MOMENT - timedelta(days=3),
                "who": "Nguyễn Thị Hạnh",
                "post": "Chuyên viên",
                "act": "Trả lại",
                "words": "Thiếu biên bản nghiệm thu.",
                "version": 1,
                "icon": "arrow-back-up",
                "kind": "back",
                "files": [],
            },
        ],
        "ready_words": ["Thiếu biên bản nghiệm thu.", "Số liệu chưa khớp kế hoạch."],
        "page": Paginator(range(147), 20).page(4),
    }


urlpatterns = [path("manh-ghep/", pieces), path("tu-luu/", autosave), path("", include("config.urls"))]
