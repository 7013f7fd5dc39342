"""`manage.py compare_plan FILE --with NUMBER [--json]`: what a file changes in a plan that was imported; nothing is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from processes.directory import from_database
from processes.management.reading import ReaderCommand
from processes.models import AmendmentLine
from processes.plan_import.amendments import RowChange, row_changes
from processes.plan_import.columns import TITLES
from processes.plan_import.read_plan import read_path
from processes.plan_import.table_rows import TableRow, rows_of
from processes.plans import numbered


class Command(ReaderCommand):
    """Compares the rows of a file with those of an imported plan, by content. Changes nothing."""

    help = "Đối chiếu bảng nhiệm vụ trong tệp với một kế hoạch đã nhập, theo nội dung; không lưu gì."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, the plan, the shape."""
        parser.add_argument("file", metavar="TEP", help="Tệp kế hoạch: .docx, .xlsx, .pdf, .md, .txt hoặc .tsv.")
        parser.add_argument(
            "--with", dest="number", metavar="SO_KY_HIEU", required=True, help="Kế hoạch đã nhập, ví dụ 24/KH-UBND."
        )
        parser.add_argument("--json", action="store_true", help="In dạng JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print one line a row that is not as it was; exit code 2 with one sentence for what cannot be read."""
        plan = numbered(options["number"])
        reading = read_path(options["file"], from_database(), plan.dated)
        before, after = rows_of(plan.reading), rows_of(reading.as_json())
        changes = row_changes(before, after)
        if options["json"]:
            self.put([_named(change, before, after) for change in changes])
        else:
            self.stdout.write("\n".join(_in_words(changes, before, after)))


def _named(change: RowChange, before: Sequence[TableRow], after: Sequence[TableRow]) -> dict[str, Any]:
    """A change with the code and the place of its rows instead of their positions."""
    sides = (("before", before, change.before), ("after", after, change.after))
    named = {side: None if at is None else {"code": rows[at].code, "place": rows[at].place} for side, rows, at in sides}
    return change.as_json() | named


def _in_words(changes: Sequence[RowChange], before: Sequence[TableRow], after: Sequence[TableRow]) -> Iterator[str]:
    counts: Counter[str] = Counter(change.kind for change in changes)
    yield "; ".join(f"{kind.label}: {counts[kind]}" for kind in AmendmentLine.Kind)
    for change in changes:
        if change.kind == "unchanged":
            continue
        old = before[change.before] if change.before is not None else None
        new = after[change.after] if change.after is not None else None
        codes = " → ".join(row.code for row in (old, new) if row)
        yield f"{AmendmentLine.Kind(change.kind).label} · {codes} · {(new or old or before[0]).text}"
        if not change.certain:
            percent = round(100 * change.similarity)
            yield "    " + _("Chưa chắc là cùng một nhiệm vụ (giống {percent} %): cần người xác nhận.").format(
                percent=percent
            )
        for cell in change.cells:
            yield f"    {_(TITLES[cell.name])}: “{cell.old}” → “{cell.new}”"
