"""Process and plan against their events: whose it is, by when, who directs, reviews and verifies, what file was imported."""

from collections.abc import Mapping, Sequence
from typing import Any

from workflow.trail.bodies import Event
from workflow.trail.mirrors import Rows, Said

_GIVEN_OUT = ("agency", "due", "directing", "plan", "task")


def _process(events: Sequence[Event]) -> Mapping[Any, Said]:
    """The row as its events leave it: as given out, then transferred, and accepted by whoever concluded or decided."""
    first = events[0].body
    agency, submitted, accepted = first.get("agency"), None, None
    for row, body, _texts in events:
        if row.act == "transfer":
            agency = body.get("to_agency")
        elif row.act == "submit":
            submitted = row.at
        elif row.act in ("conclude", "decide"):
            accepted = submitted
    facts = (agency, *(first.get(name) for name in _GIVEN_OUT), accepted)
    return {"row": Said(events[-1].row.seq, facts)}


PROCESS = Rows(
    prefix="process",
    kept="SELECT id, 'row', agency_id, given_to_id, to_char(due, 'YYYY-MM-DD'), directing, plan_id, plan_task_id,"
    """ to_char(accepted_submission_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""
    " FROM task_process WHERE id = ANY(%(ids)s)",
    said=_process,
    missing="không còn hồ sơ mà nhật ký nói đến",
    made_up="có hồ sơ không có trong nhật ký",
    differing=(
        "cơ quan được giao trên hồ sơ khác nhật ký",
        "cơ quan được giao ban đầu trên hồ sơ khác nhật ký",
        "thời hạn trên hồ sơ khác nhật ký",
        "cơ quan chỉ đạo trên hồ sơ khác nhật ký",
        "kế hoạch trên hồ sơ khác nhật ký",
        "nhiệm vụ trên hồ sơ khác nhật ký",
        "thời điểm trình của kết quả được chấp nhận trên hồ sơ khác nhật ký",
    ),
)

PLAN = """
SELECT t.stream, t.seq, CASE
    WHEN encode(sha256(p.source), 'hex') <> t.body ->> 'sha256' THEN 'tệp gốc của kế hoạch'
    ELSE 'số, ngày hoặc cơ quan của kế hoạch' END || ' khác nhật ký'
FROM (SELECT stream, seq, body::jsonb AS body FROM trail WHERE act = 'plan.imported' AND stream <> ALL(%(damaged)s)
      AND (%(stream)s IS NULL OR stream = %(stream)s)) AS t
JOIN processes_plan p ON 'plan:' || p.id = t.stream
WHERE (p.number, p.dated, p.issuer_id, p.department_id, p.office_id, p.source_sha256, encode(sha256(p.source), 'hex'))
    IS DISTINCT FROM (t.body ->> 'number', (t.body ->> 'dated')::date, (t.body ->> 'issuer')::bigint,
        (t.body ->> 'department')::bigint, (t.body ->> 'office')::bigint, t.body ->> 'sha256', t.body ->> 'sha256')
ORDER BY 1
"""
