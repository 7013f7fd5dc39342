"""The directory of Quảng Ngãi as shipped: who lived when, who follows whom (domain.md 2)."""

from datetime import date

import pytest

from processes.plan_import.directory import Directory

SIGNED, MERGED, LAST_OF_DISTRICTS, TWO_TIERS = date(2025, 1, 24), date(2025, 3, 1), date(2025, 6, 30), date(2025, 7, 1)


@pytest.mark.parametrize(
    ("group", "on", "count"),
    [
        ("cac-so-ban-nganh", SIGNED, 20),
        ("cac-so-ban-nganh", date(2025, 2, 28), 20),
        ("cac-so-ban-nganh", MERGED, 15),
        ("cac-so-ban-nganh", date(2026, 1, 1), 15),
        ("cac-so", SIGNED, 16),
        ("cac-so", MERGED, 12),
        ("ubnd-huyen", SIGNED, 13),
        ("ubnd-huyen", LAST_OF_DISTRICTS, 13),
        ("ubnd-huyen", TWO_TIERS, 0),
        ("ubnd-xa", LAST_OF_DISTRICTS, 0),
        ("ubnd-xa", TWO_TIERS, 96),
        ("dia-phuong", SIGNED, 13),
        ("dia-phuong", TWO_TIERS, 96),
        ("to-chuc-ctxh", SIGNED, 5),
    ],
)
def test_a_group_has_the_members_of_the_day(directory, group, on, count):
    assert len(directory.members(group, on)) == count


def test_the_fifteen_are_twelve_departments_with_inspectorate_office_and_board(directory):
    kinds = [agency.kind for agency in directory.members("cac-so-ban-nganh", MERGED)]
    assert {kind: kinds.count(kind) for kind in kinds} == {"department": 12, "inspectorate": 1, "office": 1, "board": 1}


def test_every_code_is_unique_and_every_reference_is_known(directory):
    codes = [agency.code for agency in directory.agencies]
    assert len(codes) == len(set(codes))
    named = [row.agency for row in (*directory.memberships, *directory.units)]
    named += [code for row in directory.successions for code in (row.from_code, row.to_code)]
    assert set(named) <= set(codes)
    assert {row.group for row in directory.memberships} == {group.code for group in directory.groups}


def test_nobody_is_a_member_outside_its_life(directory):
    for row in directory.memberships:
        agency = directory.agency(row.agency)
        assert agency.valid_from is None or (row.valid_from and row.valid_from >= agency.valid_from)
        assert agency.valid_to is None or (row.valid_to and row.valid_to <= agency.valid_to)


def test_the_same_name_before_and_after_the_mergers_is_two_bodies(directory):
    for name in ("Sở Tài chính", "Sở Xây dựng", "Sở Nội vụ", "Sở Khoa học và Công nghệ"):
        old, new = directory.named(name, date(2025, 2, 28)), directory.named(name, MERGED)
        assert old
        assert new
        assert old.code != new.code
        assert directory.today_of(old.code, MERGED) == (new,)


def test_the_province_itself_is_a_new_body_from_july(directory):
    old, new = directory.named("UBND tỉnh", LAST_OF_DISTRICTS), directory.named("UBND tỉnh", TWO_TIERS)
    assert old
    assert new
    assert (old.name, old.code) != (new.name, new.code)
    assert old.name == new.name
    assert {row.from_code for row in directory.predecessors(new.code)} == {old.code, "ubnd-tinh-kon-tum"}
    assert directory.parent("snv-2025", TWO_TIERS) == new


def test_communes_carry_their_official_codes(directory):
    communes = directory.members("ubnd-xa", TWO_TIERS)
    codes = [commune.official_code for commune in communes]
    assert len(set(codes)) == 96
    assert all(len(code) == 5 and code.isdigit() for code in codes)
    first_words = [commune.name.removeprefix("UBND ").split(" ")[0] for commune in communes]
    assert (first_words.count("xã"), first_words.count("phường"), first_words.count("đặc")) == (86, 9, 1)
    assert directory.named("UBND đặc khu Lý Sơn", TWO_TIERS).official_code == "21548"


def test_no_department_has_an_invented_official_code(directory):
    assert all(not agency.official_code for agency in directory.agencies if agency.kind == "department")


def test_a_district_goes_to_its_communes_and_dong_son_has_two_parents(directory):
    heirs = directory.today_of("ubnd-huyen-binh-son", TWO_TIERS)
    assert len(heirs) == 5
    dong_son = directory.named("UBND xã Đông Sơn", TWO_TIERS)
    assert dong_son in heirs
    assert {row.from_code for row in directory.predecessors(dong_son.code)} == {
        "ubnd-huyen-binh-son",
        "ubnd-thanh-pho-quang-ngai",
    }


def test_one_body_may_have_four_successors(directory):
    rows = directory.successors("sldtbxh")
    assert {row.to_code for row in rows} == {"snv-2025", "sgddt", "syt", "snnmt-2025"}
    assert [row.to_code for row in rows if row.kind == "continues"] == ["snv-2025"]


def test_the_station_became_part_of_a_party_newspaper(directory):
    assert directory.agency("dai-ptth").valid_to == date(2025, 5, 18)
    (heir,) = directory.today_of("dai-ptth", date(2025, 5, 19))
    assert (heir.name, heir.level, heir.assignable) == ("Báo Quảng Ngãi", "party", False)


def test_only_the_province_own_agencies_may_be_assigned(directory):
    assert all(agency.assignable for agency in directory.members("cac-so-ban-nganh", SIGNED))
    for kind in ("front", "party", "armed_force", "central", "socio_political", "ministry"):
        assert not [agency for agency in directory.agencies if agency.kind == kind and agency.assignable]


def test_the_inspectorate_of_the_department_ends_with_june(directory):
    names = {unit.name for unit in directory.units_of("skhcn-2025", LAST_OF_DISTRICTS)}
    assert {"Thanh tra Sở", "Văn phòng Sở", "Chi cục Tiêu chuẩn Đo lường Chất lượng"} <= names
    assert "Thanh tra Sở" not in {unit.name for unit in directory.units_of("skhcn-2025", TWO_TIERS)}


def test_last_members_are_those_of_a_dissolved_group():
    directory = Directory.shipped()
    assert len(directory.last_members("ubnd-huyen", date(2026, 1, 1))) == 13
    assert directory.last_members("cac-so-ban-nganh", date(2020, 1, 1)) == ()
