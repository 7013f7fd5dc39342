"""A log line is one JSON object: nothing that a person typed ends it, forges another, or turns its text round."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from config.logs import JsonFormatter


def _line(message: str, **fields: object) -> str:
    record = logging.LogRecord("duyet", logging.WARNING, __file__, 1, message, None, None)
    record.__dict__.update(fields)
    return JsonFormatter().format(record)


@pytest.mark.parametrize("control", ["\n", "\r", "\x00", "\x1b[31m", "\x85", "\u2028", "\u202e", "\u200b", "\ufeff"])
def test_control_characters_are_written_as_escapes(control: str) -> None:
    line = _line(f"hồ sơ{control}giả")
    assert control not in line
    assert json.loads(line)["message"] == f"hồ sơ{control}giả"


def test_vietnamese_stays_readable() -> None:
    assert "Trả lại: thiếu minh chứng" in _line("Trả lại: thiếu minh chứng")


def test_the_facts_of_an_act_have_fields_of_their_own() -> None:
    assert json.loads(_line("refused", account=7, act="decide"))["act"] == "decide"


def test_an_error_brings_its_trace_in_the_same_line() -> None:
    try:
        raise ValueError("hỏng")
    except ValueError:
        record = logging.LogRecord("duyet", logging.ERROR, __file__, 1, "failed", None, sys.exc_info())
    line = JsonFormatter().format(record)
    assert "\n" not in line
    assert "ValueError: hỏng" in json.loads(line)["trace"]
