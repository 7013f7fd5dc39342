"""What commands that act share: `--as POST`, and a refusal as one sentence on stderr with exit code 2."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from processes.actors import actor_as
from processes.system_account import USERNAME
from workflow.acts import Actor
from workflow.errors import DomainError


class ActingCommand(BaseCommand):
    """A command by which a post acts. Subclasses write `act`, which may raise any refusal."""

    default_post: str | None = None

    def add_arguments(self, parser: CommandParser) -> None:
        """The post that acts: its code, or the login name of somebody who holds exactly one today."""
        default = self.default_post
        parser.add_argument(
            "--as",
            dest="post",
            default=default,
            required=default is None,
            help="Mã chức vụ thực hiện" + (f" (mặc định: {default})." if default else "."),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Act; a refusal becomes one sentence and exit code 2, and nothing was written."""
        try:
            self.act(actor_as(options["post"]), options)
        except DomainError as refusal:
            self.stderr.write(refusal.sentence)
            raise SystemExit(2) from refusal

    def act(self, actor: Actor, options: dict[str, Any]) -> None:
        """What the command does."""
        raise NotImplementedError


SYSTEM = USERNAME
