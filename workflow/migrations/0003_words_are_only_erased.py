"""The words of an event are erased by law or stay as they were said: nothing rewrites them, nothing takes their row away."""

from django.db import migrations

TEXTS = """
CREATE FUNCTION words_are_only_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.text IS NOT NULL OR NEW.salt IS NOT NULL
       OR (NEW.stream, NEW.seq, NEW.name) IS DISTINCT FROM (OLD.stream, OLD.seq, OLD.name) THEN
        RAISE EXCEPTION 'the words of an event are only erased: % refused', TG_OP
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER event_text_only_erased BEFORE UPDATE ON event_text
    FOR EACH ROW EXECUTE FUNCTION words_are_only_erased();
CREATE TRIGGER event_text_stays BEFORE DELETE ON event_text
    FOR EACH ROW EXECUTE FUNCTION trail_is_append_only();
CREATE TRIGGER event_text_no_truncate BEFORE TRUNCATE ON event_text
    FOR EACH STATEMENT EXECUTE FUNCTION trail_is_append_only();
"""

BACK = """
DROP TRIGGER event_text_no_truncate ON event_text;
DROP TRIGGER event_text_stays ON event_text;
DROP FUNCTION words_are_only_erased() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("workflow", "0002_trail")]
    operations = [migrations.RunSQL(TEXTS, BACK)]
