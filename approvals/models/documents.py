"""The legal papers: one row that many processes cite (Nghị định 30/2020, Điều 15: a number once per issuer and year)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from processes.models import Agency, TaskProcess


class Document(models.Model):
    """A numbered, dated, signed document of one issuing body, with its file in the evidence store."""

    class Kind(models.TextChoices):
        PROPOSAL = "proposal", _("Tờ trình")
        CONCLUSION = "conclusion", _("Văn bản kết luận")
        DECISION = "decision", _("Văn bản phê duyệt")
        TRANSFER = "transfer", _("Quyết định chuyển giao")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    issuer = models.ForeignKey(Agency, models.PROTECT, related_name="documents", verbose_name=_("Cơ quan ban hành"))
    number = models.CharField(_("Số"), max_length=20)
    symbol = models.CharField(_("Ký hiệu"), max_length=40)
    year = models.SmallIntegerField()
    dated = models.DateField(_("Ngày văn bản"))
    signer = models.CharField(_("Người ký"), max_length=120, blank=True)
    capacity = models.CharField(_("Thẩm quyền ký"), max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_size = models.BigIntegerField(null=True)
    media_type = models.CharField(max_length=120, blank=True)
    recorded_at = models.DateTimeField()

    append_only = True

    class Meta:
        db_table = "document"
        ordering = ["-dated", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "symbol", "year", "number"], name="document_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.symbol}"


class Citation(models.Model):
    """A process rests on a document, by the event `seq` of its stream."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="citations")
    process = models.ForeignKey(TaskProcess, models.PROTECT, related_name="citations")
    seq = models.IntegerField()

    append_only = True

    class Meta:
        db_table = "citation"
        ordering = ["process", "seq"]
        constraints = [models.UniqueConstraint(fields=["process", "seq", "document"], name="citation_once")]
