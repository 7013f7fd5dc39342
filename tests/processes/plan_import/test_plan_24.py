"""Kế hoạch 24/KH-UBND: every cell of every row, and what the rows mean (domain.md 1.1, 1.2, 8)."""

import json
import unicodedata
from collections import Counter
from datetime import date

import pytest

from processes.plan_import.doubts import doubts
from processes.plan_import.reading import read
from tests.processes.plan_import.conftest import PLAN

EXPECTED = json.loads((PLAN.parent / "tasks.json").read_text(encoding="utf-8"))
SOURCE = unicodedata.normalize("NFC", PLAN.read_text(encoding="utf-8")).split("\n")


@pytest.fixture
def task(plan):
    return {task.row.id: task for task in plan.tasks}.__getitem__


@pytest.mark.parametrize(("at", "row"), list(enumerate(EXPECTED)), ids=[f"{row['g']}.{row['n']}" for row in EXPECTED])
def test_a_task_reads_cell_for_cell(plan, at, row):
    read = plan.tasks[at].as_json()
    assert (read["group"], read["ordinal"], read["place"]) == (row["g"], str(row["n"]), {"line": row["line"]})
    assert read["ordinal_source"] == ("printed" if row["tt"] else "inferred")
    assert read["text"] == row["text"]
    cells = {"lead": row["lead"], "coordinating": row["coord"], "directing": row["dirc"], "deadline": row["when"]}
    assert read["cells"] == {**cells, "product": "", "funding": "", "note": ""}
    assert read["inherited"] == []


def test_every_cell_is_byte_equal_to_its_line(plan):
    for task in plan.tasks:
        row = task.row
        line = SOURCE[row.line - 1]
        cells = (
            row.printed_ordinal,
            row.text,
            *(row.cells[name] for name in ("lead", "coordinating", "directing", "deadline")),
        )
        assert "\t".join(cells).encode() == line.encode()


def test_the_document_says_who_it_is(plan):
    document = plan.as_json()["document"]
    assert (document["number"], document["date"], document["issuer"]) == (
        "24/KH-UBND",
        "2025-01-24",
        "UBND tỉnh Quảng Ngãi",
    )
    assert document["title"].startswith("Triển khai thực hiện Quyết định số 1703/QĐ-TTg ngày 31/12/2024 của Thủ tướng")
    assert document["title"].endswith("đến năm 2030 và những năm tiếp theo")


def test_six_groups_three_of_them_after_blank_lines(plan):
    groups = plan.as_json()["groups"]
    assert [(group["ordinal"], group["place"]["line"]) for group in groups] == [
        ("I", 124), ("II", 128), ("III", 134), ("IV", 139), ("V", 145), ("VI", 150),
    ]  # fmt: skip
    assert list(Counter(task.row.group for task in plan.tasks).values()) == [3, 4, 3, 4, 4, 2]


def test_group_three_is_recognised_without_its_tab(plan):
    third = plan.groups[2]
    assert (third.title, third.tabbed) == (
        "Phát triển nguồn nhân lực trong lĩnh vực tiêu chuẩn, đo lường, chất lượng",
        False,
    )


def test_only_iii_2_has_an_inferred_ordinal_and_it_is_proven(plan, task):
    assert [task.row.id for task in plan.tasks if task.row.ordinal_source == "inferred"] == ["III.2"]
    assert task("III.2").row.proven


def test_leads_are_33_for_the_whole_province_14_for_the_joint_task_and_1_elsewhere(plan):
    counts = {task.row.id: len(task.leads.members) for task in plan.tasks}
    assert {id_: count for id_, count in counts.items() if count != 1} == {"I.1": 33, "I.2": 14, "V.1": 33, "V.4": 33}
    assert sum(count for id_, count in counts.items() if id_ != "IV.3") == 128


def test_the_department_is_a_lead_everywhere(plan):
    assert all("skhcn" in task.leads.codes for task in plan.tasks)


def test_coordinators_leave_out_the_lead_itself(task):
    assert len(task("II.1").coordinators_of("skhcn")) == 32
    assert all(len(task("V.1").coordinators_of(lead)) == 32 for lead in task("V.1").leads.codes)


def test_coordinators_of_i_1_hold_no_district_and_an_open_member(task):
    reading = task("I.1").coordinating
    assert {member.level for member in reading.members} == {"province"}
    assert (len(reading.members), reading.open) == (20, ("cơ quan liên quan",))


def test_the_misspelt_station_is_not_taken_for_the_station(task):
    reading = task("I.2").coordinating
    assert reading.unknown == ("Dài Phát thanh và Truyền hình tỉnh",)
    assert [member.name for member in reading.members] == ["Sở Thông tin và Truyền thông"]
    assert not reading.certain


def test_eleven_tasks_are_directed_by_the_chairman_and_nine_by_the_department(plan):
    assert Counter(task.authority for task in plan.tasks) == {"chairman": 11, "department": 9}
    assert plan.department == "skhcn"


def test_deadlines_of_the_plan(plan, task):
    assert Counter(task.deadline.kind for task in plan.tasks) == {"recurring": 17, "span": 3}
    assert all(task.deadline.certain for task in plan.tasks)
    assert task("I.1").deadline.end == date(2025, 9, 30)
    assert task("II.3").deadline.end == date(2025, 12, 31)
    assert (task("II.4").deadline.start, task("II.4").deadline.end) == (date(2025, 1, 24), date(2025, 12, 31))
    assert task("IV.3").deadline.occurrences(2025) == ()
    assert task("IV.3").deadline.occurrences(2026) == ((date(2026, 1, 1), date(2026, 12, 31)),)
    assert task("V.2").deadline.occurrences(2025) == ((date(2025, 1, 24), date(2025, 12, 31)),)


def test_what_a_person_must_settle_is_a_name_an_ordinal_and_two_memberships(plan):
    settled = [(doubt["kind"], doubt["task"], doubt["text"]) for doubt in doubts(plan)]
    assert settled == [
        ("unknown_name", "I.2", "Dài Phát thanh và Truyền hình tỉnh"),
        ("inferred_ordinal", "III.2", ""),
        ("group_membership", "", "Các sở, ban, ngành"),
        ("group_membership", "", "UBND các huyện, thị xã, thành phố"),
    ]


def test_the_proposals_of_the_doubts(plan):
    name, ordinal, provincial, districts = (doubt["proposal"] for doubt in doubts(plan))
    assert (name, ordinal) == (["dai-ptth"], "2")
    assert (len(provincial), len(districts)) == (20, 13)


def test_read_on_a_later_day_the_districts_are_unknown_and_the_department_is_the_new_body(directory):
    later = read(PLAN, directory, date(2026, 1, 1))
    first = later.tasks[0]
    assert len(first.leads.members) == 15
    assert first.leads.unknown == ("UBND các huyện, thị xã, thành phố",)
    assert later.department == "skhcn-2025"
    assert Counter(task.authority for task in later.tasks) == {"chairman": 11, "department": 9}
    assert first.deadline.end == date(2025, 9, 30)
