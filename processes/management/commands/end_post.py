"""`end_post MÃ_CHỨC_VỤ NGÀY --as POST`: the post's last day."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from processes.management.acting import ActingCommand, day, post_of
from processes.posts import end_post
from workflow.acts import Capacity


class Command(ActingCommand):
    """Ends a post."""

    help = "Ghi ngày cuối cùng của một chức vụ."
    right = "keep_people"

    def arguments(self, parser: CommandParser) -> None:
        """Which post, and its last day."""
        parser.add_argument("post", metavar="MA_CHUC_VU")
        parser.add_argument("on", type=day, metavar="NGAY")

    def act(self, by: Capacity, options: dict[str, Any]) -> str:
        """End it."""
        post = end_post(post_of(options["post"]), options["on"], by=by)
        return _("Chức vụ “{code}” kết thúc ngày {day}.").format(code=post.code, day=f"{post.valid_to:%d/%m/%Y}")
