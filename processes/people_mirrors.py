"""Who may act, against the events that say so: posts, instruments, merged persons and accounts (domain.md 3.1–3.4).

The rights of every act hang on these rows, so a row changed, made up or taken away past its events is named. The events of
the software's own posts, which are made with the directory, name agency and role only.
"""

POSTS = """
WITH said AS (
    SELECT stream, seq, act, body::jsonb AS body, (body::jsonb ->> 'post')::bigint AS post FROM trail
    WHERE act IN ('post.begun', 'post.changed', 'post.ended')
      AND (%(stream)s IS NULL OR stream = %(stream)s) AND stream <> ALL(%(damaged)s)
), ends AS (
    SELECT DISTINCT ON (stream, post) stream, post, seq, (body ->> 'valid_to')::date AS valid_to FROM said
    ORDER BY stream, post, seq DESC
), charges AS (
    SELECT DISTINCT ON (stream, post) stream, post,
        ARRAY(SELECT x::bigint FROM jsonb_array_elements_text(body -> 'in_charge_of') AS x ORDER BY 1) AS units
    FROM said WHERE act <> 'post.ended' ORDER BY stream, post, seq DESC
), begun AS (
    SELECT s.stream, s.post, s.body, e.seq, e.valid_to, c.units FROM said s
    JOIN ends e USING (stream, post) JOIN charges c USING (stream, post) WHERE s.act = 'post.begun'
), kept AS (
    SELECT 'person:' || p.person_id AS stream, p.id AS post, p.*,
        ARRAY(SELECT c.unit_id FROM processes_post_in_charge_of c WHERE c.post_id = p.id ORDER BY 1) AS units
    FROM processes_post p
    WHERE (%(stream)s IS NULL OR 'person:' || p.person_id = %(stream)s) AND 'person:' || p.person_id <> ALL(%(damaged)s)
)
SELECT COALESCE(k.stream, b.stream), COALESCE(b.seq, 0), CASE
    WHEN k.post IS NULL THEN 'thiếu chức vụ đã ghi trong nhật ký'
    WHEN b.post IS NULL THEN 'có chức vụ không có trong nhật ký'
    ELSE 'chức vụ (cơ quan, đơn vị, vai trò, thời gian hoặc đơn vị phụ trách) khác nhật ký' END
FROM kept k FULL JOIN begun b ON b.stream = k.stream AND b.post = k.post
WHERE (k.agency_id, k.role) IS DISTINCT FROM ((b.body ->> 'agency')::bigint, b.body ->> 'role')
   OR (k.role <> 'system' AND (k.unit_id, k.scope_plan_id, k.valid_from, k.valid_to, k.units) IS DISTINCT FROM
       ((b.body ->> 'unit')::bigint, (b.body ->> 'scope_plan')::bigint, (b.body ->> 'valid_from')::date, b.valid_to, b.units))
ORDER BY 1, 2
"""

INSTRUMENTS = """
WITH said AS (
    SELECT stream, seq, act, body::jsonb AS body FROM trail WHERE act IN ('instrument.granted', 'instrument.withdrawn')
      AND (%(stream)s IS NULL OR stream = %(stream)s) AND stream <> ALL(%(damaged)s)
), granted AS (
    SELECT g.stream, g.body,
        (SELECT (w.body ->> 'withdrawn_on')::date FROM said w WHERE w.stream = g.stream AND w.act = 'instrument.withdrawn'
         ORDER BY w.seq DESC LIMIT 1) AS withdrawn_on
    FROM said g WHERE g.act = 'instrument.granted'
), kept AS (
    SELECT 'instrument:' || i.id AS stream, i.* FROM processes_instrument i
    WHERE (%(stream)s IS NULL OR 'instrument:' || i.id = %(stream)s) AND 'instrument:' || i.id <> ALL(%(damaged)s)
)
SELECT COALESCE(k.stream, g.stream), 0, CASE
    WHEN k.id IS NULL THEN 'thiếu văn bản phân công, ủy quyền đã ghi trong nhật ký'
    WHEN g.stream IS NULL THEN 'có văn bản phân công, ủy quyền không có trong nhật ký'
    ELSE 'văn bản phân công, ủy quyền khác nhật ký' END
FROM kept k FULL JOIN granted g ON g.stream = k.stream
WHERE (k.grantor_id, k.holder_id, k.parent_id, k.capacity, k.number, k.dated, k.field, k.valid_from, k.valid_to, k.withdrawn_on)
    IS DISTINCT FROM ((g.body ->> 'grantor')::bigint, (g.body ->> 'holder')::bigint, (g.body ->> 'parent')::bigint,
        g.body ->> 'form', g.body ->> 'number', (g.body ->> 'dated')::date, g.body ->> 'field',
        (g.body ->> 'valid_from')::date, (g.body ->> 'valid_to')::date, g.withdrawn_on)
ORDER BY 1
"""

