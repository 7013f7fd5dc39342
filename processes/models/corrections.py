"""Corrections of a plan's words: the source stays as it is, what it should say stands beside it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from processes.models.plans import Plan, PlanTask


class Correction(models.Model):
    """What a cell of the plan should say, by which document, recorded by whom and when. The last one of a cell counts.

    An error of a document is put right only by another document (NĐ 30/2020/NĐ-CP, Điều 18.3): its number, date and issuer
    are the basis. Rows are added, never changed.
    """

    append_only = True

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="corrections")
    task = models.ForeignKey(PlanTask, models.PROTECT, related_name="corrections")
    cell = models.CharField(_("Cột"), max_length=20)
    source_text = models.TextField(_("Nguyên văn"))
    corrected_text = models.TextField(_("Nội dung đính chính"))
    basis_number = models.CharField(_("Số, ký hiệu"), max_length=60)
    basis_dated = models.DateField(_("Ngày ký"))
    basis_issuer = models.CharField(_("Cơ quan ban hành"), max_length=200)
    recorded_by = models.ForeignKey("processes.Post", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["plan", "pk"]
