"""Writing a result: text, figures and files in a draft that saves itself; then check answers, and submit."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from approvals import acts
from approvals.cautions import cautions
from approvals.drafts import last_return, read_draft, save_draft
from approvals.forms.results import ResultForm
from approvals.models import EvidenceFile
from approvals.offers import Offers, choices, offers
from approvals.pages.acting import actor_of, number, receipt
from approvals.reading import holds, open_items, process_for_act, process_or_refusal
from processes.actors import refused
from processes.models import State, TaskProcess
from processes.pages.shell import own_capacities
from workflow import clock, files
from workflow.engine import perform
from workflow.errors import Conflict, DomainError, NotAllowed, NotValid
from workflow.files.kinds import KINDS
from workflow.templatetags.show import local_time

FIELD_IDS = {
    "text": "id_text",
    "file": "id_files",
    "files": "id_files",
    "figures": "id_figures",
    "coordination": "xin-y-kien",
}


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of the draft. Every button saves what was typed first; without scripts all of it works."""
    process = process_to_prepare(request, pk)
    if process.state != State.IN_PROGRESS:
        messages.info(request, _("Hồ sơ không ở bước “Đang thực hiện” nên không soạn kết quả được."))
        return redirect("process", pk)
    if request.method != "POST":
        return show(request, process, ResultForm.of(read_draft(process)))
    try:
        form = ResultForm.sent(request.POST)
    except NotValid as error:
        return show(request, process, _as_typed(request).wrong(error.sentence, FIELD_IDS["figures"]), 422)
    try:
        draft = save_draft(process, text=form.text, figures=form.figures, seen=form.version, actor=actor_of(request))
        form.version = draft.version
        return _pressed(request, process, form)
    except (NotValid, Conflict) as error:
        if isinstance(error, Conflict):
            form.version = read_draft(process).version
        return show(request, process, form.wrong(error.sentence, FIELD_IDS.get(error.field or "", "")), error.status)


def _as_typed(request: HttpRequest) -> ResultForm:
    return ResultForm(request.POST.get("text", ""), [], number(request.POST.get("draft_version")))


def _pressed(request: HttpRequest, process: TaskProcess, form: ResultForm) -> HttpResponse:
    """After the words are safe: what the button asked for."""
    pressed = request.POST.get("do", "save")
    if pressed == "row":
        form.rows += 3
        return show(request, process, form)
    if pressed == "check":
        return redirect("submit", process.pk)
    if pressed.startswith("remove:"):
        data = {"file": number(pressed.partition(":")[2])}
        perform(acts.DETACH, [process.pk], actor=actor_of(request), data=data, key=_key(request)).single()
        messages.success(request, _("Đã bỏ tệp khỏi bản nháp; tệp vẫn còn trong nhật ký."))
    elif request.FILES.getlist("files"):
        attach(request, process)
    elif pressed == "upload":
        raise NotValid(
            _("Chưa chọn tệp nào. Hãy chọn tệp rồi bấm “Tải tệp lên”; nội dung đã được lưu nháp."), field="files"
        )
    else:
        messages.success(request, _("Đã lưu nháp."))
    return redirect("result", process.pk)


def attach(request: HttpRequest, process: TaskProcess) -> None:
    """Store and attach every file that was sent; the first refusal stops, with the file's name in the sentence."""
    limits = files.Limits()
    sent = request.FILES.getlist("files")
    held = (
        EvidenceFile.objects.filter(pk__in=read_draft(process).files.values("file")) if read_draft(process).pk else ()
    )
    limits.refuse_set([file.size for file in held] + [file.size or 0 for file in sent])
    for index, file in enumerate(sent):
        try:
            stored = files.store(file, name=file.name or "", limits=limits, on=clock.today())
            data = {"sha256": stored.sha256, "name": stored.name, "size": stored.size, "media_type": stored.media_type}
            key = f"{_key(request)}:{index}"
            perform(acts.ATTACH, [process.pk], actor=actor_of(request), data={"file": data}, key=key).single()
        except NotValid as error:
            raise NotValid(f"{file.name}: {error.sentence}", field="files") from error
    messages.success(request, _("Đã tải lên %(n)d tệp.") % {"n": len(sent)})


def _key(request: HttpRequest) -> str:
    return request.POST.get("key", "") or str(uuid4())


