"""`delegate NGƯỜI_GIAO NGƯỜI_NHẬN KT|TL|TUQ SỐ --dated … --as POST`: an instrument of delegation (domain.md 3.3)."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from processes.actors import who_of
from processes.delegation import grant_instrument
from processes.management.acting import ActingCommand, post_of
from processes.models import Instrument
from workflow.acts import Actor
from workflow.errors import NotValid
from workflow.management.answering import day_of, one_of


class Command(ActingCommand):
    """Records a paper by which one post decides or signs for another."""

    help = "Ghi văn bản phân công, ủy quyền giữa hai chức vụ (mã chức vụ)."

    def arguments(self, parser: CommandParser) -> None:
        """Whose power, to whom, in which form, by which paper, how long."""
        parser.add_argument("grantor", metavar="MA_CHUC_VU_GIAO")
        parser.add_argument("holder", metavar="MA_CHUC_VU_NHAN")
        parser.add_argument("capacity", metavar="HINH_THUC", **one_of(Instrument.Capacity.choices))
        parser.add_argument("number", metavar="SO_KY_HIEU")
        parser.add_argument("--dated", required=True, metavar="NGAY", help="ngày ký văn bản")
        parser.add_argument("--from", dest="valid_from", metavar="NGAY", help="mặc định: ngày ký")
        parser.add_argument("--to", dest="valid_to", metavar="NGAY", help="ngày cuối cùng")
        parser.add_argument("--field", default="", metavar="LINH_VUC")
        parser.add_argument("--parent", type=int, metavar="SO", help="số của văn bản TL. được giao tiếp")

    def act(self, actor: Actor, options: dict[str, Any]) -> str:
        """Record it."""
        by = who_of(actor, "keep_instruments")
        dated = day_of(options["dated"])
        parent = Instrument.objects.filter(pk=options["parent"]).first() if options["parent"] else None
        if options["parent"] and parent is None:
            raise NotValid(_("Không có văn bản làm căn cứ mang số này."), field="parent")
        instrument = grant_instrument(
            post_of(options["grantor"]),
            post_of(options["holder"]),
            options["capacity"],
            options["number"],
            dated,
            day_of(options["valid_from"]) if options["valid_from"] else dated,
            day_of(options["valid_to"]) if options["valid_to"] else None,
            options["field"],
            parent,
            by=by,
        )
        return _("Đã ghi văn bản số {pk}: {instrument}, giao cho {holder}.").format(
            pk=instrument.pk, instrument=instrument, holder=instrument.holder
        )
