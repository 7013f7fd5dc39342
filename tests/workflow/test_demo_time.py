"""The demo clock goes forward only, so it is not let into a year from which nobody can bring it back."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from workflow import clock

pytestmark = pytest.mark.django_db


def test_a_year_beyond_the_working_calendar_is_refused_and_the_clock_stays() -> None:
    before = clock.offset()
    with pytest.raises(CommandError, match="2925") as refusal:
        call_command("demo_time", "2925-11-14")
    assert refusal.value.returncode == 2
    assert clock.offset() == before


def test_a_year_before_the_calendar_is_refused_too() -> None:
    with pytest.raises(CommandError):
        call_command("demo_time", date(1925, 11, 14).isoformat())
