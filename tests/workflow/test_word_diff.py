"""Two texts as one: marks for the eye, words for the ear, and nothing that is executed."""

import re

from hypothesis import given
from hypothesis import strategies as st

from workflow.word_diff import word_diff


def test_what_was_added_and_taken_out_is_marked_and_said() -> None:
    html = word_diff("Đã hoàn thành 70% khối lượng", "Đã hoàn thành 100% khối lượng")
    assert html.startswith("Đã hoàn thành <del>")
    assert "[xóa] </span>70%</del>" in html
    assert "[thêm] </span>100%</ins> khối lượng" in html


def test_words_changed_one_after_another_are_taken_out_and_added_together() -> None:
    html = word_diff("Đã hoàn thành nội dung được giao.", "Đã tổ chức 03 hội nghị.")
    assert html.count("<del>") == html.count("<ins>") == 1
    assert "</span>hoàn thành nội dung được giao.</del>" in html
    assert "</span>tổ chức 03 hội nghị.</ins>" in html


@given(st.text("ab \n", max_size=20), st.text("ab \n", max_size=20))
def test_both_texts_can_be_read_back_from_the_marks(before: str, after: str) -> None:
    html = re.sub(r'<span class="visually-hidden">.*?</span>', "", word_diff(before, after))
    without = {tag: re.sub(f"(?s)<{tag}>.*?</{tag}>", "", html) for tag in ("del", "ins")}
    assert re.sub("</?ins>", "", without["del"]) == after
    assert re.sub("</?del>", "", without["ins"]) == before


def test_equal_texts_have_no_marks() -> None:
    assert word_diff("một hai", "một hai") == "một hai"


def test_nothing_in_a_result_is_ever_executed() -> None:
    html = word_diff("<b>cũ</b>", "<script>x</script>")
    assert "<script>" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;" in html
