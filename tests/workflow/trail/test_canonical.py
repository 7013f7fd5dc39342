"""The one text of a body: what is read back is called canonical exactly when writing it again gives the same text."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.trail.canonical import canonical, read_back

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8) | st.sampled_from(
    ["", ":", '":', ", ", " ,", "a b", "\\", '"', "Đ", "-0", "0" * 20, "2025-02-10", "\t", "\x7f"]
)
KEYS = st.sampled_from(["a", "b", "act", "who", "at", "Đ", "z:", 'q"', "2025-02"])
NUMBERS = st.integers(-(2**60), 2**60) | st.integers(-3, 12)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
BODIES = st.dictionaries(KEYS, VALUES, max_size=5)


def written_again(text: str) -> bool | None:
    """The slow truth: None where the text may not be stored at all."""
    try:
        return canonical(json.loads(text)) == text
    except (ValueError, TypeError):
        return None


def seen(text: str) -> bool | None:
    try:
        return read_back(text.encode(), text)[1]
    except ValueError:
        return None


@given(
    BODIES,
    st.booleans(),
    st.booleans(),
    st.sampled_from([(",", ":"), (", ", ":"), (",", ": "), (" ,", ":"), (",\n", ":")]),
)
def test_a_text_is_called_canonical_exactly_when_it_is(
    body: dict[str, Any], in_order: bool, ascii_only: bool, separators: tuple[str, str]
) -> None:
    text = json.dumps(body, sort_keys=in_order, ensure_ascii=ascii_only, separators=separators)
    assert seen(text) == written_again(text)


@given(BODIES, st.data())
def test_a_canonical_text_with_one_letter_more_or_less_is_judged_the_same(
    body: dict[str, Any], data: st.DataObject
) -> None:
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    if data is not None:
        place = data.draw(st.integers(0, len(text)))
        text = (
            text[:place]
            + data.draw(st.sampled_from([" ", "\n", "0", "-", ",", ":", '"', "\\", "a", ""]))
            + text[place:]
        )
    assert seen(text) == written_again(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a":1,"b":[{"c":null}]}', True),
        ('{"a":":x"}', True),
        ('{"a":"Điều 5, khoản 1"}', True),
        ('{"a":"\\\\"}', True),
        ('{"b":1,"a":2}', False),
        ('{"a":1,"a":1}', False),
        ('{"a":1, "b":2}', False),
        (' {"a":1}', False),
        ('{"a":-0}', False),
        ('{"a":"\\u0111"}', False),
        ('{"a":{"c":1,"b":2}}', False),
        ('{"a":1.5}', None),
        ('{"a":NaN}', None),
        ('{"a":9007199254740992}', None),
        ('{"Đ":1}', None),
        ("{", None),
    ],
)
def test_of_stored_texts(text: str, expected: bool | None) -> None:
    assert seen(text) is expected
