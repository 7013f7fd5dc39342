"""The cast takes its posts: made by the same functions, and leaving the same events, as an administrator's work."""

from collections.abc import Iterable
from datetime import date

from approvals.demo.cast import INSPECTOR, MAIN, NEW_PROVINCE, Player, others
from processes.actors import actor_as, who_of
from processes.delegation import grant_instrument
from processes.demo_people import DEMO_MAIL
from processes.models import Account, Agency, Plan, Post, Unit
from processes.people import create_person, open_account
from processes.posts import appoint
from workflow.acts import Capacity

OTHER_MAIL = "@vidu.invalid"
FIELD = "khoa học và công nghệ"


def engage() -> None:
    """Engage the whole cast but the inspector. Idempotent: a player whose account exists is left alone."""
    by = system("keep_people")
    there = set(Account.objects.values_list("username", flat=True))
    agencies = {agency.code: agency for agency in Agency.objects.all()}
    units = {unit.code: unit for unit in Unit.objects.all()}
    for players, mail in ((MAIN, DEMO_MAIL), (others(), OTHER_MAIL)):
        for player in players:
            if player.username not in there:
                _engage(player, mail, agencies, units, by)
    if "pho-chu-tich" not in there:
        _delegate()


def engage_inspector(plan: Plan) -> None:
    """The inspector's post names the plan he may read, so it comes after the plan."""
    if Account.objects.filter(username=INSPECTOR.username).exists():
        return
    agencies = {agency.code: agency for agency in Agency.objects.all()}
    units = {unit.code: unit for unit in Unit.objects.all()}
    _engage(INSPECTOR, DEMO_MAIL, agencies, units, system("keep_people"), plan)


def system(right: str) -> Capacity:
    """The system's own post, which holds the rights of a first administrator."""
    return who_of(actor_as("he-thong"), right)


def _engage(
    player: Player,
    mail: str,
    agencies: dict[str, Agency],
    units: dict[str, Unit],
    by: Capacity,
    plan: Plan | None = None,
) -> None:
    person = create_person(player.name, by=by)
    open_account(person, player.username, f"{player.username}{mail}", by=by)
    for part in player.parts:
        appoint(
            person,
            agencies[part.agency],
            units[part.unit] if part.unit else None,
            part.role,
            part.title,
            part.first,
            part.last,
            [units[code] for code in part.in_charge_of],
            plan,
            f"{player.username}.{part.agency}"[:80],
            by=by,
        )


def _delegate() -> None:
    """The Vice-Chairman's two instruments: of the old body until 30/6/2025, of the new one from 01/7/2025."""
    papers: Iterable[tuple[str, str, date]] = (
        ("ubnd-tinh", "15/QĐ-UBND", date(2025, 1, 10)),
        ("ubnd-tinh-2025", "02/QĐ-UBND", NEW_PROVINCE),
    )
    by = system("keep_instruments")
    for body, number, dated in papers:
        chairman = Post.objects.get(code=f"chu-tich.{body}")
        vice = Post.objects.get(code=f"pho-chu-tich.{body}")
        grant_instrument(chairman, vice, "KT", number, dated, dated, chairman.valid_to, FIELD, by=by)
