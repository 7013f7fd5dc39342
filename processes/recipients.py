"""Who is told: the accounts of those who hold, today, the posts whose duty it is. Workflow asks; it knows no posts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models.functions import Coalesce

from processes.models import Account, Agency, Post, Role, TaskProcess
from processes.rights import RIGHTS, Relation
from processes.succession import bodies_on
from workflow import clock
from workflow.models import Notice

ALARMED = (Role.DIRECTOR, Role.LEADER, Role.VERIFIER)
"""S4: the Department's director and the Office hear that nobody is eligible to review."""


def addresses(kind: str, agency: int, processes: Sequence[TaskProcess]) -> list[str]:
    """The mail addresses for a notice to an agency, each once, in order; its own address where no post holder has one.

    New work goes to those who may accept it, work sent back to them and to the officer in charge, an alarm (S4) to the
    directors and verifiers. An agency that has ended is followed to the body that continues its office.
    """
    today = clock.today()
    body = bodies_on([agency], today).get(agency, agency)
    roles = ALARMED if kind == Notice.Kind.NOBODY_ELIGIBLE else _accepting(body, processes, today)
    posts = Post.objects.on(today).filter(agency=body, role__in=roles)
    if kind == Notice.Kind.SENT_BACK:
        posts = posts | Post.objects.on(today).filter(pk__in=[p.officer_id for p in processes if p.officer_id])
    found = _mail_of(posts.values_list(Coalesce("person__merged_into_id", "person_id"), flat=True))
    if found:
        return found
    own = Agency.objects.filter(pk=body).values_list("email", flat=True).first()
    return [own] if own else []


def _accepting(body: int, processes: Sequence[TaskProcess], today: date) -> list[str]:
    """The roles that the rights table lets accept, the Department's unit heads among them for its own shares."""
    departments = {process.plan.department_id for process in processes}
    own = body in bodies_on(departments, today).values()
    relations = {Relation.RESPONSIBLE, *([Relation.OWN_DEPARTMENT] if own else [])}
    return sorted({right.role for right in RIGHTS if right.act == "accept" and right.relation in relations})


def _mail_of(persons: Iterable[int]) -> list[str]:
    """The addresses of these natural persons' open accounts."""
    rows = (
        Account.objects.filter(is_active=True)
        .exclude(email="")
        .annotate(root=Coalesce("person__merged_into_id", "person_id"))
        .filter(root__in=set(persons))
        .order_by("pk")
    )
    return list(dict.fromkeys(rows.values_list("email", flat=True)))
