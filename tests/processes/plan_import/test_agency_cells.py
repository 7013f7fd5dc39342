"""Agency cells: the 22 rows of domain.md 7.2, their variations, and what must never be taken for granted."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processes.plan_import.agencies import read_agencies
from processes.plan_import.directory import Alias, Directory
from tests.processes.plan_import.conftest import SIGNED

MERGED, TWO_TIERS = date(2025, 3, 1), date(2025, 7, 1)
SHIPPED = Directory.shipped()
HCC = "UBND các huyện, thị xã, thành phố"
SKHCN = "Sở Khoa học và Công nghệ"

# row of 7.2, cell, number of agencies or their names, open, unknown, certain
ROWS = [
    (1, f"Các sở, ban, ngành, {HCC}", 33, [], [], True),
    (2, f"{SKHCN}; {HCC}", 14, [], [], True),
    (3, "Các sở, ban, ngành, cơ quan liên quan", 20, ["cơ quan liên quan"], [], True),
    (4, f"Các sở, ban, ngành, {HCC},", 33, [], [], True),
    (5, f"Các sở, ban, ngành, {HCC}, Các cơ quan có liên quan", 33, ["Các cơ quan có liên quan"], [], True),
    (6, "Sở Tài chính và các cơ quan liên quan", ["Sở Tài chính"], ["các cơ quan liên quan"], [], True),
    (
        7,
        "Dài Phát thanh và Truyền hình tỉnh; Sở Thông tin và Truyền thông; các cơ quan có liên quan",
        ["Sở Thông tin và Truyền thông"],
        ["các cơ quan có liên quan"],
        ["Dài Phát thanh và Truyền hình tỉnh"],
        False,
    ),
    (8, HCC, 13, [], [], True),
    (9, "UBND các xã, phường, đặc khu", 0, [], ["UBND các xã, phường, đặc khu"], False),
    (10, "Các sở, ban ngành; các địa phương", 33, [], [], True),
    (11, "Sở KH&CN, Sở NN&MT", [SKHCN], [], ["Sở NN&MT"], False),
    (12, "Các Sở: Tài chính, Xây dựng, Công Thương", ["Sở Tài chính", "Sở Xây dựng", "Sở Công Thương"], [], [], True),
    (13, "Giám đốc các sở; Chủ tịch UBND huyện Bình Sơn, Sơn Tịnh", 18, [], [], True),
    (14, "Công an tỉnh, Bộ CHQS tỉnh", ["Công an tỉnh", "Bộ Chỉ huy Quân sự tỉnh"], [], [], True),
    (15, "Đề nghị UBMTTQ Việt Nam tỉnh và các tổ chức chính trị - xã hội", 6, [], [], True),
    (16, "Chi cục Tiêu chuẩn Đo lường Chất lượng", [SKHCN], [], [], True),
    (17, f"{SKHCN} (cơ quan thường trực)", [SKHCN], [], [], True),
    (18, "Các trường đại học, cao đẳng trên địa bàn", 0, ["Các trường đại học, cao đẳng trên địa bàn"], [], True),
    (19, "Doanh nghiệp, hiệp hội", 0, ["Doanh nghiệp", "hiệp hội"], [], True),
    (20, "nt", 0, [], ["nt"], False),
    (21, "Sở Khoa học Công nghệ", 0, [], ["Sở Khoa học Công nghệ"], False),
    (
        22,
        "Chủ tịch UBND tỉnh; PCT UBND tỉnh phụ trách",
        ["UBND tỉnh Quảng Ngãi"],
        ["PCT UBND tỉnh phụ trách"],
        [],
        False,
    ),
]


@pytest.mark.parametrize(("row", "cell", "agencies", "open_", "unknown", "certain"), ROWS)
def test_a_row_of_the_specification(row, cell, agencies, open_, unknown, certain):
    read = read_agencies(cell, SHIPPED, SIGNED).as_json()
    named = read["agencies"]
    assert (named if isinstance(agencies, list) else len(named)) == agencies, row
    assert (read["text"], read["open"], read["unknown"], read["certain"]) == (cell, open_, unknown, certain)
    assert certain or read["reason"]


@pytest.mark.parametrize(
    ("cell", "on", "count", "unknown"),
    [
        ("Sở KH&CN, Sở NN&MT", MERGED, 2, []),
        ("UBND các xã, phường, đặc khu", TWO_TIERS, 96, []),
        ("Các sở, ban ngành; các địa phương", TWO_TIERS, 111, []),
        (f"Các sở, ban, ngành, {HCC}", TWO_TIERS, 15, [HCC]),
        ("UBND huyện Bình Sơn", TWO_TIERS, 0, ["UBND huyện Bình Sơn"]),
        ("Sở Thông tin và Truyền thông", MERGED, 0, ["Sở Thông tin và Truyền thông"]),
    ],
)
def test_a_cell_is_resolved_by_the_directory_of_the_day(cell, on, count, unknown):
    read = read_agencies(cell, SHIPPED, on)
    assert (len(read.members), list(read.unknown)) == (count, unknown)


@pytest.mark.parametrize(
    ("cell", "on", "proposals"),
    [
        ("UBND huyện Minh Long", TWO_TIERS, 2),
        (HCC, TWO_TIERS, 56),
        ("Sở Thông tin và Truyền thông", MERGED, ["skhcn-2025"]),
        ("Sở Lao động – Thương binh và Xã hội", MERGED, ["snv-2025", "sgddt", "syt", "snnmt-2025"]),
        ("Sở NN&MT", SIGNED, ["snnptnt", "stnmt"]),
        ("Dài Phát thanh và Truyền hình tỉnh", SIGNED, ["dai-ptth"]),
        ("Sở Khoa học Công nghệ", SIGNED, ["skhcn", "bo-khcn"]),
        ("Sở Tài chánh", SIGNED, ["stc"]),
    ],
)
def test_what_is_not_known_on_the_day_is_proposed_and_not_taken(cell, on, proposals):
    read = read_agencies(cell, SHIPPED, on)
    (term,) = read.terms
    assert (read.members, term.kind) == ((), "unknown")
    assert (list(term.proposals) if isinstance(proposals, list) else len(term.proposals)) == proposals


@pytest.mark.parametrize(
    ("cell", "same_as"),
    [
        (f"các  sở,ban,ngành , {HCC}", f"Các sở, ban, ngành, {HCC}"),
        (f"Các sở, ban ngành và {HCC}", f"Các sở, ban, ngành, {HCC}"),
        (f"Thủ trưởng các sở, ban, ngành; Chủ tịch {HCC}", f"Các sở, ban, ngành, {HCC}"),
        ("ỦY BAN NHÂN DÂN CÁC HUYỆN, THỊ XÃ, THÀNH PHỐ", HCC),
        ("Uỷ ban nhân dân các huyện, thị xã, thành phố", HCC),
        ("SKHCN", SKHCN),
        ("Sở KHCN", SKHCN),
        ("Sở Khoa học & Công nghệ", SKHCN),
        ("Giám đốc Sở Khoa học và Công nghệ", SKHCN),
        ("Sở Khoa học và Công nghệ tỉnh Quảng Ngãi.", SKHCN),
        ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", SKHCN),
        ("Chi cục TCĐLCL", SKHCN),
        ("Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội"),
        ("Sở VH, TT&DL", "Sở Văn hoá, Thể thao và Du lịch"),
        ("Các Sở Tài chính, Xây dựng và Công Thương", "Sở Tài chính; Sở Xây dựng; Sở Công Thương"),
        (
            "UBND các huyện: Bình Sơn, Sơn Tịnh; thị xã Đức Phổ",
            "UBND huyện Bình Sơn, UBND huyện Sơn Tịnh, UBND thị xã Đức Phổ",
        ),
        ("Sở Y tế/Sở Công Thương", "Sở Y tế - Sở Công Thương"),
        ("Chánh Văn phòng UBND tỉnh, Chánh Thanh tra tỉnh", "VPUB; Thanh tra tỉnh"),
    ],
)
def test_a_variation_names_the_same_bodies(cell, same_as):
    read, expected = read_agencies(cell, SHIPPED, SIGNED), read_agencies(same_as, SHIPPED, SIGNED)
    assert read.codes == expected.codes
    assert read.codes
    assert read.certain
    assert not read.open


@pytest.mark.parametrize(
    "cell",
    [
        "các cơ quan, đơn vị liên quan", "Các sở, ngành liên quan", "các bộ, ngành Trung ương", "Các doanh nghiệp trên địa bàn tỉnh",
        "các tổ chức, cá nhân có liên quan", "Các cơ quan khác",
    ],
)  # fmt: skip
def test_an_open_member_is_resolved_to_nobody_and_does_not_block(cell):
    read = read_agencies(cell, SHIPPED, SIGNED)
    assert (read.members, read.open, read.unknown, read.certain) == ((), (cell,), (), True)


def test_a_recorded_alias_counts_once_a_person_has_confirmed_it():
    confirmed = replace(
        SHIPPED, aliases=(Alias("Dài Phát thanh và Truyền hình tỉnh", "dai-ptth", True, "Trần Thị Hoa"),)
    )
    read = read_agencies("Dài Phát thanh và Truyền hình tỉnh", confirmed, SIGNED)
    assert (read.codes, read.unknown, read.certain) == (("dai-ptth",), (), True)


def test_asked_bodies_units_roles_and_heads_are_kept_on_their_terms():
    front, five = read_agencies("Đề nghị UBMTTQ Việt Nam tỉnh và các tổ chức chính trị - xã hội", SHIPPED, SIGNED).terms
    assert (front.asked, five.asked, five.group) == (True, True, "to-chuc-ctxh")
    (unit,) = read_agencies("Chi cục Tiêu chuẩn Đo lường Chất lượng", SHIPPED, SIGNED).terms
    assert (unit.agency, unit.unit) == ("skhcn", "skhcn.tdc")
    (role,) = read_agencies(f"{SKHCN} (cơ quan thường trực)", SHIPPED, SIGNED).terms
    assert role.role == "cơ quan thường trực"
    (head,) = read_agencies("Chủ tịch UBND tỉnh", SHIPPED, SIGNED).terms
    assert (head.head, head.agency) == ("Chủ tịch", "ubnd-tinh")


def test_a_unit_name_that_many_agencies_have_names_nobody():
    read = read_agencies("Văn phòng Sở", SHIPPED, SIGNED)
    assert (read.members, read.unknown) == ((), ("Văn phòng Sở",))


def test_a_dissolved_group_is_kept_by_its_code_so_that_its_shares_can_be_refused_by_name():
    (term,) = read_agencies(HCC, SHIPPED, TWO_TIERS).terms
    assert (term.kind, term.group, len(SHIPPED.last_members(term.group, TWO_TIERS))) == ("unknown", "ubnd-huyen", 13)


def test_a_body_named_twice_counts_once():
    assert len(read_agencies(f"Các sở, ban, ngành; {SKHCN}; Sở Tài chính", SHIPPED, SIGNED).members) == 20


def test_a_word_of_another_province_is_no_match():
    read = read_agencies("Sở Tài chính tỉnh Bình Định", SHIPPED, SIGNED)
    assert (read.members, read.certain) == ((), False)


NAMES = [agency.name for agency in SHIPPED.agencies if agency.alive(SIGNED)]


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=6, unique=True),
    st.sampled_from(["; ", ", ", " và ", " ;", "; và "]),
)
def test_names_put_together_are_taken_apart_again(names, separator):
    read = read_agencies(separator.join(names), SHIPPED, SIGNED)
    assert [member.name for member in read.members] == names
    assert read.certain


@given(
    st.sampled_from(NAMES),
    st.integers(1, 3),
    st.sampled_from([str, str.upper, str.lower]),
    st.sampled_from(["", ",", ".", ";"]),
)
def test_spaces_case_and_a_final_mark_change_nothing(name, spaces, case, mark):
    read = read_agencies(case(name).replace(" ", " " * spaces) + mark, SHIPPED, SIGNED)
    assert [member.name for member in read.members] == [name]


PIECES = st.sampled_from(
    "các sở ban ngành , ; và UBND huyện tỉnh ( ) : - Bình Sơn Đề nghị Chủ tịch PCT liên quan có cơ & / nt Tài chính".split()
)


@settings(max_examples=400)
@given(
    st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=20).map(" ".join)),
    st.sampled_from([SIGNED, MERGED, TWO_TIERS]),
)
def test_the_reader_never_raises_and_shows_unknown_words_as_written(text, on):
    read = read_agencies(text, SHIPPED, on)
    assert read.certain or read.reason
    assert read.certain <= (not read.unknown)
    assert all(part in read.text for part in (*read.unknown, *read.open))
