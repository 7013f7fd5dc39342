"""Expressions put together by rule read back to the dates and bodies they were made from; rubbish is only ever refused."""

from calendar import monthrange
from contextlib import suppress
from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from processes.plan_import.agencies import read_agencies
from processes.plan_import.deadlines import read_deadline
from processes.plan_import.directory import Directory
from processes.plan_import.reading import read_from
from processes.plan_import.sources import source_of
from tests.processes.plan_import.conftest import SIGNED
from workflow.errors import NotValid

SHIPPED = Directory.shipped()
MERGED, TWO_TIERS = date(2025, 3, 1), date(2025, 7, 1)
DAYS = st.sampled_from([SIGNED, MERGED, TWO_TIERS])
SOME = settings(max_examples=120, deadline=None)
FEW = settings(max_examples=40, deadline=None)

# --- time cells: words chosen at random around stretches chosen at random --------------------------------------------
YEARS = st.integers(2026, 2035)
SLASHES = st.sampled_from(["/", "-", " năm ", "/ ", ", năm "])
DONE = st.sampled_from(["", "Hoàn thành ", "Xong ", "Thực hiện xong ", "Báo cáo "])
END = st.sampled_from(["", ".", ";", " "])
ROMAN = ["I", "II", "III", "IV"]


def last_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


@st.composite
def stretches(draw):
    """(wording, first day, last day) of a stretch of the calendar with its year."""
    year, kind = draw(YEARS), draw(st.sampled_from(["quarter", "quarters", "month", "months", "half", "year", "years"]))
    joined = draw(SLASHES)
    if kind in {"quarter", "quarters"}:
        first = draw(st.integers(1, 4))
        last = draw(st.integers(first + 1, 4)) if kind == "quarters" and first < 4 else first
        name = ROMAN if draw(st.booleans()) else "1234"
        numbers = (
            name[first - 1]
            if first == last
            else f"{name[first - 1]}{draw(st.sampled_from([' - ', '-', '–', ' đến ']))}{name[last - 1]}"
        )
        return (
            f"{draw(st.sampled_from(['Quý', 'quí', 'QUÝ']))} {numbers}{joined}{year}",
            date(year, first * 3 - 2, 1),
            last_of(year, last * 3),
        )
    if kind in {"month", "months"}:
        first = draw(st.integers(1, 12))
        last = draw(st.integers(first + 1, 12)) if kind == "months" and first < 12 else first
        number = f"{first:02d}" if draw(st.booleans()) else str(first)
        wording = (
            f"tháng {number}{joined}{year}" if first == last else f"Từ tháng {first} đến tháng {last}{joined}{year}"
        )
        return wording, date(year, first, 1), last_of(year, last)
    if kind == "half":
        early = draw(st.booleans())
        wording = f"{draw(st.sampled_from(['6', '06', 'sáu']))} tháng {'đầu' if early else 'cuối'} năm {year}"
        return wording, date(year, 1 if early else 7, 1), last_of(year, 6 if early else 12)
    if kind == "year":
        return f"{draw(st.sampled_from(['Năm ', 'năm ', '']))}{year}", date(year, 1, 1), date(year, 12, 31)
    later = year + draw(st.integers(1, 5))
    dash = draw(st.sampled_from(["-", " - ", "–", " – ", " đến "]))
    return f"Giai đoạn {year}{dash}{later}", date(year, 1, 1), date(later, 12, 31)


@SOME
@given(stretch=stretches(), end=END)
def test_a_stretch_reads_back_to_its_first_and_last_day(stretch, end):
    text, first, last = stretch
    read = read_deadline(text + end, SIGNED)
    assert (read.kind, read.start, read.end, read.certain) == ("span", first, last, True)


@SOME
@given(stretch=stretches(), done=DONE, word=st.sampled_from(["trước ", "Trước "]))
def test_before_a_stretch_ends_on_the_day_before_it(stretch, done, word):
    text, first, _ = stretch
    assume(not text.startswith(("Từ", "Giai")))
    read = read_deadline(f"{done}{word}{text}", SIGNED)
    assert (read.kind, read.start, read.end, read.certain) == ("span", SIGNED, first - timedelta(days=1), True)


