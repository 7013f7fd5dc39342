"""What templates need to show official text safely."""

import re
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
_ITALICS = re.compile(r"&lt;i&gt;(.*?)&lt;/i&gt;", re.DOTALL)


@register.filter
def italics(text: Any) -> SafeString:
    """The text with every character escaped, save that a pair of <i> and </i> is shown as italics.

    Plans carry such pairs as literal characters (24/KH-UBND, task IV.2); nothing else in them is ever executed. The words of
    a plan are Vietnamese on a page in any language, and marked so (WCAG 2.2, 3.1.2).
    """
    escaped = str(conditional_escape(str(text)))
    shown = _ITALICS.sub(r"<i>\1</i>", escaped)
    return mark_safe(f'<span lang="vi">{shown}</span>')  # noqa: S308 - escaped just above
