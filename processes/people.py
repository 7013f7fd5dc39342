"""Persons and their accounts. Every change is an event on the stream of the person or of the account, under the actor's post.

Names and addresses never enter an event's body: they go beside it, where the law can have them erased (trust.md, section 1).
"""

from __future__ import annotations

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from processes.actors import check
from processes.models import Account, Person
from processes.system_account import USERNAME as SYSTEM
from workflow import trail
from workflow.acts import Capacity
from workflow.errors import Conflict, NotAllowed, NotValid
from workflow.vietnamese import clean_line, nfc

RIGHT = "keep_people"
LONGEST_NAME = 120


def create_person(full_name: str, *, by: Capacity) -> Person:
    """A new natural person. Raises NotValid when the name is missing or too long."""
    check(by, RIGHT)
    name = _clean_name(full_name)
    with transaction.atomic():
        person = Person.objects.create(full_name=name)
        trail.record(f"person:{person.pk}", "person.created", by.who(), texts={"full_name": name})
    return person


def rename_person(person: Person, full_name: str, *, by: Capacity) -> Person:
    """Correct a person's name; the event keeps the old and the new one. The same name again changes nothing."""
    check(by, RIGHT)
    name = _clean_name(full_name)
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        if person.full_name != name:
            texts = {"before": person.full_name, "full_name": name}
            person.full_name = name
            person.save(update_fields=["full_name", "sort_key"])
            trail.record(f"person:{person.pk}", "person.renamed", by.who(), texts=texts)
    return person


def merge_persons(duplicate: Person, into: Person, *, by: Capacity) -> Person:
    """Two rows were one natural person all along: from now on the separation of duties sees one. Returns the one that stays.

    Nothing is moved or deleted: accounts, posts and events keep their row, and the row names the person it belongs to. Rows
    merged into the duplicate before follow it. Raises Conflict when the two are one already; NotValid for the system itself;
    NotAllowed for oneself, who would thereby hold the other's offices.
    """
    check(by, RIGHT)
    with transaction.atomic():
        rows = {
            row.pk: row
            for row in Person.objects.select_for_update()
            .order_by("pk")
            .filter(pk__in=[duplicate.pk, into.pk, duplicate.merged_into_id or 0, into.merged_into_id or 0])
        }
        gone, stays = (rows[row.merged_into_id or row.pk] for row in (rows[duplicate.pk], rows[into.pk]))
        if gone.pk == stays.pk:
            raise Conflict(_("Hai dòng này đã là cùng một người. Không có gì phải gộp."))
        if Account.objects.filter(person__in=[gone, stays], username=SYSTEM).exists():
            raise NotValid(_("“Hệ thống” không phải là một người, không gộp được. Hãy chọn người khác."))
        if by.person in (gone.pk, stays.pk):
            raise NotAllowed(_("Không ai tự gộp mình với người khác. Hãy nhờ một người quản trị khác."))
        moved = sorted(gone.merged.values_list("pk", flat=True))
        gone.merged.update(merged_into=stays)
        gone.merged_into = stays
        gone.save(update_fields=["merged_into"])
        for row in (gone.pk, stays.pk):
            extra = {"duplicate": gone.pk, "into": stays.pk, "with": moved}
            trail.record(f"person:{row}", "person.merged", by.who(), extra=extra)
    return stays


def open_account(
    person: Person, username: str, email: str = "", password: str | None = None, *, by: Capacity
) -> Account:
    """A login for a person; without a password it stays shut until one is set. Raises NotValid, naming the field."""
    check(by, RIGHT)
    account = Account(username=_clean_username(username), email=_clean_email(email), person=person)
    _put_password(account, password)
    with transaction.atomic():
        if Account.objects.filter(username__iexact=account.username).exists():
            raise NotValid(_("Tên đăng nhập này đã có người dùng. Hãy chọn tên khác."), field="username")
        account.save()
        trail.record(
            f"account:{account.pk}",
            "account.opened",
            by.who(),
            extra={"person": person.pk, "has_password": password is not None},
            texts={"username": account.username, "email": account.email},
        )
    return account


