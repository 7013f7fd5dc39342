"""What kinds of bodies and units there are, in words: for forms, lists and tables alike."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

KINDS: dict[str, Any] = {
    "provincial_committee": _("UBND tỉnh"),
    "department": _("Sở"),
    "office": _("Văn phòng UBND tỉnh"),
    "inspectorate": _("Thanh tra"),
    "board": _("Ban, ban quản lý"),
    "district_committee": _("UBND cấp huyện"),
    "commune_committee": _("UBND cấp xã"),
    "council": _("Hội đồng nhân dân"),
    "front": _("Mặt trận Tổ quốc"),
    "socio_political": _("Tổ chức chính trị - xã hội"),
    "party": _("Cơ quan Đảng"),
    "armed_force": _("Công an, quân sự"),
    "central": _("Cơ quan ngành dọc"),
    "public_unit": _("Đơn vị sự nghiệp"),
    "association": _("Hội, liên hiệp"),
    "ministry": _("Bộ"),
}
UNIT_KINDS: dict[str, Any] = {
    "division": _("Phòng, văn phòng"),
    "inspectorate": _("Thanh tra"),
    "sub_department": _("Chi cục"),
    "public_unit": _("Trung tâm, đơn vị sự nghiệp"),
}
