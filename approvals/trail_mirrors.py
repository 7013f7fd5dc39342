"""Decisions, submissions, uploads and documents against their events: a row changed, missing or made up is named."""

from collections.abc import Mapping, Sequence
from typing import Any

from workflow.trail.bodies import Event
from workflow.trail.mirrors import Rows, Said

# An instant as the body of an event writes it.
_AT = """to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""

_OPINIONS = frozenset({"review", "send_back", "conclude", "escalate", "verify", "decide"})


def _decisions(events: Sequence[Event]) -> Mapping[Any, Said]:
    return {
        row.seq: Said(
            row.seq,
            (
                row.act, body.get("verdict"), body.get("submission"), row.post, body["who"].get("instrument"),
                body["who"].get("on_behalf_of"), row.at,
            ),
        )
        for row, body, _texts in events
        if row.act in _OPINIONS
    }  # fmt: skip


DECISIONS = Rows(
    prefix="process",
    kept="SELECT d.process_id, d.seq, d.act, d.verdict, s.number, d.post_id, d.instrument_id, d.on_behalf_of_id,"
    f" {_AT.format('d.made_at')} FROM decision d JOIN submission s ON s.id = d.submission_id"
    " WHERE d.process_id = ANY(%(ids)s)",
    said=_decisions,
    missing="thiếu ý kiến đã ghi trong nhật ký",
    made_up="có ý kiến không có trong nhật ký",
    differing=("ý kiến (người, kết quả hoặc lần trình) khác nhật ký",),
)


def _submissions(events: Sequence[Event]) -> Mapping[Any, Said]:
    return {
        row.seq: Said(
            row.seq,
            (
                body.get("submission"), row.post, row.at, body.get("figures"),
                sorted(f"{file['sha256']}:{file['size']}" for file in body["files"]),
            ),
        )
        for row, body, _texts in events
        if row.act == "submit"
    }  # fmt: skip


SUBMISSIONS = Rows(
    prefix="process",
    kept=f"SELECT s.process_id, s.seq, s.number, s.submitted_by_id, {_AT.format('s.submitted_at')}, s.figures::json,"
    """ COALESCE(array_agg(e.sha256 || ':' || e.size ORDER BY (e.sha256 || ':' || e.size) COLLATE "C")"""
    "  FILTER (WHERE e.id IS NOT NULL), '{}')"
    " FROM submission s LEFT JOIN submission_file f ON f.submission_id = s.id LEFT JOIN evidence_file e ON e.id = f.file_id"
    " WHERE s.process_id = ANY(%(ids)s) GROUP BY s.id",
    said=_submissions,
    missing="thiếu lần trình đã ghi trong nhật ký",
    made_up="có lần trình không có trong nhật ký",
    differing=("lần trình (số liệu, minh chứng, người hoặc thời điểm) khác nhật ký",),
)


def _uploads(events: Sequence[Event]) -> Mapping[Any, Said]:
    return {
        f"{body['files'][0]['sha256']} {row.at} {row.post}": Said(row.seq, ())
        for row, body, _texts in events
        if row.act == "attach"
    }


# An upload's row does not name its event: what was uploaded, when and by whom is its key, and it has no other facts.
UPLOADS = Rows(
    prefix="process",
    kept=f"SELECT process_id, sha256 || ' ' || {_AT.format('uploaded_at')} || ' ' || uploaded_by_id FROM evidence_file"
    " WHERE process_id = ANY(%(ids)s)",
    said=_uploads,
    missing="thiếu tệp đã tải lên theo nhật ký",
    made_up="có tệp hoặc người tải lên không có trong nhật ký",
    differing=(),
)


class _Erased:
    """The words of an event that were erased by law: they contradict nothing."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


def _documents(events: Sequence[Event]) -> Mapping[Any, Said]:
    said = {}
    for row, body, texts in events:
        if row.act in ("escalate", "issue", "transfer"):
            paper = body.get("document") or {}
            names = ("issuer", "number", "symbol", "dated", "sha256")
            signer = texts.get("signer", _Erased())
            said[row.seq] = Said(row.seq, (*(paper.get(name) for name in names), signer))
    return said


DOCUMENTS = Rows(
    prefix="process",
    kept="SELECT c.process_id, c.seq, d.issuer_id, d.number, d.symbol, to_char(d.dated, 'YYYY-MM-DD'), NULLIF(d.sha256, ''),"
    " d.capacity || ': ' || d.signer FROM citation c JOIN document d ON d.id = c.document_id"
    " WHERE c.process_id = ANY(%(ids)s)",
    said=_documents,
    missing="thiếu văn bản mà nhật ký viện dẫn",
    made_up="có viện dẫn văn bản không có trong nhật ký",
    differing=("văn bản (số, ngày, người ký hoặc tệp) khác nhật ký",),
)

ALL = {"decision": DECISIONS, "submission": SUBMISSIONS, "evidence_file": UPLOADS, "document": DOCUMENTS}
