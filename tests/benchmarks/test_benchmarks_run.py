"""Each benchmark still runs and prints what its table quotes: the smallest run of each, judged by its form, never by its figures."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
RUNS = {
    "acts --rounds 1 --singles 2 --set 3": [
        r"one act, its own commit +\d+ acts/s, CPU here +\d+ µs, in the server +\d+ µs",
        r"one_by_one: [\d.]+ V, [\d.]+ L by the clock; [\d.]+ V by the processor \(median of 1 paired rounds\)",
        r"round trips of one act, BEGIN and COMMIT included: \d+",
    ],
    "verify --processes 2 --rounds 1": [
        r"verify_trail: \d+ events/s over \d+ events in \d+ streams, \+\d+ MB",
        r"bare hashlib loop: \d+ events/s",
        r"verify_trail: [\d.]+ of the loop's rate by the clock, [\d.]+ by",
    ],
    "inbox --items 2 --rounds 1": [r"inbox of 2: \d+ queries, \d+ ms \(median of 1\), \d+ kB"],
    "dossier --rounds 1 --events 12": [r" 12 events, +\d+ pages: [\d.]+ s of CPU a page"],
}


@pytest.mark.parametrize("run", RUNS)
def test_the_smallest_run_prints_its_figures(template_database: str, run: str) -> None:
    """In a process of its own, as people run it, on this run's template."""
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    name, *options = run.split()
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", *options],
        cwd=ROOT, env=env | {"DATA_DIR": str(settings.DATA_DIR)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    for line in RUNS[run]:
        assert re.search(line, done.stdout), done.stdout


def test_no_benchmark_is_forgotten() -> None:
    """Those of the reader of plans have tests of their own of what they call (tests/processes/plan_import)."""
    mains = {path.stem for path in (ROOT / "benchmarks").glob("*.py") if "def main(" in path.read_text()}
    assert mains - {"plan_reader", "files"} == {run.split()[0] for run in RUNS}