def change_account(account: Account, *, email: str, language: str, by: Capacity) -> Account:
    """Change where mail goes and in which language. The login name stays: events and people know it."""
    check(by, RIGHT)
    email = _clean_email(email)
    if language not in {code for code, _name in Account._meta.get_field("language").choices or ()}:
        raise NotValid(_("Ngôn ngữ này chưa có. Hãy chọn Tiếng Việt hoặc English."), field="language")
    with transaction.atomic():
        account = _locked(account)
        if (account.email, account.language) != (email, language):
            account.email, account.language = email, language
            account.save(update_fields=["email", "language"])
            trail.record(
                f"account:{account.pk}",
                "account.changed",
                by.who(),
                extra={"language": language},
                texts={"email": email},
            )
    return account


def keep_language(account: Account, language: str) -> None:
    """The person's own choice of the language of pages, as an event. The same language again changes nothing."""
    with transaction.atomic():
        account = _locked(account)
        if account.language != language:
            account.language = language
            account.save(update_fields=["language"])
            who = trail.Who(account.pk, account.person_id, None, None, None)
            trail.record(f"account:{account.pk}", "account.changed", who, extra={"language": language})


def set_password(account: Account, password: str, *, by: Capacity) -> Account:
    """A new first password, handed over by the administrator: an event, because it opens the account to him."""
    check(by, RIGHT)
    with transaction.atomic():
        account = _locked(account)
        _put_password(account, password)
        account.save(update_fields=["password"])
        trail.record(f"account:{account.pk}", "account.password_set", by.who())
    return account


def close_account(account: Account, *, by: Capacity) -> Account:
    """Nobody signs in with it any more, and who is signed in is so no more. Never deleted: what was done through it stays its."""
    check(by, RIGHT)
    if account.pk == by.account:
        raise NotValid(_("Không tự đóng tài khoản đang dùng. Hãy nhờ một người quản trị khác."))
    with transaction.atomic():
        account = _switch(account, open_it=False, by=by)
        _end_sessions(account)
    return account


def reopen_account(account: Account, *, by: Capacity) -> Account:
    """A closed account may be used again."""
    check(by, RIGHT)
    return _switch(account, open_it=True, by=by)


def _end_sessions(account: Account) -> None:
    """Else a session that was left alone meanwhile would live again with the account."""
    for session in Session.objects.iterator():
        if session.get_decoded().get(SESSION_KEY) == str(account.pk):
            session.delete()


def _switch(account: Account, *, open_it: bool, by: Capacity) -> Account:
    with transaction.atomic():
        account = _locked(account)
        if account.is_active == open_it:
            raise Conflict(_("Tài khoản đã đang mở.") if open_it else _("Tài khoản này đã đóng từ trước."))
        account.is_active = open_it
        account.save(update_fields=["is_active"])
        trail.record(f"account:{account.pk}", "account.reopened" if open_it else "account.closed", by.who())
    return account


def _locked(account: Account) -> Account:
    if account.username == SYSTEM:
        raise NotValid(_("Tài khoản “Hệ thống” do phần mềm giữ, không thay đổi được ở đây."))
    return Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=account.pk)


def _clean_name(text: str) -> str:
    name = clean_line(text)
    if not name:
        raise NotValid(_("Thiếu họ và tên. Hãy ghi đủ họ và tên theo giấy tờ."), field="full_name")
    if len(name) > LONGEST_NAME:
        raise NotValid(_("Họ và tên dài quá 120 ký tự. Hãy kiểm tra lại."), field="full_name")
    return name


def _clean_username(text: str) -> str:
    username = nfc(text).strip()
    try:
        Account.username_validator(username)
    except ValidationError as error:
        raise NotValid(
            _("Tên đăng nhập chỉ gồm chữ, số và các dấu @ . + - _. Hãy sửa lại."), field="username"
        ) from error
    if len(username) > 150:
        raise NotValid(_("Tên đăng nhập dài quá 150 ký tự. Hãy chọn tên ngắn hơn."), field="username")
    return username


def _clean_email(text: str) -> str:
    email = text.strip()
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise NotValid(_("Địa chỉ thư điện tử không đúng. Hãy kiểm tra lại."), field="email") from error
    return email


def _put_password(account: Account, password: str | None) -> None:
    if password is None:
        account.set_unusable_password()
        return
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise NotValid(" ".join(error.messages), field="password") from error
    account.set_password(password)
