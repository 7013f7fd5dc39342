"""`manage.py inconsistent`: which processes have an open duty that does not fit their state. Changes nothing."""

from typing import Any

from django.core.management.base import CommandError

from approvals.positions import inconsistent
from workflow.management.answering import AnsweringCommand


class Command(AnsweringCommand):
    """Lists them and leaves with code 1 where there are any; `repair` mends them."""

    help = "Liệt kê hồ sơ có việc đang mở không khớp trạng thái."

    def handle(self, *args: Any, **options: Any) -> None:
        """One line each."""
        astray = inconsistent()
        for entry in astray:
            self.stdout.write(f"{entry.process.code}: {entry.found or '-'} → {entry.expected or '-'}")
        if astray:
            raise CommandError(f"{len(astray)} hồ sơ lệch vị trí; chạy “repair --as …” để dựng lại.", returncode=1)
        self.stdout.write("Mọi hồ sơ đứng đúng vị trí.")
