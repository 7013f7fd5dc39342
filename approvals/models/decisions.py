"""What a reviewer, a director, the Office or an authority said about a submission: immutable."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from approvals.models.submissions import Submission
from processes.models import Instrument, Post, TaskProcess


class Decision(models.Model):
    """One opinion, bound to its event (`seq` in the process's stream); the words are in the event's texts."""

    class Verdict(models.TextChoices):
        PASSED = "passed", _("Đạt")
        PASSED_WITH_NOTES = "passed_with_notes", _("Đạt, có lưu ý")
        SENT_BACK = "sent_back", _("Trả lại")
        AGREED = "agreed", _("Đồng ý")

    process = models.ForeignKey(TaskProcess, models.PROTECT, related_name="decisions")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="decisions")
    seq = models.IntegerField()
    act = models.CharField(max_length=20)
    verdict = models.CharField(max_length=20, choices=Verdict.choices)
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    instrument = models.ForeignKey(Instrument, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    append_only = True

    class Meta:
        db_table = "decision"
        ordering = ["process", "seq"]
        constraints = [models.UniqueConstraint(fields=["process", "seq"], name="decision_once_per_event")]
