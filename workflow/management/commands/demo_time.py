"""`manage.py demo_time 2025-12-01`: move the demo clock forward to a morning."""

from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workflow import clock
from workflow.errors import DomainError


class Command(BaseCommand):
    """Forward only, and only in demo mode; sessions keep real time."""

    help = "Đưa đồng hồ trình diễn tới 08:30 của một ngày (chỉ đi tới)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The day."""
        parser.add_argument("day", type=date.fromisoformat, help="YYYY-MM-DD")

    def handle(self, *args: Any, **options: Any) -> None:
        """Move the clock and say what it shows."""
        day = options["day"]
        try:
            clock.set_demo_time(datetime(day.year, day.month, day.day, 8, 30, tzinfo=clock.LOCAL))
        except DomainError as refusal:
            raise CommandError(refusal.sentence, returncode=2) from refusal
        self.stdout.write(f"Đồng hồ trình diễn: {clock.now().astimezone(clock.LOCAL):%H:%M ngày %d/%m/%Y}.")
