"""`close_account TÊN_ĐĂNG_NHẬP --as POST`: nobody signs in with it any more; nothing is deleted."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from processes.actors import who_of
from processes.management.acting import ActingCommand, account_of
from processes.people import close_account
from workflow.acts import Actor


class Command(ActingCommand):
    """Closes an account."""

    help = "Đóng một tài khoản; không xóa gì."

    def arguments(self, parser: CommandParser) -> None:
        """Which account."""
        parser.add_argument("username", metavar="TEN_DANG_NHAP")

    def act(self, actor: Actor, options: dict[str, Any]) -> str:
        """Close it."""
        by = who_of(actor, "keep_people")
        account = close_account(account_of(options["username"]), by=by)
        return _("Đã đóng tài khoản “{username}”.").format(username=account.username)
