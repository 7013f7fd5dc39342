"""Whose plan it is, who reviews its results and who verifies them: named by the document, on the day it was signed. Pure."""

from __future__ import annotations

from django.utils.translation import gettext as _

from processes.plan_import.reading import PlanReading
from workflow.errors import NotValid


def offices_of(reading: PlanReading) -> dict[str, str]:
    """The codes of issuer, reviewing Department and verifying Office on the day of signing; refused when one is not named."""
    document, on = reading.document, reading.on
    if not document.number:
        raise NotValid(_("Không tìm thấy số, ký hiệu của kế hoạch. Hãy bổ sung dòng “Số: …/KH-UBND” rồi nhập lại."))
    if not document.issuer_code:
        named = f"“{document.issuer_text}”" if document.issuer_text else _("cơ quan ban hành")
        sentence = _("Không xác định được {name} trong danh mục cơ quan ngày {day}. Hãy kiểm tra tên cơ quan ban hành.")
        raise NotValid(sentence.format(name=named, day=f"{on:%d/%m/%Y}"))
    if not reading.department:
        raise NotValid(
            _(
                "Kế hoạch chưa nêu rõ sở theo dõi, đôn đốc (“Giao Sở … chủ trì … tổ chức thực hiện” hoặc “qua Sở …”)."
                " Hãy bổ sung câu đó rồi nhập lại."
            )
        )
    return {"issuer": document.issuer_code, "department": reading.department, "office": _office(reading)}


def _office(reading: PlanReading) -> str:
    issuer, on = reading.document.issuer_code, reading.on
    found = [
        entry.code
        for entry in reading.directory.agencies
        if entry.kind == "office" and entry.alive(on) and _is_under(entry.code, issuer, reading)
    ]
    if len(found) != 1:
        sentence = _(
            "Danh mục có {count} văn phòng của {issuer} vào ngày {day}; cần đúng một. Hãy kiểm tra danh mục cơ quan."
        )
        raise NotValid(sentence.format(count=len(found), issuer=reading.document.issuer, day=f"{on:%d/%m/%Y}"))
    return found[0]


def _is_under(code: str, issuer: str, reading: PlanReading) -> bool:
    above = reading.directory.parent(code, reading.on)
    return above is not None and above.code == issuer
