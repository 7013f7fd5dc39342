"""Marks of state secrecy. The system is for unclassified work only (domain.md 6.4): what bears a mark is refused.

The check reads the name and the first page as text; it cannot read a stamp in a scan, so the upload page warns as well.
"""

import re
from datetime import date

from django.utils.translation import gettext as _

from workflow.errors import NotValid
from workflow.vietnamese import nfc

NEW_LAW_FROM = date(2026, 3, 1)
# A stamp may be typed with spread letters ("M Ậ T").
_MARK = re.compile(r"(?<!\w)(?:TUYỆT[ \t]+M ?Ậ ?T|TỐI[ \t]+M ?Ậ ?T|M ?Ậ ?T)(?!\w)")
_BARE_MARK = re.compile(r"(?<![A-Za-z])(?:TUYET|TOI)[ _.-]MAT(?![A-Za-z])")
# Ordinary words in capitals that contain MẬT: bí mật, bảo mật, cơ mật, mật khẩu, mật mã, mật độ, mật ong, ...
_BEFORE = re.compile(r"(?:BÍ|BẢO|CƠ|THÂN|LẤY|ĐƯỜNG|DỊCH|TÚI)\s+$")
_AFTER = re.compile(r"^\s+(?:KHẨU|MÃ|ĐỘ|ONG|THƯ|THIẾT|MÍA|VIỆT)(?!\w)")
# A secret document may be named by the stamp only on its first page.
FIRST_PAGE = 6_000


def law_on(day: date) -> str:
    """The law on state secrets in force on that day."""
    if day < NEW_LAW_FROM:
        return _("Luật Bảo vệ bí mật nhà nước số 29/2018/QH14")
    return _("Luật Bảo vệ bí mật nhà nước số 117/2025/QH15")


def bears_mark(text: str) -> bool:
    """Whether MẬT, TỐI MẬT or TUYỆT MẬT stands in the text as a stamp: in capitals and as a word of its own."""
    composed = nfc(text)
    return any(_is_stamp(composed, found) for found in _MARK.finditer(composed))


def _is_stamp(text: str, found: re.Match[str]) -> bool:
    if found.group().startswith("T"):
        return True
    line_before = text[: found.start()].rpartition("\n")[2]
    return not _BEFORE.search(line_before) and not _AFTER.match(text[found.end() :].partition("\n")[0])


def refuse_marked(name: str, first_page: str, on: date) -> None:
    """Raise `NotValid`, naming the law of the day, when the name or the first page is marked."""
    words = name.replace("_", " ").replace("-", " ").replace(".", " ")
    if bears_mark(words) or _BARE_MARK.search(name) or bears_mark(first_page[:FIRST_PAGE]):
        raise NotValid(
            _(
                "Tệp mang dấu chỉ độ mật (MẬT, TỐI MẬT hoặc TUYỆT MẬT) nên không được đưa lên hệ thống theo %(law)s. "
                "Hãy gửi tài liệu theo chế độ mật và báo người phụ trách bảo mật của cơ quan."
            )
            % {"law": law_on(on)},
            field="files",
        )
