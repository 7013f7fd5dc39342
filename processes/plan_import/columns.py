"""The columns of a task table, recognised by their headings in the usual wordings; a person may say otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from workflow.vietnamese import folded

# In this order: a heading may hold words of a later row ("Cơ quan chủ trì thực hiện nhiệm vụ" is the lead).
_WORDINGS = (
    ("ordinal", r"(tt|stt|so tt|so thu tu|thu tu|so|no)"),
    ("text", r"(noi dung|nhiem vu|ten (?!co quan|don vi|san pham|can bo|nguoi)\w|cong viec|dau viec|nhom nhiem vu).*"),
    ("coordinating", r".*(phoi hop|cung thuc hien|tham gia).*|(co quan|don vi).*lien quan"),
    ("directing", (r".*(chi dao|lanh dao (ubnd|phu trach|so|tinh|van phong)).*"
                  r"|(co quan|cap|nguoi|tham quyen)( co tham quyen)? (trinh|ban hanh|phe duyet|quyet dinh|theo doi).*"
                  r"|trinh (cap|co quan).*")),
    ("lead", (r".*(chu tri|dau moi|trach nhiem thuc hien).*|phan cong.*|to chuc thuc hien|trach nhiem|thuc hien"
             r"|.*(co quan|don vi|nguoi|bo phan|dia phuong) (thuc hien|chiu trach nhiem|tham muu|soan thao|phu trach|xay dung).*")),
    ("deadline", (r".*(thoi gian|thoi han|tien do|han hoan thanh|thoi diem|ngay hoan thanh|lo trinh|thoi ky).*"
                 r"|hoan thanh.*|han (nop|cuoi|trinh|xu ly)|nam (thuc hien|hoan thanh)|(bat dau|ket thuc)")),
    ("form", r"(hinh thuc|loai|loai hinh|the loai|ten loai|the thuc) (van ban|ban hanh|trinh|san pham|ket qua).*"),
    ("product", r".*(san pham|ket qua|dau ra|muc tieu can dat).*"),
    ("funding", r".*(kinh phi|nguon von|du toan|nguon luc|ngan sach).*"),
    ("note", r".*(ghi chu|luu y).*"),
    ("text", r".*(noi dung|nhiem vu|cong viec|giai phap|hoat dong|ten viec|muc tieu|chi tieu).*"),
)  # fmt: skip
CELLS = ("lead", "coordinating", "directing", "deadline", "product", "funding", "note")
NOWHERE = -1
"""The position of a column of which a person says that the table has none."""
SOMETIMES = ("form",)
"""Columns that a task has only where its table has them."""
TITLES = {
    "ordinal": "TT", "text": "Nội dung", "lead": "Cơ quan chủ trì", "coordinating": "Cơ quan phối hợp",
    "directing": "Cơ quan chỉ đạo", "deadline": "Thời gian", "product": "Sản phẩm", "funding": "Kinh phí",
    "form": "Hình thức văn bản", "note": "Ghi chú",
}  # fmt: skip


@dataclass(frozen=True)
class ColumnMap(Mapping[str, int]):
    """Column → its position in the table, from 0. `by` says how it is known: headings, content, or a person."""

    positions: Mapping[str, int] = field(default_factory=dict)
    by: str = "headings"

    def __getitem__(self, column: str) -> int:
        return self.positions[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self.positions)

    def __len__(self) -> int:
        return len(self.positions)

    def corrected(self, said: Mapping[str, int]) -> ColumnMap:
        """The same map with what a person said in place of what was recognised; a position serves one column.

        A column said to stand at NOWHERE is not in the table, whatever its heading.
        """
        kept = {
            column: position
            for column, position in self.positions.items()
            if column not in said and position not in said.values()
        }
        return ColumnMap(
            {column: position for column, position in {**kept, **said}.items() if position != NOWHERE}, "person"
        )


@lru_cache(maxsize=4096)
def column_of(heading: str) -> str | None:
    """The column a heading names, or None."""
    plain = re.sub(r"[^a-z0-9 ]+", " ", folded(heading))
    plain = " ".join(plain.split())
    return next((column for column, wording in _WORDINGS if re.fullmatch(wording, plain)), None) if plain else None


def columns_of(headings: Sequence[str]) -> dict[str, int] | None:
    """Column → position for a heading row, or None when these cells are not the headings of a task table."""
    if len(headings) < 3 or any(len(heading) > 120 for heading in headings):
        return None
    found = columns_named(headings)
    _take_the_end(headings, found)
    _take_the_amount(headings, found)
    return found if "text" in found and ("lead" in found or "deadline" in found) else None


def _take_the_end(headings: Sequence[str], found: dict[str, int]) -> None:
    """Of a beginning and an end the end is the deadline."""
    first = found.get("deadline")
    if first is not None and "bat dau" in folded(headings[first]):
        ends = [at for at, heading in enumerate(headings) if re.search(r"ket thuc|hoan thanh", folded(heading))]
        found["deadline"] = next((at for at in ends if column_of(headings[at]) == "deadline"), first)


def _take_the_amount(headings: Sequence[str], found: dict[str, int]) -> None:
    """Of a source of money and a sum the sum is the funding."""
    first = found.get("funding")
    if first is not None and "nguon" in folded(headings[first]):
        sums = [
            at for at, heading in enumerate(headings) if re.search(r"du toan|so tien|muc von|dong\b", folded(heading))
        ]
        found["funding"] = next((at for at in sums if column_of(headings[at]) == "funding"), first)


def columns_named(headings: Sequence[str]) -> dict[str, int]:
    """The columns that a row of headings names, whether they make a task table or not."""
    found: dict[str, int] = {}
    for position, heading in enumerate(headings):
        if column := column_of(heading):
            found.setdefault(column, position)
    return found
