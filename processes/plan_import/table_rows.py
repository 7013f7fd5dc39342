"""The rows of a task table as the comparison of two plans sees them: what a row says, apart from where it stands. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflow.vietnamese import folded, nfc

CONTENT = "text"
"""The column of the task's content; the other columns go by their names in `plan_import.columns`."""


@dataclass(frozen=True)
class TableRow:
    """One task: `code` as people quote it ("I.1"), the title of its group, every cell verbatim, its place in the source."""

    code: str
    group: str
    cells: Mapping[str, str]
    place: Mapping[str, Any]

    @property
    def text(self) -> str:
        """The content of the task, verbatim."""
        return self.cells[CONTENT]


def rows_of(reading: Mapping[str, Any]) -> list[TableRow]:
    """The rows of a reading in the shape of `read_plan --json`."""
    titles = {group["ordinal"]: group["title"] for group in reading["groups"]}
    return [
        TableRow(
            f"{task['group']}.{task['ordinal']}" if task["group"] else str(task["ordinal"]),
            titles.get(task["group"], ""),
            {CONTENT: task["text"], **task["cells"]},
            task["place"],
        )
        for task in reading["tasks"]
    ]


def plain(text: str) -> str:
    """The letters of a cell without what a page break or a word processor does to its spaces."""
    return " ".join(nfc(text).split())


def words(text: str) -> tuple[str, ...]:
    """The words of a cell as they are compared: without marks of tone, case and punctuation."""
    stripped = (word.strip(".,;:()“”\"'*–-…") for word in folded(text).split())
    return tuple(word for word in stripped if word)


def same_group(before: TableRow, after: TableRow, retitled: Sequence[tuple[str, str]] = ()) -> bool:
    """Do both rows stand in the same group, whatever its number? `retitled` are pairs of titles of one group."""
    pair = (" ".join(words(before.group)), " ".join(words(after.group)))
    return pair[0] == pair[1] or pair in retitled
