"""People for the tests of the directory and of the administration pages, made through the system's own acts."""

from __future__ import annotations

from datetime import date
from itertools import count

from processes.actors import actor_as, who_of
from processes.models import Account, Agency, Person, Post, Unit
from processes.people import create_person, open_account
from processes.posts import appoint
from workflow.acts import Capacity

BEGIN = date(2025, 7, 1)
_numbers = count(1)


def system(right: str = "keep_people") -> Capacity:
    """The post "Hệ thống", as commands act."""
    return who_of(actor_as("he-thong"), right)


def agency(code: str) -> Agency:
    return Agency.objects.get(code=code)


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def post_of(role: str, where: str = "skhcn-2025", *, person: Person | None = None, **given: object) -> Post:
    """A person with an account of his own, appointed from 01/7/2025 on."""
    by = system()
    if person is None:
        number = next(_numbers)
        person = create_person(f"Nguyễn Văn {number}", by=by)
        open_account(person, f"nguoi.{role}.{number}", f"nguoi{number}@example.vn", by=by)
    values: dict = {"unit": None, "title": "Chuyên viên", "valid_from": BEGIN} | given
    return appoint(person, agency(where), role=role, by=by, **values)


def account_of(post: Post) -> Account:
    return Account.objects.filter(person=post.person).get()


def acting(post: Post, right: str) -> Capacity:
    """The capacity of a post for a general right."""
    return who_of(actor_as(post.code), right)
