"""What must be said beside a field where a result is written or files are handed in. One place, so that no screen forgets."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from processes.models import TaskProcess
from workflow.vietnamese import folded

# 24/KH-UBND, V.4: "... bảo mật thông tin về nhân thân để bảo vệ người tố giác hành vi vi phạm ...". Luật Tố cáo 25/2018/QH14,
# Điều 8 and 56: a denouncer's identity is not disclosed; a report of counts and measures needs none (domain.md 6).
_ABOUT_DENOUNCERS = re.compile(r"to giac|to cao")


def names_no_one(process: TaskProcess) -> bool:
    """Is the task about people who denounce, so that its evidence must hold counts and measures, never names?"""
    return bool(_ABOUT_DENOUNCERS.search(folded(process.plan_task.text)))


def cautions(process: TaskProcess) -> list[str]:
    """The sentences to show above the result form and the upload field."""
    found = [
        _(
            "Chỉ đăng tải tài liệu không thuộc danh mục bí mật nhà nước. Tài liệu mật phải gửi theo đường văn thư mật "
            "(Luật Bảo vệ bí mật nhà nước)."
        )
    ]
    if names_no_one(process):
        found.append(
            _(
                "Nhiệm vụ này chỉ báo cáo số liệu và biện pháp; không nêu tên, địa chỉ hay chi tiết có thể nhận ra người "
                "tố giác, người cung cấp thông tin."
            )
        )
    return found
