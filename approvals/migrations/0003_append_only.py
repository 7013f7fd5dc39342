"""What was said stays said: the second line behind the application's missing rights (workflow/grants.py)."""

from django.db import migrations

TABLES = ("evidence_file", "submission", "submission_file", "decision", "document", "citation")

KEEP = "".join(
    f"""
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION trail_is_append_only();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION trail_is_append_only();
"""
    for table in TABLES
)
BACK = "".join(
    f"DROP TRIGGER {table}_no_change ON {table}; DROP TRIGGER {table}_no_truncate ON {table};\n" for table in TABLES
)


class Migration(migrations.Migration):
    dependencies = [("approvals", "0002_initial"), ("workflow", "0002_trail")]
    operations = [migrations.RunSQL(KEEP, BACK)]
