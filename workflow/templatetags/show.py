"""How pages show things: icons, tags of state and deadline, days and times as offices write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BoundField, RadioSelect, Select
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware
from django.utils.translation import gettext_lazy as _

from workflow import clock
from workflow.calendar import Calendar, shipped_calendar
from workflow.due import due_group, due_phrase

register = template.Library()

# Kind (colour) and icon (shape) of every state; the word comes from the state itself. See shared/ui tokens.
STATE_LOOK: dict[str, tuple[str, str]] = {
    "draft": ("draft", "circle-dashed"),
    "assigned": ("wait", "hourglass"),
    "in_progress": ("work", "eye"),
    "submitted": ("wait", "hourglass"),
    "reviewed": ("sign", "writing-sign"),
    "with_office": ("sign", "writing-sign"),
    "with_authority": ("sign", "writing-sign"),
    "approved": ("sign", "writing-sign"),
    "closed": ("ok", "circle-check"),
    "revoked": ("no", "circle-x"),
}
BACK = ("back", "arrow-back-up", _("Bị trả lại"))
UNDER_REVIEW = ("work", "eye", _("Đang thẩm định"))
DUE_LOOK = {"overdue": ("over", "alert-triangle"), "today": ("soon", "clock"), "three_days": ("soon", "clock")}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A picture of the sprite. Without a label it is decoration, and silent for screen readers."""
    address = f"{static('vendor/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="ic" role="img" aria-label="{}"><use href="{}"></use></svg>', label, address)
    return format_html('<svg class="ic" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', address)


@register.inclusion_tag("pieces/tag.html")
def state_tag(process: Any) -> dict[str, Any]:
    """The state of a process: `state`, `get_state_display`, and where it has them `sent_back` and `taken_by_id`."""
    state = str(process.state)
    if state == "in_progress" and getattr(process, "sent_back", False):
        kind, picture, word = BACK
    elif state == "submitted" and getattr(process, "taken_by_id", None):
        kind, picture, word = UNDER_REVIEW
    else:
        kind, picture = STATE_LOOK[state]
        word = process.get_state_display()
    return {"kind": kind, "icon": picture, "word": word}


@register.inclusion_tag("pieces/tag.html")
def phase_tag(phase: str, word: str) -> dict[str, Any]:
    """A phase of the plan with its word; phases share the names and the look of states."""
    kind, picture = STATE_LOOK[phase]
    return {"kind": kind, "icon": picture, "word": word}


@register.inclusion_tag("pieces/due.html")
def due_tag(due: date | None, calendar: Calendar | None = None) -> dict[str, Any]:
    """How far the deadline is, in three steps: nothing; amber and clock (≤ 3 working days); solid red and triangle."""
    calendar, today = calendar or shipped_calendar(), clock.today()
    step, picture = DUE_LOOK.get(due_group(due, today, calendar), ("", "calendar"))
    return {"due": due, "step": step, "icon": picture, "phrase": due_phrase(due, today, calendar)}


@register.filter
def vn_date(value: date | datetime | None) -> str:
    """A day as dd/mm/yyyy, judged in the province; nothing where there is none."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime) and is_aware(value):
        value = clock.local_day(value)
    return f"{value:%d/%m/%Y}"


@register.filter
def local_time(value: datetime | None) -> str:
    """A moment as HH:MM dd/mm/yyyy in the province, 24 hours; nothing where there is none."""
    if value is None or value == "":
        return ""
    return f"{value.astimezone(clock.LOCAL):%H:%M %d/%m/%Y}"


@register.filter
def clock_time(value: datetime | None) -> str:
    """Only the hour of a moment, HH:MM, in the province."""
    return f"{value.astimezone(clock.LOCAL):%H:%M}" if value else ""


@register.filter
def iso(value: date | datetime | None) -> str:
    """What the `datetime` attribute of <time> takes."""
    return value.isoformat() if value else ""


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The control of a bound field with the look of its kind; Django ties help and error to it (aria-describedby)."""
    if isinstance(field.field.widget, RadioSelect):  # CheckboxSelectMultiple is one too
        return _choices(field)
    kind = getattr(field.field.widget, "input_type", "")
    if kind in ("checkbox", "radio"):
        return field.as_widget(attrs={"class": "form-check-input"})
    if kind == "select" or isinstance(field.field.widget, Select):
        return field.as_widget(attrs={"class": "form-select"})
    return field.as_widget(attrs={"class": "form-control"})


def _choices(field: BoundField) -> SafeString:
    """Each box or button on its own line, with its label; Django would give the look to the list around them."""
    for choice in field.subwidgets:
        choice.data["attrs"]["class"] = "form-check-input"
    line = '<div class="form-check">{}<label for="{}">{}</label></div>'
    return format_html_join("", line, ((c.tag(), c.id_for_label, c.choice_label) for c in field.subwidgets))


@register.filter
def page_numbers(page: Page) -> list[int | str]:
    """The numbers a pager shows: the ends, the neighbours, and gaps between."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.inclusion_tag("pieces/phase_bar.html")
def phase_bar(counts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Counts by phase as a bar and in words. Takes {"phase", "word", "count", "url"?} in the order of the phases."""
    parts: list[dict[str, Any]] = [dict(count) for count in counts]
    total = sum(part["count"] for part in parts)
    so_far = 0
    for part in parts:
        # Strings: a number would be written with a Vietnamese decimal comma, which SVG does not read.
        part["x"] = f"{100 * so_far / total:.3f}" if total else "0"
        part["width"] = f"{100 * part['count'] / total:.3f}" if total else "0"
        so_far += part["count"]
    return {"parts": parts, "total": total}
