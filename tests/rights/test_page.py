"""The document of the rights is the table that the tests try."""

from __future__ import annotations

from tests.rights.page import FILE, page


def test_the_document_says_what_the_tests_try() -> None:
    assert FILE.read_text(encoding="utf-8") == page(), "run: python -m tests.rights.page"
