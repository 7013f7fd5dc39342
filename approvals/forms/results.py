"""The form of a result as it was sent: text, rows of figures, the version of the draft, and which button was pressed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from approvals.drafts import FIGURE, Figures, clean_figures
from approvals.models import Draft
from workflow.vietnamese import nfc

BLANK_ROWS = 2


@dataclass
class ResultForm:
    """What the page shows and what it sent. `errors` are lines for the error summary."""

    text: str
    figures: Figures
    version: int
    rows: int = BLANK_ROWS
    errors: list[dict[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, draft: Draft) -> ResultForm:
        """The draft as it stands."""
        return cls(draft.text, list(draft.figures), draft.version)

    @classmethod
    def sent(cls, data: QueryDict) -> ResultForm:
        """What was sent. Raises NotValid for too many or too long figures."""
        version = data.get("draft_version", "")
        return cls(
            nfc(data.get("text", "")),
            clean_figures([data.getlist(f"figure_{name}") for name in FIGURE]),
            int(version) if version.isascii() and version.isdigit() and len(version) < 10 else -1,
        )

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Rows to show: the filled ones and a few blank ones, numbered from 1."""
        blank = dict.fromkeys(FIGURE, "")
        return [{"n": n, **row} for n, row in enumerate([*self.figures, *([blank] * self.rows)], 1)]

    def wrong(self, sentence: str, field_id: str = "") -> ResultForm:
        """One more line for the error summary."""
        self.errors.append({"text": sentence, "field_id": field_id})
        return self
