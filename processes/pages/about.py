"""What this is, under which licence, and its source, which AGPL-3.0 (section 13) gives to everybody who uses it."""

from __future__ import annotations

import tempfile

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from processes.source import pack
from workflow.trail.lines import SOFTWARE

_IN_MEMORY = 8 * 1024 * 1024  # bytes; a larger archive waits on disk


@login_not_required
@require_GET
def about(request: HttpRequest) -> HttpResponse:
    """The about page, open to everybody."""
    facts = {"version": SOFTWARE.split()[-1], "source_url": settings.SOURCE_URL}
    return render(request, "shell/about.html", facts)


@login_not_required
@require_GET
def source(request: HttpRequest) -> FileResponse:
    """The source of the running installation as it stands on disk, as one archive."""
    archive = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - FileResponse closes it
    pack(settings.BASE_DIR, archive, leave_out=[settings.DATA_DIR])
    archive.seek(0)
    return FileResponse(archive, as_attachment=True, filename="duyet-nguon.tar.gz", content_type="application/gzip")
