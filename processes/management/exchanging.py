"""What the commands of the exchange share: a file out, and a file in with what it would do told first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from processes.actors import who_of
from processes.exchange import Exchange, apply, try_out
from processes.exchange.kinds import exported
from processes.exchange.outcome import Outcome
from processes.management.acting import ActingCommand
from workflow import clock
from workflow.acts import Actor
from workflow.errors import NotValid
from workflow.files import hold, open_held
from workflow.management.answering import AnsweringCommand
from workflow.spreadsheets import LIMITS, written

SHOWN = 50


class ExportCommand(AnsweringCommand):
    """Writes everything that stands to an XLSX file."""

    exchange: ClassVar[Exchange]

    def add_arguments(self, parser: CommandParser) -> None:
        """The file."""
        parser.add_argument("file", metavar="TEP", help="tệp .xlsx sẽ ghi")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it."""
        content = written(exported(self.exchange))
        try:
            Path(options["file"]).write_bytes(content)
        except OSError as error:
            raise NotValid(_("Không ghi được tệp {file}.").format(file=options["file"])) from error
        self.stdout.write(_("Đã xuất {what}: {file}.").format(what=self.exchange.title, file=options["file"]))


class ImportCommand(ActingCommand):
    """Tries a file out, tells errors and differences, and records it unless told not to."""

    exchange: ClassVar[Exchange]
    right: ClassVar[str]

    def arguments(self, parser: CommandParser) -> None:
        """The file, and whether to look only."""
        parser.add_argument("file", metavar="TEP", help="tệp .xlsx đã xuất và sửa lại")
        parser.add_argument("--dry-run", action="store_true", help="chỉ đối chiếu, không ghi gì")

    def act(self, actor: Actor, options: dict[str, Any]) -> str:
        """Try, tell, record."""
        by = who_of(actor, self.right)
        path = Path(options["file"])
        try:
            with path.open("rb") as file:
                stored = hold(file, name=path.name, limits=LIMITS, on=clock.today())
        except OSError as error:
            raise NotValid(_("Không mở được tệp {file}.").format(file=path)) from error
        with open_held(stored.sha256) as content:
            outcome = try_out(self.exchange, content, by=by)
        for line in _told(outcome):
            self.stdout.write(line)
        if outcome.errors:
            raise NotValid(_("Tệp có {n} lỗi; không có gì được ghi.").format(n=len(outcome.errors)))
        counts = {"new": outcome.new, "changed": outcome.changed}
        if options["dry_run"]:
            return _("Nếu ghi: {new} dòng mới, {changed} dòng thay đổi. Chưa ghi gì.").format(**counts)
        if not outcome.may_be_applied:
            return _("Tệp không khác dữ liệu hiện có; không có gì thay đổi.")
        with open_held(stored.sha256) as content:
            apply(self.exchange, content, seen=outcome.seen, sha256=stored.sha256, name=stored.name, by=by)
        return _("Đã ghi {new} dòng mới, {changed} dòng thay đổi.").format(**counts)


def _told(outcome: Outcome) -> Iterator[str]:
    for error in outcome.errors[:SHOWN]:
        place = _("Trang {sheet}, dòng {row}, cột {column}").format(
            sheet=error.sheet, row=error.row or 1, column=error.column or "–"
        )
        yield f"{place}: {error.sentence}"
    for sheet in outcome.sheets:
        for column in sheet.unknown_columns:
            yield _("Trang {sheet}: cột “{column}” không nhận ra nên không đọc.").format(
                sheet=sheet.title, column=column
            )
        for change in sheet.changes[:SHOWN]:
            cells = "; ".join(
                f"{cell.column}: {cell.new}" if change.is_new else f"{cell.column}: {cell.old} → {cell.new}"
                for cell in change.cells
            )
            yield f"{'+' if change.is_new else '~'} {sheet.title}: {change.name} – {cells}"
    if outcome.unknown_sheets:
        yield _("Trang không nhận ra nên không đọc: {sheets}.").format(sheets=", ".join(outcome.unknown_sheets))
    if outcome.missing:
        yield _("{n} dòng hiện có không nằm trong tệp: giữ nguyên.").format(n=outcome.missing)
