"""Vietnamese text as values: one normal form, one order of the alphabet, one form for searching. Pure."""

import re
import unicodedata

# The alphabet of 29 letters. A letter with its own mark follows all of its plain letter ("ăn" after "ay"),
# so it becomes the plain letter followed by "~", which sorts after every letter in the C collation.
_LETTERS = {"ă": "a~", "â": "a~~", "đ": "d~", "ê": "e~", "ô": "o~", "ơ": "o~~", "ư": "u~"}
# Ngang, huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries (not the order of the code points).
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SYLLABLE = re.compile(r"\d+|[^\W\d_]+")
_DIGITS = 12


def nfc(text: str) -> str:
    """The text with every letter in its composed form; the one form that is stored."""
    return unicodedata.normalize("NFC", text)


def sort_key(text: str) -> str:
    """A key whose plain byte order is the order of the Vietnamese alphabet, to be stored beside a name.

    Syllables are compared one after the other, first by letters, then by tone, as dictionaries do: ba, ba ba, bà.
    Case, punctuation and the place of the tone (hòa, hoà) do not count; numbers sort by value.
    """
    return " ".join(_syllable_key(part) for part in _SYLLABLE.findall(nfc(text).lower()))


def _syllable_key(part: str) -> str:
    if part.isdecimal():
        return str(int(part)).rjust(_DIGITS, "0")
    letters, tone = "", "0"
    for letter in part:
        plain, own_tone = _without_tone(letter)
        letters += _LETTERS.get(plain, _bare(plain))
        tone = own_tone or tone
    # "!" sorts before every letter: "ba" with any tone comes before "bac".
    return f"{letters}!{tone}"


def _without_tone(letter: str) -> tuple[str, str]:
    """The letter with its vowel mark but no tone, and the tone's digit ("" when it bears none)."""
    marks = unicodedata.normalize("NFD", letter)
    tone = "".join(_TONES[mark] for mark in marks if mark in _TONES)
    return nfc("".join(mark for mark in marks if mark not in _TONES)), tone[:1]


def _bare(letter: str) -> str:
    """A foreign accented letter (ü, ç) sorts with its plain letter."""
    return "".join(mark for mark in unicodedata.normalize("NFD", letter) if not unicodedata.combining(mark))


def folded(text: str) -> str:
    """The text as people type it in a hurry: no marks, lower case, đ as d, single spaces. For searching only."""
    decomposed = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "d")
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(plain.lower().split())


def clean_line(text: str) -> str:
    """One line of text: NFC, single spaces, without control, bidirectional or other invisible characters.

    Tabs and line ends become spaces, so that words never grow together.
    """
    spaced = "".join(" " if letter.isspace() else letter for letter in text)
    visible = "".join(letter for letter in spaced if unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co"})
    return nfc(" ".join(visible.split()))
