"""The peer's own table: one event row for each step, as an application on viewflow would keep it."""

from django.db import models
from viewflow.workflow.models import Process


class PlainEvent(models.Model):
    """What happened: no chain, no key, no rights."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="events")
    act = models.CharField(max_length=20)
    account = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        app_label = "plain"
        db_table = "peer_event"
