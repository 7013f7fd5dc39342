"""How every command of ours answers the person at the terminal: in sentences, and with a code that scripts can read."""

from __future__ import annotations

import sys
from argparse import SUPPRESS
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from workflow.errors import DomainError, NotValid


class AnsweringCommand(BaseCommand):
    """A refusal is its sentence on stderr and code 2; nothing was written. `call_command` raises it as CommandError."""

    suppressed_base_arguments = {  # Django's own, the same for every command: they work, and `--help` lists ours
        "--version", "--verbosity", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color",
    }  # fmt: skip

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Django puts `--skip-checks` past the list above."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        for action in parser._actions:
            if action.dest == "skip_checks":
                action.help = SUPPRESS
        return parser

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run. Django would print a refusal behind the name of an exception, which tells an administrator nothing."""
        try:
            return super().execute(*args, **options)
        except DomainError as refusal:
            failure = CommandError(refusal.sentence, returncode=2)
            failure.__cause__ = refusal
        except CommandError as refusal:
            failure = refusal
        if not self._called_from_command_line or options["traceback"]:  # type: ignore[attr-defined]
            raise failure
        self.stderr.write(str(failure))
        sys.exit(failure.returncode)


def day_of(text: str) -> date:
    """A day written dd/mm/yyyy or yyyy-mm-dd. Raises NotValid."""
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise NotValid(_("“{text}” không phải là ngày; hãy ghi như 24/01/2025 hoặc 2025-01-24.").format(text=text))


def one_of(choices: list[tuple[str, Any]]) -> dict[str, Any]:
    """The keywords of an argument that takes one of a model's choices, each with its word in the help."""
    return {
        "choices": [value for value, _word in choices],
        "help": "; ".join(f"{value} ({word})" for value, word in choices),
    }
