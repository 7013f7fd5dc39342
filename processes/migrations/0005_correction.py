"""Corrections of a plan's words: rows are added, never changed, and a trigger stands behind the missing rights."""

import django.db.models.deletion
from django.db import migrations, models

KEEP = """
CREATE TRIGGER processes_correction_no_change BEFORE UPDATE OR DELETE ON processes_correction
    FOR EACH ROW EXECUTE FUNCTION trail_is_append_only();
CREATE TRIGGER processes_correction_no_truncate BEFORE TRUNCATE ON processes_correction
    FOR EACH STATEMENT EXECUTE FUNCTION trail_is_append_only();
"""
BACK = """
DROP TRIGGER processes_correction_no_change ON processes_correction;
DROP TRIGGER processes_correction_no_truncate ON processes_correction;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("processes", "0004_plan_amendments"),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cell", models.CharField(max_length=20, verbose_name="Cột")),
                ("source_text", models.TextField(verbose_name="Nguyên văn")),
                ("corrected_text", models.TextField(verbose_name="Nội dung đính chính")),
                ("basis_number", models.CharField(max_length=60, verbose_name="Số, ký hiệu")),
                ("basis_dated", models.DateField(verbose_name="Ngày ký")),
                ("basis_issuer", models.CharField(max_length=200, verbose_name="Cơ quan ban hành")),
                ("recorded_at", models.DateTimeField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="processes.plan"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="processes.post"
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="processes.plantask"
                    ),
                ),
            ],
            options={
                "ordering": ["plan", "pk"],
            },
        ),
        migrations.RunSQL(KEEP, BACK),
    ]
