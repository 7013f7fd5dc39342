"""Results: one draft that grows, and one locked version for every time it was submitted."""

from django.db import models

from processes.models import Account, Post, TaskProcess


class EvidenceFile(models.Model):
    """A file as it was uploaded: name, type, size and SHA-256; the bytes lie in the evidence store under that hash."""

    process = models.ForeignKey(TaskProcess, models.PROTECT, related_name="evidence")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=120)
    uploaded_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    append_only = True

    class Meta:
        db_table = "evidence_file"
        ordering = ["pk"]
        indexes = [models.Index(fields=["sha256"], name="evidence_by_hash")]


class Draft(models.Model):
    """The result being prepared: text and figures, saved as people type. `version` tells two tabs apart."""

    process = models.OneToOneField(TaskProcess, models.PROTECT, related_name="draft")
    text = models.TextField(default="", blank=True)
    figures = models.JSONField(default=list)
    version = models.IntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    saved_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "draft"


class DraftFile(models.Model):
    """A file that the draft carries now; taking it out of the draft leaves the upload in the record."""

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="files")
    file = models.ForeignKey(EvidenceFile, models.PROTECT, related_name="+")

    class Meta:
        db_table = "draft_file"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["draft", "file"], name="draft_file_once")]


class Submission(models.Model):
    """One locked version of a result. Its words are in the event's texts, its hash in the event."""

    process = models.ForeignKey(TaskProcess, models.PROTECT, related_name="submissions")
    number = models.SmallIntegerField()
    seq = models.IntegerField()
    figures = models.JSONField(default=list)
    submitted_by = models.ForeignKey(Post, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField()

    append_only = True

    class Meta:
        db_table = "submission"
        ordering = ["process", "number"]
        constraints = [models.UniqueConstraint(fields=["process", "number"], name="submission_once")]


class SubmissionFile(models.Model):
    """A file that belongs to a submission, in order."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="files")
    file = models.ForeignKey(EvidenceFile, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        db_table = "submission_file"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["submission", "file"], name="submission_file_once")]
