"""One thing worth telling a person about the document. A finding blocks nothing and repairs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Finding:
    """`kind` is a stable code; `line` counts from 1; `message` is a sentence for a clerk."""

    kind: str
    line: int
    message: str

    def as_json(self) -> dict[str, Any]:
        """One object of `findings` in `read_plan --json`."""
        return {"kind": self.kind, "place": {"line": self.line}, "message": self.message}
