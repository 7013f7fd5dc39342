"""Posts and instruments: the pages on which they are begun, corrected, ended and withdrawn."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from processes import delegation, posts
from processes.models import Agency, Instrument, Post, Role, Unit
from processes.pages.access import ActingRequest, requires
from processes.pages.form_page import Words, form_page
from processes.pages.people import person_or_404, person_url
from processes.pages.people_forms import DayForm, InstrumentForm, PostForm, PostWordsForm
from workflow import clock
from workflow.errors import NotFound


def _post_or_404(pk: int) -> Post:
    post = Post.objects.select_related("person", "agency").filter(pk=pk).first()
    if post is None:
        raise NotFound(_("Không tìm thấy chức vụ này. Hãy mở lại từ trang của người giữ chức vụ."))
    return post


def _standing_units(agency: Agency) -> QuerySet[Unit]:
    return agency.units.filter(Q(valid_to=None) | Q(valid_to__gte=clock.today()))


@requires("keep_people")
def post_new(request: ActingRequest, pk: int) -> HttpResponse:
    """A post for a person: first the agency (`?co-quan=`), then what he is there."""
    person = person_or_404(pk)
    alive = Agency.objects.filter(Q(valid_to=None) | Q(valid_to__gte=clock.today()))
    agency = Agency.objects.filter(code=request.GET.get("co-quan", "")).first()
    if agency is None:
        return render(request, "processes/choose_agency.html", {"person": person, "agencies": alive})
    note = f"{person.full_name} – {agency}"
    words = Words(_("Ghi chức vụ"), _("Ghi chức vụ"), _("Đã ghi chức vụ."), person_url(person), note)
    form = PostForm(request.POST or None, units=_standing_units(agency), initial={"valid_from": clock.today()})

    def act(data: dict[str, Any]) -> None:
        posts.appoint(person, agency, by=request.capacity, **data)

    return form_page(request, form, words, act)


@requires("keep_people")
def post_change(request: ActingRequest, pk: int) -> HttpResponse:
    """Correct the wording of a post, and the units in its holder's charge."""
    post = _post_or_404(pk)
    note = _("{post}, {agency}. Đổi vai trò, đơn vị hay thời hạn: kết thúc chức vụ này và ghi chức vụ mới.")
    words = Words(
        _("Sửa chức vụ"),
        _("Lưu"),
        _("Đã sửa chức vụ."),
        person_url(post.person_id),
        note.format(post=post, agency=post.agency),
    )
    initial = {"title": post.title, "in_charge_of": post.in_charge_of.all()}
    form = PostWordsForm(request.POST or None, units=_standing_units(post.agency), initial=initial)

    def act(data: dict[str, Any]) -> None:
        posts.change_post(post, by=request.capacity, **data)

    return form_page(request, form, words, act)


@requires("keep_people")
def post_end(request: ActingRequest, pk: int) -> HttpResponse:
    """The last day of a post."""
    post = _post_or_404(pk)
    note = _("{post}, {agency}. Ghi ngày cuối cùng giữ chức vụ.").format(post=post, agency=post.agency)
    words = Words(
        _("Kết thúc chức vụ"), _("Kết thúc chức vụ"), _("Đã kết thúc chức vụ."), person_url(post.person_id), note
    )
    form = DayForm(request.POST or None, initial={"on": clock.today()})

    def act(data: dict[str, Any]) -> None:
        posts.end_post(post, data["on"], by=request.capacity)

    return form_page(request, form, words, act)


@requires("keep_instruments")
def instrument_new(request: ActingRequest, pk: int) -> HttpResponse:
    """A delegation to one of a person's posts of today."""
    person = person_or_404(pk)
    living = Post.objects.filter(Q(valid_to=None) | Q(valid_to__gte=clock.today())).select_related("person", "agency")
    heads = living.filter(role__in=delegation.HEADS).exclude(person=person).order_by("agency__sort_key", "pk")
    words = Words(
        _("Ghi văn bản phân công, ủy quyền"),
        _("Ghi văn bản"),
        _("Đã ghi văn bản phân công, ủy quyền."),
        person_url(person),
        person.full_name,
    )
    holders = living.filter(person=person).exclude(role=Role.SYSTEM)
    form = InstrumentForm(request.POST or None, holders=holders, grantors=heads, initial={"holder": holders.first()})

    def act(data: dict[str, Any]) -> None:
        delegation.grant_instrument(by=request.capacity, **data)

    return form_page(request, form, words, act)


@requires("keep_instruments")
def instrument_withdraw(request: ActingRequest, pk: int) -> HttpResponse:
    """The first day on which a delegation gives nothing any more."""
    instrument = Instrument.objects.select_related("holder__person", "grantor__person").filter(pk=pk).first()
    if instrument is None:
        raise NotFound(_("Không tìm thấy văn bản này. Hãy mở lại từ trang của người được giao."))
    note = _("{instrument}, giao cho {holder}. Ghi ngày đầu tiên không còn hiệu lực.")
    words = Words(
        _("Thu hồi văn bản"),
        _("Thu hồi"),
        _("Đã thu hồi văn bản."),
        person_url(instrument.holder.person_id),
        note.format(instrument=instrument, holder=instrument.holder),
    )

    def act(data: dict[str, Any]) -> None:
        delegation.withdraw_instrument(instrument, data["on"], by=request.capacity)

    return form_page(request, DayForm(request.POST or None, initial={"on": clock.today()}), words, act)
