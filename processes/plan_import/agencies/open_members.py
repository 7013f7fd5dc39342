"""Terms that name nobody in particular: "cơ quan liên quan", "các trường đại học", "doanh nghiệp".

They resolve to nothing; a person names the members for each instance (domain.md 2.2, rule 5).
"""

from __future__ import annotations

import re

_MANY = r"(?:các |những |một số )?"
_BODY = r"(?:cơ quan|đơn vị|tổ chức|cá nhân|địa phương|doanh nghiệp|hội|đoàn thể|bộ phận|lực lượng|thành viên)"
_DEPARTMENT = r"(?:sở|ban|ngành|bộ|đoàn thể|cấp|phòng|bộ ngành|sở ngành)"
_JOIN = r"(?: ?, ?| ?; ?| và | ?/ ?| )"
_RELATED = r"(?: (?:có )?liên quan| chức năng| khác| được (?:giao|phân công)[^,;/+]*)"
# It goes no further than its own item: "doanh nghiệp trên địa bàn, Sở Tài chính" names a Department behind the comma.
_WHERE = r"(?: (?:trên địa bàn|trong|của|thuộc|ngoài|ở|đóng|cấp|có|khác|tỉnh|trung ương|địa phương|trên) ?[^,;/+]*)?"
_SCHOOL = (
    r"(?:đại học|cao đẳng|trung cấp|học viện|dạy nghề|nghề|chuyên nghiệp|phổ thông|trung học|thpt|thcs|mầm non|đh|cđ)"
)
_PLURAL_ONLY = (
    r"(?:viện|trung tâm|trường|bệnh viện|hiệp hội|hội|hợp tác xã|htx|tổ chức|cơ sở|cơ quan|đơn vị|chủ đầu tư|nhà thầu|"
    r"phòng thử nghiệm|doanh nghiệp|cá nhân|chuyên gia|nhà khoa học|bộ|đoàn thể|làng nghề|siêu thị|chợ|cơ quan báo chí)"
)
_BARE = r"(?:doanh nghiệp|hiệp hội|hợp tác xã|htx|người dân|nhân dân|cộng đồng|cá nhân|hộ kinh doanh|tổ chức|nhà khoa học|báo chí)"
_PATTERNS = [
    re.compile(pattern)
    for pattern in (
        rf"{_MANY}{_BODY}(?:{_JOIN}{_BODY})*{_RELATED}{_WHERE}",
        rf"{_MANY}{_DEPARTMENT}(?:{_JOIN}{_DEPARTMENT})*{_RELATED}{_WHERE}",
        rf"(?:các |những )?bộ(?:{_JOIN}(?:ban|ngành))*(?: trung ương)?",
        rf"(?:các |những )?(?:trường|cơ sở giáo dục|nhà trường)(?: (?:{_SCHOOL})(?:{_JOIN}(?:trường )?(?:{_SCHOOL}))*)?{_WHERE}",
        rf"{_MANY}cơ sở (?:y tế|khám(?: ?,? ?chữa)? ?bệnh(?: ?, ?chữa bệnh)?|sản xuất(?: ?, ?kinh doanh)?|kinh doanh|đào tạo){_WHERE}",
        rf"(?:các |những ){_PLURAL_ONLY}(?:{_JOIN}{_PLURAL_ONLY})*{_WHERE}",
        rf"{_BARE}{_WHERE}",
    )
]


def is_open(text: str) -> bool:
    """True when this stretch of a cell (lower case, single spaces) names nobody in particular."""
    return any(pattern.fullmatch(text) for pattern in _PATTERNS)
