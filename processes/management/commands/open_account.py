"""`open_account NGƯỜI TÊN_ĐĂNG_NHẬP --as POST`: a login for a person; `set_password` gives it a password."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from processes.actors import who_of
from processes.management.acting import ActingCommand, person_of
from processes.people import open_account
from workflow.acts import Actor


class Command(ActingCommand):
    """Opens an account without a password."""

    help = "Mở tài khoản cho một người đã có (số của người, hoặc một tên đăng nhập khác của người đó)."

    def arguments(self, parser: CommandParser) -> None:
        """Whose, and under which login name."""
        parser.add_argument("person", metavar="NGUOI")
        parser.add_argument("username", metavar="TEN_DANG_NHAP")
        parser.add_argument("--email", default="")

    def act(self, actor: Actor, options: dict[str, Any]) -> str:
        """Open it."""
        by = who_of(actor, "keep_people")
        person = person_of(options["person"])
        account = open_account(person, options["username"], options["email"], by=by)
        return _("Đã mở tài khoản “{username}” cho {name}; chưa có mật khẩu.").format(
            username=account.username, name=person
        )
