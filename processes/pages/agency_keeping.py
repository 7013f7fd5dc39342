"""The pages on which the directory is kept: bodies, spellings, units, successions and memberships are made and changed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from processes import agencies, groupings
from processes.models import Agency, AgencyAlias, Unit
from processes.pages.access import ActingRequest, requires
from processes.pages.agencies import agency_or_404
from processes.pages.agency_forms import (
    AgencyForm,
    AliasForm,
    MembershipForm,
    ParticularsForm,
    SuccessionForm,
    UnitForm,
)
from processes.pages.form_page import Words, form_page
from processes.pages.people_forms import DayForm
from workflow import clock
from workflow.errors import NotFound


def agency_url(agency: Agency) -> str:
    """The address of an agency's page."""
    return reverse("agency", args=[agency.code])


@requires("keep_directory")
def agency_new(request: ActingRequest) -> HttpResponse:
    """A new body."""
    words = Words(_("Ghi cơ quan mới"), _("Ghi cơ quan"), _("Đã ghi cơ quan mới."), reverse("agencies"))

    def act(data: dict[str, Any]) -> str:
        given = ParticularsForm.particulars(data)
        agency = agencies.create_agency(
            data["code"], data["name"], data["kind"], data["level"], given, by=request.capacity
        )
        return agency_url(agency)

    return form_page(request, AgencyForm(request.POST or None), words, act)


@requires("keep_directory")
def agency_change(request: ActingRequest, code: str) -> HttpResponse:
    """Correct a body's particulars, or end it on a day. Its name is not changed: a new name is a new body."""
    agency = agency_or_404(code)
    note = _("{agency}. Tên không sửa ở đây: đổi tên theo quyết định là một cơ quan mới kế thừa cơ quan này.")
    words = Words(_("Sửa cơ quan"), _("Lưu"), _("Đã sửa cơ quan."), agency_url(agency), note.format(agency=agency))
    initial = {name: getattr(agency, name) for name in agencies.Particulars.__dataclass_fields__}
    initial |= {"short_names": "\n".join(agency.short_names), "parent": agency.parent and agency.parent.code}

    def act(data: dict[str, Any]) -> None:
        agencies.change_agency(agency, ParticularsForm.particulars(data), by=request.capacity)

    return form_page(request, ParticularsForm(request.POST or None, initial=initial), words, act)


@requires("keep_directory")
def alias_new(request: ActingRequest, code: str) -> HttpResponse:
    """A spelling that names this agency from now on."""
    agency = agency_or_404(code)
    words = _words(agency, _("Công nhận cách viết tên"), _("Công nhận"), _("Đã công nhận cách viết."))
    form = AliasForm(request.POST or None, initial={"aliases": request.GET.get("cach-viet", "")})

    def act(data: dict[str, Any]) -> None:
        agencies.record_alias(agency, data["aliases"], by=request.capacity)

    return form_page(request, form, words, act)


@requires("keep_directory")
@require_POST
def alias_drop(request: ActingRequest, pk: int) -> HttpResponse:
    """A spelling names this agency no longer."""
    alias = AgencyAlias.objects.select_related("agency").filter(pk=pk).first()
    if alias is None:
        raise NotFound(_("Cách viết này không còn trong danh mục."))
    agencies.drop_alias(alias, by=request.capacity)
    messages.success(request, _("Đã bỏ cách viết."))
    return HttpResponseRedirect(agency_url(alias.agency))


@requires("keep_directory")
def unit_new(request: ActingRequest, code: str) -> HttpResponse:
    """A new unit of a body."""
    agency = agency_or_404(code)
    words = _words(agency, _("Ghi đơn vị mới"), _("Ghi đơn vị"), _("Đã ghi đơn vị mới."))
    bodies = [agency.pk, *agency.precessions.filter(continues=True).values_list("before_id", flat=True)]
    predecessors = Unit.objects.filter(agency__in=bodies).order_by("agency", "name")
    form = UnitForm(request.POST or None, predecessors=predecessors, initial={"code": f"{agency.code}."})

    def act(data: dict[str, Any]) -> None:
        agencies.create_unit(agency, by=request.capacity, **data)

    return form_page(request, form, words, act)


@requires("keep_directory")
def unit_end(request: ActingRequest, pk: int) -> HttpResponse:
    """The last day of a unit."""
    unit = Unit.objects.select_related("agency").filter(pk=pk).first()
    if unit is None:
        raise NotFound(_("Không tìm thấy đơn vị này. Hãy mở lại từ trang của cơ quan."))
    note = _("{unit}, {agency}. Ghi ngày hoạt động cuối cùng.").format(unit=unit, agency=unit.agency)
    words = Words(_("Kết thúc đơn vị"), _("Kết thúc đơn vị"), _("Đã kết thúc đơn vị."), agency_url(unit.agency), note)

    def act(data: dict[str, Any]) -> None:
        agencies.end_unit(unit, data["on"], by=request.capacity)

    return form_page(request, DayForm(request.POST or None, initial={"on": clock.today()}), words, act)


@requires("keep_directory")
def succession_new(request: ActingRequest, code: str) -> HttpResponse:
    """Who takes over from this agency, wholly or in part."""
    agency = agency_or_404(code)
    note = _("{agency}. Việc đang mở không tự chuyển: chỉ quyết định chuyển giao mới chuyển việc.").format(
        agency=agency
    )
    words = Words(_("Ghi việc kế thừa"), _("Ghi kế thừa"), _("Đã ghi việc kế thừa."), agency_url(agency), note)

    def act(data: dict[str, Any]) -> None:
        groupings.record_succession(agency, by=request.capacity, **data)

    return form_page(request, SuccessionForm(request.POST or None, before=agency), words, act)


@requires("keep_directory")
def membership_new(request: ActingRequest, code: str) -> HttpResponse:
    """To which group the agency belongs, from when to when; the same beginning again sets the end."""
    agency = agency_or_404(code)
    words = _words(agency, _("Ghi việc thuộc nhóm"), _("Ghi"), _("Đã ghi việc thuộc nhóm."))

    def act(data: dict[str, Any]) -> None:
        groupings.set_membership(data["group"], agency, data["valid_from"], data["valid_to"], by=request.capacity)

    return form_page(request, MembershipForm(request.POST or None), words, act)


def _words(agency: Agency, heading: str, button: str, done: str) -> Words:
    return Words(heading, button, done, agency_url(agency), str(agency))
