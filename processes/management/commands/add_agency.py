"""`add_agency MÃ TÊN LOẠI CẤP --as POST`: a new body in the directory."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from processes.actors import who_of
from processes.agencies import Particulars, create_agency
from processes.management.acting import ActingCommand, agency_of
from processes.models import Agency
from workflow.acts import Actor
from workflow.management.answering import day_of, one_of


class Command(ActingCommand):
    """Creates an agency."""

    help = "Ghi một cơ quan mới vào danh mục."

    def arguments(self, parser: CommandParser) -> None:
        """Code, name, kind, level, and what is known besides."""
        parser.add_argument("code", metavar="MA")
        parser.add_argument("name", metavar="TEN")
        parser.add_argument("kind", metavar="LOAI", help="department, office, district_committee, commune_committee …")
        parser.add_argument("level", metavar="CAP", **one_of(Agency.Level.choices))
        parser.add_argument("--formal-name", default="", metavar="TEN_DAY_DU")
        parser.add_argument("--short-names", nargs="*", default=[], metavar="TEN_TAT")
        parser.add_argument("--parent", metavar="MA")
        parser.add_argument("--asked-only", action="store_true", help="chỉ đề nghị, không giao việc")
        parser.add_argument("--from", dest="valid_from", metavar="NGAY")

    def act(self, actor: Actor, options: dict[str, Any]) -> str:
        """Create it."""
        by = who_of(actor, "keep_directory")
        particulars = Particulars(
            formal_name=options["formal_name"],
            short_names=tuple(options["short_names"]),
            parent=agency_of(options["parent"]) if options["parent"] else None,
            asked_only=options["asked_only"],
            valid_from=day_of(options["valid_from"]) if options["valid_from"] else None,
        )
        agency = create_agency(options["code"], options["name"], options["kind"], options["level"], particulars, by=by)
        return _("Đã ghi cơ quan “{code}”: {name}.").format(code=agency.code, name=agency)
