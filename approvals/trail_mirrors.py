"""Decisions, submissions, uploads and documents against their events: a row changed, missing or made up is named."""

DECISIONS = """
WITH said AS (
    SELECT stream, seq, act, at, body::jsonb AS body FROM trail
    WHERE act IN ('review', 'send_back', 'conclude', 'escalate', 'verify', 'decide')
      AND (%(stream)s IS NULL OR stream = %(stream)s) AND stream <> ALL(%(damaged)s)
), kept AS (
    SELECT 'process:' || d.process_id AS stream, d.*, s.number FROM decision d JOIN submission s ON s.id = d.submission_id
    WHERE (%(stream)s IS NULL OR 'process:' || d.process_id = %(stream)s)
        AND 'process:' || d.process_id <> ALL(%(damaged)s)
)
SELECT COALESCE(k.stream, t.stream), COALESCE(k.seq, t.seq), CASE
    WHEN k.seq IS NULL THEN 'thiếu ý kiến đã ghi trong nhật ký'
    WHEN t.seq IS NULL THEN 'có ý kiến không có trong nhật ký'
    ELSE 'ý kiến (người, kết quả hoặc lần trình) khác nhật ký' END
FROM kept k FULL JOIN said t ON t.stream = k.stream AND t.seq = k.seq
WHERE (k.act, k.verdict, k.number::int, k.post_id, k.instrument_id, k.on_behalf_of_id, k.made_at) IS DISTINCT FROM
    (t.act, t.body ->> 'verdict', (t.body ->> 'submission')::int, (t.body #>> '{who,post}')::bigint,
     (t.body #>> '{who,instrument}')::bigint, (t.body #>> '{who,on_behalf_of}')::bigint, t.at)
ORDER BY 1, 2
"""

SUBMISSIONS = """
WITH said AS (
    SELECT stream, seq, at, post_id, body::jsonb AS body FROM trail
    WHERE act = 'submit' AND (%(stream)s IS NULL OR stream = %(stream)s) AND stream <> ALL(%(damaged)s)
), kept AS (
    SELECT 'process:' || s.process_id AS stream, s.*,
        (SELECT COALESCE(array_agg(e.sha256 || ':' || e.size ORDER BY e.sha256), '{}') FROM submission_file f
         JOIN evidence_file e ON e.id = f.file_id WHERE f.submission_id = s.id) AS hashes
    FROM submission s WHERE (%(stream)s IS NULL OR 'process:' || s.process_id = %(stream)s)
        AND 'process:' || s.process_id <> ALL(%(damaged)s)
)
SELECT COALESCE(k.stream, t.stream), COALESCE(k.seq, t.seq), CASE
    WHEN k.seq IS NULL THEN 'thiếu lần trình đã ghi trong nhật ký'
    WHEN t.seq IS NULL THEN 'có lần trình không có trong nhật ký'
    ELSE 'lần trình (số liệu, minh chứng, người hoặc thời điểm) khác nhật ký' END
FROM kept k FULL JOIN said t ON t.stream = k.stream AND t.seq = k.seq
WHERE (k.number::int, k.submitted_by_id, k.submitted_at, k.figures, k.hashes) IS DISTINCT FROM
    ((t.body ->> 'submission')::int, t.post_id, t.at, t.body -> 'figures',
     (SELECT COALESCE(array_agg((x ->> 'sha256') || ':' || (x ->> 'size') ORDER BY x ->> 'sha256'), '{}')
      FROM jsonb_array_elements(t.body -> 'files') AS x))
ORDER BY 1, 2
"""

UPLOADS = """
WITH said AS (
    SELECT stream, seq, post_id, at, body::jsonb #>> '{files,0,sha256}' AS sha256 FROM trail
    WHERE act = 'attach' AND (%(stream)s IS NULL OR stream = %(stream)s) AND stream <> ALL(%(damaged)s)
), kept AS (
    SELECT 'process:' || process_id AS stream, * FROM evidence_file
    WHERE (%(stream)s IS NULL OR 'process:' || process_id = %(stream)s) AND 'process:' || process_id <> ALL(%(damaged)s)
)
SELECT COALESCE(k.stream, t.stream), t.seq, CASE
    WHEN k.stream IS NULL THEN 'thiếu tệp đã tải lên theo nhật ký'
    ELSE 'có tệp hoặc người tải lên không có trong nhật ký' END
FROM kept k FULL JOIN said t
    ON t.stream = k.stream AND t.sha256 = k.sha256 AND t.at = k.uploaded_at AND t.post_id = k.uploaded_by_id
WHERE k.stream IS NULL OR t.stream IS NULL
ORDER BY 1, 2
"""

DOCUMENTS = """
WITH said AS (
    SELECT t.stream, t.seq, t.body::jsonb -> 'document' AS paper, x.text AS signer FROM trail t
    LEFT JOIN event_text x ON x.stream = t.stream AND x.seq = t.seq AND x.name = 'signer'
    WHERE t.act IN ('escalate', 'issue', 'transfer') AND (%(stream)s IS NULL OR t.stream = %(stream)s) AND t.stream <> ALL(%(damaged)s)
), kept AS (
    SELECT 'process:' || c.process_id AS stream, c.seq, d.* FROM citation c JOIN document d ON d.id = c.document_id
    WHERE (%(stream)s IS NULL OR 'process:' || c.process_id = %(stream)s)
      AND 'process:' || c.process_id <> ALL(%(damaged)s)
)
SELECT COALESCE(k.stream, t.stream), COALESCE(k.seq, t.seq), CASE
    WHEN k.stream IS NULL THEN 'thiếu văn bản mà nhật ký viện dẫn'
    WHEN t.stream IS NULL THEN 'có viện dẫn văn bản không có trong nhật ký'
    ELSE 'văn bản (số, ngày, người ký hoặc tệp) khác nhật ký' END
FROM kept k FULL JOIN said t ON t.stream = k.stream AND t.seq = k.seq
WHERE (k.issuer_id, k.number, k.symbol, k.dated, NULLIF(k.sha256, '')) IS DISTINCT FROM
    ((t.paper ->> 'issuer')::bigint, t.paper ->> 'number', t.paper ->> 'symbol', (t.paper ->> 'dated')::date,
     t.paper ->> 'sha256')
   OR (t.signer IS NOT NULL AND t.signer <> k.capacity || ': ' || k.signer)
ORDER BY 1, 2
"""

ALL = {"decision": DECISIONS, "submission": SUBMISSIONS, "evidence_file": UPLOADS, "document": DOCUMENTS}
