"""A state that has no event is refused, and so is a head that goes back (architecture.md section 4)."""

from django.db import migrations

HEAD = """
ALTER TABLE task_process
    ADD COLUMN stream text GENERATED ALWAYS AS ('process:' || id) STORED,
    ADD CONSTRAINT process_state_has_its_event
        FOREIGN KEY (stream, head_seq, state, head_hash) REFERENCES trail (stream, seq, to_state, hash);
CREATE TRIGGER process_head_forward BEFORE UPDATE ON task_process
    FOR EACH ROW EXECUTE FUNCTION head_never_goes_back();
CREATE TRIGGER process_keeps_its_stream BEFORE UPDATE OF id ON task_process
    FOR EACH ROW WHEN (NEW.id <> OLD.id) EXECUTE FUNCTION trail_is_append_only();
CREATE TRIGGER process_stays BEFORE DELETE ON task_process
    FOR EACH ROW EXECUTE FUNCTION trail_is_append_only();
"""

BACK = """
DROP TRIGGER process_stays ON task_process;
DROP TRIGGER process_keeps_its_stream ON task_process;
DROP TRIGGER process_head_forward ON task_process;
ALTER TABLE task_process DROP CONSTRAINT process_state_has_its_event, DROP COLUMN stream;
"""


class Migration(migrations.Migration):
    dependencies = [("processes", "0001_initial"), ("workflow", "0002_trail")]
    operations = [migrations.RunSQL(HEAD, BACK)]
