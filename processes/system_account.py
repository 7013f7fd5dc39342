"""The post "Hệ thống": the actor of commands where nobody has been appointed yet. Nobody signs in as it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from processes.models import Account, Agency, Person, Post, Role
from workflow.trail import Who, record

USERNAME = "he-thong"
NAME = "Hệ thống"
BEGINNING = date(2000, 1, 1)


def ensure_system_account(agencies: Iterable[Agency]) -> Who:
    """Make what is missing: one person, one account, one post in each provincial committee that gives out work.

    The committee that stands today carries the code `he-thong`; one that has ended carries its own code behind it, so that
    the demo can be played from before the mergers. Returns the system as the trail names it.
    """
    account = Account.objects.filter(username=USERNAME).select_related("person").first() or _open()
    person = account.person
    assert person is not None  # `_open` binds one, and nothing unbinds it
    posts = {post.agency_id: post for post in person.posts.all()}
    bodies = [a for a in agencies if a.kind == "provincial_committee" and not a.asked_only]
    for body in sorted(bodies, key=lambda a: a.valid_to or date.max):
        if body.pk not in posts:
            posts[body.pk] = _appoint(person, account, body)
    latest = max(posts.values(), key=lambda post: post.valid_to or date.max, default=None)
    return Who(account.pk, person.pk, latest.pk if latest else None, None, latest.agency_id if latest else None)


def _open() -> Account:
    person = Person.objects.create(full_name=NAME)
    account = Account(username=USERNAME, person=person)
    account.set_unusable_password()
    account.save()
    who = Who(account.pk, person.pk, None, None, None)
    record(f"person:{person.pk}", "person.created", who, texts={"full_name": NAME})
    record(f"account:{account.pk}", "account.opened", who, extra={"person": person.pk})
    return account


def _appoint(person: Person, account: Account, body: Agency) -> Post:
    post = Post.objects.create(
        person=person,
        agency=body,
        role=Role.SYSTEM,
        title=NAME,
        code=USERNAME if body.valid_to is None else f"{USERNAME}-{body.code}",
        valid_from=body.valid_from or BEGINNING,
        valid_to=body.valid_to,
    )
    who = Who(account.pk, person.pk, post.pk, None, body.pk)
    record(
        f"person:{person.pk}", "post.begun", who, extra={"post": post.pk, "agency": body.pk, "role": Role.SYSTEM.value}
    )
    return post
