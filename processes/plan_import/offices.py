"""Whose plan it is, who reviews its results and who verifies them: named by the document, on the day it was signed. Pure."""

from __future__ import annotations

from processes.plan_import.reading import PlanReading
from workflow.errors import NotValid


def offices_of(reading: PlanReading) -> dict[str, str]:
    """The codes of issuer, reviewing Department and verifying Office on the day of signing; refused when one is not named."""
    document, on = reading.document, reading.on
    if not document.number:
        raise NotValid("Không tìm thấy số, ký hiệu của kế hoạch. Hãy bổ sung dòng “Số: …/KH-UBND” rồi nhập lại.")
    if not document.issuer_code:
        named = f"“{document.issuer_text}”" if document.issuer_text else "cơ quan ban hành"
        raise NotValid(
            f"Không xác định được {named} trong danh mục cơ quan ngày {on:%d/%m/%Y}. Hãy kiểm tra tên cơ quan ban hành."
        )
    if not reading.department:
        raise NotValid(
            "Kế hoạch chưa nêu rõ sở theo dõi, đôn đốc (“Giao Sở … chủ trì … tổ chức thực hiện” hoặc “qua Sở …”)."
            " Hãy bổ sung câu đó rồi nhập lại."
        )
    return {"issuer": document.issuer_code, "department": reading.department, "office": _office(reading)}


def _office(reading: PlanReading) -> str:
    issuer, on = reading.document.issuer_code, reading.on
    found = [
        entry.code
        for entry in reading.directory.agencies
        if entry.kind == "office"
        and entry.alive(on)
        and (above := directory.parent(entry.code, on))
        and above.code == issuer
    ]
    if len(found) != 1:
        raise NotValid(
            f"Danh mục có {len(found)} văn phòng của {reading.document.issuer} vào ngày {on:%d/%m/%Y}; cần đúng một."
            " Hãy kiểm tra danh mục cơ quan."
        )
    return found[0]


def _is_under(code: str, issuer: str, reading: PlanReading) -> bool:
    above = reading.directory.parent(code, reading.on)
    return above is not None and above.code == issuer
