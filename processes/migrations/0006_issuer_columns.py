"""The columns that a person chose, kept for an issuer and its headings."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("processes", "0005_correction"),
    ]

    operations = [
        migrations.CreateModel(
            name="IssuerColumns",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("fingerprint", models.CharField(max_length=64)),
                ("headings", models.JSONField()),
                ("columns", models.JSONField()),
                ("chosen_at", models.DateTimeField()),
                (
                    "chosen_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="processes.post"
                    ),
                ),
                (
                    "issuer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="processes.agency"
                    ),
                ),
            ],
            options={
                "ordering": ["issuer", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("issuer", "fingerprint"), name="columns_once_per_issuer_and_headings"
                    )
                ],
            },
        ),
    ]
