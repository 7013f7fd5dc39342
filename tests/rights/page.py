"""docs/rights.md: the matrix as people read it. `python -m tests.rights.page` writes it; a test compares."""

from __future__ import annotations

from pathlib import Path

from benchmarks import test_server  # noqa: F401 - sets Django up before the models below are read
from tests.rights.routes import routes
from tests.rights.seats import AT_WORK, NOBODY, PROVINCE, SEATS, SIGNED_IN, Seats
from tests.rights.table import READERS, READS, TABLE, By, Row

FILE = Path(__file__).resolve().parents[2] / "docs" / "rights.md"
HEAD = """# Who may open what

Made from `tests/rights/table.py` by `python -m tests.rights.page`; `tests/rights` tries every line of it
with every seat, and fails when an address has no row. Rights themselves stand in `processes/rights.py`.

A GET answers 200 to those named under *opens* (405 where only a form may be sent), 302 to those *sent on* to a page they may
see, 403 with the reason to those *refused*; everybody else signed in finds nothing (404), and whoever is not signed in is led
to the login page. An account without a post today finds nothing but his own, empty, inbox.

`own` is a share of Sở Y tế, `other` of Sở Công Thương, `department` of the reviewing Department itself, `foreign` of another
province. *everybody* is whoever is signed in; *post holders* hold a post today; *readers of plans* are those but the
administrator of the system; *the province* are the reviewer, the director, the plan administrator and the records clerk of the
Department, the verifier, the leader and the records clerk of the Office, the Chairman, the Vice-Chairman and the inspector of
the plan.

| address | name | names | opens | sent on | refused |
|---|---|---|---|---|---|
"""
GROUPS = (
    (SIGNED_IN, "everybody"),
    (AT_WORK, "post holders"),
    (READERS, "readers of plans"),
    (PROVINCE, "the province"),
)
TARGET_WORDS = {"syt": "own", "sct": "other", "skhcn": "department", "syt-kt": "foreign"}


def page() -> str:
    """The whole document."""
    lines = [
        _line(name, TABLE[name], str(pattern)) for name, pattern in sorted(_addresses().items(), key=lambda n: n[1])
    ]
    return HEAD + "\n".join(lines) + "\n"


def _addresses() -> dict[str, str]:
    return {name: f"/{pattern.pattern}" for name, pattern in routes().items()}


def _line(name: str, row: Row, where: str) -> str:
    opened = "everybody, signed in or not" if row.public else _cell(row.opens, {}, name)
    if row.only_post:
        opened += " (forms only)"
    named = "" if row.where == "page" else row.where
    passes, bars = _cell(row.passes, row.opens, name), _cell(row.bars, row.opens, name)
    return f"| `{where}` | {name} | {named} | {opened} | {passes} | {bars} |"


def _cell(by: By, opens: By, name: str) -> str:
    """Targets with the same seats together; `process` spells out who reads a share, the other rows rest on it."""
    if by and name != "process" and all(seats == READS.get(target) for target, seats in by.items()):
        return "whoever reads it"
    if (
        opens
        and by
        and all(seats == READS.get(target, NOBODY) - opens.get(target, NOBODY) for target, seats in by.items())
    ):
        return "whoever else reads it"
    said: dict[str, list[str]] = {}
    for target, seats in by.items():
        if seats:
            said.setdefault(_seats(seats, opens.get(target, NOBODY)), []).append(TARGET_WORDS.get(target, target))
    return "; ".join(f"{', '.join(targets)}: {words}" if any(targets) else words for words, targets in said.items())


def _seats(seats: Seats, opens: Seats) -> str:
    if opens and seats == AT_WORK - opens:
        return "the other post holders"
    group, word = min(GROUPS, key=lambda named: len(named[0] ^ seats))
    if len(group ^ seats) >= len(seats):
        return _listed(seats)
    beside, but = _listed(seats - group), _listed(group - seats)
    return word + (f" but {but}" if but else "") + (f", {beside}" if beside else "")


def _listed(seats: Seats) -> str:
    return ", ".join(seat for seat in SEATS if seat in seats)


if __name__ == "__main__":
    FILE.write_text(page(), encoding="utf-8")
