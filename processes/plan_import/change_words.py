"""What became of a row, in the words of the office: the same on the page, in the download and in the command."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

KIND_WORDS: dict[str, Any] = {
    "added": _("Thêm"),
    "changed": _("Sửa"),
    "dropped": _("Bỏ"),
    "moved": _("Chuyển chỗ"),
    "unchanged": _("Giữ nguyên"),
}
