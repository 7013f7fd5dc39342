"""`end_agency MÃ NGÀY --as POST [--continued-by MÃ --basis …]`: a body's last day, and who takes over its offices."""

from datetime import timedelta
from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from processes.agencies import end_agency
from processes.groupings import record_succession
from processes.management.acting import ActingCommand, agency_of, day
from workflow.acts import Capacity


class Command(ActingCommand):
    """Ends an agency, and records the body that continues it."""

    help = "Ghi ngày hoạt động cuối cùng của một cơ quan; có --continued-by thì ghi luôn cơ quan kế thừa."
    right = "keep_directory"

    def arguments(self, parser: CommandParser) -> None:
        """Which body, its last day, its heir."""
        parser.add_argument("code", metavar="MA")
        parser.add_argument("on", type=day, metavar="NGAY", help="ngày hoạt động cuối cùng")
        parser.add_argument("--continued-by", metavar="MA")
        parser.add_argument("--basis", default="", metavar="CAN_CU", help="số, ngày quyết định")

    @transaction.atomic
    def act(self, by: Capacity, options: dict[str, Any]) -> str:
        """End it; both or neither."""
        agency = end_agency(agency_of(options["code"]), options["on"], by=by)
        if options["continued_by"]:
            heir = agency_of(options["continued_by"])
            record_succession(agency, heir, options["on"] + timedelta(days=1), True, options["basis"], by=by)
        return _("{agency} hoạt động đến hết ngày {day}.").format(agency=agency, day=f"{agency.valid_to:%d/%m/%Y}")
