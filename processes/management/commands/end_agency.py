"""`end_agency MÃ NGÀY --as POST [--continued-by MÃ --basis …]`: a body's last day, and who takes over its offices."""

from datetime import timedelta
from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from processes.actors import who_of
from processes.agencies import end_agency
from processes.groupings import record_succession
from processes.management.acting import ActingCommand, agency_of
from workflow.acts import Actor
from workflow.management.answering import day_of


class Command(ActingCommand):
    """Ends an agency, and records the body that continues it."""

    help = "Ghi ngày hoạt động cuối cùng của một cơ quan; có --continued-by thì ghi luôn cơ quan kế thừa."

    def arguments(self, parser: CommandParser) -> None:
        """Which body, its last day, its heir."""
        parser.add_argument("code", metavar="MA")
        parser.add_argument("on", metavar="NGAY", help="ngày hoạt động cuối cùng")
        parser.add_argument("--continued-by", metavar="MA")
        parser.add_argument("--basis", default="", metavar="CAN_CU", help="số, ngày quyết định")

    def act(self, actor: Actor, options: dict[str, Any]) -> str:
        """End it; both or neither."""
        by = who_of(actor, "keep_directory")
        last_day = day_of(options["on"])
        with transaction.atomic():
            agency = end_agency(agency_of(options["code"]), last_day, by=by)
            if options["continued_by"]:
                heir = agency_of(options["continued_by"])
                record_succession(agency, heir, last_day + timedelta(days=1), True, options["basis"], by=by)
        return _("{agency} hoạt động đến hết ngày {day}.").format(agency=agency, day=f"{agency.valid_to:%d/%m/%Y}")
