"""The columns of a task table, recognised by their headings in the usual wordings; a person may say otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from workflow.vietnamese import folded

# In this order: a heading may hold words of a later row ("Cơ quan chủ trì thực hiện nhiệm vụ" is the lead).
_WORDINGS = (
    # What was given out, when, by which paper and how far it has come: not what is to be done, nor by when.
    (None, (r"(so|so ky hieu|can cu|co so|trich yeu|ngay)? ?(va )?(ngay )?(cac )?van ban (giao|chi dao|phan cong|can cu)?.*"
            r"|(so|so hieu|so ky hieu|ma|ma so)( cua)? (van ban|nhiem vu|nv)\b.*|(ngay|thoi gian|thoi diem|nguoi) giao\b.*"
            r"|noi dung (bao cao|phoi hop|kien nghi)|.*(den nay|den thoi diem bao cao|hien trang|kho khan|vuong mac).*")),
    ("ordinal", r"(tt|t t|s tt|stt|so tt|so thu tu|thu tu|so|no)( \d)?"),
    ("lead", r".*chu tri\b.*phoi hop.*"),
    ("text", r"(noi dung|nhiem vu|ten (?!co quan|don vi|san pham|can bo|nguoi)\w|cong viec|dau viec|nhom nhiem vu).*"),
    ("coordinating", r".*(phoi hop|cung thuc hien|tham gia).*|(co quan|don vi).*lien quan"),
    ("directing", (r".*(chi dao|lanh dao (ubnd|phu trach|so|tinh|van phong)).*"
                  r"|(co quan|cap|nguoi|tham quyen)( co tham quyen)? (ban hanh|phe duyet|quyet dinh|theo doi).*"
               r"|(cap|nguoi|tham quyen)( co tham quyen)? trinh.*|cap co tham quyen|(pct|ct|pho chu tich|chu tich) ubnd .*"
                  r"|trinh (cap|co quan).*")),
    ("lead", (r".*(chu tri|dau moi|trach nhiem thuc hien).*|phan cong.*|to chuc thuc hien|trach nhiem( chinh)?|thuc hien"
             r"|.*(co quan|don vi|nguoi|bo phan|dia phuong) (thuc hien|chiu trach nhiem|tham muu|soan thao|phu trach|"
             r"xay dung|trien khai|trinh|chuan bi|duoc (giao|phan cong)).*")),
    ("deadline", (r".*(thoi gian|thoi han|tien do|han hoan thanh|thoi diem|ngay hoan thanh|lo trinh|thoi ky).*"
                 r"|(moc |du kien |tg |t gian )?hoan thanh.*|han (nop|cuoi|trinh|xu ly)|nam( thuc hien| hoan thanh)?|thang|"
                 r"(ngay )?(bat dau|ket thuc)( thuc hien)?")),
    ("form", r"(hinh thuc|loai|loai hinh|the loai|ten loai|the thuc) (van ban|ban hanh|trinh|san pham|ket qua).*"),
    ("product", r".*(san pham|ket qua|dau ra|muc tieu can dat).*"),
    ("funding", r".*(kinh phi|nguon von|du toan|nguon luc|ngan sach).*"),
    ("note", r".*(ghi chu|luu y).*"),
    ("text", r".*(noi dung|nhiem vu|cong viec|giai phap|hoat dong|ten viec|muc tieu|chi tieu).*|danh muc .*"),
)  # fmt: skip
_QUARTER = re.compile(
    r".*\b(?:quy (?:i{1,3}|iv|[1-4])|thang \d{1,2}|q(?:i{1,3}|iv|[1-4])|t\d{1,2})(?:[ /-]+(?:nam )?\d{4})?"
)
CELLS = ("lead", "coordinating", "directing", "deadline", "product", "funding", "note")
_YEAR = re.compile(r".*\b\d{4}(?: ?[-–] ?\d{4})?")
_END = re.compile(r"ket thuc|hoan thanh|\bden(?: ngay)?$|\bhan (?:nop|cuoi|trinh|xu ly)")
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
    """Column → its position in the table, from 0. `by` says how it is known: headings, content, gaps, person, or shape."""

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
    _take_the_work(headings, found)
    _take_the_end(headings, found)
    _take_the_amount(headings, found)
    if quarters := calendar_of(headings):
        found.setdefault("deadline", quarters[0])
    return found if "text" in found and ("lead" in found or "deadline" in found) else None


def _take_the_work(headings: Sequence[str], found: dict[str, int]) -> None:
    """Of a group or an aim and the work in it the work is the content."""
    first = found.get("text")
    if first is not None and re.match(r"(nhom|muc tieu|chi tieu|chuong trinh|linh vuc)\b", folded(headings[first])):
        works = [at for at in range(first + 1, len(headings)) if column_of(headings[at]) == "text"]
        found["text"] = next(iter(works), first)


def calendar_of(headings: Sequence[str]) -> tuple[int, ...]:
    """The columns that are quarters, months or years of a calendar in which a mark says when; none, or two and more."""
    found = tuple(at for at, heading in enumerate(headings) if _is_in_a_calendar(heading))
    return found if len(found) > 1 else ()


def _is_in_a_calendar(heading: str) -> bool:
    plain = " ".join(folded(heading).split())
    return bool(_QUARTER.fullmatch(plain) or (column_of(heading) == "deadline" and _YEAR.fullmatch(plain)))


def _take_the_end(headings: Sequence[str], found: dict[str, int]) -> None:
    """Of a beginning and an end, or of a time and an end of it, the end is the deadline."""
    first = found.get("deadline")
    if first is not None and not _END.search(folded(headings[first])):
        ends = [at for at, heading in enumerate(headings) if _END.search(folded(heading))]
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
