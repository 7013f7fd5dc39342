"""How the table is laid out: separators, blank lines, rows that are not what they should be (A3, A4, A8, A9)."""

from __future__ import annotations

from collections.abc import Iterator

from processes.plan_import.columns import TITLES
from processes.plan_import.findings.finding import Finding
from processes.plan_import.table import Table, cells_of


def findings(table: Table) -> Iterator[Finding]:
    """What is odd about the lines of the table."""
    if table.separator and len({len(cell.strip()) for cell in cells_of(table.separator)}) > 1:
        yield Finding(
            "irregular_separator", table.separator.number, "Hàng kẻ dưới tiêu đề có các nét gạch dài ngắn khác nhau."
        )
    for number in table.blank:
        yield Finding(
            "blank_line_in_table", number, "Dòng trống nằm giữa bảng (dấu vết ngắt trang); bảng không kết thúc ở đây."
        )
    for number in table.repeated:
        yield Finding("repeated_header", number, "Hàng tiêu đề lặp lại giữa bảng; không đọc thành nhiệm vụ.")
    for number in table.outside:
        yield Finding(
            "line_outside_table", number, "Dòng sau tiêu đề bảng nhưng không có ô nào: không đọc thành nhiệm vụ."
        )
    for number in table.wide:
        yield Finding("too_many_cells", number, "Dòng có nhiều ô hơn hàng tiêu đề: phần thừa không được đọc.")
    for group in table.groups:
        if not group.tabbed:
            yield Finding(
                "group_without_tab", group.line, f"Nhóm {group.ordinal}: thiếu phím Tab giữa số thứ tự và tên nhóm."
            )
    yield from _ordinals(table)
    yield from _columns(table)


def _columns(table: Table) -> Iterator[Finding]:
    if table.columns.by == "content":
        read = ", ".join(
            f"{TITLES[column]} (cột {at + 1})" for column, at in sorted(table.columns.items(), key=lambda x: x[1])
        )
        message = f"Tiêu đề cột không rõ; đoán cột theo nội dung: {read}. Hãy soát lại từng cột."
        yield Finding("columns_by_content", table.header.number, message)
    for position, heading in enumerate(table.headings):
        if position not in table.columns.values() and heading.strip():
            known = ", ".join(TITLES.values())
            yield Finding(
                "column_not_read", table.header.number, f"Cột “{heading.strip()}” không được đọc (chỉ đọc: {known})."
            )


def _ordinals(table: Table) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for task in table.tasks:
        if task.ordinal_source == "inferred":
            why = "suy từ số của dòng trước và dòng sau" if task.proven else "chỉ suy từ dòng trước, chưa chắc chắn"
            yield Finding("empty_ordinal", task.line, f"Ô TT trống; đọc là {task.id} ({why}).")
        if (task.group, task.ordinal) in seen:
            yield Finding("repeated_ordinal", task.line, f"Số thứ tự {task.id} xuất hiện hai lần.")
        seen.add((task.group, task.ordinal))
        ditto = [column for column in task.inherited if column not in task.merged]
        for columns, how in ((ditto, "lấy theo dòng trên (nt)"), (task.merged, "lấy theo ô gộp")):
            if names := ", ".join(TITLES[column] for column in columns):
                yield Finding("inherited_cell", task.line, f"Nhiệm vụ {task.id}: {names} {how}.")
