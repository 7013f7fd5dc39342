"""A person maps the columns of a draft: it is read again so, and the choice holds for the issuer's next plan alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from processes.actors import actor_as
from processes.columns_mapped import columns_to_map, map_columns, shown_columns, version_of
from processes.models import IssuerColumns, Plan, Role
from processes.plan_import import load
from processes.plan_import.load import import_plan
from processes.plans import confirm_all, put_in_force
from tests.plans.writers import as_docx, customers_plan
from tests.processes.directory_people import acting, agency, post_of, system
from tests.processes.events import acts, body
from tests.world import PLAN_FILE
from workflow.errors import Conflict, NotAllowed, NotValid

pytestmark = pytest.mark.django_db


def swapped(plan: Plan) -> list[str]:
    """The columns as recognised, but lead and coordinating change places."""
    other = {"lead": "coordinating", "coordinating": "lead"}
    return [other.get(name, name) for name in shown_columns(plan).meanings]


def mapped(plan: Plan) -> Plan:
    return map_columns(plan, swapped(plan), version_of(plan), system("confirm_plan"))


def next_plan(folder: Path, *change: str) -> Plan:
    """The issuer's next plan, of the same table."""
    text = PLAN_FILE.read_text("utf-8").replace("24/KH-UBND", "25/KH-UBND").replace("Số: 24", "Số: 25")
    path = folder / "tiep-theo.txt"
    path.write_text(text.replace(*change) if change else text, encoding="utf-8")
    return import_plan(path, actor=actor_as("he-thong"))[0]


def test_the_stored_plan_says_how_its_columns_were_recognised(plan: Plan) -> None:
    found = shown_columns(plan)
    assert found.by == "headings"
    assert {"ordinal", "text", "lead", "coordinating", "deadline"} <= set(found.meanings)
    Plan.objects.filter(pk=plan.pk).update(reading={})
    plan.refresh_from_db()
    assert shown_columns(plan).by == ""
    assert columns_to_map(plan) == found


def test_the_plan_is_read_again_by_the_columns_that_were_chosen(plan: Plan) -> None:
    before = list(plan.tasks.values_list("cells__lead", "cells__coordinating"))
    keys = set(plan.tasks.values_list("pk", flat=True))
    mapped(plan)
    plan.refresh_from_db()
    assert list(plan.tasks.values_list("cells__coordinating", "cells__lead")) == before
    assert not keys & set(plan.tasks.values_list("pk", flat=True))
    assert shown_columns(plan).by == "person"
    assert plan.reading["tasks"][0]["cells"]["lead"] == before[0][1]
    assert plan.groups.count() == 6
    assert (plan.number, plan.status) == ("24/KH-UBND", Plan.Status.DRAFT)


def test_a_column_may_be_left_out_whatever_its_heading(plan: Plan) -> None:
    chosen = ["" if name == "deadline" else name for name in shown_columns(plan).meanings]
    map_columns(plan, chosen, version_of(plan), system("confirm_plan"))
    assert set(plan.tasks.values_list("cells__deadline", flat=True)) == {""}


def test_the_event_names_the_mapping_and_what_it_dropped(plan: Plan) -> None:
    confirm_all(plan, system("confirm_plan"))
    settled = plan.doubts.count()
    lead = shown_columns(plan).meanings.index("lead")
    mapped(plan)
    said = body(plan.stream)
    assert acts(plan.stream)[-1] == "plan.columns_mapped"
    assert said["columns"]["coordinating"] == lead
    assert "chủ trì" in said["headings"][lead]
    assert (said["dropped"], said["kept"]) == (settled, True)
    assert plan.doubts.filter(settled__isnull=False).count() == 0


def test_the_choice_holds_for_the_issuers_next_plan_with_the_same_headings(plan: Plan, tmp_path: Path) -> None:
    mapped(plan)
    following = next_plan(tmp_path)
    assert shown_columns(following).by == "person"
    assert shown_columns(following).meanings == shown_columns(plan).meanings
    assert list(following.tasks.values_list("cells__lead")) == list(plan.tasks.values_list("cells__lead"))


def test_the_choice_does_not_hold_for_other_headings(plan: Plan, tmp_path: Path) -> None:
    mapped(plan)
    heading = shown_columns(plan).headings[shown_columns(plan).meanings.index("coordinating")]
    following = next_plan(tmp_path, heading, "Đơn vị chủ trì, đầu mối")
    assert shown_columns(following).by == "headings"


def test_the_choice_does_not_hold_for_another_issuer(plan: Plan, tmp_path: Path) -> None:
    mapped(plan)
    IssuerColumns.objects.update(issuer=agency("stp"))
    assert shown_columns(next_plan(tmp_path)).by == "headings"


