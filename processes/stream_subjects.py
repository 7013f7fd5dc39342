"""Whose stream is it, and who may open it. Closed by default: what has no row here is not found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from processes.models import Account, Agency, Instrument, Person, Plan, Role
from processes.rights import may
from workflow.acts import Capacity
from workflow.errors import NotFound


@dataclass(frozen=True)
class Subject:
    """What a stream is about, as its page is titled."""

    title: str


def _plan(pk: int) -> str | None:
    plan = Plan.objects.defer("source").filter(pk=pk).first()
    return str(plan) if plan else None


def _agency(pk: int) -> str | None:
    agency = Agency.objects.filter(pk=pk).first()
    return str(agency) if agency else None


def _person(pk: int) -> str | None:
    person = Person.objects.filter(pk=pk).first()
    return str(person) if person else None


def _account(pk: int) -> str | None:
    account = Account.objects.select_related("person").filter(pk=pk).first()
    return f"{account.username} ({account.get_full_name()})" if account else None


def _instrument(pk: int) -> str | None:
    instrument = Instrument.objects.filter(pk=pk).first()
    return str(instrument) if instrument else None


@dataclass(frozen=True)
class _Kind:
    right: str
    word: object
    title: Callable[[int], str | None]


_KINDS = {
    "plan": _Kind("check_trail", gettext_lazy("Kế hoạch"), _plan),
    "agency": _Kind("check_trail", gettext_lazy("Cơ quan"), _agency),
    "instrument": _Kind("check_trail", gettext_lazy("Văn bản phân công, ủy quyền"), _instrument),
    # Logins, refusals and posts of natural persons: only whoever keeps them (domain.md 6.4).
    "person": _Kind("keep_people", gettext_lazy("Người"), _person),
    "account": _Kind("keep_people", gettext_lazy("Tài khoản"), _account),
}


def subject_of(stream: str, capacities: Sequence[Capacity]) -> Subject:
    """The subject, if one of the capacities may read its trail. Raises NotFound, the same for what does not exist.

    A plan's stream is open to the bodies that the plan names, and to the inspector whose post names it; not to the
    administrator of the system, who reads no plan. A process's trail has a page and a right of its own.
    """
    if stream == "directory" and may("check_trail", capacities):
        return Subject(_("Danh mục cơ quan kèm phần mềm"))
    prefix, _colon, number = stream.partition(":")
    kind = _KINDS.get(prefix)
    if kind is None or not (number.isascii() and number.isdigit() and len(number) < 10):
        raise _not_found()
    held = [capacity for capacity in may(kind.right, capacities) if _reaches(capacity, prefix, int(number))]
    title = kind.title(int(number)) if held else None
    if title is None:
        raise _not_found()
    return Subject(f"{kind.word}: {title}")


def _reaches(capacity: Capacity, prefix: str, number: int) -> bool:
    if prefix != "plan":
        return True
    if capacity.role == Role.INSPECTOR:
        return capacity.scope_plan == number
    plan = Plan.objects.only("department", "office", "issuer").filter(pk=number).first()
    named = {plan.department_id, plan.office_id, plan.issuer_id} if plan else set()
    return bool(may("read_plan", [capacity])) and not named.isdisjoint(capacity.lineage)


def _not_found() -> NotFound:
    return NotFound(_("Không có nhật ký này trong phạm vi của bạn. Hãy kiểm tra lại đường dẫn."))
