"""The walls that no import linter sees: who reads the time, how long a file may grow, what a page may name.

The directions of import are contracts in pyproject.toml; one test here runs them, so that plain pytest shows a break.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from config.web_assets import ICONS

BASE_DIR = Path(__file__).resolve().parent.parent
ROOMS = ("approvals", "processes", "workflow", "config")
LONGEST_FILE = 350  # lines
NOW = {
    "now", "utcnow", "today", "localdate", "localtime", "time", "time_ns", "gmtime", "ctime", "strftime",
}  # fmt: skip
CLOCKS = {"datetime", "date", "timezone", "time"}
DATABASE_OR_SCREEN = (
    "django.db",
    "django.http",
    "django.shortcuts",
    "django.template",
    "processes.models",
    "workflow.models",
)


def _sources(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in sorted((BASE_DIR / folder).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


def _name(path: Path) -> str:
    return str(path.relative_to(BASE_DIR))


def _naming(pattern: str, paths: Iterable[Path]) -> set[str]:
    """The files in which a text matching the pattern stands."""
    return {_name(path) for path in paths if re.search(pattern, path.read_text("utf-8"))}


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _readings_of_now(path: Path) -> Iterator[str]:
    """Calls such as datetime.now(), timezone.localdate(), datetime.datetime.now(), date.today(), time.time()."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in NOW:
            of = node.func.value
            owner = of.id if isinstance(of, ast.Name) else of.attr if isinstance(of, ast.Attribute) else ""
            if owner in CLOCKS and not (owner == "time" and node.func.attr == "strftime"):
                yield f"line {node.lineno}: {owner}.{node.func.attr}()"


@pytest.mark.parametrize("path", _sources("approvals", "processes", "workflow"), ids=_name)
def test_only_the_clock_reads_the_time(path: Path) -> None:
    if path != BASE_DIR / "workflow" / "clock.py":
        assert list(_readings_of_now(path)) == []


def test_a_reading_of_now_would_be_seen(tmp_path: Path) -> None:
    written = tmp_path / "late.py"
    written.write_text(
        "import datetime\nfrom django.utils import timezone\na = datetime.datetime.now()\nb = timezone.localdate()\n"
    )
    assert list(_readings_of_now(written)) == ["line 3: datetime.now()", "line 4: timezone.localdate()"]


STOPWATCH = r"\b(process_time|perf_counter|monotonic|thread_time|timeit|getrusage)\b"


def test_no_test_holds_a_stopwatch() -> None:
    """Machines are shared and noisy: what must be fast is measured in benchmarks/, and its queries are counted in tests."""
    assert _naming(STOPWATCH, _sources("tests")) == {_name(Path(__file__))}


@pytest.mark.parametrize("room", ROOMS)
def test_no_default_of_a_model_is_now(room: str) -> None:
    """`default=timezone.now` and auto_now go round the clock without a call that one can see."""
    assert _naming(r"auto_now|default=(django\.)?(utils\.)?timezone\.now\b", _sources(room)) == set()


def test_no_file_grows_past_what_a_person_reads() -> None:
    lengths = {
        _name(path): len(path.read_text("utf-8").splitlines()) for path in _sources(*ROOMS, "tests", "benchmarks")
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


@pytest.mark.parametrize(
    ("package", "only"), [("django_fsm", "workflow/states.py"), ("weasyprint", "workflow/documents.py")]
)
def test_one_import_point(package: str, only: str) -> None:
    assert {_name(path) for path in _sources(*ROOMS) if package in _roots(path)} <= {only}


def _roots(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in _imports(path)}


def test_reading_a_plan_touches_neither_database_nor_screen() -> None:
    pure = [
        path
        for path in _sources("processes/plan_import")
        if "load" not in path.relative_to(BASE_DIR).with_suffix("").parts
    ]
    assert {
        (name, path.name) for path in pure for name in _imports(path) if name.startswith(DATABASE_OR_SCREEN)
    } == set()


def test_every_package_imported_is_one_we_chose() -> None:
    """What is imported stands in requirements.in, so that no import lives on another package's whim."""
    import_names = {
        "psycopg2-binary": "psycopg2", "django-viewflow": "viewflow", "django-fsm-2": "django_fsm", "django-environ": "environ",
        "django-csp": "csp", "pillow": "PIL", "python-magic": "magic", "fonttools": "fontTools",
        "python-docx": "docx",
    }  # fmt: skip
    chosen = re.findall(r"^([\w-]+)==", (BASE_DIR / "requirements.in").read_text("utf-8"), re.MULTILINE)
    allowed = (
        {import_names.get(name, name.lower().replace("-", "_")) for name in chosen}
        | set(ROOMS)
        | sys.stdlib_module_names
    )
    assert {(root, path.name) for path in _sources(*ROOMS) for root in _roots(path) if root not in allowed} == set()


@pytest.mark.parametrize("room", ["approvals", "processes", "workflow"])
def test_no_room_reads_the_environment(room: str) -> None:
    assert _naming(r"os\.environ|getenv|import environ", _sources(room)) == set()


def test_models_of_work_never_appear_in_djangos_admin() -> None:
    assert _naming(r"django\.contrib\.admin", _sources(*ROOMS)) == set()


def test_no_page_loads_or_inlines_what_the_csp_refuses() -> None:
    """No inline script, style or handler, and no address of another host that a browser would load."""
    refused = (
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")|<style|\sstyle=|\son[a-z]+=\""
        r"|(?:src|href)=\"(?:https?:)?//[^\"]*\.(?:js|css|woff2?|png|svg)|javascript:"
    )
    pages = [page for page in (BASE_DIR / "templates").rglob("*.html") if "documents" not in page.parts]
    assert _naming(refused, pages) == set()


def test_every_icon_a_page_names_is_in_the_sprite() -> None:
    """A name the sprite lacks shows as nothing at all."""
    pattern = re.compile(r"icons\.svg['\"]?\s*%\}#([a-z0-9-]+)\"|\{%\s*icon\s+\"([a-z0-9-]+)\"")
    pages = "".join(page.read_text("utf-8") for page in (BASE_DIR / "templates").rglob("*.html"))
    named = {first or second for first, second in pattern.findall(pages)}
    assert named - set(ICONS) == set()


def test_the_walls_between_the_rooms_hold() -> None:
    said = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=BASE_DIR, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert said.returncode == 0, said.stdout
