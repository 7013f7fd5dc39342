"""What is installed is what was chosen: hashes on everything, no address of an index, floors that close known holes."""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from pathlib import Path

import pytest

BASE_DIR = Path(__file__).resolve().parents[2]
LOCKS = sorted(BASE_DIR.glob("requirements*.txt"))
FLOORS = {"Django": (5, 2, 19), "weasyprint": (70, 0), "django-viewflow": (2, 4, 0)}


def _locked(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==(\S+)", lock.read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_everything_is_locked_with_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text("utf-8")
    entries = re.split(r"\n(?=[\w.-]+==)", text)[1:]
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"://|--index|--find-links|file:", text)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_each_choice_is_in_its_lock_at_the_chosen_version(lock: Path) -> None:
    chosen = _locked(lock.with_suffix(".in"))
    locked = {name.lower(): number for name, number in _locked(lock).items()}
    assert {name: locked.get(name.lower()) for name in chosen} == chosen


@pytest.mark.parametrize("package", FLOORS)
def test_security_floors_hold(package: str) -> None:
    assert tuple(int(part) for part in version(package).split(".")[:3]) >= FLOORS[package]


def test_neither_psycopg_3_nor_the_inactive_fsm_is_ever_installed() -> None:
    names = {name.lower() for lock in LOCKS for name in _locked(lock)}
    assert names.isdisjoint({"psycopg", "psycopg-binary", "psycopg-c", "django-fsm"})


def test_npm_packages_are_locked_with_hashes_and_no_address() -> None:
    packages = json.loads((BASE_DIR / "package-lock.json").read_text("utf-8"))["packages"]
    foreign = {name: lock for name, lock in packages.items() if name}
    assert foreign
    assert all(lock["integrity"].startswith("sha512-") and "resolved" not in lock for lock in foreign.values())
