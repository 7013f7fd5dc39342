"""Which body holds an office today: reviewing, verifying and directing are resolved on the day of each act (domain.md 2.3)."""

from collections.abc import Iterable
from datetime import date

from django.db import connection

from processes.models import Agency, Succession


def body_on(agency: int, day: date) -> int | None:
    """The living body that holds the office of `agency` on that day: itself, or whoever continues it. None: nobody does."""
    return bodies_on([agency], day).get(agency)


def bodies_on(agencies: Iterable[int], day: date) -> dict[int, int]:
    """The same for several agencies, in one statement; those whose office nobody continues are left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE line AS ("
            " SELECT a AS head, a AS body FROM unnest(%(agencies)s::bigint[]) AS a"
            " UNION SELECT l.head, s.after_id FROM line l JOIN processes_succession s"
            '  ON s.before_id = l.body AND s.continues AND s."on" <= %(day)s)'
            " SELECT l.head, l.body FROM line l JOIN processes_agency g ON g.id = l.body"
            " WHERE (g.valid_from IS NULL OR g.valid_from <= %(day)s) AND (g.valid_to IS NULL OR g.valid_to >= %(day)s)",
            {"agencies": sorted(set(agencies)), "day": day},
        )
        return dict(cursor.fetchall())


def proposed_successors(agency: Agency) -> list[Agency]:
    """The bodies that the succession tables propose for an agency's open work. A proposal: only a decision transfers."""
    rows = Succession.objects.filter(before=agency).select_related("after").order_by("-continues", "after__sort_key")
    return [row.after for row in rows]
