"""Keeping the directory: bodies, units, spellings, successions, memberships."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from processes.agencies import (
    Particulars,
    change_agency,
    create_agency,
    create_unit,
    drop_alias,
    end_agency,
    end_unit,
    particulars_of,
    record_alias,
)
from processes.directory import from_database
from processes.groupings import record_succession, set_membership
from processes.models import AgencyAlias, AgencyGroup, GroupMembership, Role
from processes.succession import body_on
from tests.processes.directory_people import acting, agency, post_of, system, unit
from tests.processes.events import acts, body
from workflow.errors import Conflict, NotAllowed, NotValid

pytestmark = pytest.mark.django_db
END, NEXT = date(2026, 12, 31), date(2027, 1, 1)


@pytest.fixture
def by():
    return system("keep_directory")


def test_a_new_body_is_known_to_the_readers_of_plans(by) -> None:
    given = Particulars(short_names=("SDL", "SDL", " "), parent=agency("ubnd-tinh-2025"), valid_from=NEXT)
    body_ = create_agency("sdl-2027", "Sở Du lịch", "department", "province", given, aliases=["Sở DL"], by=by)
    assert acts(f"agency:{body_.pk}") == ["agency.created", "agency.alias_confirmed"]
    known = from_database()
    for name in ("Sở Du lịch", "SDL", "Sở DL"):
        assert "sdl-2027" in [entry.code for text, entry in known.names(NEXT) if text == name]


@pytest.mark.parametrize(
    ("code", "name", "kind", "level"),
    [
        ("stp", "Sở Tư pháp", "department", "province"),
        ("có dấu", "Sở Du lịch", "department", "province"),
        ("sdl", " ", "department", "province"),
        ("sdl", "Sở Du lịch", "", "province"),
        ("sdl", "Sở Du lịch", "department", "ward"),
    ],
)
def test_a_new_body_needs_a_free_code_a_name_a_kind_and_a_level(
    by, code: str, name: str, kind: str, level: str
) -> None:
    with pytest.raises(NotValid):
        create_agency(code, name, kind, level, by=by)


def test_a_change_names_what_changed_and_no_change_is_no_event(by) -> None:
    body_ = agency("stp")
    change_agency(body_, particulars_of(body_), by=by)
    assert acts(f"agency:{body_.pk}") == []
    change_agency(body_, dataclasses.replace(particulars_of(body_), email="stp@example.vn"), by=by)
    event = body(f"agency:{body_.pk}")
    assert event["act"] == "agency.changed"
    assert event["email"] == "stp@example.vn"
    assert "note" not in event


def test_a_body_is_not_above_itself(by) -> None:
    above = agency("ubnd-tinh-2025")
    with pytest.raises(NotValid) as refusal:
        change_agency(above, dataclasses.replace(particulars_of(above), parent=agency("ubnd-xa-dong-son-21109")), by=by)
    assert refusal.value.field == "parent"


def test_an_ended_body_is_alive_to_its_last_day(by) -> None:
    body_ = end_agency(agency("stp"), END, by=by)
    assert body_.is_alive(END)
    assert not body_.is_alive(NEXT)


def test_the_offices_of_an_ended_body_pass_to_the_one_that_continues_it(by) -> None:
    end_agency(agency("stp"), END, by=by)
    heir = create_agency("stp-2027", "Sở Tư pháp", "department", "province", Particulars(valid_from=NEXT), by=by)
    record_succession(agency("stp"), heir, NEXT, True, "Quyết định 1/QĐ-UBND", by=by)
    assert body_on(agency("stp").pk, END) == agency("stp").pk
    assert body_on(agency("stp").pk, NEXT) == heir.pk
    assert acts(f"agency:{heir.pk}")[-1] == acts(f"agency:{agency('stp').pk}")[-1] == "agency.succession_recorded"


def test_a_body_that_stands_is_not_continued_by_another(by) -> None:
    with pytest.raises(NotValid) as refusal:
        record_succession(agency("stp"), agency("snv-2025"), NEXT, True, "Quyết định", by=by)
    assert refusal.value.field == "continues"


@pytest.mark.parametrize("last", [None, date(2025, 3, 1), date(2099, 12, 31)])
def test_a_body_whose_offices_passed_on_does_not_rise_again(by, last: date | None) -> None:
    """Else two bodies hold one office: the old Department would review beside the new one."""
    old = agency("skhcn")
    with pytest.raises(NotValid, match="kế thừa") as refusal:
        change_agency(old, dataclasses.replace(particulars_of(old), valid_to=last), by=by)
    assert refusal.value.field == "valid_to"
    change_agency(old, dataclasses.replace(particulars_of(old), valid_to=date(2025, 2, 27)), by=by)


def test_one_body_continues_an_office_and_no_succession_runs_in_a_circle(by) -> None:
    with pytest.raises(Conflict):
        record_succession(agency("skhcn"), agency("stp"), date(2025, 3, 1), True, "Quyết định", by=by)
    with pytest.raises(NotValid, match="vòng tròn"):
        record_succession(agency("skhcn-2025"), agency("skhcn"), date(2025, 2, 1), False, "Quyết định", by=by)
    with pytest.raises(NotValid):
        record_succession(agency("stp"), agency("stp"), NEXT, False, "Quyết định", by=by)
    with pytest.raises(Conflict):
        record_succession(agency("skhcn"), agency("skhcn-2025"), date(2025, 3, 1), False, "Quyết định", by=by)


def test_a_succession_needs_a_basis_and_a_living_heir(by) -> None:
    with pytest.raises(NotValid) as refusal:
        record_succession(agency("stp"), agency("snv-2025"), NEXT, False, " ", by=by)
    assert refusal.value.field == "basis"
    with pytest.raises(NotValid):
        record_succession(agency("stp"), agency("snv"), NEXT, False, "Quyết định", by=by)


def test_a_membership_is_dated_and_names_who_confirmed_it(by) -> None:
    group = AgencyGroup.objects.get(code="cac-so")
    heir = create_agency("sdl-2027", "Sở Du lịch", "department", "province", Particulars(valid_from=NEXT), by=by)
    row = set_membership(group, heir, NEXT, by=by)
    assert row.confirmed_by == "Hệ thống"
    assert "sdl-2027" in [entry.code for entry in from_database().members("cac-so", NEXT)]
    set_membership(group, heir, NEXT, END.replace(year=2030), by=by)
    assert GroupMembership.objects.get(pk=row.pk).valid_to == date(2030, 12, 31)
    assert acts(f"agency:{heir.pk}") == ["agency.created", "agency.membership_set", "agency.membership_set"]


def test_memberships_of_one_agency_in_one_group_do_not_overlap(by) -> None:
    group = AgencyGroup.objects.get(code="cac-so-ban-nganh")
    assert GroupMembership.objects.filter(group=group, agency=agency("stp"), valid_from=None).exists()
    with pytest.raises(NotValid):
        set_membership(group, agency("stp"), NEXT, by=by)
    with pytest.raises(NotValid):
        set_membership(group, agency("snv-2025"), None, END, by=by)


def test_a_spelling_is_confirmed_once_and_can_be_dropped(by) -> None:
    record_alias(agency("stp"), "Sở T.Pháp", by=by)
    alias = record_alias(agency("stp"), " Sở  T.Pháp ", by=by)
    assert alias.confirmed_by == "Hệ thống"
    drop_alias(alias, by=by)
    assert not AgencyAlias.objects.filter(text="Sở T.Pháp").exists()
    assert acts(f"agency:{agency('stp').pk}") == ["agency.alias_confirmed", "agency.alias_dropped"]


def test_who_confirms_plans_confirms_spellings_but_ends_no_agency() -> None:
    director = post_of(Role.DIRECTOR)
    assert record_alias(agency("stp"), "Sở T.Pháp", by=acting(director, "confirm_plan")).confirmed
    with pytest.raises(NotAllowed):
        end_agency(agency("stp"), END, by=acting(director, "confirm_plan"))


def test_units_are_made_and_ended_within_their_body(by) -> None:
    made = create_unit(agency("stp"), "stp.hctp", "Phòng Hành chính tư pháp", predecessor=unit("stp.vp"), by=by)
    assert end_unit(made, END, by=by).valid_to == END
    assert acts(f"agency:{agency('stp').pk}") == ["unit.created", "unit.ended"]
    with pytest.raises(NotValid):
        create_unit(agency("stp"), "stp.hctp", "Phòng khác", by=by)
    with pytest.raises(NotValid):
        create_unit(agency("stp"), "phòng", "Phòng khác", by=by)


@pytest.mark.parametrize("text", ["Sở Nội vụ", "SỞ NỘI VỤ", "SNV"])
def test_the_name_of_one_body_is_no_spelling_of_another_of_the_same_days(text: str) -> None:
    with pytest.raises(NotValid, match=r"\(snv\)") as refusal:
        record_alias(agency("stp"), text, by=system("keep_directory"))
    assert refusal.value.field == "aliases"


def test_a_spelling_confirmed_for_one_body_is_none_of_another_but_passes_to_its_heir() -> None:
    by = system("keep_directory")
    record_alias(agency("snv"), "Ngành Nội vụ", by=by)
    record_alias(agency("snv-2025"), "Ngành Nội vụ", by=by)
    with pytest.raises(NotValid):
        record_alias(agency("stp"), "ngành nội vụ", by=by)
