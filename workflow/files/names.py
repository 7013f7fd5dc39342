"""The name of an uploaded file is text to show, never a path."""

from django.utils.translation import gettext as _

from workflow.errors import NotValid
from workflow.vietnamese import clean_line

# Far above any real name: longer input is refused before it is normalised letter by letter.
_ABSURD = 4_096


def clean_name(name: str, max_length: int) -> str:
    """The name as one line of NFC text without folders, control or bidirectional characters.

    Raises `NotValid` for a name that is empty or longer than `max_length` letters.
    """
    if len(name) > _ABSURD:
        raise NotValid(_too_long(max_length), field="files")
    cleaned = clean_line(name.replace("\\", "/").rpartition("/")[2])
    if len(cleaned) > max_length:
        raise NotValid(_too_long(max_length), field="files")
    if not cleaned.strip(". "):
        raise NotValid(_("Tệp chưa có tên; hãy đặt tên cho tệp rồi tải lên lại."), field="files")
    return cleaned


def _too_long(max_length: int) -> str:
    return _("Tên tệp dài quá %(n)d ký tự; hãy đặt tên ngắn hơn rồi tải lên lại.") % {"n": max_length}


def extension(name: str) -> str:
    """The last extension in lower case without the dot; empty when there is none."""
    stem, dot, last = name.rpartition(".")
    return last.lower() if dot and stem else ""