# A merge is told in the streams of both rows; a row merged earlier follows the one it was merged into.
PERSONS = """
WITH RECURSIVE said AS (
    SELECT DISTINCT (body::jsonb ->> 'duplicate')::bigint AS duplicate, (body::jsonb ->> 'into')::bigint AS stays FROM trail
    WHERE act = 'person.merged' AND stream <> ALL(%(damaged)s)
), walk AS (
    SELECT duplicate, stays FROM said
    UNION SELECT w.duplicate, s.stays FROM walk w JOIN said s ON s.duplicate = w.stays
), merged AS (
    SELECT duplicate, stays FROM walk w WHERE NOT EXISTS (SELECT 1 FROM said s WHERE s.duplicate = w.stays)
)
SELECT 'person:' || n.id, 0, 'việc gộp người khác nhật ký'
FROM processes_person n LEFT JOIN merged m ON m.duplicate = n.id
WHERE n.merged_into_id IS DISTINCT FROM m.stays
  AND (%(stream)s IS NULL OR 'person:' || n.id = %(stream)s) AND 'person:' || n.id <> ALL(%(damaged)s)
ORDER BY 1
"""

ACCOUNTS = """
WITH said AS (
    SELECT DISTINCT ON (stream) stream, (body::jsonb ->> 'person')::bigint AS person FROM trail WHERE act = 'account.opened'
      AND (%(stream)s IS NULL OR stream = %(stream)s) AND stream <> ALL(%(damaged)s) ORDER BY stream, seq
), switched AS (
    SELECT DISTINCT ON (stream) stream, act FROM trail WHERE act IN ('account.closed', 'account.reopened')
      AND (%(stream)s IS NULL OR stream = %(stream)s) AND stream <> ALL(%(damaged)s) ORDER BY stream, seq DESC
), kept AS (
    SELECT 'account:' || a.id AS stream, a.person_id, a.is_active FROM processes_account a
    WHERE (%(stream)s IS NULL OR 'account:' || a.id = %(stream)s) AND 'account:' || a.id <> ALL(%(damaged)s)
)
SELECT COALESCE(k.stream, s.stream), 0, CASE
    WHEN k.stream IS NULL THEN 'thiếu tài khoản đã ghi trong nhật ký'
    WHEN s.stream IS NULL THEN 'có tài khoản không có trong nhật ký'
    ELSE 'tài khoản (người giữ, đang mở hay đã đóng) khác nhật ký' END
FROM kept k FULL JOIN said s ON s.stream = k.stream LEFT JOIN switched w ON w.stream = s.stream
WHERE (k.person_id, k.is_active) IS DISTINCT FROM (s.person, COALESCE(w.act, '') <> 'account.closed')
ORDER BY 1
"""

# What every timeline and dossier prints beside an act, as long as the words were not erased by law.
NAMES = """
WITH named AS (
    SELECT DISTINCT ON (t.stream) t.stream, t.seq, x.text FROM trail t
    JOIN event_text x ON x.stream = t.stream AND x.seq = t.seq AND x.name = 'full_name'
    WHERE t.act IN ('person.created', 'person.renamed')
      AND (%(stream)s IS NULL OR t.stream = %(stream)s) AND t.stream <> ALL(%(damaged)s) ORDER BY t.stream, t.seq DESC
), titled AS (
    SELECT DISTINCT ON (t.stream, t.body::jsonb ->> 'post') t.stream, t.seq, (t.body::jsonb ->> 'post')::bigint AS post, x.text
    FROM trail t JOIN event_text x ON x.stream = t.stream AND x.seq = t.seq AND x.name = 'title'
    WHERE t.act IN ('post.begun', 'post.changed')
      AND (%(stream)s IS NULL OR t.stream = %(stream)s) AND t.stream <> ALL(%(damaged)s)
    ORDER BY t.stream, t.body::jsonb ->> 'post', t.seq DESC
)
SELECT d.stream, d.seq, 'họ và tên khác nhật ký' FROM named d JOIN processes_person n ON 'person:' || n.id = d.stream
WHERE d.text <> n.full_name
UNION ALL SELECT d.stream, d.seq, 'tên chức vụ khác nhật ký' FROM titled d JOIN processes_post p ON p.id = d.post
WHERE d.text <> p.title
ORDER BY 1, 2
"""

ALL = {"post": POSTS, "instrument": INSTRUMENTS, "person": PERSONS, "account": ACCOUNTS, "name": NAMES}
