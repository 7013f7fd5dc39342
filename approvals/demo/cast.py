"""Who plays: invented people with posts in the real offices of Quảng Ngãi, before and after the mergers of 2025.

Names are written family name first. A `Part` is a post; an open end is the end of the body.
"""

from dataclasses import dataclass
from datetime import date

from processes.models import Role

START = date(2025, 1, 2)
MERGER = date(2025, 3, 1)
NEW_PROVINCE = date(2025, 7, 1)


@dataclass(frozen=True)
class Part:
    """A post to be held: agency and unit by their codes, role, title, first and last day, and units in charge of."""

    agency: str
    unit: str
    role: str
    title: str
    first: date = START
    last: date | None = None
    in_charge_of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Player:
    """A person of the cast, with the login name and the posts."""

    username: str
    name: str
    parts: tuple[Part, ...]


def _department(unit: str, role: str, title: str, *in_charge_of: str) -> tuple[Part, ...]:
    """A post in the Department that reviews: in the body of January 2025, then in the one that continues it."""
    return tuple(
        Part(
            body,
            f"{body}.{unit}" if unit else "",
            role,
            title,
            first,
            None,
            tuple(f"{body}.{charge}" for charge in in_charge_of),
        )
        for body, first in (("skhcn", START), ("skhcn-2025", MERGER))
    )


def _province(role: str, title: str) -> tuple[Part, ...]:
    return (Part("ubnd-tinh", "", role, title), Part("ubnd-tinh-2025", "", role, title, NEW_PROVINCE))


MAIN = (
    Player("chu-tich", "Vương Đình Khải", _province(Role.CHAIRMAN, "Chủ tịch UBND tỉnh")),
    Player("pho-chu-tich", "Phạm Thị Thu Hà", _province(Role.VICE_CHAIRMAN, "Phó Chủ tịch UBND tỉnh")),
    Player("chanh-van-phong", "Lê Quang Vinh", (Part("vpub", "", Role.LEADER, "Chánh Văn phòng"),)),
    Player(
        "tham-tra",
        "Đỗ Thị Ngọc Lan",
        (Part("vpub", "vpub.kgvx", Role.VERIFIER, "Chuyên viên Phòng Khoa giáo – Văn xã"),),
    ),
    Player("tham-tra-2", "Bùi Đức Thắng", (Part("vpub", "vpub.kt", Role.VERIFIER, "Chuyên viên Phòng Kinh tế"),)),
    Player("van-thu-ubnd", "Võ Thị Kim Liên", (Part("vpub", "vpub.vtlt", Role.RECORDS, "Văn thư"),)),
    Player("cv-van-phong", "Trương Văn Hải", (Part("vpub", "vpub.kgvx", Role.OFFICER, "Chuyên viên"),)),
    Player("giam-doc", "Tống Văn Lượng", _department("", Role.DIRECTOR, "Giám đốc")),
    Player("pho-giam-doc", "Huỳnh Thị Mai Phương", _department("", Role.DIRECTOR, "Phó Giám đốc", "tdc")),
    Player("chi-cuc-truong", "Trần Quốc Bảo", _department("tdc", Role.UNIT_HEAD, "Chi cục trưởng")),
    Player("cv-chi-cuc", "Lê Thị Thanh Tâm", _department("tdc", Role.OFFICER, "Chuyên viên Chi cục")),
    Player("tham-dinh", "Phan Anh Dũng", _department("qlcn", Role.REVIEWER, "Chuyên viên Phòng Quản lý Công nghệ")),
    Player(
        "tham-dinh-2", "Ngô Thị Bích Hằng", _department("qlkh", Role.REVIEWER, "Chuyên viên Phòng Quản lý Khoa học")
    ),
    Player("tham-dinh-3", "Đặng Minh Khoa", _department("tdc", Role.REVIEWER, "Chuyên viên Chi cục, thẩm định")),
    Player("van-thu-so", "Cao Thị Diễm My", _department("vp", Role.RECORDS, "Văn thư")),
    Player("quan-tri-ke-hoach", "Hồ Sỹ Nguyên", _department("khtc", Role.PLAN_ADMIN, "Chuyên viên theo dõi kế hoạch")),
    Player("ld-so-y-te", "Lâm Gia Khánh", (Part("syt", "", Role.LEADER, "Giám đốc"),)),
    Player("cv-so-y-te", "Phạm Thị Hồng Nhung", (Part("syt", "syt.vp", Role.OFFICER, "Chuyên viên"),)),
    Player("ld-so-cong-thuong", "Lý Văn Trường", (Part("sct", "", Role.LEADER, "Giám đốc"),)),
    Player("cv-so-cong-thuong", "Mai Thị Phương Thảo", (Part("sct", "sct.vp", Role.OFFICER, "Chuyên viên"),)),
    Player(
        "ld-so-tttt",
        "Thái Công Lập",
        (
            Part("stttt", "", Role.LEADER, "Giám đốc"),
            Part("skhcn-2025", "", Role.DIRECTOR, "Phó Giám đốc", MERGER, None, ("skhcn-2025.qlcn",)),
        ),
    ),
    Player(
        "ld-binh-son",
        "Nguyễn Thị Tuyết Sương",
        (
            Part("ubnd-huyen-binh-son", "", Role.LEADER, "Chủ tịch UBND huyện"),
            Part("ubnd-xa-binh-son-21040", "", Role.LEADER, "Chủ tịch UBND xã", NEW_PROVINCE),
        ),
    ),
    Player(
        "cv-binh-son",
        "Đoàn Ngọc Thạch",
        (
            Part(
                "ubnd-huyen-binh-son", "ubnd-huyen-binh-son.ktht", Role.OFFICER, "Chuyên viên Phòng Kinh tế và Hạ tầng"
            ),
            Part("ubnd-xa-binh-son-21040", "ubnd-xa-binh-son-21040.vp", Role.OFFICER, "Chuyên viên", NEW_PROVINCE),
        ),
    ),
    Player("quan-tri", "Tạ Quang Huy", (Part("vpub", "vpub.hcqt", Role.SYSTEM_ADMIN, "Quản trị hệ thống"),)),
    Player("mat-tran", "Đinh Thị Hoa", (Part("ubmttq", "", Role.FRONT, "Ủy viên Ban Thường trực"),)),
)

