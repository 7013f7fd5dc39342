"""Evidence side by side with the verdict: which file, which page, and whether it can be shown as an image."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from approvals.models import EvidenceFile
from workflow.errors import DomainError
from workflow.files import page_count

WIDTH = 900
"""Pixels of a page image: readable on the left half of 1366, sharp on a phone."""


@dataclass(frozen=True)
class Viewer:
    """The file and page that are shown. `trouble` is the sentence where the stored bytes are not what was handed in."""

    files: tuple[dict[str, Any], ...]
    current: EvidenceFile | None
    page: int
    pages: int
    trouble: str = ""

    @property
    def index(self) -> int:
        """The place of the current file, from 1."""
        return next((n for n, file in enumerate(self.files, 1) if file["current"]), 0)

    @property
    def seen(self) -> int:
        """How many of the files the person has opened."""
        return sum(bool(file["seen"]) for file in self.files)

    @property
    def image(self) -> str:
        """The address of the page image; empty for types that have none."""
        if self.current is None or not self.pages:
            return ""
        return reverse("evidence_page", args=[self.current.pk, self.page])

    @property
    def original(self) -> str:
        """The address of the file itself, as an attachment."""
        return reverse("evidence", args=[self.current.pk]) if self.current else ""

    @property
    def previous(self) -> str:
        """The address of the page before; empty on the first."""
        return self._at(self.page - 1) if self.page > 1 else ""

    @property
    def following(self) -> str:
        """The address of the next page; empty on the last."""
        return self._at(self.page + 1) if self.page < self.pages else ""

    def _at(self, page: int) -> str:
        return f"?tep={self.current.pk}&trang={page}" if self.current else ""


def viewer(files: Sequence[EvidenceFile], asked: Mapping[str, str], seen: frozenset[str] = frozenset()) -> Viewer:
    """The viewer over these files, at the file and page that the address asks for; else at the first page of the first."""
    current = next((file for file in files if str(file.pk) == asked.get("tep")), files[0] if files else None)
    pages, trouble = _pages(current)
    wanted = asked.get("trang", "")
    page = min(max(int(wanted), 1), max(pages, 1)) if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 else 1
    chips = tuple(
        {
            "name": file.name, "url": f"?tep={file.pk}#minh-chung", "size": file.size, "sha256": file.sha256,
            "current": file is current, "seen": file.sha256 in seen,
        }
        for file in files
    )  # fmt: skip
    return Viewer(chips, current, page, pages, trouble)


def _pages(file: EvidenceFile | None) -> tuple[int, str]:
    if file is None:
        return 0, ""
    try:
        return page_count(file.sha256, file.media_type), ""
    except DomainError as error:
        return 0, error.sentence
