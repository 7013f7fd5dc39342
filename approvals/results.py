"""What was handed in: versions with their words, figures and files, and what changed from one to the next."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from approvals.models import EvidenceFile, Submission, SubmissionFile
from processes.models import TaskProcess
from workflow.models import EventText

_PARTS = re.compile(r"\s+|[^\s]+")


@dataclass
class Version:
    """One locked version. `text` is None once it was erased by law."""

    number: int
    seq: int
    at: datetime
    who: str
    post: str
    text: str | None
    figures: list[dict[str, str]]
    files: list[EvidenceFile] = field(default_factory=list)


@dataclass(frozen=True)
class Change:
    """What the later of two versions changed: the words as HTML, and files by their hash."""

    words: SafeString
    added: tuple[EvidenceFile, ...]
    removed: tuple[EvidenceFile, ...]
    since: int


def versions(process: TaskProcess) -> list[Version]:
    """Every version of the result, oldest first: three statements."""
    rows = list(
        Submission.objects.filter(process=process).select_related("submitted_by__person", "submitted_by__agency")
    )
    if not rows:
        return []
    texts = dict(EventText.objects.filter(stream=process.stream, name="result").values_list("seq", "text"))
    found = {
        row.pk: Version(
            row.number, row.seq, row.submitted_at, str(row.submitted_by.person),
            f"{row.submitted_by.title}, {row.submitted_by.agency}", texts.get(row.seq), row.figures,
        )
        for row in rows
    }  # fmt: skip
    for link in SubmissionFile.objects.filter(submission__in=rows).select_related("file"):
        found[link.submission_id].files.append(link.file)
    return list(found.values())


def change_since(before: Version, after: Version) -> Change:
    """The difference of two versions for the person who judges again."""
    old, new = {file.sha256 for file in before.files}, {file.sha256 for file in after.files}
    return Change(
        word_diff(before.text or "", after.text or ""),
        tuple(file for file in after.files if file.sha256 not in old),
        tuple(file for file in before.files if file.sha256 not in new),
        before.number,
    )


def word_diff(before: str, after: str) -> SafeString:
    """The later text with what was added in <ins> and what was taken out in <del>, each said in words to screen readers."""
    old, new = _PARTS.findall(before), _PARTS.findall(after)
    pieces: list[SafeString] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(escape("".join(new[c:d])))
            continue
        pieces += _marked("del", _("xóa"), old[a:b]) + _marked("ins", _("thêm"), new[c:d])
    return mark_safe("".join(pieces))  # noqa: S308 - every piece is escaped


def _marked(tag: str, said: str, parts: Sequence[str]) -> list[SafeString]:
    words = "".join(parts)
    if not words:
        return []
    spoken = format_html('<span class="visually-hidden">[{}] </span>', said)
    return [format_html("<{tag}>{spoken}{words}</{tag}>", tag=tag, spoken=spoken, words=words)]
