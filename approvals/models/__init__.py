"""Who says it is done: results, opinions and the documents that close."""

from approvals.models.decisions import Decision
from approvals.models.documents import Citation, Document
from approvals.models.submissions import Draft, DraftFile, EvidenceFile, Submission, SubmissionFile

__all__ = [
    "Citation",
    "Decision",
    "Document",
    "Draft",
    "DraftFile",
    "EvidenceFile",
    "Submission",
    "SubmissionFile",
]
