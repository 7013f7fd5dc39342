"""Commands that change something act `--as` a post, hold a right or are refused, and answer in one Vietnamese sentence."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date, datetime
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from processes.actors import actor_as, who_of
from processes.models import Account, Agency, Person, Post, Unit
from workflow.acts import Capacity
from workflow.errors import DomainError, NotValid


class ActingCommand(BaseCommand):
    """Subclasses name the right they need and what they do with it. A refusal leaves with code 2 and its sentence."""

    right: ClassVar[str]

    def add_arguments(self, parser: CommandParser) -> None:
        """`--as`, and what the command itself needs."""
        parser.add_argument(
            "--as",
            dest="actor",
            required=True,
            metavar="CHUC_VU",
            help="mã chức vụ, hoặc tên đăng nhập giữ một chức vụ",
        )
        self.arguments(parser)

    def arguments(self, parser: CommandParser) -> None:
        """What the command itself needs."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Find the capacity, act, say what came of it."""
        try:
            self.stdout.write(self.act(who_of(actor_as(options["actor"]), self.right), options))
        except DomainError as refusal:
            raise CommandError(refusal.sentence, returncode=2) from refusal

    def act(self, by: Capacity, options: dict[str, Any]) -> str:
        """Do it and return one sentence. Raises the four errors."""
        raise NotImplementedError


def day(text: str) -> date:
    """A day as dd/mm/yyyy or yyyy-mm-dd."""
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ArgumentTypeError(_("“{text}” không phải là ngày; hãy ghi như 24/01/2025 hoặc 2025-01-24.").format(text=text))


def person_of(text: str) -> Person:
    """A person by number or by a login name of his. Raises NotValid."""
    if text.isdecimal():
        person = Person.objects.filter(pk=int(text)).first()
    else:
        account = Account.objects.filter(username__iexact=text).select_related("person").first()
        person = account.person if account else None
    return _found(person, _("Không có người “{text}”. Hãy ghi số của người hoặc tên đăng nhập."), text)


def account_of(text: str) -> Account:
    """An account by its login name. Raises NotValid."""
    return _found(Account.objects.filter(username__iexact=text).first(), _("Không có tài khoản “{text}”."), text)


def agency_of(text: str) -> Agency:
    """An agency by its code. Raises NotValid."""
    return _found(Agency.objects.filter(code=text).first(), _("Không có cơ quan mang mã “{text}”."), text)


def unit_of(text: str) -> Unit:
    """A unit by its code. Raises NotValid."""
    return _found(Unit.objects.filter(code=text).first(), _("Không có đơn vị mang mã “{text}”."), text)


def post_of(text: str) -> Post:
    """A post by its code. Raises NotValid."""
    return _found(Post.objects.filter(code=text).first(), _("Không có chức vụ mang mã “{text}”."), text)


def _found(row: Any, sentence: str, text: str) -> Any:
    if row is None:
        raise NotValid(sentence.format(text=text))
    return row
