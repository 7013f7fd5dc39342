"""Every event in the words of the office: the one place that the trail page, the timeline and the dossier read.

The acts of the flow bear the labels of their buttons here too (a test in tests/approvals holds the two together); events
of a plan, a person, an account, an agency or an instrument are named `subject.happened`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _


class Look(NamedTuple):
    """How a timeline shows an event: an icon of the sprite, and "ok", "back" or "" for its colour."""

    icon: str
    kind: str = ""


ACT_WORDS: dict[str, Any] = {
    "give_out": _("Giao nhiệm vụ"),
    "accept": _("Tiếp nhận"),
    "prepare": _("Soạn kết quả"),
    "attach": _("Thêm minh chứng"),
    "detach": _("Bỏ minh chứng khỏi bản nháp"),
    "ask": _("Xin ý kiến"),
    "contribute": _("Cho ý kiến phối hợp"),
    "waive": _("Không chờ ý kiến"),
    "submit": _("Trình kết quả"),
    "withdraw": _("Rút hồ sơ trình"),
    "take": _("Nhận thẩm định"),
    "review": _("Thẩm định đạt"),
    "send_back": _("Trả lại"),
    "conclude": _("Kết luận hoàn thành"),
    "escalate": _("Trình Chủ tịch"),
    "verify": _("Thẩm tra xong, trình Chủ tịch"),
    "decide": _("Phê duyệt"),
    "issue": _("Phát hành văn bản, kết thúc hồ sơ"),
    "transfer": _("Chuyển giao"),
}

SUBJECT_WORDS: dict[str, Any] = {
    "plan.imported": _("Nhập kế hoạch"),
    "plan.columns_mapped": _("Xếp lại các cột của kế hoạch"),
    "plan.doubt_settled": _("Xác nhận một điểm cần xác nhận"),
    "plan.cell_corrected": _("Ghi đính chính một ô của kế hoạch"),
    "plan.open_members_named": _("Nêu tên cơ quan của một nhóm để ngỏ"),
    "plan.confirmed": _("Xác nhận kế hoạch"),
    "plan.in_force": _("Đưa kế hoạch vào thực hiện"),
    "plan.amendment_declared": _("Khai quan hệ sửa đổi, thay thế"),
    "plan.amendment_judged": _("Xác nhận một cặp nhiệm vụ khi đối chiếu"),
    "plan.amendment_settled": _("Ghi đã thực hiện một dòng sửa đổi"),
    "plan.amended": _("Được sửa đổi bởi kế hoạch khác"),
    "plan.superseded": _("Được thay thế bởi kế hoạch khác"),
    "plan.given_out": _("Giao nhiệm vụ của một năm"),
    "positions.repaired": _("Dựng lại vị trí của hồ sơ theo trạng thái"),
    "directory.loaded": _("Nạp danh mục cơ quan kèm phần mềm"),
    "directory.imported": _("Nhập danh mục cơ quan từ tệp"),
    "people.imported": _("Nhập người và chức vụ từ tệp"),
    "group.created": _("Thêm nhóm cơ quan"),
    "group.changed": _("Sửa nhóm cơ quan"),
    "agency.created": _("Thêm cơ quan"),
    "agency.changed": _("Sửa thông tin cơ quan"),
    "agency.alias_confirmed": _("Xác nhận cách viết khác của tên cơ quan"),
    "agency.alias_dropped": _("Bỏ cách viết khác của tên cơ quan"),
    "agency.succession_recorded": _("Ghi việc kế tục giữa hai cơ quan"),
    "agency.succession_corrected": _("Sửa căn cứ của việc kế tục"),
    "agency.membership_set": _("Ghi thành viên của nhóm cơ quan"),
    "unit.created": _("Thêm đơn vị"),
    "unit.ended": _("Kết thúc đơn vị"),
    "person.created": _("Thêm người"),
    "person.renamed": _("Sửa họ và tên"),
    "person.merged": _("Gộp hai dòng của cùng một người"),
    "post.begun": _("Bắt đầu giữ chức vụ"),
    "post.changed": _("Sửa chức vụ"),
    "post.ended": _("Kết thúc chức vụ"),
    "account.opened": _("Mở tài khoản"),
    "account.changed": _("Sửa tài khoản"),
    "account.password_set": _("Đặt lại mật khẩu"),
    "account.password_changed": _("Tự đổi mật khẩu"),
    "account.closed": _("Đóng tài khoản"),
    "account.reopened": _("Mở lại tài khoản"),
    "account.login_failed": _("Đăng nhập không thành công"),
    "instrument.granted": _("Ghi văn bản phân công, ủy quyền"),
    "instrument.withdrawn": _("Thu hồi văn bản phân công, ủy quyền"),
    "act.refused": _("Thao tác bị từ chối"),
    "evidence.opened": _("Mở tệp minh chứng"),
}

EVENT_WORDS: dict[str, Any] = {**ACT_WORDS, **SUBJECT_WORDS}

TEXT_WORDS: dict[str, Any] = {
    "result": _("Kết quả"),
    "opinion": _("Ý kiến"),
    "reason": _("Lý do"),
    "question": _("Nội dung xin ý kiến"),
    "signer": _("Người ký"),
    "file_name": _("Tên tệp"),
    "full_name": _("Họ và tên"),
    "before": _("Trước đó"),
    "title": _("Chức vụ"),
    "username": _("Tên đăng nhập"),
    "email": _("Thư điện tử"),
}

_LOOKS: dict[str, Look] = {
    "give_out": Look("flag"),
    "accept": Look("user"),
    "prepare": Look("pencil"),
    "attach": Look("paperclip"),
    "detach": Look("x"),
    "ask": Look("message"),
    "contribute": Look("message"),
    "waive": Look("message"),
    "submit": Look("send"),
    "withdraw": Look("arrow-back-up"),
    "take": Look("eye"),
    "review": Look("check", "ok"),
    "send_back": Look("arrow-back-up", "back"),
    "conclude": Look("circle-check", "ok"),
    "escalate": Look("route"),
    "verify": Look("shield-check"),
    "decide": Look("gavel", "ok"),
    "issue": Look("stamp", "ok"),
    "transfer": Look("arrows-diff"),
    "act.refused": Look("lock", "back"),
    "evidence.opened": Look("eye"),
}


def event_word(name: str) -> str:
    """The label of an event; an event that this version does not know shows its own name, never nothing."""
    return str(EVENT_WORDS.get(name, name))


def text_word(name: str) -> str:
    """The label of a text of an event."""
    return str(TEXT_WORDS.get(name, name))


def look_of(name: str) -> Look:
    """Icon and colour of an event."""
    return _LOOKS.get(name, Look("history"))
