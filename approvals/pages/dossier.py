"""The dossier as a download: the right to read the process is the right to take its paper along."""

from __future__ import annotations

import threading

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from approvals.dossier import Dossier, render_dossier
from approvals.dossier_of import dossier_of
from approvals.reading import holds, process_for
from processes.chronicle import post_words
from processes.models import Post
from processes.pages.shell import own_capacities
from workflow.errors import Conflict

# A page of paper takes about a tenth of a second of CPU (docs/operations/proof.md). One dossier at a time in each server
# process, so that no number of readers can take its other threads away from those who work.
_PRESS = threading.BoundedSemaphore(1)
_PATIENCE = 20.0  # seconds


@require_GET
def process_dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF of a process as it stands now. Never cached: the next one may say more."""
    process = process_for(own_capacities(request), pk)
    [reader, *_others] = holds(own_capacities(request), process, "read")
    post = Post.objects.select_related("person", "agency").get(pk=reader.post)
    pdf = _print(dossier_of(process, f"{post.person} - {post_words(post)}"))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, f"{process.code}.pdf")
    response["Cache-Control"] = "no-store"
    return response


def _print(dossier: Dossier) -> bytes:
    if not _PRESS.acquire(timeout=_PATIENCE):
        raise Conflict(_("Máy chủ đang in nhiều hồ sơ khác. Hãy chờ một phút rồi tải lại."))
    try:
        return render_dossier(dossier)
    finally:
        _PRESS.release()
