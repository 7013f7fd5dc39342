"""What was handed in: versions with their words, figures and files, and what changed from one to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.safestring import SafeString

from approvals.models import EvidenceFile, Submission, SubmissionFile
from processes.models import TaskProcess
from workflow.models import EventText
from workflow.word_diff import word_diff


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
