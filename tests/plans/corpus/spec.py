"""A plan of the corpus as its specification says it: what is written, and what a careful person reads there.

Specifications are the files `specs/*.plan`: fields, a line "---", then the rows with cells parted by "|". In a cell "^"
is merged with the cell above, "<" with the cell to its left, "nt" repeats the cell above, " // " is a new line, "¦" a stroke.
"1 => II.1" says the code of a task where it is not the group's ordinal and its own. "## I | Title" is a group, "## => I | Title" one
whose number is not written, "!! …" a row that is no task, "** A; B" writes the next row once for A and once for B in the place of {}.
A field "kept" says how a document of `received/` was made that no writer of this folder can make.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from processes.plan_import.directory import Directory
from tests.plans.corpus.legend import SPECS, Legend, When, Whom, shared_legend, when, whom

AGENCY_CELLS = ("lead", "coordinating", "directing")
DITTO = {"nt", "-nt-", "như trên", "Như trên", '"'}


@dataclass
class Expected:
    """One task as a careful person reads it."""

    id: str
    cells: dict[str, str]
    inherited: frozenset[str]
    deadline: When
    leads: Whom
    coordinating: Whom
    authority: str | None


@dataclass
class Spec:
    """One plan: its fields, its printed rows and its expected reading."""

    name: str
    fields: dict[str, str]
    headings: list[list[str]]
    rows: list[list[str]] = field(default_factory=list)
    tasks: list[Expected] = field(default_factory=list)
    groups: list[tuple[str, str]] = field(default_factory=list)

    @property
    def format(self) -> str:
        return self.fields["format"]

    @property
    def signed(self) -> date:
        return date.fromisoformat(self.fields["signed"])

    @property
    def columns(self) -> list[str]:
        return self.fields["columns"].split()

    @property
    def layout(self) -> str:
        """The headings as one text: what makes a layout another."""
        return " | ".join(" / ".join(row) for row in self.headings)

    @property
    def document(self) -> dict[str, str]:
        """Number, date, issuer and title."""
        return {
            "number": self.fields["number"],
            "date": self.fields["signed"],
            "issuer": self.fields.get("issuer", "UBND tỉnh Quảng Ngãi"),
            "title": self.fields.get("title", ""),
        }


@cache
def specs() -> tuple[Spec, ...]:
    """Every plan of the corpus, in the order of their names."""
    return tuple(read_spec(path) for path in sorted(SPECS.glob("*.plan")))


def read_spec(path: Path) -> Spec:
    """The specification in a file. KeyError where a cell has no meaning in the legend."""
    head, _, table = path.read_text(encoding="utf-8").partition("\n---\n")
    legend, fields, headings = shared_legend(), {}, []
    for line in head.splitlines():
        name, _, value = line.partition(": ")
        if line.startswith("= "):
            legend.learn(line[2:])
        elif name == "headings":
            headings.append(_parted(value))
        elif line.strip():
            fields[name] = value.strip()
    spec = Spec(path.stem, fields, headings)
    reader = _Reader(spec, legend)
    for line in table.splitlines():
        if line.strip():
            reader.take(line)
    return spec


def _parted(line: str) -> list[str]:
    return [cell.strip().replace(" // ", "\n").replace("¦", "|") for cell in line.split("|")]


class _Reader:
    def __init__(self, spec: Spec, legend: Legend) -> None:
        self.spec, self.legend, self.group = spec, legend, ""
        self.directory = Directory.shipped()
        self.each: list[str] = []

    def take(self, line: str) -> None:
        """One line below "---"."""
        if line.startswith("## "):
            self._group(_parted(line[3:]))
        elif line.startswith("** "):
            self.each = line[3:].split("; ")  # the next row once for each of these
        elif self.each:
            every, self.each = self.each, []
            before = (
                sum(task.id.startswith(self.group + ".") for task in self.spec.tasks)
                if self.group
                else len(self.spec.tasks)
            )
            for number, one in enumerate(every, start=before + 1):
                self._task(_parted(line.replace("{n}", str(number)).replace("{}", one)))
        elif line.startswith("!! "):
            self.spec.rows.append(_parted(line[3:]))  # printed, and no task: a counting row, a sum, a repeated heading
        else:
            self._task(_parted(line))

    def _group(self, cells: list[str]) -> None:
        printed, _, path = f" {cells[0]}".partition(" => ")
        printed = printed.strip()
        self.group = path or printed.strip("().")
        title = cells[1]
        self.spec.groups.append((self.group, title))
        if self.spec.fields.get("groups") == "merged":
            self.spec.rows.append([f"{printed}. {title}" if printed else title])
            return
        columns = self.spec.columns
        row = [""] * len(columns)
        row[columns.index("ordinal")], row[columns.index("text")] = printed, title
        self.spec.rows.append(row)

    def _task(self, cells: list[str]) -> None:
        spec = self.spec
        assert len(cells) == len(spec.columns), (spec.name, cells)
        first, _, own = cells[0].partition(" => ")
        row = [self.legend.written(cell) for cell in (first, *cells[1:])]
        spec.rows.append(row)
        above = spec.tasks[-1].cells if spec.tasks else {}
        texts, inherited = {}, set()
        for column, cell in zip(spec.columns, row, strict=True):
            if (cell in DITTO and column not in {"ordinal", "text"}) or cell == "^":
                texts[column] = above.get(column, "")
                inherited.add(column)
            else:
                texts[column] = cell
        ordinal = texts.pop("ordinal", "")
        if "ordinal" not in spec.columns:
            ordinal = first.partition(" ")[0]  # no column of its own: the content begins with it
        plain = ordinal.strip("().")
        code = own or (f"{self.group}.{plain}" if self.group else plain)
        spec.tasks.append(self._expected(code, texts, frozenset(inherited - {"ordinal", "-"})))

    def _expected(self, code: str, texts: dict[str, str], inherited: frozenset[str]) -> Expected:
        on = self.spec.signed
        read = {column: whom(self.legend.meaning(texts.get(column, "")), self.directory, on) for column in AGENCY_CELLS}
        deadline = when(self.legend.meaning(texts.get("deadline", "")), on)
        return Expected(
            code, texts, inherited, deadline, read["lead"], read["coordinating"],
            self._authority(texts.get("directing", ""), read["directing"]),
        )  # fmt: skip

    def _authority(self, text: str, read: Whom) -> str | None:
        """Who directs: the Chairman, the Department that reviews, another agency; nobody where no one is named."""
        if len(read.codes) != 1 or not read.certain or read.open:
            return None
        (code,) = read.codes
        if code.startswith("ubnd-tinh"):
            return "chairman" if text.startswith("Chủ tịch") else None
        department = whom(self.spec.fields["department"], self.directory, self.spec.signed).codes[0]
        return "department" if code == department else "agency"
