"""What a later plan changes in an earlier one, row by row: a list that a person works through, act by act."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class AmendmentLine(models.Model):
    """What became of one row. Nothing in running work is changed by it; a person does that and settles the line.

    `cells` are [column, old, new]. Where `certain` is False a person says whether it is one task or two.
    """

    class Kind(models.TextChoices):
        ADDED = "added", _("Thêm")
        CHANGED = "changed", _("Sửa")
        DROPPED = "dropped", _("Bỏ")
        MOVED = "moved", _("Chuyển chỗ")
        UNCHANGED = "unchanged", _("Giữ nguyên")

    plan = models.ForeignKey("processes.Plan", models.CASCADE, related_name="amendment_lines")
    position = models.IntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    before = models.ForeignKey("processes.PlanTask", models.PROTECT, null=True, related_name="amended_by")
    after = models.ForeignKey("processes.PlanTask", models.PROTECT, null=True, related_name="amends")
    cells = models.JSONField(default=list)
    moved = models.BooleanField(default=False)
    similarity = models.FloatField()
    certain = models.BooleanField(default=True)
    note = models.TextField(_("Việc đã thực hiện"), blank=True)
    number = models.CharField(_("Số, ký hiệu văn bản"), max_length=60, blank=True)
    dated = models.DateField(_("Ngày văn bản"), null=True)
    settled_by = models.ForeignKey("processes.Post", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["plan", "position"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "before"], name="amendment_line_once_before"),
            models.UniqueConstraint(fields=["plan", "after"], name="amendment_line_once_after"),
            models.CheckConstraint(
                condition=(
                    Q(kind="added", before=None, after__isnull=False)
                    | Q(kind="dropped", before__isnull=False, after=None)
                    | Q(kind__in=["changed", "moved", "unchanged"], before__isnull=False, after__isnull=False)
                ),
                name="amendment_line_has_its_rows",
            ),
        ]

    @property
    def waits(self) -> bool:
        """Has a person still something to do, or to say that he did it?"""
        return self.settled_at is None and self.kind in (self.Kind.ADDED, self.Kind.CHANGED, self.Kind.DROPPED)
