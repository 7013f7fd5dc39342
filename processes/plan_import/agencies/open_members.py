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
    r"(?:viện nghiên cứu|viện|trung tâm|trường học|trường|bệnh viện|ngân hàng thương mại|tổ chức tín dụng|hiệp hội|hội|"
    r"hợp tác xã|htx|tổ chức|cơ sở|cơ quan|đơn vị|chủ đầu tư|nhà thầu|phòng thử nghiệm|doanh nghiệp|cá nhân|chuyên gia|"
    r"nhà khoa học|bộ|đoàn thể|làng nghề|siêu thị|chợ|cơ quan báo chí)"
)
_ESTABLISHMENT = (
    r"(?:giáo dục nghề nghiệp|giáo dục|y tế|khám(?: ?,? ?chữa)? ?bệnh(?: ?, ?chữa bệnh)?|sản xuất(?: ?, ?kinh doanh)?|kinh doanh|"
    r"đào tạo)"
)
_BARE = r"(?:doanh nghiệp|hiệp hội|hợp tác xã|htx|người dân|nhân dân|cộng đồng|cá nhân|hộ kinh doanh|tổ chức|nhà khoa học|báo chí)"
_PLACE = r"(?:huyện|thị xã|thành phố|xã|phường|đặc khu|địa phương)"
_TRADE = r"(?:viễn thông|bưu chính|công nghệ thông tin|công nghệ số|nhà nước|nhỏ và vừa|lữ hành|xuất khẩu|logistics)"
_PATTERNS = [
    re.compile(pattern)
    for pattern in (
        rf"{_MANY}{_BODY}(?:{_JOIN}{_BODY})*{_RELATED}{_WHERE}",
        rf"{_MANY}{_DEPARTMENT}(?:{_JOIN}{_DEPARTMENT})*{_RELATED}{_WHERE}",
        rf"(?:các |những )?bộ(?:{_JOIN}(?:ban|ngành))*(?: trung ương)?",
        rf"(?:các |những )?(?:trường|cơ sở giáo dục|nhà trường)(?: (?:{_SCHOOL})(?:{_JOIN}(?:trường )?(?:{_SCHOOL}))*)?{_WHERE}",
        rf"{_MANY}cơ sở {_ESTABLISHMENT}{_WHERE}",
        rf"(?:các |những ){_PLURAL_ONLY}(?:{_JOIN}{_PLURAL_ONLY})*{_WHERE}",
        rf"{_BARE}{_WHERE}",
        rf"(?:ubnd )?(?:các )?{_PLACE}(?:{_JOIN}{_PLACE})*(?: có)? liên quan{_WHERE}",
        rf"(?:các |cộng đồng )doanh nghiệp(?: {_TRADE}(?:{_JOIN}{_TRADE})*)?{_WHERE}",
    )
]


def is_open(text: str) -> bool:
    """True when this stretch of a cell (lower case, single spaces) names nobody in particular."""
    return any(pattern.fullmatch(text) for pattern in _PATTERNS)
