"""The demo's people: accounts whose mail address ends with @demo.invalid, which can never receive mail (RFC 2606)."""

from __future__ import annotations

from dataclasses import dataclass

from processes.models import Account, Post, Role
from workflow import clock

DEMO_MAIL = "@demo.invalid"


@dataclass(frozen=True)
class DemoPerson:
    """One line of the login page."""

    username: str
    name: str
    title: str
    agency: str


def demo_account(username: str) -> Account | None:
    """The open demo account of that name; None for anybody who is not of the demo."""
    return Account.objects.filter(username=username, email__endswith=DEMO_MAIL, is_active=True).first()


def demo_groups() -> list[tuple[str, list[DemoPerson]]]:
    """The demo people who hold a post today, by the role of the post, in the order of the roles. Two statements."""
    posts = (
        Post.objects.on(clock.today())
        .filter(person__accounts__email__endswith=DEMO_MAIL, person__accounts__is_active=True)
        .select_related("person", "agency")
        .prefetch_related("person__accounts")
        .order_by("agency__name", "person__sort_key", "pk")
    )
    groups: dict[str, list[DemoPerson]] = {role: [] for role in Role.values}
    for post in posts.distinct():
        for account in post.person.accounts.all():
            if account.is_active and account.email.endswith(DEMO_MAIL):
                person = DemoPerson(account.username, post.person.full_name, post.title, post.agency.name)
                groups[post.role].append(person)
    return [(str(Role(role).label), people) for role, people in groups.items() if people]
