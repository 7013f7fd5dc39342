"""A dossier as an inspector would meet it: the longest task, two versions, three opinions, a trail of many rows."""

import hashlib
from datetime import UTC, date, datetime, timedelta

from approvals.dossier import CitedDocument, Dossier, EvidenceFile, Figure, Opinion, SubmittedVersion, TrailRow

IV_1 = (
    "Tăng cường đầu tư ngân sách nhà nước, đẩy mạnh thu hút nguồn lực xã hội cho công tác tiêu chuẩn, đo lường, "
    "chất lượng; tiếp tục đầu tư cơ sở vật chất, hiện đại hóa hệ thống phòng kiểm định kỹ thuật, phòng thử nghiệm, "
    "tăng cường chuẩn đo lường chính, nâng cao chất lượng nguồn nhân lực đối với Trung tâm Ứng dụng và Dịch vụ khoa "
    "học công nghệ tỉnh Quảng Ngãi và các trung tâm hoạt động tiêu chuẩn, đo lường, chất lượng khác của tỉnh Quảng Ngãi"
)
START = datetime(2025, 3, 5, 2, 15, 3, tzinfo=UTC)
OFFICER = ("Nguyễn Thị Bích Hạnh", "Trưởng phòng Tiêu chuẩn Đo lường Chất lượng, Sở Khoa học và Công nghệ")
REVIEWER = ("Phạm Quốc Đạt", "Phó Trưởng phòng Kế hoạch - Tổng hợp, Sở Khoa học và Công nghệ")
DIRECTOR = ("Võ Minh Trường", "Phó Giám đốc Sở Khoa học và Công nghệ")
STEPS = (
    ("Giao nhiệm vụ", "", "Đã giao"),
    ("Tiếp nhận", "Đã giao", "Đang thực hiện"),
    ("Trình kết quả", "Đang thực hiện", "Đã trình kết quả"),
    ("Nhận thẩm định", "Đã trình kết quả", "Đã trình kết quả"),
    ("Trả lại, yêu cầu bổ sung", "Đã trình kết quả", "Đang thực hiện"),
    ("Trình kết quả", "Đang thực hiện", "Đã trình kết quả"),
    ("Hoàn thành thẩm định", "Đã trình kết quả", "Đã thẩm định"),
    ("Kết luận", "Đã thẩm định", "Đã phê duyệt"),
)


def digest(text: object) -> str:
    """A stand-in for a real content hash."""
    return hashlib.sha256(str(text).encode()).hexdigest()


def trail(rows: int) -> tuple[TrailRow, ...]:
    """That many events, a day apart."""
    people = (OFFICER, REVIEWER, DIRECTOR)
    return tuple(
        TrailRow(seq, START + timedelta(days=seq), act, *people[seq % 3], before, after, digest(seq))
        for seq, (act, before, after) in ((number, STEPS[number % len(STEPS)]) for number in range(rows))
    )


def sample(rows: int = 12, **changes: object) -> Dossier:
    """The dossier of IV.1 for 2025, with `changes` to any of its fields."""
    files = (
        EvidenceFile("Báo cáo kết quả đầu tư phòng kiểm định năm 2025.pdf", 1_482_233, digest("a")),
        EvidenceFile("Danh mục thiết bị chuẩn đo lường - bản cuối (đã ký).xlsx", 48_120, digest("b")),
    )
    text = (
        "Đã hoàn thành rà soát nhu cầu đầu tư của 04 phòng kiểm định kỹ thuật; trình HĐND tỉnh bố trí 2,4 tỷ đồng.\n"
        "Đã bổ sung 06 chuẩn đo lường chính về khối lượng và dung tích; cử 12 viên chức dự đào tạo kiểm định viên."
    )
    figures = (Figure("Số phòng kiểm định được đầu tư", "04"), Figure("Số chuẩn đo lường chính bổ sung", "06"))
    values: dict[str, object] = {
        "plan_number": "24/KH-UBND",
        "plan_date": date(2025, 1, 24),
        "plan_title": "Kế hoạch triển khai thực hiện Chỉ thị số 38-CT/TW về công tác tiêu chuẩn, đo lường, chất lượng",
        "plan_issuer": "Ủy ban nhân dân tỉnh Quảng Ngãi",
        "group": "IV. Tăng cường đầu tư ngân sách nhà nước cho công tác tiêu chuẩn, đo lường, chất lượng",
        "ordinal": "IV.1",
        "task_text": IV_1,
        "lead": "Sở Khoa học và Công nghệ",
        "coordinating": "Các sở, ban, ngành, UBND các huyện, thị xã, thành phố,",
        "directing": "Sở Khoa học và Công nghệ",
        "deadline_text": "Hàng năm",
        "period": "năm 2025",
        "due": date(2025, 12, 31),
        "responsible": "Sở Khoa học và Công nghệ",
        "state": "Đã phê duyệt",
        "flags": ("Tự thẩm định – tự kết luận",),
        "head_hash": digest(rows - 1),
        "printed_at": datetime(2025, 12, 5, 1, 30, tzinfo=UTC),
        "printed_by": "Lê Thị Ngọc Ánh - Chuyên viên Văn phòng Sở",
        "submissions": (
            SubmittedVersion(1, START + timedelta(days=200), *OFFICER, text, figures, files[:1]),
            SubmittedVersion(2, START + timedelta(days=215), *OFFICER, text, figures, files),
        ),
        "opinions": (
            Opinion(
                START + timedelta(days=205),
                "Trả lại",
                *REVIEWER,
                "Bổ sung danh mục thiết bị; ghi rõ nguồn vốn.",
                version=1,
            ),
            Opinion(
                START + timedelta(days=220),
                "Thẩm định: đạt",
                *REVIEWER,
                "Hồ sơ đầy đủ, số liệu khớp với biểu.",
                version=2,
            ),
            Opinion(
                START + timedelta(days=224),
                "Kết luận",
                *DIRECTOR,
                "Đồng ý với kết quả thẩm định.",
                "KT. Giám đốc",
                "Giám đốc Sở",
                2,
            ),
        ),
        "documents": (
            CitedDocument(
                "Thông báo",
                "118/TB-SKHCN",
                date(2025, 11, 3),
                "Sở Khoa học và Công nghệ",
                DIRECTOR[0],
                "KT. Giám đốc",
                digest("c"),
            ),
        ),
        "trail": trail(rows),
    }
    return Dossier(**{**values, **changes})  # type: ignore[arg-type]
