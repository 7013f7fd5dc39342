"""People: the list, one person, and the pages on which persons and accounts are made and changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from processes import people
from processes.exchange.kinds import PEOPLE, exported
from processes.history import history
from processes.models import Account, Instrument, Person, Post
from processes.pages.access import ActingRequest, requires
from processes.pages.form_page import Words, form_page
from processes.pages.lists import Folded, address_of_list, page_of, wants_csv, wants_xlsx
from processes.pages.people_forms import AccountForm, NewAccountForm, PasswordForm, PersonForm
from processes.rights import may
from processes.system_account import USERNAME as SYSTEM
from workflow import clock
from workflow.csv_download import csv_response
from workflow.errors import NotFound
from workflow.spreadsheets import xlsx_response
from workflow.vietnamese import folded

READERS = ("keep_people", "keep_instruments")


def person_or_404(pk: int) -> Person:
    """The person, or NotFound in words."""
    return _or_not_found(Person.objects.select_related("merged_into").filter(pk=pk).first())


def account_or_404(pk: int) -> Account:
    """The account with its person, or NotFound in words."""
    return _or_not_found(Account.objects.select_related("person").filter(pk=pk, person__isnull=False).first())


def _or_not_found(row: Any) -> Any:
    if row is None:
        raise NotFound(_("Không tìm thấy người hoặc tài khoản này. Hãy tìm lại trong danh sách."))
    return row


def person_url(person: Person | int) -> str:
    """The address of a person's page."""
    return reverse("person", args=[person if isinstance(person, int) else person.pk])


def keeping(request: HttpRequest) -> dict[str, bool]:
    """Which buttons the page offers to this account."""
    held = request.capacities  # type: ignore[attr-defined]  # set by `requires`
    return {right: bool(may(right, held)) for right in (*READERS, "keep_directory")}


@requires(*READERS)
@require_safe
def people_list(request: ActingRequest) -> HttpResponse:
    """Everybody, with the posts held today; `?q=` looks for names and login names, `?co-quan=` for an agency's people.

    `?xuat=csv` downloads the list, `?xuat=xlsx` all people and posts as tables that can be imported again.
    """
    if wants_xlsx(request):
        return xlsx_response(PEOPLE.file_name, exported(PEOPLE))
    rows = _found(request.GET.get("q", ""), request.GET.get("co-quan", ""))
    if wants_csv(request):
        header = [_("Số"), _("Họ và tên"), _("Chức vụ hiện nay"), _("Cơ quan"), _("Tài khoản"), _("Thư điện tử")]
        return csv_response(_("nguoi.csv"), header, _lines(rows))
    context = {"page": page_of(request, rows), "query": address_of_list(request), "q": request.GET.get("q", "")}
    return render(request, "processes/people.html", context | {"keeping": keeping(request)})


def _found(text: str, agency: str) -> QuerySet[Person]:
    today = Post.objects.on(clock.today()).select_related("agency", "unit")
    rows = Person.objects.filter(merged_into=None).prefetch_related(Prefetch("posts", today, "posts_today"), "accounts")
    if agency:
        rows = rows.filter(Exists(today.filter(person=OuterRef("pk"), agency__code=agency)))
    if wanted := folded(text):
        rows = rows.annotate(folded_name=Folded("full_name"))
        named = Exists(Account.objects.filter(person=OuterRef("pk"), username__icontains=wanted))
        rows = rows.filter(Q(folded_name__contains=wanted) | named)
    return rows


def _lines(rows: QuerySet[Person]) -> Iterator[list[object]]:
    for person in rows:
        posts, accounts = person.posts_today, list(person.accounts.all())  # type: ignore[attr-defined]  # prefetched
        yield [
            person.pk,
            person.full_name,
            "; ".join(post.title for post in posts),
            "; ".join(str(post.agency) for post in posts),
            "; ".join(account.username for account in accounts),
            "; ".join(account.email for account in accounts if account.email),
        ]


@requires(*READERS)
@require_safe
def person_page(request: ActingRequest, pk: int) -> HttpResponse:
    """One person: accounts, dated posts, instruments held and given, and the history of all of them."""
    person = person_or_404(pk)
    posts = list(person.posts.select_related("agency", "unit", "scope_plan").prefetch_related("in_charge_of"))
    concerned = Q(holder__in=posts) | Q(grantor__in=posts)
    instruments = list(
        Instrument.objects.filter(concerned)
        .select_related("grantor__person", "holder__person", "grantor__agency", "holder__agency")
        .order_by("-valid_from", "-pk")
    )
    accounts = list(person.accounts.order_by("pk"))
    # Logins, refusals and posts are for those who keep people, as on the trail's own page (domain.md 6.4).
    own = [f"person:{person.pk}", *(f"account:{row.pk}" for row in accounts)]
    streams = own if may("keep_people", request.capacities) else []
    context = {
        "person": person,
        "accounts": accounts,
        "posts": sorted(posts, key=lambda post: post.valid_from, reverse=True),
        "instruments": instruments,
        "merged": list(person.merged.all()),
        "entries": history([*streams, *(f"instrument:{row.pk}" for row in instruments)]),
        "today": clock.today(),
        # The system's own person is kept by the program: no buttons for anybody.
        "keeping": {} if any(account.username == SYSTEM for account in accounts) else keeping(request),
    }
    return render(request, "processes/person.html", context)


