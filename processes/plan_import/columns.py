"""The columns of a task table, recognised by their headings in the usual wordings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.translation import gettext_noop as _

from workflow.vietnamese import folded

# In this order: a heading may hold words of a later row ("Cơ quan chủ trì thực hiện nhiệm vụ" is the lead).
_WORDINGS = (
    ("ordinal", r"(tt|stt|so tt|so thu tu|thu tu|so)"),
    ("coordinating", r".*phoi hop.*"),
    ("directing", r".*(chi dao|lanh dao (ubnd|phu trach)).*"),
    ("lead", r".*(chu tri|dau moi|(co quan|don vi|nguoi) (thuc hien|chiu trach nhiem)|trach nhiem thuc hien).*"),
    ("deadline", r".*(thoi gian|thoi han|tien do|han hoan thanh|thoi diem|ngay hoan thanh).*"),
    ("product", r".*(san pham|ket qua|dau ra).*"),
    ("funding", r".*(kinh phi|nguon von|du toan).*"),
    ("note", r".*ghi chu.*"),
    ("text", r".*(noi dung|nhiem vu|cong viec|giai phap|hoat dong|ten viec).*"),
)
CELLS = ("lead", "coordinating", "directing", "deadline", "product", "funding", "note")
TITLES = {
    "ordinal": _("TT"), "text": _("Nội dung"), "lead": _("Cơ quan chủ trì"), "coordinating": _("Cơ quan phối hợp"),
    "directing": _("Cơ quan chỉ đạo"), "deadline": _("Thời gian"), "product": _("Sản phẩm"), "funding": _("Kinh phí"),
    "note": _("Ghi chú"),
}  # fmt: skip
"""Vietnamese, for the findings that are stored; pages translate them as they show them."""


def column_of(heading: str) -> str | None:
    """The column a heading names, or None."""
    plain = re.sub(r"[^a-z0-9 ]+", " ", folded(heading))
    plain = " ".join(plain.split())
    return next((column for column, wording in _WORDINGS if re.fullmatch(wording, plain)), None) if plain else None


def columns_of(headings: Sequence[str]) -> dict[str, int] | None:
    """Column → position for a heading row, or None when these cells are not the headings of a task table."""
    if len(headings) < 3 or any(len(heading) > 120 for heading in headings):
        return None
    found: dict[str, int] = {}
    for position, heading in enumerate(headings):
        column = column_of(heading)
        if column:
            found.setdefault(column, position)
    return found if "text" in found and ("lead" in found or "deadline" in found) else None
