"""A page of a plan that came as PDF, drawn on the server, so that the paper stands beside what was read of it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePath
from threading import Lock

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from processes.columns_mapped import shown_columns
from processes.models import Doubt, Plan
from processes.pages.access import ActingRequest, requires
from processes.pages.plans import plan_or_404
from processes.plan_import.page_picture import DrawnPage, Mark, draw_page, picture
from processes.plan_import.read_plan import PlanFile
from workflow.errors import NotFound

SITTING = 600
"""Seconds for which a browser keeps a picture: while somebody goes from point to point, the same pages come again."""

_ONE = Lock()
"""One page is drawn at a time in a web worker: who asks for the same one meanwhile finds it drawn."""


def is_pictured(plan: Plan) -> bool:
    """Did the plan come as a file of pages?"""
    return PurePath(plan.source_name).suffix.lower() == ".pdf"


@requires("read_plan")
@require_safe
def plan_picture(request: ActingRequest, pk: int, page: int) -> HttpResponse:
    """A page as PNG. `?diem=` marks the cell of that doubt, `cat=1` leaves only its row and what stands around it."""
    plan = plan_or_404(pk, request.capacities)
    if not is_pictured(plan):
        raise NotFound(_("Kế hoạch này không nhập từ tệp PDF nên không có ảnh trang. Hãy tải tệp gốc về để xem."))
    wanted = request.GET.get("diem", "")
    doubt = plan.doubts.filter(pk=int(wanted)).first() if wanted.isdecimal() and len(wanted) < 10 else None
    with _ONE:
        drawn = _drawn(plan.source_sha256, page, plan.pk)
    shown = picture(drawn, _mark(plan, doubt, page), cut=request.GET.get("cat") == "1")
    response = HttpResponse(shown, content_type="image/png")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = f"private, max-age={SITTING}"
    return response


@lru_cache(maxsize=6)
def _drawn(_sha256: str, page: int, pk: int) -> DrawnPage:
    """The page, kept with the last few: the doubts of a page are looked at one after another. At most 9 MB each."""
    plan = Plan.objects.only("source", "source_name").get(pk=pk)
    return draw_page(PlanFile(plan.source_name, bytes(plan.source)), page)


def _mark(plan: Plan, doubt: Doubt | None, page: int) -> Mark | None:
    place = doubt.proposal.get("place", {}) if doubt else {}
    if doubt is None or place.get("page") != page or "row" not in place:
        return None
    columns = shown_columns(plan)
    return Mark(place["row"], columns.at(doubt.cell), len(columns.headings))