@requires("keep_people")
def person_new(request: ActingRequest) -> HttpResponse:
    """A new person."""
    words = Words(_("Ghi người mới"), _("Ghi người"), _("Đã ghi người mới."), reverse("people"))

    def act(data: dict[str, Any]) -> str:
        return person_url(people.create_person(data["full_name"], by=request.capacity))

    return form_page(request, PersonForm(request.POST or None), words, act)


@requires("keep_people")
def person_rename(request: ActingRequest, pk: int) -> HttpResponse:
    """Correct a name."""
    person = person_or_404(pk)
    words = Words(_("Sửa họ và tên"), _("Lưu"), _("Đã sửa họ và tên."), person_url(person))
    form = PersonForm(request.POST or None, initial={"full_name": person.full_name})
    return form_page(
        request, form, words, lambda data: _done(people.rename_person(person, **data, by=request.capacity))
    )


@requires("keep_people")
def person_merge(request: ActingRequest, pk: int) -> HttpResponse:
    """Two rows are one natural person: look for the row that stays, choose it."""
    person = person_or_404(pk)
    wanted = request.GET.get("q", person.full_name)
    if request.method == "POST":
        chosen = request.POST.get("into", "")
        into = person_or_404(int(chosen)) if chosen.isdecimal() else person
        stays = people.merge_persons(person, into, by=request.capacity)
        messages.success(request, _("Đã gộp. Từ nay hệ thống coi hai dòng là một người."))
        return HttpResponseRedirect(person_url(stays))
    others = _found(wanted, "").exclude(pk=person.pk)[:50]
    return render(request, "processes/merge.html", {"person": person, "others": others, "q": wanted})


@requires("keep_people")
@sensitive_post_parameters("password")
def account_new(request: ActingRequest, pk: int) -> HttpResponse:
    """A login for a person."""
    person = person_or_404(pk)
    words = Words(_("Mở tài khoản"), _("Mở tài khoản"), _("Đã mở tài khoản."), person_url(person), person.full_name)

    def act(data: dict[str, Any]) -> None:
        people.open_account(person, data["username"], data["email"], data["password"] or None, by=request.capacity)

    return form_page(request, NewAccountForm(request.POST or None), words, act)


@requires("keep_people")
def account_change(request: ActingRequest, pk: int) -> HttpResponse:
    """Mail and language of an account."""
    account = account_or_404(pk)
    words = _about(account, _("Sửa tài khoản"), _("Lưu"), _("Đã sửa tài khoản."))
    form = AccountForm(request.POST or None, initial={"email": account.email, "language": account.language})
    return form_page(
        request, form, words, lambda data: _done(people.change_account(account, **data, by=request.capacity))
    )


@requires("keep_people")
@sensitive_post_parameters("password", "again")
def account_password(request: ActingRequest, pk: int) -> HttpResponse:
    """A new password for somebody who cannot sign in."""
    account = account_or_404(pk)
    words = _about(account, _("Đặt mật khẩu"), _("Đặt mật khẩu"), _("Đã đặt mật khẩu mới."))

    def act(data: dict[str, Any]) -> None:
        people.set_password(account, data["password"], by=request.capacity)

    return form_page(request, PasswordForm(request.POST or None), words, act)


@requires("keep_people")
@require_POST
def account_close(request: ActingRequest, pk: int) -> HttpResponse:
    """Close an account."""
    account = people.close_account(account_or_404(pk), by=request.capacity)
    messages.success(request, _("Đã đóng tài khoản. Mọi việc đã làm qua tài khoản này vẫn được giữ."))
    return HttpResponseRedirect(person_url(account.person_id or 0))


@requires("keep_people")
@require_POST
def account_reopen(request: ActingRequest, pk: int) -> HttpResponse:
    """Open a closed account again."""
    account = people.reopen_account(account_or_404(pk), by=request.capacity)
    messages.success(request, _("Đã mở lại tài khoản."))
    return HttpResponseRedirect(person_url(account.person_id or 0))


def _about(account: Account, heading: str, button: str, done: str) -> Words:
    return Words(heading, button, done, person_url(account.person_id or 0), f"{account.username} – {account.person}")


def _done(_row: object) -> None:
    """The page goes back to where it came from."""
