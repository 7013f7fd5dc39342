"""Two texts as one: marks for the eye, words for the ear, and nothing that is executed."""

from workflow.word_diff import word_diff


def test_what_was_added_and_taken_out_is_marked_and_said() -> None:
    html = word_diff("Đã hoàn thành 70% khối lượng", "Đã hoàn thành 100% khối lượng")
    assert html.startswith("Đã hoàn thành <del>")
    assert "[xóa] </span>70%</del>" in html
    assert "[thêm] </span>100%</ins> khối lượng" in html


def test_equal_texts_have_no_marks() -> None:
    assert word_diff("một hai", "một hai") == "một hai"


def test_nothing_in_a_result_is_ever_executed() -> None:
    html = word_diff("<b>cũ</b>", "<script>x</script>")
    assert "<script>" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;" in html
