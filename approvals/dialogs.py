"""The verdicts of the bar: for each act its words, its consequences, its form. Shown only where the rights table offers it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from approvals.forms.verdicts import AcceptForm, ActForm, NotesForm, OpinionForm, SendBackForm, VerifyForm
from approvals.offers import Offers, choices
from processes.models import TaskProcess

READY_REASONS = (
    "Thiếu minh chứng cho kết quả đã nêu; đề nghị bổ sung.",
    "Số liệu trong báo cáo chưa khớp với tài liệu kèm theo; đề nghị rà soát.",
    "Nội dung chưa đúng nhiệm vụ của kế hoạch; đề nghị báo cáo lại.",
    "Tài liệu chưa ký hoặc chưa đúng thể thức; đề nghị hoàn thiện.",
)


@dataclass(frozen=True)
class Kind:
    """One button of the bar and the dialog it opens.

    `data` is what the button itself says. On phones a `minor` one stands behind "Khác…"; one `aside` always does.
    """

    slug: str
    act: str
    label: Any
    heading: Any
    consequence: Any
    form: type[ActForm] = ActForm
    icon: str = "check"
    look: str = "btn-brand"
    data: Mapping[str, Any] = field(default_factory=dict)
    fills: str = ""
    aside: bool = False
    minor: bool = False

    @property
    def url_name(self) -> str:
        """The name of its address."""
        return "act_" + self.slug.replace("-", "_")


KINDS: tuple[Kind, ...] = (
    Kind(
        "tiep-nhan", "accept", _("Tiếp nhận"), _("Tiếp nhận nhiệm vụ"),
        _("Cơ quan bạn bắt đầu thực hiện; người phụ trách thấy việc này trong danh sách của mình."), AcceptForm,
    ),
    Kind(
        "nhan-tham-dinh", "take", _("Nhận thẩm định"), _("Nhận thẩm định hồ sơ"),
        _("Hồ sơ ghi tên bạn là người thẩm định; cơ quan trình không rút hồ sơ được nữa."), icon="eye", look="btn-ghost",
        minor=True,
    ),
    Kind(
        "dat", "review", _("Đạt"), _("Thẩm định: Đạt"),
        _("Hồ sơ chuyển lên lãnh đạo Sở. Bạn không tham gia các bước sau của hồ sơ này."), OpinionForm, look="btn-ok",
        data={"verdict": "passed"},
    ),
    Kind(
        "dat-co-luu-y", "review", _("Đạt, có lưu ý"), _("Thẩm định: Đạt, có lưu ý"),
        _("Hồ sơ chuyển lên lãnh đạo Sở cùng điều bạn lưu ý. Bạn không tham gia các bước sau của hồ sơ này."), NotesForm,
        icon="message", look="btn-ghost", data={"verdict": "passed_with_notes"}, minor=True,
    ),
    Kind(
        "ket-luan", "conclude", _("Kết luận hoàn thành"), _("Kết luận hoàn thành nhiệm vụ"),
        _("Hồ sơ được phê duyệt và chờ văn thư phát hành văn bản; lần trình này quyết định đúng hạn hay quá hạn."), OpinionForm,
        look="btn-ok",
    ),
    Kind(
        "tham-tra", "verify", _("Trình Chủ tịch"), _("Thẩm tra xong, trình Chủ tịch"),
        _("Hồ sơ chuyển đến Chủ tịch UBND tỉnh hoặc Phó Chủ tịch được phân công để quyết định."), VerifyForm, look="btn-ok",
    ),
    Kind(
        "phe-duyet", "decide", _("Phê duyệt"), _("Phê duyệt kết quả"),
        _("Kết quả được phê duyệt và chờ văn thư phát hành văn bản; hồ sơ chỉ kết thúc khi có văn bản đã ký."), OpinionForm,
        icon="gavel", look="btn-ok",
    ),
    Kind(
        "tra-lai", "send_back", _("Trả lại"), _("Trả lại hồ sơ"),
        _("Hồ sơ quay lại bước trước cùng lý do bạn ghi; thời hạn của kế hoạch không đổi."), SendBackForm,
        icon="arrow-back-up", look="btn-back", fills="reason",
    ),
    Kind(
        "rut", "withdraw", _("Rút lại"), _("Rút hồ sơ đã trình"),
        _("Hồ sơ trở về “Đang thực hiện” để cơ quan bạn sửa; lần trình này vẫn được lưu."), icon="arrow-back-up", look="btn-ghost",
        aside=True,
    ),
)  # fmt: skip
BY_SLUG = {kind.slug: kind for kind in KINDS}


@dataclass(frozen=True)
class Dialog:
    """A verdict ready to be drawn by templates/pieces/verdict_dialog.html."""

    kind: Kind
    form: ActForm
    url: str
    hidden: tuple[tuple[str, Any], ...]

    @property
    def id(self) -> str:
        """The anchor of the dialog in the page."""
        return f"viec-{self.kind.slug}"

    @property
    def ready_words(self) -> tuple[Any, ...]:
        """Ready-made reasons for the field that `fills` names."""
        return READY_REASONS if self.kind.fills else ()

    @property
    def fills(self) -> str:
        """The id of the field that ready-made reasons fill."""
        return f"{self.kind.slug}_{self.kind.fills}" if self.kind.fills else ""


def form_for(kind: Kind, process: TaskProcess, offered: Offers, data: Any = None) -> ActForm:
    """The form of one verdict, bound where data is given."""
    posts = choices(offered.open[kind.act]) if kind.act in offered and len(_posts(offered, kind.act)) > 1 else ()
    return kind.form(data, process=process, posts=posts, auto_id=f"{kind.slug}_%s")


def _posts(offered: Offers, act: str) -> set[int]:
    return {capacity.post for capacity in offered.open[act].capacities}


def dialogs(process: TaskProcess, offered: Offers, bound: tuple[Kind, ActForm] | None = None) -> list[Dialog]:
    """Every verdict that is offered; the one that was just refused keeps what the person wrote."""
    found = []
    for kind in KINDS:
        if kind.act not in offered:
            continue
        form = bound[1] if bound and bound[0] is kind else form_for(kind, process, offered)
        hidden = (("key", uuid4()), ("version", process.version))
        found.append(Dialog(kind, form, reverse(kind.url_name, args=[process.pk]), hidden))
    return found


def in_bar(found: Iterable[Dialog]) -> tuple[list[Dialog], list[Dialog]]:
    """The buttons that stand in the bar, and those behind "Khác…"; what is the only thing to do stands in the bar."""
    every = list(found)
    first = sorted((one for one in every if not one.kind.aside), key=lambda one: one.kind.minor)
    return (first, [one for one in every if one.kind.aside]) if first else (every, [])
