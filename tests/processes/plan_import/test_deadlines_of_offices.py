"""Time cells as a second hand wrote them: variations of the classes of domain.md 7.1, and what must never be called certain."""

import pytest

from processes.plan_import.deadlines import is_ditto, read_deadline
from tests.processes.plan_import.conftest import SIGNED

# The first text is a row of domain.md 7.1; the others say the same.
SAME = {
    "Quý III năm 2025": [
        "QUÝ III-2025", "Quý III . 2025", "Quý  Ⅲ năm 2025", "quý ba năm 2025", "Quý III (năm 2025)", "Quý III (2025)",
        "Quý III của năm 2025", "Trong Quí 3 năm 2025", "Quý III\nnăm 2025", "Thực hiện trong quý III năm 2025", "Quý 03/2025",
    ],
    "Quý IV, năm 2025": ["quý 4, 2025", "Quý IV,năm 2025", "Trong quý IV, năm 2025", "Quý bốn năm 2025", "Quý IV - năm 2025"],
    "Quý I, II/2026": [
        "Quý I+II/2026", "Quý I và II năm 2026", "Quý I & II/2026", "Quý 1 & 2/2026", "Từ Quý I đến Quý II năm 2026",
        "Quý I/2026 - Quý II/2026", "Quý I và Quý II/2026",
    ],
    "Quý III - IV/2025": ["Quý III–IV/2025", "Quý III, IV năm 2025", "Quý III đến hết quý IV/2025", "Tháng 7 - tháng 12/2025"],
    "Năm 2025": ["Cả năm 2025", "Đến hết năm 2025", "Từ nay đến cuối năm 2025", "Hoàn thành trong năm 2025", "Năm ngân sách 2025"],
    "Giai đoạn 2025-2030": ["Giai đoạn: 2025-2030", "GĐ 2025-2030", "Cả giai đoạn 2025-2030", "Giai đoạn 2025—2030"],
    "Hàng năm": [
        "Thực hiện hằng năm", "Tổ chức hằng năm", "Triển khai hàng năm", "01 lần/năm", "mỗi năm 1 lần", "Hàng\u00a0năm",
    ],
    "Năm 2026 và những năm sau": ["Hàng năm (từ năm 2026)", "Năm 2026 và những năm tiếp sau", "Hằng năm, bắt đầu từ năm 2026"],
    "Thường xuyên": [
        "Thường xuyên/liên tục", "Thường xuyên và liên tục", "Liên tục, thường xuyên", "Thường xuyên, lâu dài",
        "Làm thường xuyên", "Thường xuyên thực hiện",
    ],
    "Thường xuyên, hằng năm": ["Thường xuyên (hằng năm)", "Hằng năm, thường xuyên", "Thường xuyên/hàng năm"],
    "Tháng 6/2025": ["Tháng sáu năm 2025", "Tháng Sáu/2025", "Tháng 6.2025", "06/2025", "Tháng 6, năm 2025"],
    "Tháng 12 hằng năm": ["Tháng 12 các năm", "Hàng năm (tháng 12)", "Vào tháng 12 hàng năm"],
    "Quý IV hằng năm": ["Quý IV các năm", "Hàng năm, vào Quý IV"],
    "Trước ngày 15/12/2025": ["Trước ngày: 15/12/2025", "Trước thời điểm 15/12/2025", "Xong trước ngày 15/12/2025"],
    "Trước 30/11 hằng năm": ["Trước ngày 30/11 các năm", "Hằng năm (trước ngày 30/11)", "Trước ngày 30-11 hằng năm"],
    "Chậm nhất ngày 15/12/2025": [
        "Hạn chót: 15/12/2025", "Thời hạn: 15/12/2025", "Không chậm hơn 15/12/2025", "2025-12-15", "2025-12-15 00:00:00",
    ],
    "6 tháng cuối năm 2026": ["Nửa sau năm 2026", "Tháng 7-12/2026"],
    "Định kỳ 6 tháng, 01 năm": ["6 tháng, năm", "06 tháng, 01 năm", "6 tháng và hằng năm", "Định kỳ (6 tháng, năm)"],
    "Hằng quý, trước ngày 20 tháng cuối quý": [
        "Hàng quý (trước ngày 20 tháng cuối quý)", "Hằng quý: trước ngày 20 tháng cuối quý", "Hằng quý (chậm nhất ngày 19 tháng cuối quý)",
    ],
    "Trong vòng 15 ngày làm việc kể từ ngày ký Kế hoạch": [
        "Trong 15 ngày làm việc, kể từ ngày ký ban hành Kế hoạch", "15 (mười lăm) ngày làm việc kể từ ngày ký",
    ],
    "30 ngày kể từ ngày ban hành": ["30 ngày, kể từ ngày Kế hoạch này được ban hành", "30 (ba mươi) ngày kể từ ngày ký"],
    "Khi có yêu cầu": ["Khi có vụ việc phát sinh"],
}  # fmt: skip


