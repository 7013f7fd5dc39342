"""Agencies as dated bodies: the same name is not the same body (domain.md 2.3)."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DatedQuerySet(models.QuerySet):
    """Rows that hold from a day to a day, both inclusive; an open end is null."""

    def on(self, day: date) -> "DatedQuerySet":
        """Those that hold on that day."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day)).filter(Q(valid_to=None) | Q(valid_to__gte=day))


class Agency(models.Model):
    """A body of the State, of the Party or of the Front, from the first to the last day it existed (both inclusive)."""

    class Level(models.TextChoices):
        CENTRAL = "central", _("Trung ương")
        PROVINCE = "province", _("Cấp tỉnh")
        DISTRICT = "district", _("Cấp huyện")
        COMMUNE = "commune", _("Cấp xã")
        PARTY = "party", _("Cơ quan Đảng, Mặt trận, đoàn thể")

    code = models.SlugField(_("Mã"), max_length=60, unique=True)
    official_code = models.CharField(_("Mã chính thức"), max_length=20, blank=True)
    name = models.CharField(_("Tên chính thức"), max_length=200)
    formal_name = models.CharField(_("Tên đầy đủ trong văn bản"), max_length=200, blank=True)
    short_names = models.JSONField(_("Tên viết tắt"), default=list, blank=True)
    kind = models.CharField(_("Loại"), max_length=40)
    level = models.CharField(_("Cấp"), max_length=20, choices=Level.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("Cơ quan cấp trên")
    )
    asked_only = models.BooleanField(
        _("Chỉ đề nghị, không giao"),
        default=False,
        help_text=_("UBND tỉnh chỉ giao việc cho cơ quan của mình; các cơ quan khác được đề nghị."),
    )
    valid_from = models.DateField(_("Từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("Đến hết ngày"), null=True, blank=True)
    email = models.EmailField(_("Thư điện tử"), blank=True)
    note = models.TextField(_("Ghi chú"), blank=True)
    sort_key = models.CharField(max_length=400, editable=False, default="")

    objects = DatedQuerySet.as_manager()
    never_deleted = True

    class Meta:
        ordering = ["sort_key", "pk"]
        verbose_name = _("Cơ quan")
        verbose_name_plural = _("Cơ quan")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="agency_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the Vietnamese sort key beside the name."""
        from workflow.vietnamese import sort_key

        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)

    def is_alive(self, day: date) -> bool:
        """Does the body exist on that day?"""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class AgencyAlias(models.Model):
    """Another way a document writes an agency's name. Only a person confirms one (domain.md 2.2, rule 7)."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="aliases")
    text = models.CharField(_("Cách viết khác"), max_length=200)
    confirmed = models.BooleanField(default=False)
    confirmed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "text"], name="agency_alias_once")]


class Unit(models.Model):
    """A unit inside an agency: a branch, an office, a division. Separation of duties compares units."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="units", verbose_name=_("Cơ quan"))
    code = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("Tên đơn vị"), max_length=200)
    kind = models.CharField(max_length=40, default="division")
    short_names = models.JSONField(default=list, blank=True)
    predecessor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    valid_from = models.DateField(_("Từ ngày"), null=True, blank=True)
    valid_to = models.DateField(_("Đến hết ngày"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()
    never_deleted = True

    class Meta:
        ordering = ["agency", "name"]
        verbose_name = _("Đơn vị")

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """One body's work passing to another: many-to-one, one-to-many, many-to-many are rows of this table.

    `continues` says that the successor takes over the office itself (reviewing, verifying, directing), not only a part of
    the work; a body has at most one such successor.
    """

    before = models.ForeignKey(Agency, models.PROTECT, related_name="successions")
    after = models.ForeignKey(Agency, models.PROTECT, related_name="precessions")
    on = models.DateField(_("Từ ngày"))
    continues = models.BooleanField(default=False)
    basis = models.CharField(_("Căn cứ"), max_length=500, blank=True)
    verified = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["before", "after"], name="succession_once"),
            models.UniqueConstraint(
                fields=["before"], condition=Q(continues=True), name="one_body_continues_the_office"
            ),
        ]


class AgencyGroup(models.Model):
    """A group name of plans, such as "Các sở, ban, ngành": its membership is a dated decision, not a guess."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("Tên nhóm"), max_length=200)
    wordings = models.JSONField(default=list)
    purpose = models.CharField(max_length=10, default="assign")
    note = models.TextField(blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    members = models.ManyToManyField(Agency, through="GroupMembership", related_name="groups")

    def __str__(self) -> str:
        return self.name


class GroupMembership(models.Model):
    """An agency belongs to a group from a day to a day (inclusive); `confirmed_by` is who said so."""

    group = models.ForeignKey(AgencyGroup, models.CASCADE, related_name="memberships")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="memberships")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=200, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "agency", "valid_from"], name="membership_once", nulls_distinct=False
            )
        ]
