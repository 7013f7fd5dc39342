"""Who may open a page that is not about one process: rights are closed by default and read afresh for every request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from processes.actors import not_held, refused
from processes.models import Plan
from processes.pages.shell import own_capacities
from processes.plans import keeping, not_kept
from processes.rights import may
from workflow.acts import Actor, Capacity
from workflow.errors import DomainError, NotFound

View = Callable[..., HttpResponse]
READING = ("read_directory", "keep_people")


class ActingRequest(HttpRequest):
    """A request behind `requires`: what its account may act as today, and in which capacity it opened this page."""

    capacities: list[Capacity]
    actor: Actor
    capacity: Capacity


def requires(*acts: str) -> Callable[[View], View]:
    """Open the page to whoever holds any of these general rights today (without rights: to whoever holds a post).

    Sets `request.capacities` (every post and delegation held today), `request.capacity` (the one that opened the page; the
    form field `post` chooses among several) and `request.actor` (the account with that post). Otherwise 403 with the
    reason, or 404 for an account that may read neither the directory nor the people; either is written to its stream.
    """

    def opened(view: View) -> View:
        @wraps(view)
        def inside(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            account = request.user.pk
            request.capacities = own_capacities(request)
            fitting = _fitting(acts, request.capacities)
            wanted = request.POST.get("post", "")
            chosen = [c for c in fitting if str(c.post) == wanted] or fitting
            if not chosen:
                raise refused(Actor(account), acts, _refusal(acts, request.capacities))
            request.capacity = chosen[0]
            request.actor = Actor(account, chosen[0].post)
            return view(request, *args, **kwargs)

        inside.required_rights = acts  # type: ignore[attr-defined]  # the rights matrix reads it
        return inside

    return opened


def keeper(request: ActingRequest, plan: Plan, right: str) -> Capacity:
    """The capacity in which this account keeps the plan. Raises NotAllowed, recorded, for a post of another body."""
    capacity = keeping(plan, [request.capacity, *request.capacities], right)
    if capacity is None:
        raise refused(request.actor, [right], not_kept(plan))
    return capacity


def _fitting(acts: Sequence[str], held: Sequence[Capacity]) -> list[Capacity]:
    plain = [capacity for capacity in held if capacity.instrument is None]
    if not acts:
        return plain
    return [capacity for capacity in plain if any(may(act, [capacity]) for act in acts)]


def _refusal(acts: Sequence[str], held: Sequence[Capacity]) -> DomainError:
    """Who may read nothing learns nothing: not even that the page exists."""
    if acts and any(may(act, held) for act in READING):
        return not_held(acts[0])
    return NotFound(_("Không có trang này trong phạm vi của bạn. Hãy kiểm tra lại đường dẫn."))
