"""A file from outside is read in a process of its own, with limits: the worst that it can do is to be refused.

`read_file` and `read_path` are what commands and pages call. The process knows no database, no secrets of the
environment and no settings but the language; what it hands back is let in only as the plain values of a reading.
"""

from __future__ import annotations

import io
import logging
import pickle
import resource
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from processes.plan_import.directory import Directory
from processes.plan_import.reading import PlanReading, read_from
from processes.plan_import.sources import PlanFile, plan_file, source_of
from workflow.errors import NotValid

SECONDS = 18
"""Of computing: the limit of the file. Reading waits for nothing, so that a machine with a core to spare is done within 20 seconds,
start included."""
PATIENCE = 60
"""Seconds by the clock: the limit of the machine. A good file of 5 seconds took 60 where twelve others fought for two cores, so
that no file may be blamed by the clock."""
MEMORY = 500 * 1024 * 1024
_ROOT = Path(__file__).resolve().parents[2]
_SLOW = {-signal.SIGXCPU, -signal.SIGKILL}
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Order:
    """What the process is asked to read, and in which language to refuse."""

    file: PlanFile
    directory: Directory
    on: date | None
    columns: Mapping[str, int] | None
    language: str
    catalogues: tuple[str, ...]


def read_path(
    path: str | Path, directory: Directory, on: date | None = None, columns: Mapping[str, int] | None = None
) -> PlanReading:
    """The plan in the file at `path`; see `read_file`."""
    return read_file(plan_file(path), directory, on, columns)


def read_file(
    file: PlanFile, directory: Directory, on: date | None = None, columns: Mapping[str, int] | None = None
) -> PlanReading:
    """The plan in a file, read in a process with at most 18 s of computing and 500 MB.

    Raises NotValid with one sentence: what is wrong with the file and what to do.
    """
    catalogues = tuple(str(path) for path in settings.LOCALE_PATHS)
    order = _Order(file, directory, on, columns, get_language() or settings.LANGUAGE_CODE, catalogues)
    answer: PlanReading | str = _Careful(io.BytesIO(run_guarded(__package__, order, file.name))).load()
    if isinstance(answer, str):
        raise NotValid(answer)
    return replace(answer, source=replace(answer.source, content=file.content), directory=directory)


def run_guarded(module: str, order: object, name: str) -> bytes:
    """What a process of its own, `python -m module`, answers to the order; it calls `limit_itself` before all else.

    Raises NotValid where it took too long or broke down over the file of that name.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-B", "-X", "utf8", "-m", module],
            input=pickle.dumps(order), capture_output=True, timeout=PATIENCE, check=False, cwd=_ROOT, env={},
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise NotValid(_busy(name)) from error
    if done.returncode in _SLOW:
        raise NotValid(_too_slow(name))
    if done.returncode:
        _log.error("reading %s ended with %s: %s", name, done.returncode, done.stderr[-4000:].decode(errors="replace"))
        sentence = _("Không đọc nổi tệp “%(name)s”: hãy mở và lưu lại tệp, hoặc lưu thành .docx hay .txt, rồi đọc lại.")
        raise NotValid(sentence % {"name": name})
    return done.stdout


def _too_slow(name: str) -> str:
    return _(
        "Tệp “%(name)s” cần hơn %(seconds)s giây để đọc: hãy tách riêng bảng kế hoạch thành tệp nhỏ hơn rồi đọc lại."
    ) % {"name": name, "seconds": SECONDS}


def _busy(name: str) -> str:
    """The clock ran out before the computing did: that says nothing against the file."""
    return _("Máy chủ đang bận, sau %(seconds)s giây chưa đọc xong tệp “%(name)s”: hãy chờ ít phút rồi đọc lại.") % {
        "name": name,
        "seconds": PATIENCE,
    }


class _Careful(pickle.Unpickler):
    """Lets in dates and the value classes of this package; a file that took the process over gains nothing by it."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("datetime", "date"):
            return date
        if module.startswith("processes.plan_import.") and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and is_dataclass(found) and found.__module__ == module:
                return found
        message = f"{module}.{name} is no part of a reading"
        raise pickle.UnpicklingError(message)


def answer_order() -> None:
    """The process itself: limits first, then the order from stdin, the answer to stdout."""
    limit_itself()
    order = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own parent process
    _speak(order)
    answer: PlanReading | str
    try:
        reading = read_from(source_of(order.file.content, order.file.name), order.directory, order.on, order.columns)
        answer = replace(reading, source=replace(reading.source, content=b""), directory=Directory(()))
    except NotValid as refused:
        answer = refused.sentence
    except MemoryError:
        answer = _(
            "Tệp “%(name)s” cần hơn 500 MB bộ nhớ để đọc: hãy tách riêng bảng kế hoạch thành tệp nhỏ hơn rồi đọc lại."
        )
        answer %= {"name": order.file.name}
    sys.stdout.buffer.write(pickle.dumps(answer))


def limit_itself() -> None:
    """At most 18 s of computing and 500 MB from now on, no file written, no core dumped."""
    for limit, most in (
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_DATA, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))


def _speak(order: _Order) -> None:
    """Enough of Django for a sentence in the person's language."""
    import django
    from django.utils import translation

    settings.configure(USE_I18N=True, LANGUAGE_CODE="vi", LOCALE_PATHS=list(order.catalogues))
    django.setup()
    translation.activate(order.language)
