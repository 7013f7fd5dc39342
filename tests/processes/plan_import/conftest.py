"""The customer's plan, read once, and the directory that is shipped."""

from datetime import date
from pathlib import Path

import pytest

from processes.plan_import.directory import Directory
from processes.plan_import.reading import PlanReading, read

PLAN = Path(__file__).resolve().parents[2] / "plans" / "24-KH-UBND" / "24-KH-UBND.txt"
SIGNED = date(2025, 1, 24)


@pytest.fixture(scope="session")
def directory() -> Directory:
    return Directory.shipped()


@pytest.fixture(scope="session")
def plan(directory: Directory) -> PlanReading:
    return read(PLAN, directory)
