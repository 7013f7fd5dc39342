"""One thing worth telling a person about the document. A finding blocks nothing and repairs nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from processes.plan_import.sources.line import Place, in_words


@dataclass(frozen=True)
class Finding:
    """`kind` is a stable code; `line` its order in the document, from 1; `message` is a sentence for a clerk."""

    kind: str
    line: int
    message: str
    at: Place | None = field(default=None, compare=False)

    @property
    def place(self) -> Place:
        """Where in the file, in the terms of its format."""
        return self.at or {"line": self.line}

    @property
    def where(self) -> str:
        """The place in words: "dòng 12"."""
        return in_words(self.place)

    def as_json(self) -> dict[str, Any]:
        """One object of `findings` in `read_plan --json`."""
        return {"kind": self.kind, "place": self.place, "message": self.message}
