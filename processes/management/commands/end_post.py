"""`end_post MÃ_CHỨC_VỤ NGÀY --as POST`: the post's last day."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from processes.actors import who_of
from processes.management.acting import ActingCommand, post_of
from processes.posts import end_post
from workflow.acts import Actor
from workflow.management.answering import day_of


class Command(ActingCommand):
    """Ends a post."""

    help = "Ghi ngày cuối cùng của một chức vụ."

    def arguments(self, parser: CommandParser) -> None:
        """Which post, and its last day."""
        parser.add_argument("post", metavar="MA_CHUC_VU")
        parser.add_argument("on", metavar="NGAY")

    def act(self, actor: Actor, options: dict[str, Any]) -> str:
        """End it."""
        by = who_of(actor, "keep_people")
        post = end_post(post_of(options["post"]), day_of(options["on"]), by=by)
        return _("Chức vụ “{code}” kết thúc ngày {day}.").format(code=post.code, day=f"{post.valid_to:%d/%m/%Y}")
