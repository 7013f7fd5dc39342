"""`appoint NGƯỜI CƠ_QUAN VAI_TRÒ --title … --as POST`: a dated post. So the first administrator is made after setting up."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from processes.actors import who_of
from processes.management.acting import ActingCommand, agency_of, person_of, unit_of
from processes.models import Role
from processes.posts import appoint
from workflow import clock
from workflow.acts import Actor
from workflow.management.answering import day_of, one_of


class Command(ActingCommand):
    """Begins a post."""

    help = "Ghi một chức vụ có thời hạn cho một người (số của người hoặc tên đăng nhập)."

    def arguments(self, parser: CommandParser) -> None:
        """Who, where, as what, from when to when."""
        parser.add_argument("person", metavar="NGUOI")
        parser.add_argument("agency", metavar="MA_CO_QUAN")
        parser.add_argument(
            "role", metavar="VAI_TRO", **one_of([pair for pair in Role.choices if pair[0] != Role.SYSTEM])
        )
        parser.add_argument("--title", required=True, metavar="CHUC_DANH")
        parser.add_argument("--unit", metavar="MA_DON_VI")
        parser.add_argument("--in-charge-of", nargs="*", default=[], metavar="MA_DON_VI")
        parser.add_argument("--from", dest="valid_from", metavar="NGAY", help="mặc định: hôm nay")
        parser.add_argument("--to", dest="valid_to", metavar="NGAY", help="ngày cuối cùng")
        parser.add_argument("--code", metavar="MA_CHUC_VU", help="mặc định: do phần mềm đặt")

    def act(self, actor: Actor, options: dict[str, Any]) -> str:
        """Begin the post and name its code, which `--as` takes."""
        by = who_of(actor, "keep_people")
        post = appoint(
            person_of(options["person"]),
            agency_of(options["agency"]),
            unit_of(options["unit"]) if options["unit"] else None,
            options["role"],
            options["title"],
            day_of(options["valid_from"]) if options["valid_from"] else clock.today(),
            day_of(options["valid_to"]) if options["valid_to"] else None,
            in_charge_of=[unit_of(code) for code in options["in_charge_of"]],
            code=options["code"],
            by=by,
        )
        return _("Đã ghi chức vụ “{code}”: {post}, {agency}, từ {start}.").format(
            code=post.code, post=post, agency=post.agency, start=f"{post.valid_from:%d/%m/%Y}"
        )
