"""Rows of two tables are compared by content: a moved row was not dropped and added, and every change is found once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processes.plan_import.amendments import RowChange, row_changes
from processes.plan_import.table_rows import TableRow, rows_of
from tests.world import PLAN_FILE

EXPECTED = json.loads((PLAN_FILE.parent / "tasks.json").read_text("utf-8"))
ROWS = [
    TableRow(
        f"{row['g']}.{row['n']}", row["g"],
        {"text": row["text"], "lead": row["lead"], "coordinating": row["coord"], "directing": row["dirc"], "deadline": row["when"]},
        {"line": row["line"]},
    )
    for row in EXPECTED
]  # fmt: skip
TWENTY = range(len(ROWS))


def kinds(changes: Sequence[RowChange]) -> Counter[str]:
    return Counter(change.kind for change in changes)


def edited(row: TableRow, name: str, text: str) -> TableRow:
    return replace(row, cells={**row.cells, name: text})


def new(text: str) -> TableRow:
    return TableRow("IX.9", "Nhóm khác", {**dict.fromkeys(ROWS[0].cells, ""), "text": text}, {"line": 999})


def test_a_table_compared_with_itself_has_no_change() -> None:
    changes = row_changes(ROWS, ROWS)
    assert kinds(changes) == {"unchanged": 20}
    assert all(change.certain and change.before == change.after for change in changes)


@given(st.permutations(TWENTY))
def test_a_permutation_moves_rows_and_does_nothing_else(order: list[int]) -> None:
    changes = row_changes(ROWS, [ROWS[at] for at in order])
    assert set(kinds(changes)) <= {"moved", "unchanged"}
    assert [change.before for change in changes] == order
    stay = [change.before for change in changes if not change.moved]
    assert stay == sorted(stay)


@given(
    st.sets(st.sampled_from(TWENTY)), st.sampled_from(["lead", "coordinating", "directing", "deadline"]), st.randoms()
)
def test_editing_k_cells_changes_k_rows_wherever_they_now_stand(chosen: set[int], name: str, chance) -> None:
    rows = [edited(row, name, row.cells[name] + " (sửa)") if at in chosen else row for at, row in enumerate(ROWS)]
    order = list(TWENTY)
    chance.shuffle(order)
    changes = row_changes(ROWS, [rows[at] for at in order])
    assert {change.before for change in changes if change.kind == "changed"} == chosen
    assert all([cell.name for cell in change.cells] == [name] for change in changes if change.before in chosen)
    assert not set(kinds(changes)) & {"added", "dropped"}


@given(st.sets(st.sampled_from(TWENTY), max_size=15), st.integers(0, 4))
def test_what_is_left_out_is_dropped_and_what_is_put_in_is_added(gone: set[int], more: int) -> None:
    fresh = [new(f"Lập hồ sơ riêng thứ {at} về kho vật tư khẩn cấp") for at in range(more)]
    changes = row_changes(ROWS, [row for at, row in enumerate(ROWS) if at not in gone] + fresh)
    assert {change.before for change in changes if change.kind == "dropped"} == gone
    assert kinds(changes)["added"] == more
    assert kinds(changes)["unchanged"] == 20 - len(gone)


@given(st.lists(st.sampled_from(TWENTY), max_size=30), st.lists(st.sampled_from(TWENTY), max_size=30))
@settings(max_examples=60)
def test_every_row_of_both_tables_is_accounted_for_once(first: list[int], second: list[int]) -> None:
    changes = row_changes([ROWS[at] for at in first], [ROWS[at] for at in second])
    assert sorted(change.before for change in changes if change.before is not None) == list(range(len(first)))
    assert [change.after for change in changes if change.after is not None] == list(range(len(second)))


@given(st.sampled_from(TWENTY), st.data())
def test_a_few_words_reworded_are_one_task_for_certain(at: int, data: st.DataObject) -> None:
    words = ROWS[at].text.split()
    spot = data.draw(st.integers(0, len(words) - 1))
    reworded = edited(ROWS[at], "text", " ".join([*words[:spot], "sửa", *words[spot + 1 :]]))
    (change,) = [one for one in row_changes(ROWS, [*ROWS[:at], reworded, *ROWS[at + 1 :]]) if one.kind != "unchanged"]
    assert (change.kind, change.before, change.after) == ("changed", at, at)
    assert [cell.name for cell in change.cells] == ["text"]


def test_a_row_put_first_moves_nothing_and_renumbering_is_no_change() -> None:
    later = [replace(ROWS[0], code="I.2"), replace(ROWS[1], code="I.3"), replace(ROWS[2], code="I.4"), *ROWS[3:]]
    assert kinds(row_changes(ROWS, [new("Rà soát kho vật tư"), *later])) == {"added": 1, "unchanged": 20}


def test_spaces_and_composed_letters_are_no_change() -> None:
    import unicodedata

    later = [edited(row, "text", unicodedata.normalize("NFD", row.text).replace(" ", "  ")) for row in ROWS]
    assert kinds(row_changes(ROWS, later)) == {"unchanged": 20}


def test_a_row_that_changes_its_group_has_moved_and_a_new_title_moves_nothing() -> None:
    other = [replace(ROWS[2], group="VI"), *ROWS[3:]]
    assert kinds(row_changes(ROWS, [*ROWS[:2], *other])) == {"moved": 1, "unchanged": 19}
    retitled = [replace(row, group="Tên nhóm mới" if row.group == "I" else row.group) for row in ROWS]
    assert kinds(row_changes(ROWS, retitled)) == {"unchanged": 20}


def test_half_reworded_is_left_to_a_person_and_all_reworded_is_another_task() -> None:
    words = ROWS[0].text.split()
    half = " ".join([*words[: len(words) * 6 // 10], *(f"khác{at}" for at in range(len(words) * 4 // 10))])
    (change,) = [
        one for one in row_changes(ROWS, [edited(ROWS[0], "text", half), *ROWS[1:]]) if one.kind != "unchanged"
    ]
    assert (change.kind, change.certain) == ("changed", False)
    rest = row_changes(ROWS, [edited(ROWS[0], "text", "Mua sắm thiết bị đo"), *ROWS[1:]])
    assert kinds(rest) == {"added": 1, "dropped": 1, "unchanged": 19}


def test_two_rows_equally_alike_are_left_to_a_person() -> None:
    rows = [
        new("Tổ chức hội nghị tổng kết công tác năm tại tỉnh"),
        new("Tổ chức hội nghị tổng kết công tác năm tại xã"),
    ]
    (change, _dropped) = row_changes(rows, [new("Tổ chức hội nghị tổng kết công tác năm tại huyện")])
    assert (change.kind, change.certain) == ("changed", False)


def test_a_dropped_row_stands_after_the_row_that_it_followed() -> None:
    changes = row_changes(ROWS, [ROWS[0], *ROWS[2:]])
    assert [(change.kind, change.before) for change in changes[:3]] == [
        ("unchanged", 0),
        ("dropped", 1),
        ("unchanged", 2),
    ]


def test_an_empty_table_drops_everything() -> None:
    assert kinds(row_changes(ROWS, [])) == {"dropped": 20}
    assert kinds(row_changes([], ROWS)) == {"added": 20}


@pytest.mark.parametrize("shift", [0, 700])
def test_two_thousand_rows_of_which_a_third_changed_and_most_moved_are_matched(shift: int) -> None:
    rows = [new(f"Nhiệm vụ {at}: xây dựng chương trình {at * 7919 % 1009} cho đơn vị {at % 50}") for at in range(2000)]
    later = [edited(row, "text", f"{row.text} giai đoạn mới") if at % 3 == 0 else row for at, row in enumerate(rows)]
    found = kinds(row_changes(rows, [*later[shift:], *later[:shift]]))
    assert found["changed"] == 667


def test_rows_are_taken_from_a_reading(plan) -> None:
    reading = plan.as_json()
    rows = rows_of(reading)
    assert (len(rows), rows[0].code, rows[0].place) == (20, "I.1", {"line": 125})
    assert kinds(row_changes(rows, rows_of(reading))) == {"unchanged": 20}
