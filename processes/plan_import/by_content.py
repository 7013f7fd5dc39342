"""Which column is which when the headings do not say: by what stands in the cells. Always a guess, and marked as one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from workflow.vietnamese import folded

_MOST = 0.6
_ORDINAL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,2})*|[ivx]{1,5}|[a-z]|[-–+])[.)]?")
_TIME = re.compile(
    r"\b(quy [ivx\d]|thang \d|nam \d{4}|h[aà]ng (nam|quy|thang)|thuong xuyen|truoc|giai doan|\d{4})|\d{1,2}/\d"
)
_AGENCY = re.compile(
    r"(cac )?(so|ubnd|uy ban|ban|cong an|thanh tra|van phong|chi cuc|cuc|bo|benh vien|truong|don vi|co quan|trung tam|hoi|doan"
    r"|lien minh|mttq|ngan hang|kho bac|bao|dai|dia phuong|nganh|giam doc|phong)\b.*"
)
_HEADS = re.compile(r"(chu tich|pho chu tich|lanh dao|pct|ct)\b.*")


def columns_by_content(rows: Sequence[Sequence[str]], known: Mapping[str, int] | None = None) -> dict[str, int] | None:
    """Column → position guessed from the cells, but for those `known` by their headings.

    None when no column of content beside agencies or dates is found.
    """
    width = max((len(row) for row in rows), default=0)
    columns = [[folded(row[at]) for row in rows if at < len(row) and row[at].strip()] for at in range(width)]
    if width < 3:
        return None
    found: dict[str, int] = dict(known or {})

    def most(fits: Callable[[str], object], *, after: int = -1) -> int | None:
        return next(
            (
                at
                for at, cells in enumerate(columns)
                if at > after and at not in found.values() and _share(cells, fits) >= _MOST
            ),
            None,
        )

    def take(column: str, at: int | None) -> None:
        if at is not None:
            found.setdefault(column, at)

    take("ordinal", most(_ORDINAL.fullmatch))
    take("deadline", most(lambda cell: len(cell) < 80 and _TIME.search(cell), after=0))
    take("directing", most(_HEADS.fullmatch))
    take("lead", most(_AGENCY.fullmatch))
    take("coordinating", most(_AGENCY.fullmatch, after=found.get("lead", -1)))
    free = [at for at in range(width) if at not in found.values() and columns[at]]
    take("text", max(free, key=lambda at: sum(map(len, columns[at])), default=None))
    return found if "text" in found and ("lead" in found or "deadline" in found) else None


def _share(cells: Sequence[str], fits: Callable[[str], object]) -> float:
    return sum(1 for cell in cells if fits(cell)) / len(cells) if len(cells) > 1 else 0.0
