"""Which column is which in the tables of an issuer, where a person said so."""

from django.db import models

from processes.models.agencies import Agency


class IssuerColumns(models.Model):
    """The columns that a person chose for one row of headings of one issuer; the next plan with these headings follows it.

    `fingerprint` is of the headings, case and marks aside. `columns` are positions from 0; -1 says "not in this table".
    """

    issuer = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64)
    headings = models.JSONField()
    columns = models.JSONField()
    chosen_by = models.ForeignKey("processes.Post", models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ["issuer", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "fingerprint"], name="columns_once_per_issuer_and_headings")
        ]
