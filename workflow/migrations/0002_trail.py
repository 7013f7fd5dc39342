"""The trail, in SQL, because its constraints are what we promise (docs/decisions: the trail is kept by the database)."""

from django.db import migrations

TRAIL = """
CREATE TABLE trail (
    stream     text        NOT NULL,
    seq        integer     NOT NULL,
    prev_seq   integer     GENERATED ALWAYS AS (NULLIF(seq, 0) - 1) STORED,
    from_state text,
    to_state   text        NOT NULL,
    prev_hash  bytea,
    hash       bytea       NOT NULL,
    body       text        NOT NULL,
    key        text,
    act        text        NOT NULL,
    at         timestamptz NOT NULL,
    account_id bigint,
    person_id  bigint,
    post_id    bigint,
    unit_id    bigint,
    agency_id  bigint,
    PRIMARY KEY (stream, seq),
    CONSTRAINT trail_hash_is_of_body CHECK (hash = sha256(convert_to(body, 'UTF8'))),
    CONSTRAINT trail_genesis CHECK ((seq = 0) = (prev_hash IS NULL) AND (seq = 0) = (from_state IS NULL) AND seq >= 0),
    CONSTRAINT trail_link UNIQUE (stream, seq, to_state, hash),
    CONSTRAINT trail_chain FOREIGN KEY (stream, prev_seq, from_state, prev_hash)
        REFERENCES trail (stream, seq, to_state, hash)
);
CREATE UNIQUE INDEX trail_key_once ON trail (stream, key) WHERE key IS NOT NULL;

CREATE FUNCTION trail_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the trail is append only: % refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER trail_no_change BEFORE UPDATE OR DELETE ON trail
    FOR EACH ROW EXECUTE FUNCTION trail_is_append_only();
CREATE TRIGGER trail_no_truncate BEFORE TRUNCATE ON trail
    FOR EACH STATEMENT EXECUTE FUNCTION trail_is_append_only();

ALTER TABLE stream_head ADD CONSTRAINT stream_head_is_an_event
    FOREIGN KEY (stream, head_seq, state, head_hash) REFERENCES trail (stream, seq, to_state, hash);

CREATE FUNCTION head_never_goes_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.head_seq < OLD.head_seq THEN
        RAISE EXCEPTION 'the head of a stream never goes back (from % to %)', OLD.head_seq, NEW.head_seq
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.state <> OLD.state AND NEW.head_seq = OLD.head_seq THEN
        RAISE EXCEPTION 'a state never moves without its event (at %)', OLD.head_seq
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER stream_head_forward BEFORE UPDATE ON stream_head
    FOR EACH ROW EXECUTE FUNCTION head_never_goes_back();
CREATE TRIGGER stream_head_keeps_its_stream BEFORE UPDATE OF stream ON stream_head
    FOR EACH ROW WHEN (NEW.stream <> OLD.stream) EXECUTE FUNCTION trail_is_append_only();
CREATE TRIGGER stream_head_stays BEFORE DELETE ON stream_head
    FOR EACH ROW EXECUTE FUNCTION trail_is_append_only();
"""

BACK = """
DROP TABLE trail CASCADE;
DROP FUNCTION trail_is_append_only() CASCADE;
DROP FUNCTION head_never_goes_back() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("workflow", "0001_initial")]
    operations = [migrations.RunSQL(TRAIL, BACK)]