@SOME
@given(stretch=stretches(), done=DONE, word=st.sampled_from(["đến hết ", "chậm nhất trong ", "trước khi kết thúc "]))
def test_until_the_end_of_a_stretch_is_its_last_day_or_is_asked(stretch, done, word):
    text, first, last = stretch
    assume(not text.startswith(("Từ", "Giai")))
    read = read_deadline(f"{done}{word}{text}", SIGNED)
    if word == "trước khi kết thúc ":
        assert read.end in {last, first - timedelta(days=1), last - timedelta(days=1), None}
    else:
        assert (read.start, read.end, read.certain) == (SIGNED, last, True)


@SOME
@given(
    day=st.dates(date(2025, 2, 1), date(2035, 12, 31)),
    strict=st.booleans(),
    done=DONE,
    form=st.sampled_from(
        [
            "{:%d/%m/%Y}",
            "{0.day}/{0.month}/{0.year}",
            "{:%d-%m-%Y}",
            "{:%d.%m.%Y}",
            "{0.day} tháng {0.month} năm {0.year}",
        ]
    ),
    end=END,
)
def test_a_day_reads_back_strictly_before_or_by_it(day, strict, done, form, end):
    words = "trước ngày " if strict else "chậm nhất ngày "
    read = read_deadline(done + words + form.format(day) + end, SIGNED)
    assert (read.kind, read.start, read.end, read.certain) == ("span", SIGNED, day - timedelta(days=strict), True)


@SOME
@given(
    day=st.dates(date(2025, 1, 1), date(2025, 12, 31)), yearly=st.sampled_from(["hằng năm", "hàng năm"]), signed=DAYS
)
def test_a_day_of_every_year_comes_back_on_the_eve_of_that_day(day, yearly, signed):
    assume((day.day, day.month) not in {(1, 1), (1, 3)})
    read = read_deadline(f"Trước ngày {day.day}/{day.month} {yearly}", signed)
    eve = day - timedelta(days=1)
    due = eve if eve >= signed else eve.replace(year=2026)
    assert (read.kind, read.recurs, read.end, read.certain) == ("recurring", "year", due, True)
    assert read.occurrences(2030)[0][1] == eve.replace(year=2030)


@SOME
@given(
    days=st.integers(1, 180),
    words=st.sampled_from(
        ["Trong vòng {} ngày kể từ ngày ký", "{} ngày kể từ ngày ban hành", "Chậm nhất {} ngày sau khi ký"]
    ),
)
def test_a_duration_ends_on_its_day_or_the_next_working_day(days, words):
    read = read_deadline(words.format(days), SIGNED)
    counted = SIGNED + timedelta(days=days)
    assert read.kind in {"duration", "event"}
    if read.kind == "duration":
        assert counted <= read.end <= counted + timedelta(days=10)


# --- agency cells ------------------------------------------------------------------------------------------------------
SEPARATORS = st.sampled_from(["; ", ";", ", ", " ; ", "; và ", "\n"])
OPENS = [
    "các cơ quan liên quan",
    "các doanh nghiệp trên địa bàn tỉnh",
    "các tổ chức, cá nhân có liên quan",
    "các đơn vị liên quan trong tỉnh",
]
ROLES = st.sampled_from(["", " (cơ quan thường trực)", " (đầu mối)"])


def alive(on: date) -> list:
    return [entry for entry in SHIPPED.agencies if entry.alive(on)]


@SOME
@given(data=st.data(), on=DAYS, separator=SEPARATORS, role=ROLES)
def test_names_and_short_names_come_back_as_the_bodies_of_the_day(data, on, separator, role):
    some = data.draw(st.lists(st.sampled_from(alive(on)), min_size=1, max_size=5, unique_by=lambda entry: entry.code))
    names = [
        data.draw(st.sampled_from([name for name in entry.names if SHIPPED.named(name, on) == entry] or [entry.name]))
        for entry in some
    ]
    assume(all(SHIPPED.named(name, on) == entry for name, entry in zip(names, some, strict=True)))
    read = read_agencies(separator.join(names) + role, SHIPPED, on)
    assert read.codes == tuple(entry.code for entry in some)
    assert (read.open, read.unknown) == ((), ())


@SOME
@given(
    data=st.data(),
    on=DAYS,
    open_=st.sampled_from(OPENS),
    separator=st.sampled_from(["; ", ", ", " và "]),
    first=st.booleans(),
)
def test_an_open_member_never_swallows_the_body_beside_it(data, on, open_, separator, first):
    body = data.draw(st.sampled_from([entry for entry in alive(on) if entry.level == "province"]))
    cell = separator.join([open_, body.name] if first else [body.name, open_])
    read = read_agencies(cell, SHIPPED, on)
    assert read.codes == (body.code,)
    assert read.open == (open_,)


