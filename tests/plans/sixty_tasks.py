"""A plan of 60 tasks in four groups, as Word writes it, with exactly five points that a person must settle."""

from __future__ import annotations

from tests.plans.writers import Written, as_docx

ABOVE = (
    "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI",
    "Số: 61/KH-UBND",
    "Quảng Ngãi, ngày 10 tháng 02 năm 2025",
    "KẾ HOẠCH",
    "**Phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số năm 2025**",
    "",
    "Giao Sở Khoa học và Công nghệ chủ trì, theo dõi, đôn đốc việc tổ chức thực hiện Kế hoạch.",
    "PHỤ LỤC NHIỆM VỤ",
    "(Kèm theo Kế hoạch số: 61/KH-UBND ngày 10/02/2025 của UBND tỉnh Quảng Ngãi)",
)
HEADINGS = (
    "TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Cơ quan chỉ đạo", "Thời gian thực hiện",
)  # fmt: skip
GROUPS = ("Hoàn thiện thể chế", "Phát triển hạ tầng số", "Phát triển nhân lực", "Kinh tế số, xã hội số")
LEADS = ("Sở Tài chính", "Sở Y tế", "Sở Công Thương", "Sở Tư pháp", "Sở Nội vụ")
TIMES = ("Quý II năm 2025", "Quý III năm 2025", "Trước ngày 30/11/2025", "Quý IV năm 2025")
A_GROUP = 15
DOUBTFUL = {
    (0, 1): ("time", "Khoảng giữa năm 2025"),
    (0, 7): ("ordinal", ""),
    (1, 3): ("time", "Cuối quý III năm 2025"),
    (2, 5): ("coordinating", "Sở Nội vụ; Dài Phát thanh và Truyền hình tỉnh"),
    (3, 9): ("lead", "Các sở, ban, ngành"),
}
"""(group, row) → the cell that a person must look at, and what stands in it."""


def sixty_tasks() -> bytes:
    """The Word document."""
    rows: list[list[str]] = []
    for group, title in enumerate(GROUPS):
        rows.append([("I", "II", "III", "IV")[group], title, "", "", "", ""])
        rows += [_row(group, at) for at in range(A_GROUP)]
    return as_docx(Written(ABOVE, [HEADINGS], rows))


def _row(group: int, at: int) -> list[str]:
    cells = {
        "ordinal": str(at + 1),
        "text": f"Xây dựng, triển khai nội dung thứ {at + 1} về {GROUPS[group].lower()}.",
        "lead": LEADS[at % len(LEADS)],
        "coordinating": LEADS[(at + 1) % len(LEADS)],
        "directing": "Sở Khoa học và Công nghệ",
        "time": TIMES[at % len(TIMES)],
    }
    cell, text = DOUBTFUL.get((group, at), ("text", cells["text"]))
    return list({**cells, cell: text}.values())
