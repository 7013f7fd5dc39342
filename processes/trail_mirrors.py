"""The process row against its events: whose it is, by when, who directs, which submission was accepted (architecture.md 4)."""

PROCESS = """
WITH genesis AS (
    SELECT stream, body::jsonb AS body FROM trail
    WHERE seq = 0 AND stream LIKE 'process:%%' AND (%(stream)s IS NULL OR stream = %(stream)s) AND stream <> ALL(%(damaged)s)
), moved AS (
    SELECT DISTINCT ON (stream) stream, (body::jsonb ->> 'to_agency')::bigint AS agency FROM trail
    WHERE act = 'transfer' AND stream LIKE 'process:%%' AND (%(stream)s IS NULL OR stream = %(stream)s) AND stream <> ALL(%(damaged)s)
    ORDER BY stream, seq DESC
), accepted AS (
    SELECT DISTINCT ON (t.stream) t.stream, s.at FROM trail t
    JOIN trail s ON s.stream = t.stream AND s.act = 'submit' AND s.seq < t.seq
    WHERE t.act IN ('conclude', 'decide') AND (%(stream)s IS NULL OR t.stream = %(stream)s) AND t.stream <> ALL(%(damaged)s)
    ORDER BY t.stream, t.seq DESC, s.seq DESC
)
SELECT p.stream, p.head_seq, CASE
    WHEN p.agency_id IS DISTINCT FROM COALESCE(m.agency, (g.body ->> 'agency')::bigint) THEN 'cơ quan được giao'
    WHEN p.given_to_id IS DISTINCT FROM (g.body ->> 'agency')::bigint THEN 'cơ quan được giao ban đầu'
    WHEN p.due IS DISTINCT FROM (g.body ->> 'due')::date THEN 'thời hạn'
    WHEN p.directing IS DISTINCT FROM g.body ->> 'directing' THEN 'cơ quan chỉ đạo'
    WHEN p.plan_id IS DISTINCT FROM (g.body ->> 'plan')::bigint THEN 'kế hoạch'
    WHEN p.plan_task_id IS DISTINCT FROM (g.body ->> 'task')::bigint THEN 'nhiệm vụ'
    WHEN p.accepted_submission_at IS DISTINCT FROM a.at THEN 'thời điểm trình của kết quả được chấp nhận'
    END || ' trên hồ sơ khác nhật ký'
FROM task_process p JOIN genesis g ON g.stream = p.stream
LEFT JOIN moved m ON m.stream = p.stream LEFT JOIN accepted a ON a.stream = p.stream
WHERE (p.agency_id, p.given_to_id, p.due, p.directing, p.plan_id, p.plan_task_id, p.accepted_submission_at)
    IS DISTINCT FROM (COALESCE(m.agency, (g.body ->> 'agency')::bigint), (g.body ->> 'agency')::bigint,
        (g.body ->> 'due')::date, g.body ->> 'directing', (g.body ->> 'plan')::bigint, (g.body ->> 'task')::bigint, a.at)
ORDER BY p.stream
"""