@require_POST
def autosave(request: HttpRequest, pk: int) -> HttpResponse:
    """200 with the new version and time, 409 in words when another tab was first, 422 when it cannot be kept."""
    process = process_to_prepare(request, pk)
    try:
        if process.state != State.IN_PROGRESS:
            raise Conflict(_("Hồ sơ đã chuyển bước; bản nháp không lưu được nữa. Hãy tải lại trang."))
        form = ResultForm.sent(request.POST)
        draft = save_draft(process, text=form.text, figures=form.figures, seen=form.version, actor=actor_of(request))
    except (NotValid, Conflict) as error:
        return JsonResponse({"sentence": error.sentence, "field": error.field}, status=error.status)
    return JsonResponse({"draft_version": draft.version, "saved_at": local_time(draft.saved_at)})


def check_answers(request: HttpRequest, pk: int) -> HttpResponse:
    """What will be submitted, on one page, and the button that submits it."""
    if request.method == "POST":
        return _submit(request, process_for_act(own_capacities(request), pk, actor_of(request), "submit"))
    process = process_or_refusal(own_capacities(request), pk, actor_of(request), "submit")
    offered = offers(process, own_capacities(request))
    if "submit" not in offered:
        if process.state != State.IN_PROGRESS:
            return redirect("process", pk)
        raise NotAllowed(
            _("Chỉ lãnh đạo cơ quan được giao mới trình kết quả. Hãy báo lãnh đạo là kết quả đã sẵn sàng.")
        )
    return _answers(request, process, offered)


def _submit(request: HttpRequest, process: TaskProcess) -> HttpResponse:
    data = {"draft_version": number(request.POST.get("draft_version"))}
    seen = {process.pk: number(request.POST.get("version"))}
    try:
        done = perform(
            acts.SUBMIT, [process.pk], actor=actor_of(request), data=data, key=request.POST.get("key", ""), seen=seen
        ).single()
    except (NotValid, Conflict) as error:
        process = process_or_refusal(own_capacities(request), process.pk, actor_of(request), "submit")
        return _answers(request, process, offers(process, own_capacities(request)), error)
    return receipt(request, acts.SUBMIT, done)


def _answers(
    request: HttpRequest, process: TaskProcess, offered: Offers, error: DomainError | None = None
) -> HttpResponse:
    draft = read_draft(process)
    held = EvidenceFile.objects.filter(pk__in=draft.files.values("file")) if draft.pk else ()
    posts = choices(offered.open["submit"]) if "submit" in offered else []
    files, waiting = list(held), [item for item in open_items(process) if not item.is_main]
    context = {
        "process": process, "draft": draft, "files": files, "key": uuid4(), "posts": posts if len(posts) > 1 else [],
        "waiting": waiting, "can_submit": "submit" in offered, "complete": bool(draft.text.strip() and files and not waiting),
        "errors": [{"text": error.sentence, "field_id": ""}] if error else [],
    }  # fmt: skip
    return render(request, "approvals/check_answers.html", context, status=error.status if error else 200)


def process_to_prepare(request: HttpRequest, pk: int) -> TaskProcess:
    """The process for somebody who may prepare its result: 404 for what he may not see, 403 for what is not his work."""
    actor = actor_of(request)
    process = process_or_refusal(own_capacities(request), pk, actor, "prepare")
    if not holds(own_capacities(request), process, "prepare"):
        error = NotAllowed(_("Chỉ người của cơ quan được giao mới soạn kết quả của hồ sơ này."))
        raise refused(actor, ["prepare"], error) if request.method == "POST" else error
    return process


def show(request: HttpRequest, process: TaskProcess, form: ResultForm, status: int = 200) -> HttpResponse:
    """The page of the form."""
    draft = read_draft(process)
    held = EvidenceFile.objects.filter(pk__in=draft.files.values("file")) if draft.pk else ()
    offered = offers(process, own_capacities(request))
    posts = choices(offered.open["prepare"]) if "prepare" in offered else []
    context: dict[str, Any] = {
        "process": process, "form": form, "draft": draft, "files": list(held), "cautions": cautions(process), "key": uuid4(),
        "accepts": ",".join(f".{kind}" for kind in KINDS), "limits": files.Limits(),
        "offered": offered, "posts": posts if len(posts) > 1 else [], "post": request.POST.get("post", ""),
        "saved": draft.text if status == 409 else "", "returned": last_return(process) if process.sent_back else "",
    }  # fmt: skip
    return render(request, "approvals/result.html", context, status=status)
