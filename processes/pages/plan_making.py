"""A plan comes in: the upload page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from processes.models import Plan
from processes.pages.access import ActingRequest, requires
from processes.plan_import.load import store
from processes.plan_import.read_plan import PlanFile
from processes.plan_import.sources import LARGEST_FILE
from workflow.errors import Conflict, NotAllowed, NotValid


class ImportForm(forms.Form):
    """A file, or the text itself: what was pasted stays on the page when it is refused."""

    file = forms.FileField(
        label=gettext_lazy("Tệp kế hoạch"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".docx,.xlsx,.pdf,.txt,.tsv,.md"}),
        help_text=gettext_lazy(
            "Word (.docx), Excel (.xlsx), PDF có lớp chữ, hoặc văn bản thuần mã UTF-8; không quá 20 MB."
        ),
    )
    text = forms.CharField(
        label=gettext_lazy("Hoặc dán toàn bộ văn bản kế hoạch"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=gettext_lazy("Chép cả bảng nhiệm vụ từ văn bản gốc; phím Tab giữa các cột được giữ nguyên."),
    )


@requires("import_plan")
@require_http_methods(["GET", "POST"])
def plan_import(request: ActingRequest) -> HttpResponse:
    """Take a plan in. A refusal says why in one sentence, and keeps what was pasted; nothing was stored."""
    sent = request.method == "POST"
    form = ImportForm(request.POST, request.FILES) if sent else ImportForm()
    status = 200
    if sent:
        status = 422
        if form.is_valid():
            try:
                plan, created = store(_file(form.cleaned_data), capacity=request.capacity)
            except (NotValid, Conflict, NotAllowed) as refusal:
                form.add_error("file" if form.cleaned_data["file"] else "text", refusal.sentence)
                status = refusal.status
            else:
                told = _("Đã nhập kế hoạch {plan}.") if created else _("Kế hoạch {plan} đã có; không có gì thay đổi.")
                messages.success(request, told.format(plan=plan))
                waits = plan.status == Plan.Status.DRAFT
                return HttpResponseRedirect(reverse("plan_confirm" if waits else "plan", args=[plan.pk]))
    return render(request, "processes/plan_import.html", {"form": form}, status=status)


def _file(data: dict[str, Any]) -> PlanFile:
    file: UploadedFile | None = data["file"]
    if file is not None:
        if (file.size or 0) > LARGEST_FILE:
            raise NotValid(_("Tệp lớn hơn 20 MB. Hãy tách riêng kế hoạch rồi nhập lại."))
        return PlanFile(file.name or _("tệp tải lên"), file.read())
    if not data["text"].strip():
        raise NotValid(_("Hãy chọn tệp kế hoạch hoặc dán văn bản kế hoạch."))
    # Browsers send CRLF whatever was pasted; the same text as a file has LF.
    return PlanFile(_("văn bản dán vào.txt"), data["text"].replace("\r\n", "\n").encode())
