"""Groups of bodies, their members, and successions as tables."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from processes.agency_groups import PURPOSES, GroupWords, change_group, create_group, group_of
from processes.exchange.agency_tables import FROM, TO
from processes.exchange.columns import Column, Values
from processes.exchange.tables import Table, agency, day, names, text
from processes.groupings import correct_succession, record_succession, set_membership
from processes.models import AgencyGroup, GroupMembership, Succession
from workflow.acts import Capacity

_RECORDED = gettext_lazy("Không sửa bằng tệp: ngày và phạm vi kế thừa đã ghi là căn cứ của việc đã chuyển.")


class Groups(Table):
    """The group names of plans."""

    title = "Nhóm"
    key = ("code",)
    columns = (
        Column("code", "Mã nhóm", required=True),
        Column("name", "Tên nhóm", required=True),
        Column("wordings", "Cách gọi trong văn bản", "names"),
        Column("purpose", "Dùng để", "choice", PURPOSES, required=True),
        FROM,
        TO,
        Column("note", "Ghi chú", "lines"),
    )

    def standing(self) -> list[Values]:
        """In the order in which they were recorded."""
        return [
            {
                **{column.name: getattr(row, column.name) for column in self.columns},
                "wordings": tuple(row.wordings),
            }
            for row in AgencyGroup.objects.order_by("pk")
        ]

    def create(self, values: Values, by: Capacity) -> None:
        """A new group."""
        create_group(text(values, "code"), self._words(values), by=by)

    def change(self, old: Values, new: Values, changed: set[str], by: Capacity) -> None:
        """Its words and its time."""
        change_group(group_of(text(old, "code")), self._words(new), by=by)

    def _words(self, values: Values) -> GroupWords:
        return GroupWords(
            name=text(values, "name"),
            wordings=names(values, "wordings"),
            purpose=text(values, "purpose"),
            note=text(values, "note"),
            valid_from=day(values, "valid_from"),
            valid_to=day(values, "valid_to"),
        )

    def name_of(self, values: Values) -> str:
        """Its name and code."""
        return f"{values['name']} ({values['code']})"


class Members(Table):
    """Who belongs to a group, from when to when. The beginning is part of the key; the end may be set and moved."""

    title = "Thành viên nhóm"
    key = ("group", "agency", "valid_from")
    columns = (
        Column("group", "Mã nhóm", required=True),
        Column("agency", "Mã cơ quan", required=True),
        Column("agency_name", "Tên cơ quan", info=True),
        FROM,
        TO,
        Column("confirmed_by", "Người xác nhận", info=True),
    )

    def standing(self) -> list[Values]:
        """In the order in which they were recorded."""
        return [
            {
                "group": row.group.code,
                "agency": row.agency.code,
                "agency_name": row.agency.name,
                "valid_from": row.valid_from,
                "valid_to": row.valid_to,
                "confirmed_by": row.confirmed_by,
            }
            for row in GroupMembership.objects.select_related("group", "agency").order_by("pk")
        ]

    def create(self, values: Values, by: Capacity) -> None:
        """A membership."""
        group = group_of(text(values, "group"))
        set_membership(group, agency(values), day(values, "valid_from"), day(values, "valid_to"), by=by)

    def change(self, old: Values, new: Values, changed: set[str], by: Capacity) -> None:
        """Its last day."""
        self.create(new, by)


class Successions(Table):
    """Whose work passes to whom. The paper behind it may be named better later; the rest stands as recorded."""

    title = "Kế tục"
    key = ("before", "after")
    columns = (
        Column("before", "Mã cơ quan trước", required=True),
        Column("before_name", "Tên cơ quan trước", info=True),
        Column("after", "Mã cơ quan nhận", required=True),
        Column("after_name", "Tên cơ quan nhận", info=True),
        Column("on", "Từ ngày", "day", required=True, fixed=_RECORDED),
        Column("continues", "Kế thừa toàn bộ", "yes", fixed=_RECORDED),
        Column("basis", "Căn cứ"),
        Column("verified", "Đã đọc văn bản căn cứ", "yes"),
    )

    def standing(self) -> list[Values]:
        """In the order in which they were recorded."""
        return [
            {
                **{name: getattr(row, name) for name in ("on", "continues", "basis", "verified")},
                "before": row.before.code,
                "before_name": row.before.name,
                "after": row.after.code,
                "after_name": row.after.name,
            }
            for row in Succession.objects.select_related("before", "after").order_by("pk")
        ]

    def create(self, values: Values, by: Capacity) -> None:
        """A succession; no open work moves by it."""
        record_succession(
            agency(values, "before"),
            agency(values, "after"),
            day(values, "on"),
            bool(values["continues"]),
            text(values, "basis"),
            bool(values["verified"]),
            by=by,
        )

    def change(self, old: Values, new: Values, changed: set[str], by: Capacity) -> None:
        """The paper behind it, and whether somebody has read it."""
        row = Succession.objects.get(before__code=old["before"], after__code=old["after"])
        correct_succession(row, text(new, "basis"), bool(new["verified"]), by=by)

    def name_of(self, values: Values) -> str:
        """From whom to whom."""
        return f"{values['before']} → {values['after']}"
