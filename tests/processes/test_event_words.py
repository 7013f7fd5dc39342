"""No event is written anywhere in the code without having its words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.web_assets import ICONS
from processes.event_words import _LOOKS, EVENT_WORDS, SUBJECT_WORDS, event_word

BASE_DIR = Path(__file__).resolve().parent.parent.parent
NAME = re.compile(r"[a-z]+\.[a-z_]+")


def recorded() -> Iterator[tuple[str, str]]:
    """Every `subject.happened` that stands in a call of a function named record, _record or `self._record`."""
    for room in ("approvals", "processes", "workflow"):
        for path in (BASE_DIR / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and _name(node.func).lstrip("_").startswith("record"):
                    for constant in (inner for argument in node.args for inner in ast.walk(argument)):
                        if isinstance(constant, ast.Constant) and NAME.fullmatch(str(constant.value)):
                            yield str(constant.value), path.name


def _name(function: ast.expr) -> str:
    return (
        function.attr if isinstance(function, ast.Attribute) else function.id if isinstance(function, ast.Name) else ""
    )


def test_every_event_that_the_code_records_has_words() -> None:
    found = set(recorded())
    assert len(found) > 15
    assert {(name, file) for name, file in found if name not in SUBJECT_WORDS} == set()


@pytest.mark.parametrize("name", EVENT_WORDS)
def test_words_are_vietnamese_and_not_the_name(name: str) -> None:
    assert event_word(name) != name
    assert not event_word(name).isascii()


def test_an_event_of_a_later_version_shows_its_name() -> None:
    assert event_word("plan.sung") == "plan.sung"


def test_every_icon_of_a_timeline_is_in_the_sprite() -> None:
    assert {look.icon for look in _LOOKS.values()} <= set(ICONS)
