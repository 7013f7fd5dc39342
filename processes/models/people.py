"""People, their accounts, their dated posts, and the instruments by which one signs for another."""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from processes.models.agencies import Agency, DatedQuerySet, Unit


class Person(models.Model):
    """A natural person. Separation of duties compares persons, never accounts (domain.md 3.4, hard rules)."""

    full_name = models.CharField(_("Họ và tên"), max_length=120)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    sort_key = models.CharField(max_length=300, editable=False, default="")

    never_deleted = True

    class Meta:
        ordering = ["sort_key", "pk"]
        verbose_name = _("Người")

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Sort by the given name, then the whole name, as Vietnamese lists do."""
        from workflow.vietnamese import sort_key

        given = self.full_name.split(" ")[-1]
        self.sort_key = f"{sort_key(given)} {sort_key(self.full_name)}"[:300]
        super().save(*args, **kwargs)


class Account(AbstractUser):
    """A login of one person. Accounts are closed, never deleted: their acts stay."""

    first_name = None  # type: ignore[assignment]  # a person has one whole name
    last_name = None  # type: ignore[assignment]
    person = models.ForeignKey(Person, models.PROTECT, related_name="accounts", null=True, verbose_name=_("Người"))
    language = models.CharField(max_length=5, default="vi", choices=[("vi", "Tiếng Việt"), ("en", "English")])

    REQUIRED_FIELDS = ()  # type: ignore[assignment]  # no mail address is asked for
    never_deleted = True

    class Meta:
        verbose_name = _("Tài khoản")

    def get_full_name(self) -> str:
        """The person's name; the login name where none is bound yet."""
        return self.person.full_name if self.person else self.username

    def get_short_name(self) -> str:
        """The same: Vietnamese forms of address need the whole name."""
        return self.get_full_name()


class Role(models.TextChoices):
    """What a post may do (domain.md 3.1). Rights hang on these, in processes/rights.py, and nowhere else."""

    OFFICER = "officer", _("Chuyên viên")
    UNIT_HEAD = "unit_head", _("Lãnh đạo đơn vị thuộc cơ quan")
    LEADER = "leader", _("Lãnh đạo cơ quan")
    RECORDS = "records", _("Văn thư")
    REVIEWER = "reviewer", _("Chuyên viên thẩm định")
    DIRECTOR = "director", _("Lãnh đạo Sở thẩm định")
    VERIFIER = "verifier", _("Thẩm tra của Văn phòng UBND tỉnh")
    CHAIRMAN = "chairman", _("Chủ tịch UBND tỉnh")
    VICE_CHAIRMAN = "vice_chairman", _("Phó Chủ tịch UBND tỉnh")
    FRONT = "front", _("Mặt trận, tổ chức giám sát")
    INSPECTOR = "inspector", _("Thanh tra, kiểm tra")
    PLAN_ADMIN = "plan_admin", _("Quản trị nghiệp vụ")
    SYSTEM_ADMIN = "system_admin", _("Quản trị hệ thống")
    SYSTEM = "system", _("Hệ thống")


class Post(models.Model):
    """A person in a unit of an agency, in an office there, from a day to a day (inclusive). Rights belong to posts."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts", verbose_name=_("Người"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="posts", verbose_name=_("Cơ quan"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="posts", verbose_name=_("Đơn vị")
    )
    role = models.CharField(_("Vai trò"), max_length=20, choices=Role.choices)
    title = models.CharField(_("Chức vụ"), max_length=120, help_text=_("Ví dụ: Giám đốc, Phó Chủ tịch, Chuyên viên"))
    code = models.SlugField(_("Mã chức vụ"), max_length=80, unique=True)
    in_charge_of = models.ManyToManyField(
        Unit, blank=True, related_name="deputies_in_charge", verbose_name=_("Phụ trách đơn vị")
    )
    scope_plan = models.ForeignKey(
        "processes.Plan",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Phạm vi kế hoạch (thanh tra)"),
    )
    valid_from = models.DateField(_("Từ ngày"))
    valid_to = models.DateField(_("Đến hết ngày"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()
    never_deleted = True

    class Meta:
        ordering = ["agency", "role", "pk"]
        verbose_name = _("Chức vụ")
        indexes = [models.Index(fields=["agency", "role"], name="post_agency_role")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")), name="post_dates_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.title}"


class Instrument(models.Model):
    """A delegation: the paper by which the holder decides or signs for the grantor (Nghị định 30/2020, Điều 13)."""

    class Capacity(models.TextChoices):
        KT = "KT", _("KT. – ký thay")
        TL = "TL", _("TL. – thừa lệnh")
        TUQ = "TUQ", _("TUQ. – thừa ủy quyền")

    grantor = models.ForeignKey(Post, models.PROTECT, related_name="granted", verbose_name=_("Người giao"))
    holder = models.ForeignKey(Post, models.PROTECT, related_name="held", verbose_name=_("Người được giao"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="passed_on", verbose_name=_("Dựa trên văn bản")
    )
    capacity = models.CharField(_("Thẩm quyền ký"), max_length=5, choices=Capacity.choices)
    number = models.CharField(_("Số, ký hiệu"), max_length=60)
    dated = models.DateField(_("Ngày văn bản"))
    field = models.CharField(
        _("Lĩnh vực"), max_length=120, blank=True, help_text=_("Để trống: mọi lĩnh vực của văn bản.")
    )
    valid_from = models.DateField(_("Từ ngày"))
    valid_to = models.DateField(_("Đến hết ngày"), null=True, blank=True)
    withdrawn_on = models.DateField(_("Thu hồi từ ngày"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()
    never_deleted = True

    class Meta:
        verbose_name = _("Văn bản phân công, ủy quyền")

    def __str__(self) -> str:
        return f"{self.capacity}. {self.number}"
