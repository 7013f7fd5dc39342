"""`manage.py play_demo`: the plan in force, its people, and a year of their work, on the demo clock."""

from typing import Any

from django.conf import settings

from approvals.demo.play import play
from processes.demo_people import demo_groups
from workflow.errors import NotValid
from workflow.management.answering import AnsweringCommand


class Command(AnsweringCommand):
    """Play the demo once; a second time it says that it is there. Refused outside demo mode."""

    help = "Dựng bản trình diễn: kế hoạch, con người và một năm công việc."

    def handle(self, *args: Any, **options: Any) -> None:
        """Play, telling each chapter, then list the accounts."""
        if not settings.DEMO:
            raise NotValid("Chỉ chế độ trình diễn (DUYET_MODE=demo) mới dựng được bản trình diễn.")
        for line in play():
            self.stdout.write(line)
        self.stdout.write("Tài khoản trình diễn (chọn trên trang đăng nhập, không cần mật khẩu):")
        for role, people in demo_groups():
            names = ", ".join(f"{person.username} ({person.name})" for person in people)
            self.stdout.write(f"  {role}: {names}")
