"""From the sheets of a file to rows of values: which sheet is which table, which column is which, what each cell says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from processes.exchange.columns import Column, Plain, Values, squeezed
from processes.exchange.outcome import CellError
from processes.exchange.tables import Table
from workflow.errors import NotValid
from workflow.spreadsheets import Row, Sheet, Value


@dataclass(frozen=True)
class Headed:
    """A sheet that is one of our tables: where each column stands, and the headings that are none of ours."""

    table: Table
    sheet: Sheet
    at: dict[str, int]
    unknown: tuple[str, ...]

    def has(self, column: Column) -> bool:
        """Is the column in the file?"""
        return column.name in self.at

    def cell(self, row: Row, column: Column) -> Value:
        """What stands in the row under the column's heading."""
        at = self.at[column.name]
        return row.cells[at] if at < len(row.cells) else None


def matched(sheets: Iterable[Sheet], tables: Sequence[Table]) -> tuple[list[Headed], tuple[str, ...], list[CellError]]:
    """Our tables in the file, in our order; the titles of sheets that are none; what is wrong with the headings."""
    by_title = {squeezed(table.title): table for table in tables}
    found: dict[str, Headed] = {}
    unknown, errors = [], []
    for sheet in sheets:
        table = by_title.get(squeezed(sheet.title))
        if table is None:
            unknown.append(sheet.title)
        elif table.title in found:
            errors.append(CellError(sheet.title, None, "", _("Tệp có hai trang cùng tên. Hãy bỏ một trang.")))
        elif sheet.headings:
            found[table.title], wrong = _headed(table, sheet)
            errors += wrong
    if not found:
        titles = ", ".join(f"“{table.title}”" for table in tables)
        sentence = _(
            "Tệp không có trang nào của bảng này. Hãy tải bảng xuống, sửa trong đó rồi tải lên; các trang là {titles}."
        )
        raise NotValid(sentence.format(titles=titles), field="file")
    return [found[table.title] for table in tables if table.title in found], tuple(unknown), errors


def _headed(table: Table, sheet: Sheet) -> tuple[Headed, list[CellError]]:
    at: dict[str, int] = {}
    unknown, errors = [], []
    for index, heading in enumerate(sheet.headings):
        column = next((one for one in table.columns if heading and one.is_headed(heading)), None)
        if column is None:
            unknown += [heading] if heading else []
        elif column.name in at:
            errors.append(CellError(table.title, None, column.heading, _("Tiêu đề này có hai lần. Hãy bỏ một cột.")))
        else:
            at[column.name] = index
    for name in table.key:
        if name not in at and table.column(name).required:
            column = table.column(name)
            sentence = _("Thiếu cột này: không có nó thì không biết mỗi dòng nói về gì.")
            errors.append(CellError(table.title, None, column.heading, sentence))
    return Headed(table, sheet, at, tuple(unknown)), errors


def key_values(headed: Headed, row: Row) -> Values:
    """The values by which the row is found (those of every column that tells rows apart, or stands for them).

    Raises NotValid, naming the column.
    """
    return {
        column.name: _value(headed, row, column) for column in headed.table.columns if column.name in headed.table.key
    }


def all_values(headed: Headed, row: Row, old: Values | None, errors: list[CellError]) -> Values:
    """Every value of the row: of a column that the file lacks, the standing one. What cannot be read goes to `errors`."""
    values: Values = {}
    for column in headed.table.columns:
        standing = old[column.name] if old else column.empty
        values[column.name] = standing
        if column.info or not headed.has(column):
            if not old and column.required:
                errors.append(
                    CellError(headed.table.title, row.number, column.heading, _("Thiếu cột này cho dòng mới."))
                )
            continue
        if old and headed.cell(row, column) == (column.cell_of(standing) or None) and not _broken(headed, row, column):
            continue  # as it was exported, whatever it says
        try:
            values[column.name] = _value(headed, row, column)
        except NotValid as refusal:
            errors.append(CellError(headed.table.title, row.number, column.heading, refusal.sentence))
    return values


def strays(headed: Headed, row: Row) -> list[CellError]:
    """What stands in the row under no heading at all: somebody meant something by it."""
    nameless = [at for at, heading in enumerate(headed.sheet.headings) if not heading]
    beyond = range(len(headed.sheet.headings), len(row.cells))
    if any(at < len(row.cells) and row.cells[at] is not None for at in (*nameless, *beyond)):
        sentence = _("Có ô không nằm dưới tiêu đề nào. Hãy xóa ô đó hoặc ghi tiêu đề.")
        return [CellError(headed.table.title, row.number, "", sentence)]
    return []


def _broken(headed: Headed, row: Row, column: Column) -> str:
    return row.broken.get(headed.at[column.name], "")


def _value(headed: Headed, row: Row, column: Column) -> Plain:
    if not headed.has(column):
        return column.empty
    if trouble := _broken(headed, row, column):
        raise NotValid(trouble, field=column.name)
    return column.value_of(headed.cell(row, column))
