"""The draft of a result: saved as people type, two tabs told apart by its version, the first hand on it in the trail."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from approvals import acts
from approvals.models import Draft
from processes.models import TaskProcess
from workflow import clock
from workflow.acts import Actor
from workflow.engine import perform
from workflow.errors import Conflict, NotValid
from workflow.models import Event, EventText
from workflow.vietnamese import nfc

MAX_FIGURES = 30
LONGEST = 50_000
FIGURE = ("name", "unit", "planned", "actual")

Figures = list[dict[str, str]]


def read_draft(process: TaskProcess) -> Draft:
    """The draft as it stands; an unsaved empty one where nobody has begun."""
    return Draft.objects.filter(process=process).first() or Draft(process=process, figures=[])


def clean_figures(columns: Sequence[Sequence[str]]) -> Figures:
    """Rows of a table of figures from the columns of a form; empty rows are left out. Raises NotValid when too many or long."""
    rows = [[nfc(cell).strip() for cell in row] for row in zip(*columns, strict=False)]
    kept = [dict(zip(FIGURE, row, strict=True)) for row in rows if any(row)]
    if len(kept) > MAX_FIGURES:
        raise NotValid(
            _("Mỗi kết quả có tối đa %(n)d dòng số liệu. Hãy gộp bớt.") % {"n": MAX_FIGURES}, field="figures"
        )
    if any(len(cell) > 300 for row in kept for cell in row.values()):
        raise NotValid(_("Một ô số liệu dài quá 300 ký tự. Hãy rút gọn."), field="figures")
    return kept


def save_draft(process: TaskProcess, *, text: str, figures: Figures, seen: int, actor: Actor) -> Draft:
    """Keep the words and figures; the version moves only when something changed.

    Raises Conflict when the draft was saved elsewhere since `seen`, NotFound or NotAllowed as `prepare` does, NotValid for a
    text that is too long.
    """
    text = nfc(text.replace("\r\n", "\n")).rstrip()
    if len(text) > LONGEST:
        raise NotValid(
            _("Nội dung dài quá %(n)d ký tự. Hãy rút gọn hoặc gửi kèm thành tệp.") % {"n": LONGEST}, field="text"
        )
    with transaction.atomic():
        draft = Draft.objects.select_for_update().filter(process=process).first() or Draft(process=process, figures=[])
        if (draft.text, draft.figures) == (text, figures):
            return draft  # nothing to lose: also the same form sent again because its answer did not arrive
        if draft.version != seen:
            raise Conflict(
                _(
                    "Bản nháp đã được lưu ở thẻ khác hoặc bởi người khác. Nội dung bạn vừa nhập vẫn ở đây: hãy so với bản đã "
                    "lưu rồi lưu lại."
                )
            )
        _show_the_hand(process, actor)
        draft = Draft.objects.select_for_update().get(process=process)
        draft.text, draft.figures, draft.version = text, figures, draft.version + 1
        draft.saved_at, draft.saved_by_id = clock.now(), actor.account
        draft.save()
    return draft


def last_return(process: TaskProcess) -> str:
    """Why the result was last sent back: what the next version must answer."""
    returns = (
        Event.objects.filter(stream=process.stream, act="send_back").order_by("-seq").values_list("seq", flat=True)
    )
    last = returns.first()
    if last is None:
        return ""
    words = EventText.objects.filter(stream=process.stream, seq=last, name="reason").values_list("text", flat=True)
    return words.first() or ""


def _show_the_hand(process: TaskProcess, actor: Actor) -> None:
    """Whoever writes is one of those who did the work, once since the last submission (domain.md 3.4)."""
    events = Event.objects.filter(stream=process.stream)
    last = events.filter(act="submit").order_by("-seq").values_list("seq", flat=True).first()
    since = -1 if last is None else last
    if not events.filter(seq__gt=since, account=actor.account, act="prepare").exists():
        perform(acts.PREPARE, [process.pk], actor=actor, data={}, key=str(uuid4())).single()