@SOME
@given(
    data=st.data(),
    on=DAYS,
    groups=st.lists(
        st.sampled_from(["cac-so-ban-nganh", "ubnd-huyen", "ubnd-xa", "to-chuc-ctxh"]),
        min_size=1,
        max_size=3,
        unique=True,
    ),
)
def test_groups_come_back_as_their_members_or_are_asked_about(data, on, groups):
    wordings = [data.draw(st.sampled_from([SHIPPED.group(code).name])) for code in groups]
    read = read_agencies("; ".join(wordings), SHIPPED, on)
    members = {member.code for code in groups for member in SHIPPED.members(code, on)}
    assert set(read.codes) == members
    assert read.certain == all(SHIPPED.members(code, on) for code in groups)


@SOME
@given(data=st.data(), on=DAYS, without=st.sampled_from(["trừ", "ngoại trừ", "không bao gồm"]))
def test_a_body_left_out_in_a_bracket_is_asked_about_and_not_proposed(data, on, without):
    body = data.draw(st.sampled_from(SHIPPED.members("cac-so-ban-nganh", on)))
    (term,) = read_agencies(f"Các sở, ban, ngành ({without} {body.name})", SHIPPED, on).terms
    assert (term.kind, term.doubtful) == ("unknown", True)
    assert set(term.proposals) == {member.code for member in SHIPPED.members("cac-so-ban-nganh", on)} - {body.code}


@SOME
@given(
    data=st.data(),
    on=DAYS,
    form=st.sampled_from(["{} (chủ trì), {} (phối hợp)", "{} chủ trì, phối hợp với {}", "Chủ trì: {}; phối hợp: {}"]),
)
def test_a_cell_that_parts_lead_from_coordination_takes_nobody_by_itself(data, on, form):
    first, second = data.draw(
        st.lists(st.sampled_from(alive(on)), min_size=2, max_size=2, unique_by=lambda entry: entry.name)
    )
    read = read_agencies(form.format(first.name, second.name), SHIPPED, on)
    assert (read.codes, read.certain) == ((), False)


@SOME
@given(data=st.data(), on=st.sampled_from([MERGED, TWO_TIERS]))
def test_a_body_that_has_ended_is_never_taken(data, on):
    ended = [entry for entry in SHIPPED.agencies if not entry.alive(on) and SHIPPED.named(entry.name, on) is None]
    body = data.draw(st.sampled_from(ended))
    read = read_agencies(body.name, SHIPPED, on)
    assert (read.codes, read.certain) == ((), False)
    assert read.unknown == (body.name,)


# --- whole tables --------------------------------------------------------------------------------------------------------
CELLS = st.one_of(
    st.text(max_size=25).map(lambda text: text.replace("\t", " ")),
    st.sampled_from(
        [
            "1",
            "1.1",
            "a)",
            "-",
            "I",
            "nt",
            "",
            "(1)",
            "Sở Y tế",
            "các sở",
            "Quý V/2025",
            "Hằng năm",
            "Tổng cộng",
            "|",
            "---",
        ]
    ),
)
HEAD = "TT\tNội dung\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian"


@FEW
@given(rows=st.lists(st.lists(CELLS, max_size=7).map("\t".join), max_size=8), markdown=st.booleans())
def test_a_table_of_anything_is_read_or_refused_and_every_cell_stays_as_written(rows, markdown):
    lines = ["(Kèm theo Kế hoạch số 1/KH-UBND ngày 24/01/2025 của UBND tỉnh Quảng Ngãi)", HEAD, *rows]
    if markdown:
        table = [f"| {line.replace(chr(9), ' | ')} |" for line in lines[1:]]
        lines = [lines[0], table[0], "|---|---|---|---|---|", *table[1:]]
    try:
        read = read_from(
            source_of("\n".join(lines).encode(errors="ignore"), "kh.md" if markdown else "kh.txt"), SHIPPED
        )
    except NotValid:
        return
    assert read.tasks
    assert all(task.row.ordinal for task in read.tasks)
    assert all(task.deadline.certain or task.deadline.reason for task in read.tasks)


@FEW
@given(
    junk=st.binary(max_size=400),
    name=st.sampled_from(["kh.docx", "kh.xlsx", "kh.pdf", "kh.txt", "kh.md"]),
    start=st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.7\n"]),
)
def test_any_bytes_under_any_name_are_read_or_refused(junk, name, start):
    with suppress(NotValid):
        assert read_from(source_of(start + junk, name), SHIPPED, SIGNED).tasks
