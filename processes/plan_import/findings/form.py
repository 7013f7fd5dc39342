"""The form of the document: heading block, signature, appendix, recipients, left-over marks (domain.md 1.5 C).

The rules are those of Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from processes.plan_import.agencies import read_agencies
from processes.plan_import.directory import Directory
from processes.plan_import.findings.finding import Finding
from processes.plan_import.heading import Document
from processes.plan_import.sources import Line

_ASKED = re.compile(
    r"^\W*(?:\d+\.\s*)?Đề nghị (?P<names>.+?)(?: của tỉnh| phổ biến| tuyên truyền| phối hợp| chỉ đạo|, |$)"
)
_DRAFTER = re.compile(r"Lưu:\s*VT,\s*([A-ZĐ]+)")
_OFFICE = re.compile(r"(?:VPUB\w*|Văn phòng)\s*:\s*(.+)")


def findings(above: Sequence[Line], document: Document, directory: Directory, on: date) -> Iterator[Finding]:
    """What the form of the document lacks."""
    if not above:
        return
    texts = [line.text for line in above]
    whole = "\n".join(texts)
    yield from _heading(above, whole, document)
    yield from _signature(above, document)
    yield from _appendix(above, whole)
    yield from _recipients(above, directory, on)
    for line in above:
        if "**" in line.text or re.search(r"(?<!\*)\*[^*\s][^*]*\*", line.text):
            yield Finding(
                "markdown_residue", line.number, "Còn dấu * của bản gõ (chữ đậm, chữ nghiêng) trong dòng này."
            )


def _heading(above: Sequence[Line], whole: str, document: Document) -> Iterator[Finding]:
    lacking = []
    if "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" not in whole and "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM" not in whole:
        lacking.append("Quốc hiệu")
    if "Độc lập - Tự do - Hạnh phúc" not in whole:
        lacking.append("Tiêu ngữ")
    if not re.search(r"^\s*Số\s*:", whole, re.MULTILINE):
        lacking.append("số, ký hiệu")
    if not re.search(r"^[^.;:\n]{2,40},\s*ngày\s+\d", whole, re.MULTILINE):
        lacking.append("địa danh và ngày")
    if lacking:
        source = (
            f"; số và ngày chỉ biết từ {document.where or f'dòng {document.line}'}"
            if document.number and document.line > 1
            else ""
        )
        yield Finding("no_heading_block", above[0].number, f"Văn bản thiếu: {', '.join(lacking)}{source}.")


def _signature(above: Sequence[Line], document: Document) -> Iterator[Finding]:
    for line in above:
        if re.match(r"\s*KT\. ?CHỦ TỊCH\s*$", line.text):
            before = [other.text for other in above if line.number - 4 <= other.number < line.number]
            if "UBND" in document.number and not any(re.match(r"\s*TM\.", text) for text in before):
                message = "Chữ ký “KT. CHỦ TỊCH” thiếu dòng “TM. ỦY BAN NHÂN DÂN” dù là văn bản của UBND (NĐ 30/2020, Phụ lục I)."
                yield Finding("signature_without_tm", line.number, message)


def _appendix(above: Sequence[Line], whole: str) -> Iterator[Finding]:
    attached = next(
        (line for line in above if re.search(r"kèm theo (?:kế hoạch|quyết định)", line.text, re.IGNORECASE)), None
    )
    if attached is None:
        return
    near = [line.text for line in above if attached.number - 6 <= line.number < attached.number]
    if not any(re.match(r"\W*phụ lục", text, re.IGNORECASE) for text in near):
        yield Finding(
            "appendix_without_name", attached.number, "Bảng kèm theo không ghi chữ “Phụ lục” (NĐ 30/2020, Phụ lục I)."
        )
    body = "\n".join(line.text for line in above if line.number < attached.number - 6)
    if not re.search(r"phụ lục|kèm theo (?:kế hoạch này|văn bản này)|bảng kèm theo", body, re.IGNORECASE):
        yield Finding(
            "appendix_not_referred_to", attached.number, "Phần lời của văn bản không dẫn chiếu bảng kèm theo."
        )


def _recipients(above: Sequence[Line], directory: Directory, on: date) -> Iterator[Finding]:
    start = next((at for at, line in enumerate(above) if re.match(r"\W*Nơi nhận", line.text)), None)
    if start is None:
        return
    listed = [line for line in above[start + 1 :] if line.text.lstrip().startswith(("-", "–"))]
    received = {code for line in listed for code in read_agencies(line.text.strip(" -–.;"), directory, on).codes}
    for line in above[:start]:
        if found := _ASKED.match(line.text):
            asked = read_agencies(found["names"], directory, on)
            missing = [member.name for member in asked.members if member.code not in received]
            if missing:
                message = f"Văn bản đề nghị {missing[0]} nhưng “Nơi nhận” không có cơ quan này."
                yield Finding("asked_body_not_among_recipients", line.number, message)
    yield from _drafting_unit(listed)


def _drafting_unit(listed: Sequence[Line]) -> Iterator[Finding]:
    drafter = next(((line, found[1]) for line in listed if (found := _DRAFTER.search(line.text))), None)
    office = next((found[1] for line in listed if (found := _OFFICE.search(line.text))), "")
    if drafter and office and drafter[1] not in office:
        line, unit = drafter
        rooms = office.strip(" ;.")
        message = f"Nơi lưu ghi đơn vị soạn thảo {unit}, nhưng dòng Văn phòng chỉ gửi: {rooms}."
        yield Finding("drafting_unit_not_among_recipients", line.number, message)
