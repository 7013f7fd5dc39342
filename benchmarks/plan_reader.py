"""How well and how fast the reader of plans reads the corpus of tests/plans.

    python -m benchmarks.plan_reader [--wrong] [NAME ...]

For each plan and each format: tasks, cells, the share of cells read right, and the cells read wrongly of which the reader said
that it was certain (there must be none). Ends with 1 below 99 % or with any such cell. `--wrong` lists every wrong cell.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks import test_server  # noqa: F401 - sets Django up before the reader's sentences are asked for
from processes.plan_import.directory import Directory
from processes.plan_import.reading import read_from
from processes.plan_import.sources import source_of
from tests.plans.corpus.files import CorpusFile, file_of
from tests.plans.corpus.measure import Cell, compare
from tests.plans.corpus.spec import Spec, specs
from workflow.errors import NotValid

LEAST_RIGHT = 0.99


@dataclass
class Measured:
    """What came of reading one plan, or of several together."""

    documents: int = 0
    tasks: int = 0
    seconds: float = 0.0
    read: bool = True
    cells: list[Cell] = field(default_factory=list)

    @property
    def right(self) -> float:
        """The share of cells read right."""
        return sum(cell.right for cell in self.cells) / len(self.cells) if self.cells else 0.0

    @property
    def wrong_and_certain(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.wrong_and_certain]

    def add(self, other: Measured) -> None:
        """Count the other's as well."""
        self.documents += other.documents
        self.tasks += other.tasks
        self.seconds += other.seconds
        self.cells += other.cells

    def as_line(self, name: str) -> str:
        """One row of the table that is printed."""
        return (
            f"{name:34}{self.documents:5}{self.tasks:6}{len(self.cells):7}{self.right:9.2%}"
            f"{len(self.wrong_and_certain):8}{self.seconds:8.2f} s"
        )


def measure(spec: Spec, file: CorpusFile) -> Measured:
    """Read one plan and hold it against what is expected of it. A refusal is a document with every cell wrong."""
    began = time.perf_counter()
    try:
        reading = read_from(source_of(file.content, file.name), Directory.shipped())
    except NotValid as refused:
        cells = [Cell("văn bản", "whole", "đọc được", refused.sentence, certain=False)] * (12 * len(spec.tasks))
        return Measured(1, len(spec.tasks), time.perf_counter() - began, read=False, cells=cells)
    seconds = time.perf_counter() - began
    return Measured(1, len(spec.tasks), seconds, cells=compare(spec, reading))


def measure_all(wanted: Iterable[Spec]) -> dict[str, Measured]:
    """Each plan of the corpus by its file name."""
    files = [file_of(spec) for spec in wanted]
    return {file.name: measure(file.spec, file) for file in files}


def main() -> int:
    """Print the figures; 1 when they are not good enough."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("names", nargs="*")
    options.add_argument("--wrong", action="store_true")
    asked = options.parse_args()
    found = measure_all(spec for spec in specs() if not asked.names or any(name in spec.name for name in asked.names))
    formats: dict[str, Measured] = defaultdict(Measured)
    whole = Measured()
    print(f"{'':34}{'docs':>5}{'tasks':>6}{'cells':>7}{'right':>9}{'certain':>8}{'time':>10}")
    for name, measured in found.items():
        print(measured.as_line(name))
        formats[name.rpartition(".")[2]].add(measured)
        whole.add(measured)
        for cell in measured.cells[: None if measured.read else 1] if asked.wrong else ():
            if not cell.right:
                mark = "!" if cell.certain else "?"
                print(f"  {mark} {cell.where} {cell.what}: {cell.read!r}\n      expected {cell.expected!r}")
    for name, measured in sorted(formats.items()):
        print(measured.as_line(f"all .{name}"))
    print(whole.as_line("all"))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"certain: cells read wrongly and without a doubt, must be 0. Memory, with the writers of the corpus: {memory} MB"
    )
    return 0 if whole.right >= LEAST_RIGHT and not whole.wrong_and_certain else 1


if __name__ == "__main__":
    sys.exit(main())
