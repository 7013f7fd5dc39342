"""Every system check of ours is silent on this installation, and speaks when its mistake is made."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.utils import formats
from pytest_django import Settings
from viewflow.workflow.base import Flow
from viewflow.workflow.lock import SelectForUpdateLock, no_lock

from workflow import checks


def _ids(messages: list) -> list[str]:
    return [message.id for message in messages]


def test_nothing_of_ours_is_wrong_here() -> None:
    assert [message for message in run_checks() if (message.id or "").startswith("duyet.")] == []


def test_psycopg_3_on_the_path_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "psycopg").mkdir()
    (tmp_path / "psycopg" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    assert _ids(checks.psycopg_3_is_absent()) == ["duyet.E001"]
    assert "psycopg" not in sys.modules


@pytest.fixture
def forgotten_formats() -> Iterator[None]:
    """Django remembers formats for good; whoever changed the setting makes it forget."""
    yield
    formats.reset_format_cache()


def test_djangos_own_vietnamese_dates_are_an_error(forgotten_formats: None, settings: Settings) -> None:
    assert checks.dates_are_read_day_first() == []
    settings.FORMAT_MODULE_PATH = None
    found = checks.dates_are_read_day_first()
    assert _ids(found) == ["duyet.E002"]
    assert "05/11/2026, 25/11/2026" in found[0].msg


@pytest.mark.parametrize("name", ["STATIC_ROOT", "MEDIA_ROOT", "STATICFILES_DIRS"])
def test_evidence_inside_a_served_folder_is_an_error(name: str, settings: Settings, tmp_path: Path) -> None:
    settings.EVIDENCE_DIR = tmp_path / "served" / "files"
    assert checks.evidence_is_private() == []
    folder = tmp_path / "served"
    setattr(settings, name, [folder] if name == "STATICFILES_DIRS" else folder)
    found = checks.evidence_is_private()
    assert _ids(found) == ["duyet.E003"]
    assert name in found[0].msg


def test_a_flow_that_keeps_viewflows_default_lock_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    locked = type("Locked", (), {"lock_impl": SelectForUpdateLock(nowait=False, attempts=1)})
    unlocked = type("Unlocked", (), {"lock_impl": Flow.lock_impl})
    monkeypatch.setattr(checks, "flows", lambda: [locked, unlocked])
    found = checks.every_flow_is_locked()
    assert _ids(found) == ["duyet.E004"]
    assert "Unlocked" in found[0].msg
    assert Flow.lock_impl is no_lock


def test_flows_are_found_at_any_depth(monkeypatch: pytest.MonkeyPatch) -> None:
    class Parent:
        pass

    class Child(Parent):
        pass

    class Grandchild(Child):
        pass

    assert checks.flows(Parent) == [Child, Grandchild]  # type: ignore[arg-type]
