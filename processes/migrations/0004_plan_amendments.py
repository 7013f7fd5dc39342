"""A later plan amends or replaces an earlier one, and the list of what it changes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("processes", "0002_head"),
    ]

    operations = [
        migrations.CreateModel(
            name="AmendmentLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.IntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("added", "Thêm"),
                            ("changed", "Sửa"),
                            ("dropped", "Bỏ"),
                            ("moved", "Chuyển chỗ"),
                            ("unchanged", "Giữ nguyên"),
                        ],
                        max_length=10,
                    ),
                ),
                ("cells", models.JSONField(default=list)),
                ("moved", models.BooleanField(default=False)),
                ("similarity", models.FloatField()),
                ("certain", models.BooleanField(default=True)),
                ("note", models.TextField(blank=True, verbose_name="Việc đã thực hiện")),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="Số, ký hiệu văn bản")),
                ("dated", models.DateField(null=True, verbose_name="Ngày văn bản")),
                ("settled_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["plan", "position"],
            },
        ),
        migrations.AddField(
            model_name="plan",
            name="earlier",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="later", to="processes.plan"
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="relation",
            field=models.CharField(
                blank=True,
                choices=[
                    ("amends", "Sửa đổi, bổ sung: nhiệm vụ không nêu thì giữ nguyên"),
                    ("restates", "Sửa đổi, in lại toàn bộ bảng: nhiệm vụ không còn trong bảng là bỏ"),
                    ("replaces", "Thay thế toàn bộ kế hoạch"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("earlier", None), ("relation", "")),
                    models.Q(("earlier__isnull", False), models.Q(("relation", ""), _negated=True)),
                    _connector="OR",
                ),
                name="plan_relation_has_its_plan",
            ),
        ),
        migrations.AddField(
            model_name="amendmentline",
            name="after",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="amends", to="processes.plantask"
            ),
        ),
        migrations.AddField(
            model_name="amendmentline",
            name="before",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="amended_by",
                to="processes.plantask",
            ),
        ),
        migrations.AddField(
            model_name="amendmentline",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="amendment_lines", to="processes.plan"
            ),
        ),
        migrations.AddField(
            model_name="amendmentline",
            name="settled_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="processes.post"
            ),
        ),
        migrations.AddConstraint(
            model_name="amendmentline",
            constraint=models.UniqueConstraint(fields=("plan", "before"), name="amendment_line_once_before"),
        ),
        migrations.AddConstraint(
            model_name="amendmentline",
            constraint=models.UniqueConstraint(fields=("plan", "after"), name="amendment_line_once_after"),
        ),
        migrations.AddConstraint(
            model_name="amendmentline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("after__isnull", False), ("before", None), ("kind", "added")),
                    models.Q(("after", None), ("before__isnull", False), ("kind", "dropped")),
                    models.Q(
                        ("after__isnull", False),
                        ("before__isnull", False),
                        ("kind__in", ["changed", "moved", "unchanged"]),
                    ),
                    _connector="OR",
                ),
                name="amendment_line_has_its_rows",
            ),
        ),
    ]
