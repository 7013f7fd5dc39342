"""Agency cells as a second hand wrote them: variations of the classes of domain.md 7.2, and what must never be called certain."""

import pytest

from processes.plan_import.agencies import read_agencies
from processes.plan_import.directory import Directory
from tests.processes.plan_import.conftest import SIGNED

SHIPPED = Directory.shipped()
HCC = "UBND các huyện, thị xã, thành phố"
KC = "Sở Khoa học và Công nghệ"


@pytest.mark.parametrize(
    ("same_as", "cell"),
    [
        (HCC, "UBND các huyện/thị xã/thành phố"),
        (HCC, "UBND các huyện, TX, TP"),
        ("Sở Tài chính; Sở Xây dựng; Sở Công Thương", "Các sở, ngành: Tài chính, Xây dựng, Công Thương"),
        ("Sở Tài chính; Công an tỉnh; Sở Y tế", "Các sở, ban, ngành: Tài chính; Công an tỉnh; Y tế"),
        ("UBND huyện Bình Sơn; UBND huyện Sơn Tịnh", "huyện Bình Sơn, Sơn Tịnh"),
        (
            "UBND huyện Bình Sơn; UBND thị xã Đức Phổ; UBND thành phố Quảng Ngãi",
            "UBND các huyện, thị xã, thành phố: Bình Sơn, Đức Phổ, Quảng Ngãi",
        ),
        (
            "UBND huyện Bình Sơn; UBND thị xã Đức Phổ; UBND thành phố Quảng Ngãi",
            "UBND huyện Bình Sơn; TX Đức Phổ; TP. Quảng Ngãi",
        ),
        (KC, "Chi cục Tiêu chuẩn Đo lường Chất lượng thuộc Sở Khoa học và Công nghệ"),
        (KC, "Sở Khoa học và Công nghệ là cơ quan đầu mối"),
        (KC, "Sở Khoa học và Công nghệ [cơ quan thường trực]"),
        ("Chủ tịch UBND tỉnh", "CT UBND tỉnh"),
        ("Chủ tịch UBND tỉnh", "Đ/c Chủ tịch UBND tỉnh"),
    ],
)
def test_another_office_names_the_same_bodies(same_as, cell):
    read, expected = read_agencies(cell, SHIPPED, SIGNED), read_agencies(same_as, SHIPPED, SIGNED)
    assert expected.codes
    assert (set(read.codes), read.open, read.certain) == (set(expected.codes), (), True)


@pytest.mark.parametrize(
    "cell",
    [
        "UBND các huyện, thị xã, thành phố liên quan", "UBND các huyện, thị xã, thành phố có liên quan",
        "Các huyện, thị xã, thành phố liên quan",
        "Các viện nghiên cứu, trường đại học", "Các cơ sở giáo dục nghề nghiệp", "Các trường học trên địa bàn",
        "Các doanh nghiệp viễn thông", "Cộng đồng doanh nghiệp", "Các ngân hàng thương mại",
    ],
)  # fmt: skip
def test_those_concerned_are_named_by_a_person(cell):
    read = read_agencies(cell, SHIPPED, SIGNED)
    assert (read.codes, read.unknown, read.certain) == ((), (), True)
    assert read.open


@pytest.mark.parametrize(
    "cell", ["Sở Tài chính cùng các cơ quan liên quan", "Sở Tài chính cùng với các đơn vị liên quan"]
)
def test_cung_parts_names_as_va_does(cell):
    read = read_agencies(cell, SHIPPED, SIGNED)
    assert (read.codes, len(read.open), read.certain) == (("stc",), 1, True)


@pytest.mark.parametrize(
    "cell", ["Các sở, ban, ngành, địa phương liên quan", "Các sở, ban, ngành, địa phương có liên quan"]
)
def test_a_group_before_the_localities_concerned_is_proposed_and_not_taken(cell):
    """ "Liên quan" may speak of all of them; 20 departments are not given work on a guess."""
    read = read_agencies(cell, SHIPPED, SIGNED)
    assert (read.codes, read.certain) == ((), False)
    assert len(read.terms[0].proposals) == 20
    assert read_agencies("Các sở, ban, ngành; các địa phương", SHIPPED, SIGNED).certain


def test_who_is_said_to_lead_beside_others_makes_the_cell_doubtful():
    read = read_agencies("Sở Y tế (chủ trì), Sở Tài chính", SHIPPED, SIGNED)
    assert (read.codes, read.certain) == ((), False)
    assert read_agencies("Sở Y tế (chủ trì)", SHIPPED, SIGNED).codes == ("syt",)
    assert not read_agencies("Sở Y tế (đầu mối), Công an tỉnh (phối hợp)", SHIPPED, SIGNED).certain
    assert read_agencies("Sở Y tế (phối hợp), Công an tỉnh (phối hợp)", SHIPPED, SIGNED).certain


def test_a_unit_of_another_agency_is_no_unit_of_this_one():
    read = read_agencies("Chi cục Tiêu chuẩn Đo lường Chất lượng thuộc Sở Tài chính", SHIPPED, SIGNED)
    assert (read.codes, read.certain) == ((), False)


def test_a_name_that_two_kinds_of_places_have_is_not_chosen_between():
    read = read_agencies("UBND các huyện, thị xã, thành phố: Bình Sơn, Sài Gòn", SHIPPED, SIGNED)
    assert (read.codes, read.unknown, read.certain) == (("ubnd-huyen-binh-son",), ("Sài Gòn",), False)
