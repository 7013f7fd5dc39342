"""`set_password TÊN_ĐĂNG_NHẬP --as POST`: a first password, asked for at the terminal or read from the standard input.

Never an argument: arguments are seen by everybody on the machine.
"""

import sys
from getpass import getpass
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from processes.actors import who_of
from processes.management.acting import ActingCommand, account_of
from processes.people import set_password
from workflow.acts import Actor


class Command(ActingCommand):
    """Sets the password of an account."""

    help = "Đặt mật khẩu cho một tài khoản; mật khẩu được hỏi, hoặc đọc một dòng từ đầu vào chuẩn."

    def arguments(self, parser: CommandParser) -> None:
        """Which account."""
        parser.add_argument("username", metavar="TEN_DANG_NHAP")

    def act(self, actor: Actor, options: dict[str, Any]) -> str:
        """Ask, check, store."""
        by = who_of(actor, "keep_people")
        account = account_of(options["username"])
        password = getpass(_("Mật khẩu mới: ")) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        set_password(account, password, by=by)
        return _("Đã đặt mật khẩu cho tài khoản “{username}”.").format(username=account.username)
