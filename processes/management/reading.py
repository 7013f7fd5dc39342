"""What the reading commands share: no database, cells that begin with a dash, JSON, lists in a file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from workflow.errors import NotValid
from workflow.management.answering import AnsweringCommand, day_of

LARGEST_BATCH = 20 * 1024 * 1024


class ReaderCommand(AnsweringCommand):
    """A command over the pure readers: no system checks, which would look at the database."""

    requires_system_checks: list[str] = []

    def run_from_argv(self, argv: list[str]) -> None:
        """A cell may begin with a dash ("-nt-"): it is a cell, not an option."""
        if len(argv) > 2 and argv[2].startswith("-") and not argv[2].startswith("--") and argv[2] not in {"-h", "-v"}:
            argv = [*argv[:2], *argv[3:], "--", argv[2]]
        super().run_from_argv(argv)

    def put(self, value: Any) -> None:
        """A value as JSON, letters as they are."""
        self.stdout.write(json.dumps(value, ensure_ascii=False, indent=2))


class CellCommand(ReaderCommand):
    """One cell on a day, or a list of them in a file; in words or as JSON. `key` is the word for that day."""

    key: str
    cell: str
    day: str

    def add_arguments(self, parser: CommandParser) -> None:
        """The cell and its day, or the list; the shape."""
        parser.add_argument("text", metavar="O", nargs="?", help=self.cell)
        parser.add_argument(f"--{self.key}", metavar="NGAY", help=self.day)
        parser.add_argument("--batch", metavar="TEP", help=f"Tệp JSON: danh sách {{“text”, “{self.key}”}}.")
        parser.add_argument("--json", action="store_true", help="In dạng JSON.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read and print. Raises NotValid."""
        text, on = options["text"], options[self.key]
        if options["batch"]:
            self.put([self.read(*cell).as_json() for cell in _cells(options["batch"], self.key)])
        elif text is None or not on:
            raise NotValid(_("Cần nội dung ô và --{key} NGÀY, hoặc --batch TỆP.").format(key=self.key))
        elif options["json"]:
            self.put(self.read(text, day_of(on)).as_json())
        else:
            self.stdout.write("\n".join(self.in_words(self.read(text, day_of(on)))))

    def read(self, text: str, on: date) -> Any:
        """What the cell says; it has `as_json`."""
        raise NotImplementedError

    def in_words(self, found: Any) -> list[str]:
        """The same in lines for a person."""
        raise NotImplementedError


def _cells(path: str, key: str) -> list[tuple[str, date]]:
    """A JSON list of {"text", key} in a file. Raises NotValid, naming the row that is wrong."""
    try:
        if Path(path).stat().st_size > LARGEST_BATCH:
            raise NotValid(_("Tệp “%(path)s” quá lớn: hãy chia nhỏ danh sách.") % {"path": Path(path).name})
        rows = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        message = _("Không đọc được tệp “%(path)s”: cần một danh sách JSON, mã UTF-8.") % {"path": Path(path).name}
        raise NotValid(message) from error
    if not isinstance(rows, list):
        raise NotValid(_("Tệp “%(path)s” phải là một danh sách JSON.") % {"path": Path(path).name})
    return [_cell(number, row, key) for number, row in enumerate(rows, start=1)]


def _cell(number: int, row: Any, key: str) -> tuple[str, date]:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not isinstance(row.get(key), str):
        message = _("Phần tử %(number)s của danh sách phải có “text” và “%(key)s” dạng chữ.") % {
            "number": number,
            "key": key,
        }
        raise NotValid(message)
    return row["text"], day_of(row[key])
