"""Mistakes of deployment that would not show until they hurt, as system checks: they run before every command."""

from __future__ import annotations

import datetime
import importlib.util
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ValidationError
from django.forms import DateField
from django.utils import formats, translation
from viewflow.workflow.base import Flow
from viewflow.workflow.lock import NoLock

READ_AS = {"05/11/2026": datetime.date(2026, 11, 5), "25/11/2026": datetime.date(2026, 11, 25)}


@register()
def psycopg_3_is_absent(**_: Any) -> list[CheckMessage]:
    """duyet.E001: Django silently prefers psycopg 3 where it can import it, and all was measured on psycopg2."""
    if importlib.util.find_spec("psycopg") is None:
        return []
    return [
        Error(
            "psycopg 3 can be imported, and Django would use it instead of psycopg2.",
            hint="Uninstall psycopg, and whatever pulled it in.",
            id="duyet.E001",
        )
    ]


@register()
def dates_are_read_day_first(**_: Any) -> list[CheckMessage]:
    """duyet.E002: a Vietnamese reader writes the day first, and Django's own `vi` takes it for the month."""
    with translation.override("vi"):
        formats.reset_format_cache()
        misread = [text for text, meant in READ_AS.items() if _read(text) != meant]
    if not misread:
        return []
    return [
        Error(
            f"Under the language vi these dates are misread or refused: {', '.join(misread)}.",
            hint='Set FORMAT_MODULE_PATH = "config.formats" and keep "%d/%m/%Y" first in DATE_INPUT_FORMATS.',
            id="duyet.E002",
        )
    ]


def _read(text: str) -> datetime.date | None:
    try:
        return DateField().clean(text)
    except ValidationError:
        return None


@register()
def evidence_is_private(**_: Any) -> list[CheckMessage]:
    """duyet.E003: evidence inside a folder that a web server hands out would be open to whoever guesses a name."""
    evidence = Path(settings.EVIDENCE_DIR).resolve()
    served = [name for name, folder in _served_folders() if evidence.is_relative_to(folder)]
    return [
        Error(
            f"EVIDENCE_DIR lies inside {name}, which is served to anyone.",
            hint="Keep evidence under DATA_DIR, outside every folder with a web address.",
            id="duyet.E003",
        )
        for name in served
    ]


def _served_folders() -> Iterator[tuple[str, Path]]:
    for name in ("STATIC_ROOT", "MEDIA_ROOT"):
        if folder := getattr(settings, name, None):
            yield name, Path(folder).resolve()
    for folder in settings.STATICFILES_DIRS:
        yield "STATICFILES_DIRS", Path(folder).resolve()


@register()
def every_flow_is_locked(**_: Any) -> list[CheckMessage]:
    """duyet.E004: viewflow's default is no lock; a double submit then opened two next tasks in 20 of 20 rounds."""
    return [
        Error(
            f"The flow {flow.__module__}.{flow.__qualname__} has no lock.",
            hint="Set lock_impl = SelectForUpdateLock(nowait=False, attempts=1).",
            obj=flow,
            id="duyet.E004",
        )
        for flow in flows()
        if _has_no_lock(flow)
    ]


def flows(parent: type[Flow] = Flow) -> Sequence[type[Flow]]:
    """Return every flow of this installation, below `parent` at any depth."""
    return [flow for child in parent.__subclasses__() for flow in (child, *flows(child))]


def _has_no_lock(flow: type[Flow]) -> bool:
    lock = flow.lock_impl
    return isinstance(lock, NoLock) or lock is NoLock
