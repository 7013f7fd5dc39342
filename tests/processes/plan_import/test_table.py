"""Tables of other plans: headings, ordinals, what repeats, and the files that are refused."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from processes.plan_import.columns import columns_of
from processes.plan_import.doubts import doubts
from processes.plan_import.reading import read, read_from
from processes.plan_import.sources import LONGEST_LINE, read_source, source_of
from tests.processes.plan_import.conftest import PLAN
from workflow.errors import NotValid

ATTACHED = "(Kèm theo Kế hoạch số: 7/KH-UBND ngày 10/02/2025 của UBND tỉnh)\n"
HEAD = "TT\tNội dung\tChủ trì\tPhối hợp\tThời gian\n"


def reading(rows, directory, head=HEAD, on=None):
    return read_from(source_of((ATTACHED + head + rows).encode(), "kh.txt"), directory, on)


def ids(found):
    return [(task.row.id, task.row.ordinal_source, task.row.proven) for task in found.tasks]


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        ("STT\tNội dung công việc\tĐơn vị chủ trì\tĐơn vị phối hợp\tThời hạn hoàn thành\tKết quả, sản phẩm\tGhi chú",
         ["ordinal", "text", "lead", "coordinating", "deadline", "product", "note"]),
        ("Số TT\tNhiệm vụ, giải pháp\tCơ quan chủ trì thực hiện\tCơ quan phối hợp thực hiện\tLãnh đạo UBND chỉ đạo\tTiến độ\tKinh phí",
         ["ordinal", "text", "lead", "coordinating", "directing", "deadline", "funding"]),
        ("TT\tTên nhiệm vụ\tCơ quan thực hiện\tCơ quan phối hợp\tThời gian thực hiện",
         ["ordinal", "text", "lead", "coordinating", "deadline"]),
    ],
)  # fmt: skip
def test_headings_are_recognised_in_usual_wordings(headings, columns):
    found = columns_of(headings.split("\t"))
    assert sorted(found, key=found.get) == columns


def test_an_ordinary_sentence_with_tabs_is_no_heading():
    assert columns_of(["Thời gian", "qua", "các sở"]) is None


def test_an_ordinal_is_inferred_only_where_the_neighbours_prove_it(directory):
    found = reading(
        "I\tA\t\t\t\n1\ta\tSở Y tế\t\tNăm 2025\n\tb\tSở Y tế\t\tNăm 2025\n3\tc\tSở Y tế\t\tNăm 2025\n", directory
    )
    assert ids(found) == [("I.1", "printed", True), ("I.2", "inferred", True), ("I.3", "printed", True)]
    last = reading(
        "I\tA\t\t\t\n1\ta\tSở Y tế\t\tNăm 2025\n\tb\tSở Y tế\t\tNăm 2025\nII\tB\t\t\t\n1\tc\tSở Y tế\t\tNăm 2025\n",
        directory,
    )
    assert ids(last) == [("I.1", "printed", True), ("I.2", "inferred", False), ("II.1", "printed", True)]


def test_ditto_cells_take_the_cell_above_and_say_so(directory):
    found = reading(
        "1\ta\tSở Y tế\tSở Tư pháp\tNăm 2025\n2\tb\tnt\t-nt-\tnhư trên\n3\tc\tnt\tSở Nội vụ\tQuý I/2026\n", directory
    )
    second, third = found.tasks[1], found.tasks[2]
    assert second.row.cells["lead"] == "Sở Y tế"
    assert second.row.inherited == ("lead", "coordinating", "deadline")
    assert (third.row.inherited, third.leads.codes) == (("lead",), ("syt",))


def test_a_repeated_header_and_blank_lines_end_nothing(directory):
    found = reading(f"1\ta\tSở Y tế\t\tNăm 2025\n\n{HEAD}\n2\tb\tSở Y tế\t\tNăm 2025\n", directory)
    assert [task.row.id for task in found.tasks] == ["1", "2"]


def test_uncertain_dates_missing_leads_and_unknown_names_are_doubts_and_open_members_are_not(directory):
    found = reading(
        "1\ta\tSở Lạ\tcơ quan liên quan\tĐến năm 2030\n2\tb\t\tcác cơ quan liên quan\tQuý V/2025\n", directory
    )
    kinds = [(doubt["task"], doubt["kind"]) for doubt in doubts(found) if doubt["kind"] != "unclear_directing"]
    assert kinds == [("1", "uncertain_deadline"), ("1", "unknown_name"), ("2", "uncertain_deadline"), ("2", "no_lead")]


def test_line_ends_a_byte_order_mark_and_decomposed_letters_change_nothing(directory, plan):
    text = PLAN.read_text(encoding="utf-8")
    for variant in (text.replace("\n", "\r\n"), "\ufeff" + text, unicodedata.normalize("NFD", text)):
        assert read_from(source_of(variant.encode(), "kh.txt"), directory).as_json() == plan.as_json()


def test_without_a_signing_day_the_day_must_be_given(directory):
    text = (HEAD + "1\ta\tSở Y tế\t\tNăm 2025\n").encode()
    with pytest.raises(NotValid, match="--on"):
        read_from(source_of(text, "kh.txt"), directory)
    assert read_from(source_of(text, "kh.txt"), directory, date(2025, 2, 1)).tasks[0].deadline.start == date(2025, 2, 1)


def test_the_heading_block_names_the_document(directory):
    block = "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI\nSố: 15/KH-UBND\nQuảng Ngãi, ngày 05 tháng 02 năm 2025\n\n"
    block += "KẾ HOẠCH\nVề cải cách\nhành chính\n\n"
    found = read_from(source_of((block + HEAD + "1\ta\tSở Y tế\t\tNăm 2025\n").encode(), "kh.txt"), directory)
    assert found.as_json()["document"] == {
        "number": "15/KH-UBND", "date": "2025-02-05", "issuer": "UBND tỉnh Quảng Ngãi", "title": "Về cải cách hành chính",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "rỗng"),
        (b" \n\t\n", "rỗng"),
        (b"\xef\xbb\xbf\n", "rỗng"),
        ("Kế hoạch này không có bảng.\n".encode(), "không có bảng nhiệm vụ"),
        ((ATTACHED + HEAD).encode(), "không có nhiệm vụ"),
        (b"x" * 5_000_000, "Dòng 1"),
        ((ATTACHED + HEAD + "1\t" + "a" * (LONGEST_LINE + 1)).encode(), "Dòng 3"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "Word"),
        (b"a\x00b", "nhị phân"),
        ("Kế hoạch".encode("utf-16"), "UTF-16"),
        (b"K\xe9 ho\x1each", "UTF-8"),
    ],
)
def test_a_bad_file_is_refused_in_one_sentence(directory, content, says, tmp_path):
    file = tmp_path / "kh.txt"
    file.write_bytes(content)
    with pytest.raises(NotValid) as refusal:
        read(file, directory)
    assert says in refusal.value.sentence
    assert "\n" not in refusal.value.sentence
    assert ":" in refusal.value.sentence


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path in (tmp_path / "nowhere.txt", tmp_path):
        with pytest.raises(NotValid, match="Không tìm thấy"):
            read_source(path)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_whatever_the_bytes_only_a_refusal_is_raised(directory, rubbish):
    for content in (rubbish, (ATTACHED + HEAD).encode() + rubbish):
        try:
            found = read_from(source_of(content, "kh.txt"), directory)
        except NotValid:
            continue
        assert found.tasks
