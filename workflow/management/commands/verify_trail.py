"""`verify_trail`: is the trail whole? Exit 0 when it is, 1 when any event is not what it must be."""

from __future__ import annotations

import sys
from typing import Any

from django.utils.translation import gettext as _

from workflow.management.answering import AnsweringCommand
from workflow.trail.verify import Damage, verify


class Command(AnsweringCommand):
    """Prints every damaged event as it is found, then how many events and streams were checked, at what rate."""

    help = "Kiểm tra từng sự kiện của nhật ký; mã 1 và nêu chỗ hỏng khi nhật ký không toàn vẹn."

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify and say so."""
        report = verify(self._name)
        figures = _(
            "Đã kiểm tra {events} sự kiện của {streams} chuỗi trong {seconds} giây ({rate} sự kiện/giây)."
        ).format(
            events=report.events,
            streams=report.streams,
            seconds=f"{report.seconds:.2f}".replace(".", ","),
            rate=report.rate,
        )
        self.stdout.write(figures)
        if report.damaged:
            self.stdout.write(_("Nhật ký KHÔNG toàn vẹn: {count} chỗ hỏng, nêu ở trên.").format(count=report.damaged))
            sys.exit(1)
        self.stdout.write(_("Nhật ký toàn vẹn."))

    def _name(self, damage: Damage) -> None:
        self.stdout.write(damage.sentence)
