"""Dates and numbers as an office in Việt Nam writes and reads them, in both languages."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import ValidationError
from django.forms import DateField, DecimalField
from django.utils import formats, translation


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05/11/2026", datetime.date(2026, 11, 5)),
        ("25/11/2026", datetime.date(2026, 11, 25)),
        ("5/1/2025", datetime.date(2025, 1, 5)),
        ("2025-01-24", datetime.date(2025, 1, 24)),
    ],
)
def test_the_day_comes_first_in_every_language(language: str, text: str, day: datetime.date) -> None:
    with translation.override(language):
        assert DateField().clean(text) == day


@pytest.mark.parametrize("text", ["11/25/2026", "31/02/2025", "ngày mai"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with translation.override("vi"), pytest.raises(ValidationError):
        DateField().clean(text)


def test_vietnamese_writes_days_and_numbers_in_its_own_way() -> None:
    with translation.override("vi"):
        assert formats.date_format(datetime.date(2025, 1, 24)) == "24/01/2025"
        assert formats.date_format(datetime.datetime(2025, 1, 24, 8, 5), "DATETIME_FORMAT") == "08:05 24/01/2025"
        assert formats.number_format(Decimal("1234567.5"), force_grouping=True) == "1.234.567,5"
        assert intcomma(1234567) == "1.234.567"
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1


def test_a_number_is_read_with_a_decimal_comma() -> None:
    with translation.override("vi"):
        assert DecimalField(localize=True).clean("12,5") == Decimal("12.5")


def test_a_year_is_never_grouped() -> None:
    with translation.override("vi"):
        assert formats.localize(2025) == "2025"
