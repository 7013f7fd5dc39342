"""Bodies, their units and the spellings of their names as tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processes.agencies import Particulars, change_agency, create_agency, create_unit, end_unit, record_alias
from processes.agency_kinds import KINDS, UNIT_KINDS
from processes.exchange.columns import Column, Values
from processes.exchange.tables import Table, agency, day, names, text, unit
from processes.models import Agency, AgencyAlias, Unit
from workflow.acts import Capacity
from workflow.errors import NotValid

_ANOTHER_BODY = gettext_lazy(
    "Không sửa bằng tệp: đổi tên, loại, cấp theo quyết định là một cơ quan mới kế thừa cơ quan này."
)
_ANOTHER_UNIT = gettext_lazy("Không sửa bằng tệp: hãy kết thúc đơn vị này và ghi một đơn vị mới tiếp tục nó.")
FROM = Column("valid_from", "Từ ngày", "day")
TO = Column("valid_to", "Đến hết ngày", "day")


class Agencies(Table):
    """The bodies, alive or not."""

    title = "Cơ quan"
    key = ("code",)
    columns = (
        Column("code", "Mã", required=True),
        Column("name", "Tên chính thức", required=True, fixed=_ANOTHER_BODY),
        Column("formal_name", "Tên đầy đủ trong văn bản"),
        Column("short_names", "Tên viết tắt", "names"),
        Column("official_code", "Mã chính thức"),
        Column("kind", "Loại", "choice", KINDS, required=True, fixed=_ANOTHER_BODY),
        Column("level", "Cấp", "choice", dict(Agency.Level.choices), required=True, fixed=_ANOTHER_BODY),
        Column("parent", "Mã cơ quan cấp trên"),
        Column("asked_only", "Chỉ đề nghị, không giao", "yes"),
        FROM,
        TO,
        Column("email", "Thư điện tử"),
        Column("note", "Ghi chú", "lines"),
    )

    def standing(self) -> list[Values]:
        """In the order in which they were recorded: a body comes behind those before it."""
        return [
            {
                **{column.name: getattr(row, column.name) for column in self.columns},
                "short_names": tuple(row.short_names),
                "parent": row.parent.code if row.parent else "",
            }
            for row in Agency.objects.select_related("parent").order_by("pk")
        ]

    def in_order(self, rows: Sequence[Any]) -> Sequence[Any]:
        """Whoever is above comes first; of a circle the rest stays as it stands and is refused for its missing parent."""
        ordered: list[Any] = []
        waiting = list(rows)
        while waiting:
            open_codes = {text(row.values, "code") for row in waiting}
            free = [row for row in waiting if text(row.values, "parent") not in open_codes] or waiting
            ordered += free
            waiting = [row for row in waiting if row not in free]
        return ordered

    def create(self, values: Values, by: Capacity) -> None:
        """A new body."""
        code, name, kind, level = (text(values, column) for column in ("code", "name", "kind", "level"))
        create_agency(code, name, kind, level, self._particulars(values), by=by)

    def change(self, old: Values, new: Values, changed: set[str], by: Capacity) -> None:
        """Its particulars."""
        change_agency(agency(old, "code"), self._particulars(new), by=by)

    def _particulars(self, values: Values) -> Particulars:
        return Particulars(
            formal_name=text(values, "formal_name"),
            short_names=names(values, "short_names"),
            official_code=text(values, "official_code"),
            parent=agency(values, "parent") if values["parent"] else None,
            asked_only=bool(values["asked_only"]),
            valid_from=day(values, "valid_from"),
            valid_to=day(values, "valid_to"),
            email=text(values, "email"),
            note=text(values, "note"),
        )

    def name_of(self, values: Values) -> str:
        """Name and code: two bodies may bear one name."""
        return f"{values['name']} ({values['code']})"


class Units(Table):
    """The units inside bodies. A unit is recorded and ended; anything else is another unit."""

    title = "Đơn vị"
    key = ("code",)
    columns = (
        Column("code", "Mã đơn vị", required=True),
        Column("agency", "Mã cơ quan", required=True, fixed=_ANOTHER_UNIT),
        Column("agency_name", "Tên cơ quan", info=True),
        Column("name", "Tên đơn vị", required=True, fixed=_ANOTHER_UNIT),
        Column("kind", "Loại", "choice", UNIT_KINDS, required=True, fixed=_ANOTHER_UNIT),
        Column("short_names", "Tên viết tắt", "names", fixed=_ANOTHER_UNIT),
        Column("predecessor", "Tiếp tục đơn vị (mã)", fixed=_ANOTHER_UNIT),
        Column("valid_from", "Từ ngày", "day", fixed=_ANOTHER_UNIT),
        TO,
    )

    def standing(self) -> list[Values]:
        """In the order in which they were recorded."""
        return [
            {
                **{name: getattr(row, name) for name in ("code", "name", "kind", "valid_from", "valid_to")},
                "agency": row.agency.code,
                "agency_name": row.agency.name,
                "short_names": tuple(row.short_names),
                "predecessor": row.predecessor.code if row.predecessor else "",
            }
            for row in Unit.objects.select_related("agency", "predecessor").order_by("pk")
        ]

    def create(self, values: Values, by: Capacity) -> None:
        """A new unit."""
        before = text(values, "predecessor")
        create_unit(
            agency(values),
            *(text(values, name) for name in ("code", "name", "kind")),
            short_names=names(values, "short_names"),
            predecessor=unit(before, "predecessor") if before else None,
            valid_from=day(values, "valid_from"),
            valid_to=day(values, "valid_to"),
            by=by,
        )

    def change(self, old: Values, new: Values, changed: set[str], by: Capacity) -> None:
        """Its last day."""
        if new["valid_to"] is None:
            raise NotValid(_("Đơn vị đã ghi ngày kết thúc; tệp không mở lại được đơn vị."), field="valid_to")
        end_unit(unit(text(old, "code"), "code"), day(new, "valid_to"), by=by)

    def name_of(self, values: Values) -> str:
        """Name and code: every department has a "Văn phòng Sở"."""
        return f"{values['name']} ({values['code']})"


class Spellings(Table):
    """The ways in which documents write a body's name, and whether a person has confirmed that they mean it."""

    title = "Cách viết"
    key = ("agency", "aliases")
    columns = (
        Column("agency", "Mã cơ quan", required=True),
        Column("agency_name", "Tên cơ quan", info=True),
        Column("aliases", "Cách viết", required=True),
        Column("confirmed", "Đã công nhận", "yes"),
        Column("confirmed_by", "Người công nhận", info=True),
    )

    def standing(self) -> list[Values]:
        """In the order in which they were recorded."""
        return [
            {
                "agency": row.agency.code,
                "agency_name": row.agency.name,
                "aliases": row.text,
                "confirmed": row.confirmed,
                "confirmed_by": row.confirmed_by,
            }
            for row in AgencyAlias.objects.select_related("agency").order_by("pk")
        ]

    def create(self, values: Values, by: Capacity) -> None:
        """A spelling that the person confirms by this file."""
        if not values["confirmed"]:
            sentence = _("Chỉ ghi cách viết đã được công nhận. Hãy ghi Có, hoặc bỏ dòng này.")
            raise NotValid(sentence, field="confirmed")
        record_alias(agency(values), text(values, "aliases"), by=by)

    def change(self, old: Values, new: Values, changed: set[str], by: Capacity) -> None:
        """Confirmed now; dropping a spelling is done on the page of its body, where its history is seen."""
        if not new["confirmed"]:
            sentence = _("Không bỏ công nhận bằng tệp. Hãy bỏ cách viết này ở trang của cơ quan.")
            raise NotValid(sentence, field="confirmed")
        record_alias(agency(old), text(old, "aliases"), by=by)

    def name_of(self, values: Values) -> str:
        """The spelling and whom it names."""
        return f"“{values['aliases']}” → {values['agency']}"
