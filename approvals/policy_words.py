"""What the policies are called and what they say to people: the policy page, the timeline and the dossier read it here.

Each rule names the predicates that enforce it; at which acts they stand is read from the acts themselves, never copied.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from approvals import policies
from approvals.policies import SELF_CONCLUDE, SELF_REVIEW
from workflow.acts import Move

FLAG_WORDS: dict[str, Any] = {
    SELF_REVIEW: _("Tự thẩm định"),
    SELF_CONCLUDE: _("Tự thẩm định – tự kết luận"),
}


@dataclass(frozen=True)
class Rule:
    """A policy of the system's owner (domain.md 3.4): its code, what it is about, what it says, what enforces it."""

    code: str
    case: Any
    words: Any
    enforced_by: tuple[Callable[[Move], None], ...] = ()


RULES: tuple[Rule, ...] = (
    Rule(
        "S1",
        _("Cơ quan khác thực hiện, Sở thẩm định"),
        _(
            "Người thẩm định thuộc Sở theo dõi, thẩm định và không tham gia thực hiện, không phụ trách, không tiếp nhận "
            "phần việc đó."
        ),
        (policies.did_not_do_the_work, policies.did_not_accept_the_work),
    ),
    Rule(
        "S2",
        _("Sở thực hiện, Chủ tịch UBND tỉnh chỉ đạo"),
        _(
            "Người thẩm định phải thuộc đơn vị khác đơn vị thực hiện; kết quả mang dấu “tự thẩm định”; Văn phòng UBND tỉnh "
            "bắt buộc thẩm tra trước khi trình Chủ tịch."
        ),
        (policies.stands_outside_the_implementing_unit,),
    ),
    Rule(
        "S3",
        _("Sở thực hiện, thẩm định và kết luận"),
        _(
            "Bốn người khác nhau: chuyên viên thực hiện, lãnh đạo đơn vị trình, người thẩm định ở đơn vị khác, lãnh đạo Sở "
            "không phụ trách đơn vị thực hiện. Kết quả mang dấu “tự thẩm định – tự kết luận”."
        ),
        (
            policies.leaves_the_preparing_to_another,
            policies.stands_outside_the_implementing_unit,
            policies.is_not_in_charge_of_the_implementing_unit,
        ),
    ),
    Rule(
        "S4",
        _("Không ai đủ điều kiện thẩm định"),
        _(
            "Hồ sơ chờ và báo cho lãnh đạo Sở, Văn phòng UBND tỉnh; không bao giờ chuyển sang để người thực hiện tự phê duyệt."
        ),
    ),
    Rule(
        "S5",
        _("Phó Chủ tịch quyết định thay Chủ tịch"),
        _(
            "Chỉ khi có văn bản phân công hoặc ủy quyền còn hiệu lực, đúng lĩnh vực của kế hoạch (Nghị định 30/2020/NĐ-CP, "
            "Điều 13); nhật ký ghi tên cả hai người và số văn bản."
        ),
        (policies.has_the_capacity_to_decide,),
    ),
    Rule(
        "S6",
        _("Người chuyển cơ quan hoặc đổi chức vụ giữa chừng"),
        _(
            "Các quy định này xét trên toàn bộ việc một người đã làm trong hồ sơ, theo con người chứ không theo tài khoản hay "
            "chức vụ hiện tại; ai giữ nhiều chức vụ thì xét mọi đơn vị người đó thuộc về hoặc phụ trách."
        ),
        (policies.did_not_do_the_work, policies.did_not_review, policies.did_not_escalate, policies.did_not_verify),
    ),
    Rule(
        "S7",
        _("Quản trị hệ thống"),
        _(
            "Không trình, thẩm định, quyết định, sửa thời hạn hay làm thay người khác; không giữ đồng thời chức vụ nào khác; "
            "việc quản trị cũng được ghi nhật ký."
        ),
    ),
    Rule(
        "S8",
        _("Thanh tra, kiểm tra, giám sát"),
        _(
            "Chỉ được xem trong phạm vi kế hoạch được giao. Người đã tham gia một hồ sơ thì không thanh tra, kiểm tra hồ sơ đó: "
            "hệ thống không mở hồ sơ ấy cho người đó với tư cách thanh tra."
        ),
    ),
)

HARD_RULES: tuple[Rule, ...] = (
    Rule(
        "",
        _("Người trình, người thẩm định, người quyết định"),
        _("Là ba người khác nhau, so theo con người chứ không theo tài khoản."),
        (policies.did_not_do_the_work, policies.did_not_review),
    ),
    Rule(
        "",
        _("Minh chứng"),
        _("Không ai xem xét tệp minh chứng do chính mình tải lên."),
        (policies.did_not_do_the_work,),
    ),
    Rule(
        "",
        _("Gia hạn"),
        _("Người đề nghị gia hạn không phải là người quyết định gia hạn (áp dụng khi có thao tác gia hạn)."),
    ),
)

DEADLINE_RULES: dict[str, Any] = {
    "calendar_end_fixed": _(
        "Hạn là ngày cuối của năm, quý, tháng hoặc một ngày ghi rõ: giữ nguyên, kể cả khi trùng ngày nghỉ; nhắc vào ngày làm "
        "việc cuối cùng trước đó."
    ),
    "duration_rolls": _(
        "Hạn tính bằng số ngày kể từ một mốc: nếu ngày cuối là ngày nghỉ thì kết thúc vào ngày làm việc kế tiếp (theo cách tính "
        "của Bộ luật Dân sự 2015, Điều 147 và 148)."
    ),
}
"""The names that TaskProcess.deadline_policy stores beside every computed deadline."""
