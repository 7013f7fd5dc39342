"""Vietnamese order, folding and cleaning hold for every letter, whatever the normal form it came in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.vietnamese import clean_line, folded, nfc, sort_key

ALPHABET = "a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y".split()


def in_order(words: list[str]) -> list[str]:
    """The words sorted by their keys, from the opposite order so that a constant key cannot pass."""
    backwards = [*reversed(words)]
    return sorted(backwards, key=sort_key)


def test_the_key_follows_the_29_letters() -> None:
    assert in_order(ALPHABET) == ALPHABET


def test_a_marked_letter_follows_every_word_of_its_plain_letter() -> None:
    words = ["ay", "ăn", "ân", "dư", "đa", "ôi", "ơi", "pa"]
    assert in_order(words) == words


def test_tones_follow_the_dictionary_ngang_huyen_hoi_nga_sac_nang() -> None:
    words = ["ma", "mà", "mả", "mã", "má", "mạ", "mai"]
    assert in_order(words) == words


def test_syllables_are_compared_one_after_the_other() -> None:
    words = ["ba", "ba ba", "bà", "bà ba", "bác"]
    assert in_order(words) == words


def test_agencies_sort_as_an_office_lists_them() -> None:
    names = ["Công an tỉnh", "Sở Công Thương", "Sở Tài chính", "Sở Tư pháp", "Sở Y tế", "UBND huyện Ba Tơ"]
    names.insert(0, "Ban Dân tộc")
    names.append("UBND huyện Bình Sơn")
    names.append("UBND huyện Đức Phổ")
    assert in_order(names) == names


def test_numbers_sort_by_value() -> None:
    assert sorted(["Phòng 10", "Phòng 2"], key=sort_key) == ["Phòng 2", "Phòng 10"]


def test_the_key_is_ascii_so_that_the_database_compares_bytes() -> None:
    assert sort_key("Ủy ban nhân dân tỉnh Quảng Ngãi, Đặng Thị Ỹ").isascii()


@pytest.mark.parametrize("pair", [("hòa", "hoà"), ("THỦY", "thuỷ"), ("a - b", "A B")])
def test_place_of_the_tone_case_and_punctuation_do_not_count(pair: tuple[str, str]) -> None:
    assert sort_key(pair[0]) == sort_key(pair[1])


@given(st.text(alphabet="aăâeêioôơuưyàảãáạầẩẫấậđbc nghĐẤỢỹ", max_size=30))
def test_the_normal_form_changes_neither_key_nor_fold(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert sort_key(decomposed) == sort_key(nfc(text))
    assert folded(decomposed) == folded(text.upper())


def test_folding_drops_every_mark() -> None:
    assert folded("Chuyển  đổi SỐ, Đặng Ỷ Ngọc") == "chuyen doi so, dang y ngoc"


def test_a_clean_line_has_no_control_or_bidirectional_characters() -> None:
    assert clean_line(" Báo\u202ecáo\x00\tquý\n III\u00a0\u200b ") == "Báocáo quý III"
    assert clean_line("Nga\u0303i") == "Ngãi"
