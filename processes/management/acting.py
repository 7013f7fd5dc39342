"""Commands that change something act `--as` a post: nothing is done without an actor, from the terminal either."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from processes.actors import actor_as
from processes.models import Account, Agency, Person, Post, Unit
from workflow.acts import Actor
from workflow.errors import NotValid
from workflow.management.answering import AnsweringCommand


class ActingCommand(AnsweringCommand):
    """Subclasses say what they need and what they do. `default_post` acts where `--as` names none."""

    default_post: ClassVar[str | None] = None

    def add_arguments(self, parser: CommandParser) -> None:
        """What the command itself needs, and `--as`."""
        self.arguments(parser)
        default = self.default_post
        parser.add_argument(
            "--as",
            dest="actor",
            default=default,
            required=default is None,
            metavar="CHUC_VU",
            help="mã chức vụ thực hiện, hoặc tên đăng nhập giữ một chức vụ"
            + (f" (mặc định: {default})" if default else ""),
        )

    def arguments(self, parser: CommandParser) -> None:
        """What the command itself needs."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Find who acts, act, say what came of it."""
        self.stdout.write(self.act(actor_as(options["actor"]), options))

    def act(self, actor: Actor, options: dict[str, Any]) -> str:
        """Do it and return the closing sentence. Raises the four errors."""
        raise NotImplementedError


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