@pytest.mark.parametrize(("row", "text"), [(row, text) for row, texts in SAME.items() for text in texts])
def test_another_office_writes_the_same_time(row, text):
    read, expected = read_deadline(text, SIGNED), read_deadline(row, SIGNED)
    assert expected.certain
    assert (read.kind, read.start, read.end, read.recurs, read.certain) == (
        expected.kind, expected.start, expected.end, expected.recurs, True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Q3/2025", "2025-07-01", "2025-09-30"), ("Q.III/2025", "2025-07-01", "2025-09-30"), ("QIII/2025", "2025-07-01", "2025-09-30"),
        ("T6/2025", "2025-06-01", "2025-06-30"), ("15/12/25", "2025-01-24", "2025-12-15"),
        ("Trước ngày 15/12/25", "2025-01-24", "2025-12-14"), ("03-9/2025", "2025-03-01", "2025-09-30"),
        ("Từ nay đến năm 2030", "2025-01-24", "2030-12-31"), ("Phấn đấu đến năm 2030", "2025-01-24", "2030-12-31"),
        ("Quý I/2026 (dự kiến)", "2026-01-01", "2026-03-31"), ("Năm 2052", "2052-01-01", "2052-12-31"),
        ("Trước khi kết thúc năm 2025", "2025-01-24", "2025-12-31"), ("Sau ngày 01/7/2025", "2025-07-02", None),
        ("Sau tháng 6/2025", "2025-07-01", None), ("Sau năm 2025", "2026-01-01", None),
    ],
)  # fmt: skip
def test_what_is_short_far_or_open_is_proposed_and_not_taken(text, start, end):
    read = read_deadline(text, SIGNED).as_json()
    assert (read["from"], read["to"], read["certain"]) == (start, end, False)
    assert read["reason"]


@pytest.mark.parametrize(
    "text",
    [
        "x", "X", "✓", "Tháng 1²/2025", "Năm 2025¹",
        "45966", "100%", "Từ 30/9/2025 đến 01/3/2025", "2025 - 11/05", "Năm 2025 hoặc năm 2026", "Quý I (hoặc II)/2025",
        "Trước 31/12/2025 hoặc khi có hướng dẫn", "Quý III/2025 (gia hạn đến Quý IV/2025)", "Quý III/2025 (đã hoàn thành)",
        "Trước ngày 30/6/2025 và hằng năm", "Quý II/2025\nQuý IV/2025", "Giai đoạn 2025-2030, định hướng đến năm 2035", "20/2025",
    ],
)  # fmt: skip
def test_marks_and_two_meanings_are_never_certain(text):
    read = read_deadline(text, SIGNED)
    assert not read.certain
    assert read.reason


def test_a_day_as_spreadsheets_write_it_is_no_span_of_years():
    read = read_deadline("2025-11-05", SIGNED)
    assert (read.start, f"{read.end}", read.certain) == (SIGNED, "2025-11-05", True)
    assert read_deadline("2025-13-05", SIGNED).kind == "refused"


def test_more_ditto_marks():
    assert all(map(is_ditto, ["n/t", "〃", "Như mục trên", "như dòng trên", "(nt)", "- nt -"]))
