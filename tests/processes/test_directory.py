"""The shipped directory in the database."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from django.core.management import call_command

from processes.agencies import change_agency, particulars_of, record_alias
from processes.directory import from_database, load_shipped
from processes.models import Agency, AgencyAlias, Unit
from processes.plan_import.directory import Directory
from processes.system_account import USERNAME
from tests.processes.directory_people import agency, system, unit
from tests.processes.events import acts, events

pytestmark = pytest.mark.django_db


def test_what_is_loaded_is_what_is_shipped() -> None:
    stored, shipped = from_database(), Directory.shipped()
    for part in dataclasses.fields(Directory):
        assert getattr(stored, part.name) == getattr(shipped, part.name), part.name


def test_reading_the_directory_takes_six_statements(django_assert_num_queries) -> None:
    with django_assert_num_queries(6):
        from_database()


def test_loading_again_changes_nothing_and_writes_no_event(django_assert_max_num_queries) -> None:
    before = len(events("directory"))
    with django_assert_max_num_queries(15):
        counts = load_shipped()
    assert not counts
    assert len(events("directory")) == before == 1


def test_a_new_edition_of_the_directory_is_taken_over_with_one_event() -> None:
    shipped = Directory.shipped()
    renamed = dataclasses.replace(shipped.agencies[3], note="ghi chú mới")
    edition = dataclasses.replace(shipped, agencies=(*shipped.agencies[:3], renamed, *shipped.agencies[4:]))
    counts = load_shipped(edition)
    assert (counts.added, counts.changed) == (0, 1)
    assert agency(renamed.code).note == "ghi chú mới"
    assert acts("directory") == ["directory.loaded", "directory.loaded"]


def test_what_a_person_has_changed_is_not_taken_back() -> None:
    body = agency("stp")
    change_agency(body, dataclasses.replace(particulars_of(body), note="đổi trụ sở"), by=system("keep_directory"))
    counts = load_shipped()
    assert not counts
    assert counts.kept == 1
    assert agency("stp").note == "đổi trụ sở"


def test_a_spelling_that_a_person_confirmed_stays_confirmed_and_names_the_agency() -> None:
    alias = AgencyAlias.objects.get(text="Dài Phát thanh và Truyền hình tỉnh")
    assert not alias.confirmed
    record_alias(alias.agency, alias.text, by=system("keep_directory"))
    load_shipped()
    day = date(2025, 1, 24)
    assert "Dài Phát thanh và Truyền hình tỉnh" in [name for name, _entry in from_database().names(day)]


def test_a_unit_continues_the_unit_of_the_same_suffix_in_the_body_that_its_own_continues() -> None:
    assert unit("skhcn-2025.tdc").predecessor == unit("skhcn.tdc")


def test_of_two_bodies_that_are_continued_the_unit_of_the_one_with_the_same_name_comes_first() -> None:
    assert unit("skhcn-2025.vp").predecessor == unit("skhcn.vp")
    assert unit("stc-2025.vp").predecessor == unit("stc.vp")
    assert not Unit.objects.filter(code="stttt.vp", successors__isnull=False).exists()


def test_names_are_sorted_by_the_vietnamese_alphabet() -> None:
    names = list(Agency.objects.filter(kind="department", valid_to=None).values_list("name", flat=True))
    assert names.index("Sở Công Thương") < names.index("Sở Dân tộc và Tôn giáo") < names.index("Sở Giáo dục và Đào tạo")


def test_the_command_says_that_nothing_changed(capsys) -> None:
    call_command("load_directory")
    assert "không có gì thay đổi" in capsys.readouterr().out


def test_the_system_has_a_post_on_every_day_of_either_province() -> None:
    posts = {post.code: post for post in agency("ubnd-tinh").posts.all() | agency("ubnd-tinh-2025").posts.all()}
    assert set(posts) == {USERNAME, f"{USERNAME}-ubnd-tinh"}
    assert posts[f"{USERNAME}-ubnd-tinh"].valid_to == date(2025, 6, 30)
    assert posts[USERNAME].valid_from == date(2025, 7, 1)
