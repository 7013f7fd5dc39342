"""`load_directory`: the shipped directory of agencies into the database; the same again changes nothing."""

from typing import Any

from django.utils.translation import gettext as _

from processes.directory import load_shipped
from workflow.management.answering import AnsweringCommand


class Command(AnsweringCommand):
    """Loads the shipped directory and keeps the post "Hệ thống"."""

    help = "Nạp danh mục cơ quan kèm phần mềm và chức vụ “Hệ thống”; chạy lại không thay đổi gì."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say in one line what changed."""
        counts = load_shipped()
        if not counts:
            self.stdout.write(_("Danh mục cơ quan không có gì thay đổi."))
        else:
            self.stdout.write(
                _("Danh mục cơ quan: thêm {added} dòng, sửa {changed} dòng.").format(
                    added=counts.added, changed=counts.changed
                )
            )
        if counts.kept:
            self.stdout.write(_("Giữ nguyên {kept} cơ quan đã có người cập nhật.").format(kept=counts.kept))
