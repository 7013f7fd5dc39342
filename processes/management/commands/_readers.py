"""What the three reading commands share: they touch no database, and refuse with exit code 2 and one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from workflow.errors import NotValid

LARGEST_BATCH = 20 * 1024 * 1024


class ReaderCommand(BaseCommand):
    """A command over the pure readers: no database, no system checks, no migrations looked at."""

    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def run_from_argv(self, argv: list[str]) -> None:
        """A cell may begin with a dash ("-nt-"): it is a cell, not an option."""
        if len(argv) > 2 and argv[2].startswith("-") and not argv[2].startswith("--") and argv[2] not in {"-h", "-v"}:
            argv = [*argv[:2], *argv[3:], "--", argv[2]]
        super().run_from_argv(argv)

    def refuse(self, sentence: str) -> NoReturn:
        """The sentence on stderr and exit code 2."""
        self.stderr.write(sentence)
        raise SystemExit(2)

    def put(self, value: Any) -> None:
        """A value as JSON, letters as they are."""
        self.stdout.write(json.dumps(value, ensure_ascii=False, indent=2))


def day(text: str) -> date:
    """A day written YYYY-MM-DD. Raises NotValid."""
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise NotValid(
            _("“%(text)s” không phải ngày: hãy viết NĂM-THÁNG-NGÀY, ví dụ 2025-01-24.") % {"text": text}
        ) from error


def batch(path: str, key: str, read: Callable[[str, date], dict[str, Any]]) -> list[dict[str, Any]]:
    """A JSON list of {"text", key} in a file, each read in turn. Raises NotValid, naming the row that is wrong."""
    try:
        if Path(path).stat().st_size > LARGEST_BATCH:
            raise NotValid(_("Tệp “%(path)s” quá lớn: hãy chia nhỏ danh sách.") % {"path": Path(path).name})
        rows = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        message = _("Không đọc được tệp “%(path)s”: cần một danh sách JSON, mã UTF-8.") % {"path": Path(path).name}
        raise NotValid(message) from error
    if not isinstance(rows, list):
        raise NotValid(_("Tệp “%(path)s” phải là một danh sách JSON.") % {"path": Path(path).name})
    return [_one(number, row, key, read) for number, row in enumerate(rows, start=1)]


def _one(number: int, row: Any, key: str, read: Callable[[str, date], dict[str, Any]]) -> dict[str, Any]:
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not isinstance(row.get(key), str):
        message = _("Phần tử %(number)s của danh sách phải có “text” và “%(key)s” dạng chữ.") % {
            "number": number,
            "key": key,
        }
        raise NotValid(message)
    return read(row["text"], day(row[key]))
