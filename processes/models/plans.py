"""The plan as a document and its rows as templates of work."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from processes.models.agencies import Agency, AgencyGroup
from processes.plan_import.sources.line import in_words


class Plan(models.Model):
    """A plan as issued. `source` is the file as received; nothing in it is ever changed."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Đang rà soát")
        IN_FORCE = "in_force", _("Đang có hiệu lực")
        SUPERSEDED = "superseded", _("Đã được thay thế")

    class Relation(models.TextChoices):
        """What a later plan does to an earlier one, once it is in force."""

        AMENDS = "amends", _("Sửa đổi, bổ sung: nhiệm vụ không nêu thì giữ nguyên")
        RESTATES = "restates", _("Sửa đổi, in lại toàn bộ bảng: nhiệm vụ không còn trong bảng là bỏ")
        REPLACES = "replaces", _("Thay thế toàn bộ kế hoạch")

    number = models.CharField(_("Số, ký hiệu"), max_length=60)
    dated = models.DateField(_("Ngày ký"))
    issuer = models.ForeignKey(Agency, models.PROTECT, related_name="plans", verbose_name=_("Cơ quan ban hành"))
    issuer_text = models.CharField(max_length=200)
    title = models.TextField(_("Trích yếu"))
    field = models.CharField(_("Lĩnh vực"), max_length=120, default="khoa học và công nghệ")
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.DRAFT)
    department = models.ForeignKey(
        Agency, models.PROTECT, related_name="+", verbose_name=_("Sở theo dõi, thẩm định (lúc ký)")
    )
    office = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name=_("Văn phòng thẩm tra (lúc ký)"))
    source = models.BinaryField()
    source_name = models.CharField(max_length=200)
    source_sha256 = models.CharField(max_length=64)
    reading = models.JSONField(default=dict)
    imported_at = models.DateTimeField()
    earlier = models.ForeignKey("self", models.PROTECT, null=True, related_name="later")
    relation = models.CharField(max_length=10, choices=Relation.choices, blank=True)

    never_deleted = True

    class Meta:
        verbose_name = _("Kế hoạch")
        ordering = ["-dated", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["issuer", "number"], name="plan_number_once_per_issuer"),
            models.CheckConstraint(
                condition=Q(earlier=None, relation="") | (Q(earlier__isnull=False) & ~Q(relation="")),
                name="plan_relation_has_its_plan",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def stream(self) -> str:
        """Its stream in the trail."""
        return f"plan:{self.pk}"


class PlanGroup(models.Model):
    """A group row of the table: Roman numeral and title, verbatim."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="groups")
    position = models.SmallIntegerField()
    ordinal = models.CharField(max_length=20)
    title = models.TextField()
    place = models.JSONField(default=dict)

    class Meta:
        ordering = ["plan", "position"]
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="plan_group_once")]


class PlanTask(models.Model):
    """One row of the table, verbatim (`cells`), and what was read from it. A template: the work is its TaskProcesses.

    Where a person parted a content cell, `text` is one part of it and `cells` holds the whole one.
    """

    class Directing(models.TextChoices):
        CHAIRMAN = "chairman", _("Chủ tịch UBND tỉnh")
        DEPARTMENT = "department", _("Sở theo dõi, thẩm định")
        AGENCY = "agency", _("Cơ quan khác")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks")
    group = models.ForeignKey(PlanGroup, models.CASCADE, related_name="tasks")
    position = models.SmallIntegerField()
    ordinal = models.CharField(max_length=20)
    ordinal_source = models.CharField(max_length=10)
    code = models.CharField(max_length=40)
    text = models.TextField(_("Nội dung nhiệm vụ"))
    cells = models.JSONField(default=dict)
    place = models.JSONField(default=dict)
    directing = models.CharField(max_length=20, choices=Directing.choices, null=True)
    deadline = models.JSONField(default=dict)
    deadline_kind = models.CharField(max_length=20)
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    recurs = models.CharField(max_length=20, null=True)

    class Meta:
        ordering = ["plan", "position"]
        constraints = [models.UniqueConstraint(fields=["plan", "position"], name="plan_task_once")]

    def __str__(self) -> str:
        return self.code

    @property
    def whole_text(self) -> str:
        """The content cell as printed, where this task is one part of it; else empty."""
        return str(self.cells.get("text", ""))


class PlanTaskTerm(models.Model):
    """One term of an agency cell: an agency, a group to be resolved on a day, or an open member that a person must name."""

    class Kind(models.TextChoices):
        AGENCY = "agency"
        GROUP = "group"
        OPEN = "open"

    class Cell(models.TextChoices):
        LEAD = "lead"
        COORDINATING = "coordinating"

    task = models.ForeignKey(PlanTask, models.CASCADE, related_name="terms")
    cell = models.CharField(max_length=20, choices=Cell.choices)
    position = models.SmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.CharField(max_length=300)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey(AgencyGroup, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["task", "cell", "position"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(kind="agency", agency__isnull=False, group=None)
                    | Q(kind="group", group__isnull=False, agency=None)
                    | Q(kind="open", group=None, agency=None)
                ),
                name="term_points_at_what_it_says",
            )
        ]


class Finding(models.Model):
    """A defect or a difference of the source: listed beside its place, never repaired, never blocking."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="findings")
    position = models.SmallIntegerField()
    kind = models.CharField(max_length=60)
    place = models.JSONField(default=dict)
    message = models.TextField()

    class Meta:
        ordering = ["plan", "position"]

    @property
    def where(self) -> str:
        """The place in words: "dòng 12", "bảng 1, hàng 3"."""
        return in_words(self.place)


class Doubt(models.Model):
    """What a person must confirm before the plan comes in force: who confirmed it, as what, is an event of the plan."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="doubts")
    position = models.SmallIntegerField()
    kind = models.CharField(max_length=40)
    task = models.ForeignKey(PlanTask, models.CASCADE, null=True, related_name="doubts")
    cell = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    proposal = models.JSONField(default=dict)
    settled = models.JSONField(null=True)
    settled_by = models.ForeignKey("processes.Post", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["plan", "position"]
