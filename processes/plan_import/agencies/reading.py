"""What an agency cell was read as: terms in the order of the cell, and the bodies they stand for on the day."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from processes.plan_import.directory import AgencyEntry


@dataclass(frozen=True)
class Term:
    """One term of a cell. `kind`: agency, group, open (a person must name it) or unknown (nobody is taken).

    `agency`, `group`, `unit` are codes. An unknown term keeps what is proposed in `proposals` (agency codes) and, when a
    dissolved group was named, its code in `group`. `asked` marks bodies that UBND tỉnh asks and never assigns to.
    """

    kind: str
    text: str
    agency: str = ""
    group: str = ""
    unit: str = ""
    role: str = ""
    head: str = ""
    asked: bool = False
    proposals: tuple[str, ...] = ()
    reason: str = ""
    doubtful: bool = False


@dataclass(frozen=True)
class AgencyReading:
    """The reading of one agency cell. `members` are the bodies it resolves to on the day, each once, in order."""

    text: str
    terms: tuple[Term, ...] = ()
    members: tuple[AgencyEntry, ...] = ()
    certain: bool = True
    reason: str | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def open(self) -> tuple[str, ...]:
        """Texts that a person must name; they never block."""
        return tuple(dict.fromkeys(term.text for term in self.terms if term.kind == "open"))

    @property
    def unknown(self) -> tuple[str, ...]:
        """Texts that name nobody the directory knows on the day; they block until a person decides."""
        return tuple(dict.fromkeys(term.text for term in self.terms if term.kind == "unknown"))

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(member.code for member in self.members)

    def as_json(self) -> dict[str, Any]:
        """The shape that `read_agencies --json` prints."""
        return {
            "text": self.text,
            "agencies": [member.name for member in self.members],
            "open": list(self.open),
            "unknown": list(self.unknown),
            "certain": self.certain,
            "reason": self.reason,
        }
