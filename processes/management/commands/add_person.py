"""`add_person HỌ_TÊN --as POST [--username TÊN]`: a person, and his account with it where a login name is given."""

from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from processes.actors import who_of
from processes.management.acting import ActingCommand
from processes.people import create_person, open_account
from workflow.acts import Actor


class Command(ActingCommand):
    """Creates a natural person, and an account without a password beside him when asked."""

    help = "Ghi một người mới; có --username thì mở luôn tài khoản (chưa có mật khẩu)."

    def arguments(self, parser: CommandParser) -> None:
        """The name, and a login name."""
        parser.add_argument("full_name", metavar="HO_TEN")
        parser.add_argument("--username", metavar="TEN_DANG_NHAP")
        parser.add_argument("--email", default="")

    def act(self, actor: Actor, options: dict[str, Any]) -> str:
        """Create the person; both or neither."""
        by = who_of(actor, "keep_people")
        username = options["username"]
        with transaction.atomic():
            person = create_person(options["full_name"], by=by)
            if username:
                username = open_account(person, username, options["email"], by=by).username
        if not username:
            return _("Đã ghi người số {number}: {name}.").format(number=person.pk, name=person)
        return _("Đã ghi người số {number}: {name}, tài khoản “{username}” (chưa có mật khẩu).").format(
            number=person.pk, name=person, username=username
        )
