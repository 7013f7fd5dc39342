"""Time cells: the 46 rows of domain.md 7.1 (signed 24/01/2025), the variations of each, and what must never happen."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processes.plan_import.deadlines import is_ditto, read_deadline
from tests.processes.plan_import.conftest import SIGNED
from workflow.calendar import shipped_calendar

# row of 7.1, text, kind, from, to, recurs, certain
ROWS = [
    (1, "Quý III năm 2025", "span", "2025-07-01", "2025-09-30", None, True),
    (2, "Quý IV, năm 2025", "span", "2025-10-01", "2025-12-31", None, True),
    (3, "Quý II/2025", "span", "2025-04-01", "2025-06-30", None, True),
    (4, "Quí I-2026", "span", "2026-01-01", "2026-03-31", None, True),
    (5, "Quý I, II/2026", "span", "2026-01-01", "2026-06-30", None, True),
    (6, "Quý III - IV/2025", "span", "2025-07-01", "2025-12-31", None, True),
    (7, "Năm 2025", "span", "2025-01-24", "2025-12-31", None, True),
    (8, "Trong năm 2026", "span", "2026-01-01", "2026-12-31", None, True),
    (9, "2025-2026", "span", "2025-01-24", "2026-12-31", None, True),
    (10, "Giai đoạn 2025-2030", "span", "2025-01-24", "2030-12-31", None, True),
    (11, "Giai đoạn 2026 - 2030", "span", "2026-01-01", "2030-12-31", None, True),
    (12, "Đến năm 2030", "span", "2025-01-24", "2030-12-31", None, False),
    (13, "Đến hết năm 2027", "span", "2025-01-24", "2027-12-31", None, True),
    (14, "Hàng năm", "recurring", "2025-01-24", "2025-12-31", "year", True),
    (14, "Hằng năm", "recurring", "2025-01-24", "2025-12-31", "year", True),
    (15, "Năm 2026 và những năm sau", "recurring", "2026-01-01", "2026-12-31", "year", True),
    (16, "Từ năm 2026", "continuous", "2026-01-01", None, None, False),
    (17, "Thường xuyên", "continuous", "2025-01-24", None, None, True),
    (18, "Thường xuyên, hằng năm", "continuous", "2025-01-24", "2025-12-31", "year", True),
    (19, "Tháng 6/2025", "span", "2025-06-01", "2025-06-30", None, True),
    (20, "Tháng 02 năm 2028", "span", "2028-02-01", "2028-02-29", None, True),
    (21, "Từ tháng 3 đến tháng 9/2025", "span", "2025-03-01", "2025-09-30", None, True),
    (22, "Tháng 12 hằng năm", "recurring", "2025-12-01", "2025-12-31", "year", True),
    (23, "Quý IV hằng năm", "recurring", "2025-10-01", "2025-12-31", "year", True),
    (24, "Trước ngày 15/12/2025", "span", "2025-01-24", "2025-12-14", None, True),
    (25, "Trước 30/11 hằng năm", "recurring", "2025-01-24", "2025-11-29", "year", True),
    (26, "Xong trước tháng 7/2025", "span", "2025-01-24", "2025-06-30", None, True),
    (27, "Trước ngày 30/6/2026", "span", "2025-01-24", "2026-06-29", None, True),
    (28, "Chậm nhất ngày 15/12/2025", "span", "2025-01-24", "2025-12-15", None, True),
    (28, "Hoàn thành trong ngày 15/12/2025", "span", "2025-01-24", "2025-12-15", None, True),
    (29, "Đến ngày 30/9/2025", "span", "2025-01-24", "2025-09-30", None, True),
    (30, "6 tháng đầu năm 2026", "span", "2026-01-01", "2026-06-30", None, True),
    (31, "6 tháng cuối năm 2026", "span", "2026-07-01", "2026-12-31", None, True),
    (32, "6 tháng cuối năm", "refused", None, None, None, False),
    (33, "Định kỳ 6 tháng, 01 năm", "recurring", "2025-01-24", "2025-06-30", "half_year", True),
    (34, "Hằng quý, trước ngày 20 tháng cuối quý", "recurring", "2025-01-24", "2025-03-19", "quarter", True),
    (35, "Trong vòng 15 ngày làm việc kể từ ngày ký Kế hoạch", "duration", "2025-01-25", "2025-02-21", None, True),
    (36, "30 ngày kể từ ngày ban hành", "duration", "2025-01-25", "2025-02-24", None, True),
    (37, "Sau khi có hướng dẫn của Bộ KHCN", "event", None, None, None, True),
    (38, "10 ngày sau khi Quốc hội thông qua Luật", "event", None, None, None, True),
    (39, "Theo tiến độ/lộ trình được phê duyệt", "reference", None, None, None, True),
    (40, "Khi có yêu cầu", "on_demand", None, None, None, True),
    (40, "Đột xuất", "on_demand", None, None, None, True),
    (41, "Đầu năm 2026", "span", "2026-01-01", "2026-03-31", None, False),
    (41, "Cuối quý II", "span", "2025-06-01", "2025-06-30", None, False),
    (42, "Năm 2025 (hoàn thành trong Quý II)", "span", "2025-04-01", "2025-06-30", None, True),
    (43, "Năm học 2025-2026", "span", "2025-09-01", "2026-05-31", None, False),
    (44, "nt", "reference", None, None, None, False),
    (44, "như trên", "reference", None, None, None, False),
    (45, "", "none", None, None, None, True),
    (46, "Quý V/2025", "refused", None, None, None, False),
    (46, "31/4/2025", "refused", None, None, None, False),
    (46, "30/2", "refused", None, None, None, False),
]
VARIATIONS = [
    ("quý  iii  năm  2025.", "Quý III năm 2025"),
    ("QUÝ III NĂM 2025", "Quý III năm 2025"),
    ("Quý 3/2025", "Quý III năm 2025"),
    ("Quý III – năm 2025", "Quý III năm 2025"),
    ("Trong Quý III/2025", "Quý III năm 2025"),
    ("Hoàn thành trong quý III năm 2025", "Quý III năm 2025"),
    ("Tháng 7-9/2025", "Quý III năm 2025"),
    ("Từ quý III đến quý IV/2025", "Quý III - IV/2025"),
    ("Quý III và quý IV năm 2025", "Quý III - IV/2025"),
    ("Trong năm 2025", "Năm 2025"),
    ("2025", "Năm 2025"),
    ("Giai đoạn 2025 – 2030", "Giai đoạn 2025-2030"),
    ("Giai đoạn từ năm 2025 đến năm 2030", "Giai đoạn 2025-2030"),
    ("Từ năm 2025 đến hết năm 2030", "Giai đoạn 2025-2030"),
    ("hằng  năm", "Hàng năm"),
    ("Mỗi năm", "Hàng năm"),
    ("Định kỳ hằng năm", "Hàng năm"),
    ("1 năm/lần", "Hàng năm"),
    ("Từ năm 2026 và các năm tiếp theo", "Năm 2026 và những năm sau"),
    ("Hằng năm, từ năm 2026", "Năm 2026 và những năm sau"),
    ("Ngày 15 tháng 12 năm 2025", "Chậm nhất ngày 15/12/2025"),
    ("15-12-2025", "Chậm nhất ngày 15/12/2025"),
    ("15.12.2025", "Chậm nhất ngày 15/12/2025"),
    ("Hoàn thành trước ngày 15/12/2025", "Trước ngày 15/12/2025"),
    ("chậm nhất trước ngày 15 tháng 12 năm 2025", "Trước ngày 15/12/2025"),
    ("Hàng năm, trước ngày 30/11", "Trước 30/11 hằng năm"),
    ("Định kỳ trước ngày 30 tháng 11 hàng năm", "Trước 30/11 hằng năm"),
    ("06 tháng đầu năm 2026", "6 tháng đầu năm 2026"),
    ("Sáu tháng đầu năm 2026", "6 tháng đầu năm 2026"),
    ("Nửa đầu năm 2026", "6 tháng đầu năm 2026"),
    ("6 tháng/lần", "Định kỳ 6 tháng, 01 năm"),
    ("2 lần/năm", "Định kỳ 6 tháng, 01 năm"),
    ("Trong 15 ngày làm việc từ ngày ký", "Trong vòng 15 ngày làm việc kể từ ngày ký Kế hoạch"),
    ("Trong vòng 30 ngày kể từ ngày ký ban hành", "30 ngày kể từ ngày ban hành"),
]


@pytest.mark.parametrize(("row", "text", "kind", "start", "end", "recurs", "certain"), ROWS)
def test_a_row_of_the_specification(row, text, kind, start, end, recurs, certain):
    read = read_deadline(text, SIGNED).as_json()
    reason = read.pop("reason")
    assert read == {"text": text, "kind": kind, "from": start, "to": end, "recurs": recurs, "certain": certain}, row
    assert certain or reason


@pytest.mark.parametrize(("text", "same_as"), VARIATIONS)
def test_a_variation_reads_like_its_row(text, same_as):
    read, expected = read_deadline(text, SIGNED), read_deadline(same_as, SIGNED)
    assert (read.kind, read.start, read.end, read.recurs, read.certain) == (
        expected.kind, expected.start, expected.end, expected.recurs, True,
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Quý III", "Trước ngày 30/11", "29/02/2025", "13/2025", "tháng 13/2025", "hàng tuần", "15 ngày làm việc", "2030-2025",
        "Trước ngày 31/4 hằng năm", "năm 9999", "abc", "Sở Tài chính", "x" * 500,
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_a_reason(text):
    read = read_deadline(text, SIGNED)
    assert (read.kind, read.start, read.end, read.certain) == ("refused", None, None, False)
    assert read.reason


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Tháng 5 và tháng 10 hàng năm", date(2025, 10, 31)),
        ("Quý I, III/2025", date(2025, 9, 30)),
        ("Quý III năm 2025; Quý IV năm 2026", date(2025, 9, 30)),
        ("Dự kiến quý II/2025", date(2025, 6, 30)),
        ("Từ tháng 11 đến tháng 3/2026", date(2026, 3, 31)),
        ("Cuối năm 2025", date(2025, 12, 31)),
        ("Quý IV/2024", date(2024, 12, 31)),
        ("Đến quý II/2026", date(2026, 6, 30)),
    ],
)
def test_what_may_be_meant_otherwise_waits_for_a_person(text, end):
    read = read_deadline(text, SIGNED)
    assert (read.end, read.certain) == (end, False)
    assert read.reason


def test_an_extra_request_does_not_make_a_yearly_task_uncertain():
    read = read_deadline("hàng năm (hoặc đột xuất khi có yêu cầu)", SIGNED)
    assert (read.kind, read.recurs, read.certain) == ("recurring", "year", True)
    assert "đột xuất" in read.reason


def test_the_first_occurrence_is_the_next_one_after_signing():
    read = read_deadline("Trước 30/11 hằng năm", date(2025, 12, 1))
    assert (read.start, read.end) == (date(2026, 1, 1), date(2026, 11, 29))


def test_occurrences_of_later_years_begin_with_the_year_and_none_precedes_the_first():
    yearly = read_deadline("Hàng năm", SIGNED)
    assert yearly.occurrences(2024) == ()
    assert yearly.occurrences(2025) == ((SIGNED, date(2025, 12, 31)),)
    assert yearly.occurrences(2027) == ((date(2027, 1, 1), date(2027, 12, 31)),)
    quarterly = read_deadline("Hằng quý, trước ngày 20 tháng cuối quý", SIGNED)
    assert [last for _, last in quarterly.occurrences(2026)] == [date(2026, month, 19) for month in (3, 6, 9, 12)]
    bounded = read_deadline("Hằng năm (giai đoạn 2026-2028)", SIGNED)
    assert [bool(bounded.occurrences(year)) for year in range(2025, 2030)] == [False, True, True, True, False]


def test_a_span_over_years_belongs_to_the_year_it_begins_in():
    span = read_deadline("2025-2026", SIGNED)
    assert span.occurrences(2025) == ((SIGNED, date(2026, 12, 31)),)
    assert span.occurrences(2026) == ()


def test_before_the_first_of_march_ends_with_february_whatever_its_length():
    read = read_deadline("Trước ngày 01/3 hằng năm", SIGNED)
    assert [read.occurrences(year)[0][1] for year in (2025, 2028)] == [date(2025, 2, 28), date(2028, 2, 29)]


def test_ditto_marks():
    assert all(map(is_ditto, ["nt", "-nt-", "NT", "như trên", "Như trên.", '"', "“"]))
    assert not any(map(is_ditto, ["", "năm", "như năm 2025"]))


dates = st.dates(date(2025, 1, 25), date(2034, 12, 31))


@given(
    day=dates,
    before=st.booleans(),
    form=st.sampled_from(["{0.day}/{0.month}/{0.year}", "{0.day} tháng {0.month} năm {0.year}"]),
)
def test_a_written_day_reads_back_to_itself(day, before, form):
    read = read_deadline(("Trước ngày " if before else "Chậm nhất ngày ") + form.format(day), SIGNED)
    assert (read.kind, read.end.toordinal()) == ("span", day.toordinal() - before)


@given(
    quarter=st.integers(1, 4),
    year=st.integers(2025, 2040),
    roman=st.booleans(),
    word=st.sampled_from(["Quý", "Quí", "QUÝ"]),
)
def test_a_written_quarter_reads_back_to_itself(quarter, year, roman, word):
    number = ["I", "II", "III", "IV"][quarter - 1] if roman else quarter
    read = read_deadline(f"{word} {number}/{year}", SIGNED)
    assert (read.end.year, read.end.month, read.certain) == (year, quarter * 3, True)


@given(days=st.integers(1, 120))
def test_working_days_never_end_on_a_day_off(days):
    read = read_deadline(f"Trong {days} ngày làm việc kể từ ngày ký", SIGNED)
    assert read.kind == "duration"
    assert shipped_calendar().is_working_day(read.end)
    assert shipped_calendar().working_days_between(SIGNED, read.end) == days


WORDS = st.sampled_from(
    "quý năm tháng ngày trước sau đến hết từ và hàng hằng 6 30 2025 2026 I IV / - , ( ) ; đầu cuối định kỳ trong kể ký lần x".split()
)


@settings(max_examples=400)
@given(text=st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join)), signed=dates)
def test_the_reader_never_raises_and_never_ends_before_it_begins(text, signed):
    read = read_deadline(text, signed)
    assert read.kind in {
        "span", "recurring", "continuous", "duration", "event", "on_demand", "reference", "none", "refused",
    }  # fmt: skip
    assert read.certain or read.reason
    assert not (read.start and read.end) or read.start <= read.end
    assert (read.recurs is not None) <= (read.kind in {"recurring", "continuous"})
