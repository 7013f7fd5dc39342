"""`manage.py demo_time 2025-12-01`: move the demo clock forward to a morning."""

from datetime import datetime
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from workflow import clock
from workflow.calendar import SHIPPED_YEARS, shipped_calendar
from workflow.errors import NotValid
from workflow.management.answering import AnsweringCommand, day_of


class Command(AnsweringCommand):
    """Forward only, and only in demo mode; sessions keep real time."""

    help = "Đưa đồng hồ trình diễn tới 08:30 của một ngày (chỉ đi tới)."

    def add_arguments(self, parser: CommandParser) -> None:
        """The day."""
        parser.add_argument("day", metavar="NGAY", help="ví dụ 01/12/2025")

    def handle(self, *args: Any, **options: Any) -> None:
        """Move the clock and say what it shows."""
        day = day_of(options["day"])
        if not shipped_calendar().covers(day):  # forward only: a slip of the finger into 2925 could not be taken back
            sentence = _("Lịch làm việc chưa có năm {year}; đồng hồ trình diễn chỉ đi tới năm {last}.")
            raise NotValid(sentence.format(year=day.year, last=SHIPPED_YEARS[-1]))
        clock.set_demo_time(datetime(day.year, day.month, day.day, 8, 30, tzinfo=clock.LOCAL))
        self.stdout.write(f"Đồng hồ trình diễn: {clock.now().astimezone(clock.LOCAL):%H:%M ngày %d/%m/%Y}.")