def test_the_last_choice_counts(plan: Plan, tmp_path: Path) -> None:
    mapped(mapped(plan))
    assert IssuerColumns.objects.count() == 1
    following = next_plan(tmp_path)
    assert shown_columns(following).meanings == shown_columns(plan).meanings
    assert shown_columns(following).headings[shown_columns(following).meanings.index("lead")] == "Cơ quan chủ trì"


def test_a_kept_choice_that_reads_no_table_keeps_no_plan_out(plan: Plan, tmp_path: Path, monkeypatch) -> None:
    mapped(plan)
    read = load.read_file

    def refusing(file, directory, on=None, columns=None):
        if columns:
            raise NotValid("Không đọc được.")
        return read(file, directory, on, columns)

    monkeypatch.setattr(load, "read_file", refusing)
    assert shown_columns(next_plan(tmp_path)).by == "headings"


def test_nothing_is_mapped_once_the_plan_is_in_force(plan: Plan) -> None:
    confirm_all(plan, system("confirm_plan"))
    put_in_force(plan, system("confirm_plan"))
    with pytest.raises(Conflict, match="đã có hiệu lực"):
        mapped(plan)
    assert not IssuerColumns.objects.exists()


def test_whoever_maps_must_have_seen_all_that_was_settled(plan: Plan) -> None:
    seen, keys = version_of(plan), set(plan.tasks.values_list("pk", flat=True))
    confirm_all(plan, system("confirm_plan"))
    with pytest.raises(Conflict, match="Từ khi bạn mở trang"):
        map_columns(plan, swapped(plan), seen, system("confirm_plan"))
    assert set(plan.tasks.values_list("pk", flat=True)) == keys
    assert "plan.columns_mapped" not in acts(plan.stream)


def test_what_is_settled_during_the_reading_is_not_lost(plan: Plan, monkeypatch) -> None:
    from processes import columns_mapped

    read = columns_mapped.read_file

    def meanwhile(*order):
        confirm_all(plan, system("confirm_plan"))
        return read(*order)

    monkeypatch.setattr(columns_mapped, "read_file", meanwhile)
    with pytest.raises(Conflict, match="Từ khi bạn mở trang"):
        mapped(plan)
    assert not plan.doubts.filter(settled__isnull=True).exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"lead": ""}, "Chưa chọn cột “Cơ quan chủ trì”"),
        ({"ordinal": ""}, "Chưa chọn cột “TT”"),
        ({"coordinating": "lead"}, "Hai cột cùng chọn “Cơ quan chủ trì”"),
        ({"coordinating": "khác"}, "không khớp"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused_in_words(plan: Plan, change: dict[str, str], said: str) -> None:
    chosen = [change.get(name, name) for name in shown_columns(plan).meanings]
    with pytest.raises(NotValid, match=said):
        map_columns(plan, chosen, version_of(plan), system("confirm_plan"))
    with pytest.raises(NotValid, match="không khớp"):
        map_columns(plan, chosen[:-1], version_of(plan), system("confirm_plan"))


def test_a_mapping_that_reads_no_table_is_refused_by_the_reader_and_changes_nothing(plan: Plan) -> None:
    other = {"text": "ordinal", "ordinal": "text"}
    chosen = [other.get(name, name) for name in shown_columns(plan).meanings]
    with pytest.raises(NotValid, match="Ô số thứ tự"):
        map_columns(plan, chosen, version_of(plan), system("confirm_plan"))
    assert plan.tasks.count() == 20
    assert acts(plan.stream) == ["plan.imported"]
    assert not IssuerColumns.objects.exists()


def test_a_content_that_is_empty_in_every_row_is_refused(tmp_path: Path) -> None:
    written = customers_plan()
    written.headings = [[*written.headings[0], "Ghi chú"]]
    written.rows = [row if len(row) == 1 else [*row, ""] for row in written.rows]
    path = tmp_path / "kh.docx"
    path.write_bytes(as_docx(written))
    plan = import_plan(path, actor=actor_as("he-thong"))[0]
    other = {"text": "note", "note": "text"}
    chosen = [other.get(name, name) for name in shown_columns(plan).meanings]
    with pytest.raises(NotValid, match="không nhiệm vụ nào có nội dung"):
        map_columns(plan, chosen, version_of(plan), system("confirm_plan"))
    assert acts(plan.stream) == ["plan.imported"]


def test_a_post_of_another_department_maps_nothing(plan: Plan) -> None:
    other = acting(post_of(Role.PLAN_ADMIN, "syt"), "confirm_plan")
    with pytest.raises(NotAllowed):
        map_columns(plan, swapped(plan), version_of(plan), other)