INSPECTOR = Player("thanh-tra", "Vũ Đình Trọng", (Part("ttt", "ttt.vp", Role.INSPECTOR, "Thanh tra viên"),))
"""Appointed once the plan is in, because an inspector's scope names it."""

# The other agencies of the plan: a leader and an officer each. The successor's leader is the predecessor's where one is named.
OTHERS: tuple[tuple[str, str, str, str], ...] = (
    ("snv", "snv-2025", "Nguyễn Xuân Hòa", "Trần Thị Lệ Quyên"),
    ("stp", "", "Phan Thị Minh Nguyệt", "Lê Hữu Phước"),
    ("skhdt", "", "Võ Hồng Quân", "Nguyễn Thị Ánh Tuyết"),
    ("stc", "stc-2025", "Trần Đình Phong", "Hồ Thị Thu Trang"),
    ("snnptnt", "snnmt-2025", "Huỳnh Ngọc Ẩn", "Bùi Thị Như Ý"),
    ("stnmt", "", "Lê Thị Kim Oanh", "Đỗ Văn Quý"),
    ("sgtvt", "", "Nguyễn Phúc Ưng", "Trương Thị Hạnh"),
    ("sxd", "sxd-2025", "Đào Duy Nghĩa", "Phạm Quỳnh Như"),
    ("stttt", "", "", "Nguyễn Đăng Vũ"),
    ("sldtbxh", "", "Cao Văn Đức", "Võ Thị Mỹ Duyên"),
    ("svhttdl", "", "Lương Thị Bạch Tuyết", "Nguyễn Kiên Cường"),
    ("sgddt", "", "La Ngọc Uyên", "Phan Thị Ngân"),
    ("sngv", "", "Tôn Thất Bình", "Lê Thị Diệu Ái"),
    ("ttt", "", "Hoàng Văn Đệ", "Ngô Thị Cẩm Vân"),
    ("bdt", "sdttg-2025", "Đinh Văn Ghé", "Hồ Thị Sơn Ca"),
    ("bqlkkt", "", "Hà Trọng Khiêm", "Trần Thị Ngọc Ánh"),
    ("ubnd-thanh-pho-quang-ngai", "", "Mạc Thanh Sơn", "Nguyễn Lê Bảo Châu"),
    ("ubnd-huyen-tra-bong", "", "Hồ Nhật Quang", "Phạm Thị Bưởi"),
    ("ubnd-huyen-son-tinh", "", "Bùi Khải Nguyên", "Võ Minh Hiếu"),
    ("ubnd-huyen-tu-nghia", "", "Ông Ích Vĩnh", "Lê Thị Thúy Kiều"),
    ("ubnd-huyen-son-ha", "", "Đinh Thị Hải Đường", "Phạm Văn Đại"),
    ("ubnd-huyen-son-tay", "", "Đinh Công Trứ", "Nguyễn Thị Thanh Xuân"),
    ("ubnd-huyen-minh-long", "", "Kiều Minh Trí", "Đinh Thị Mận"),
    ("ubnd-huyen-nghia-hanh", "", "Đàm Tiến Lộc", "Trần Thị Hoài Thương"),
    ("ubnd-huyen-mo-duc", "", "Tiêu Viết Thịnh", "Lê Hoàng Yến"),
    ("ubnd-thi-xa-duc-pho", "", "Văn Thị Thu Cúc", "Nguyễn Thị Kiều Diễm"),
    ("ubnd-huyen-ba-to", "", "Phạm Khắc Nhẫn", "Phạm Thị Nga"),
    ("ubnd-huyen-ly-son", "", "Đồng Sỹ Hùng", "Dương Thị Hải Yến"),
)


def others() -> tuple[Player, ...]:
    """The leaders and officers of the other agencies, in the body of January 2025 and in its successor."""
    players = []
    for agency, heir, leader, officer in OTHERS:
        for prefix, name, role, title in (
            ("ld", leader, Role.LEADER, "Chủ tịch UBND" if agency.startswith("ubnd") else "Thủ trưởng cơ quan"),
            ("cv", officer, Role.OFFICER, "Chuyên viên"),
        ):
            if not name:
                continue
            parts = [Part(agency, f"{agency}.vp" if role == Role.OFFICER else "", role, title)]
            if heir:
                parts.append(Part(heir, f"{heir}.vp" if role == Role.OFFICER else "", role, title, MERGER))
            players.append(Player(f"{prefix}-{agency}", name, tuple(parts)))
    return tuple(players)
