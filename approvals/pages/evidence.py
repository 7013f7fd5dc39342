"""Files on their way out: as attachments, hash checked, to those who may see the process; and pages as images."""

from __future__ import annotations

from typing import TypeVar

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from approvals.models import Document, EvidenceFile, SubmissionFile
from approvals.opened import record_opening
from approvals.process_page import may_see_draft
from approvals.reading import cites_readable, holds, process_for
from approvals.viewer import WIDTH
from processes.models import TaskProcess
from processes.pages.shell import own_capacities
from workflow.errors import NotFound
from workflow.files import open_verified, page_image

Sendable = TypeVar("Sendable", bound=HttpResponseBase)
SANDBOX = "default-src 'none'; sandbox"
"""Nothing that a file holds runs or loads anything, even if a browser shows it."""


def _no_file() -> NotFound:
    return NotFound(_("Không có tệp này trong phạm vi của bạn. Hãy mở tệp từ trang hồ sơ."))


def file_for(request: HttpRequest, pk: int) -> tuple[EvidenceFile, TaskProcess]:
    """The file, if the person may see its process; one that was never submitted only for the responsible agency."""
    file = EvidenceFile.objects.filter(pk=pk).first()
    if file is None:
        raise _no_file()
    try:
        process = process_for(own_capacities(request), file.process_id)
    except NotFound as error:
        raise _no_file() from error
    submitted = SubmissionFile.objects.filter(file=file).exists()
    if not submitted and not may_see_draft(process, own_capacities(request)):
        raise _no_file()
    return file, process


@require_GET
def original(request: HttpRequest, pk: int) -> FileResponse:
    """The file as it was handed in. That it was opened is an event of the reader's account."""
    file, process = file_for(request, pk)
    answer = _attachment(file.sha256, file.name, file.media_type)
    record_opening(file, process, holds(own_capacities(request), process, "read")[0])
    return answer


@require_GET
def page(request: HttpRequest, pk: int, page: int) -> HttpResponse:
    """A page of the file as an image, drawn on the server. Who was shown one has opened the file."""
    file, process = file_for(request, pk)
    answer = HttpResponse(page_image(file.sha256, file.media_type, page, WIDTH), content_type="image/png")
    record_opening(file, process, holds(own_capacities(request), process, "read")[0])
    return _guarded(answer)


@require_GET
def document(request: HttpRequest, pk: int) -> FileResponse:
    """The signed file of a document, to those who may read a process that rests on it."""
    found = Document.objects.filter(pk=pk).exclude(sha256="").first()
    if found is None or not cites_readable(own_capacities(request), pk):
        raise _no_file()
    return _attachment(found.sha256, found.file_name, found.media_type)


def _attachment(sha256: str, name: str, media_type: str) -> FileResponse:
    return _guarded(FileResponse(open_verified(sha256), as_attachment=True, filename=name, content_type=media_type))


def _guarded(answer: Sendable) -> Sendable:
    answer["Content-Security-Policy"] = SANDBOX
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
