"""The posts and delegations a person holds on a day: read afresh for every act, so that a change takes effect at once."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from workflow.acts import Actor, Capacity
from workflow.prepared import Prepared

# One statement: the account's living posts in living agencies, each with the bodies whose office its agency continues, the
# instruments it holds that day, and – the natural person's, whichever post he acts in – the units he belongs to and those he
# is in charge of, with the units that they continue.
# Either question has a text of its own: one condition with OR between them would join every account with every post.
_SQL = """
WITH RECURSIVE mine AS (
    SELECT a.id AS account_id, p.id, COALESCE(n.merged_into_id, n.id) AS person_id, p.agency_id, p.unit_id, p.role, p.scope_plan_id
    FROM processes_account a
    JOIN processes_person n ON n.id = a.person_id
    JOIN processes_person h ON h.id = COALESCE(n.merged_into_id, n.id) OR h.merged_into_id = COALESCE(n.merged_into_id, n.id)
    JOIN processes_post p ON p.person_id = h.id
    JOIN processes_agency g ON g.id = p.agency_id
    WHERE a.is_active AND {whose}
      AND p.valid_from <= %(day)s AND (p.valid_to IS NULL OR p.valid_to >= %(day)s)
      AND (g.valid_from IS NULL OR g.valid_from <= %(day)s) AND (g.valid_to IS NULL OR g.valid_to >= %(day)s)
), line AS (
    SELECT agency_id AS head, agency_id AS body FROM mine
    UNION
    SELECT l.head, s.before_id FROM line l JOIN processes_succession s
        ON s.after_id = l.body AND s.continues AND s."on" <= %(day)s
), held AS ({held}
), unit_line AS (
    SELECT person_id, FALSE AS in_charge, unit_id AS unit FROM held WHERE unit_id IS NOT NULL
    UNION
    SELECT h.person_id, TRUE, c.unit_id FROM held h JOIN processes_post_in_charge_of c ON c.post_id = h.id
    UNION
    SELECT l.person_id, l.in_charge, u.predecessor_id FROM unit_line l JOIN processes_unit u ON u.id = l.unit
    WHERE u.predecessor_id IS NOT NULL
)
SELECT m.account_id, m.id, m.person_id, m.agency_id, m.unit_id, m.role, m.scope_plan_id,
       (SELECT array_agg(l.body) FROM line l WHERE l.head = m.agency_id),
       (SELECT array_agg(u.unit) FROM unit_line u WHERE u.person_id = m.person_id AND NOT u.in_charge),
       (SELECT array_agg(u.unit) FROM unit_line u WHERE u.person_id = m.person_id AND u.in_charge),
       i.id, i.capacity, i.field, i.grantor_id
FROM mine m
LEFT JOIN processes_instrument i ON i.holder_id = m.id AND i.valid_from <= %(day)s
    AND (i.valid_to IS NULL OR i.valid_to >= %(day)s) AND (i.withdrawn_on IS NULL OR i.withdrawn_on > %(day)s)
    AND EXISTS (SELECT 1 FROM processes_post gp WHERE gp.id = i.grantor_id
        AND gp.valid_from <= %(day)s AND (gp.valid_to IS NULL OR gp.valid_to >= %(day)s)
        AND (m.role <> 'vice_chairman' OR (gp.role = 'chairman' AND gp.agency_id = m.agency_id)))
ORDER BY m.id, i.id
"""
_THESE = "SELECT person_id, id, unit_id FROM mine"
_ALL_OF_THE_PERSONS = """
    SELECT DISTINCT m.person_id, k.id, k.unit_id FROM mine m
    JOIN processes_person h ON COALESCE(h.merged_into_id, h.id) = m.person_id
    JOIN processes_post k ON k.person_id = h.id
    JOIN processes_agency g ON g.id = k.agency_id
    WHERE k.valid_from <= %(day)s AND (k.valid_to IS NULL OR k.valid_to >= %(day)s)
      AND (g.valid_from IS NULL OR g.valid_from <= %(day)s) AND (g.valid_to IS NULL OR g.valid_to >= %(day)s)"""
_OF_ACCOUNT = Prepared(
    "capacities_of_account",
    _SQL.format(whose="a.id = %(account)s", held=_THESE),
    {"account": "bigint", "day": "date"},
)
_OF_ROLE = Prepared(
    "capacities_of_role",
    _SQL.format(whose="p.role = %(role)s AND p.agency_id = ANY(%(bodies)s)", held=_ALL_OF_THE_PERSONS),
    {"role": "text", "bodies": "bigint[]", "day": "date"},
)


def capacities(actor: Actor, today: date) -> list[Capacity]:
    """What the account may act as today: one capacity for each post, and one more for each instrument it holds."""
    return _read(_OF_ACCOUNT, {"account": actor.account, "day": today})


def holders(role: str, bodies: Sequence[int], today: date) -> list[Capacity]:
    """Everybody who holds a post of that role in one of those bodies today: who could act, for the rule of nobody eligible."""
    return _read(_OF_ROLE, {"role": role, "bodies": list(bodies), "day": today})


def _read(question: Prepared, parameters: dict[str, Any]) -> list[Capacity]:
    found: dict[tuple[int, int | None], Capacity] = {}
    for row in question.rows(parameters):
        plain = _capacity(row, with_instrument=False)
        found.setdefault((plain.post, None), plain)
        if plain_instrument := row[10]:
            found[(plain.post, plain_instrument)] = _capacity(row, with_instrument=True)
    return list(found.values())


def _capacity(row: Sequence, *, with_instrument: bool) -> Capacity:
    (
        account,
        post,
        person,
        agency,
        unit,
        role,
        scope,
        lineage,
        unit_line,
        in_charge,
        instrument,
        form,
        field,
        grantor,
    ) = row
    return Capacity(
        account=account,
        person=person,
        post=post,
        agency=agency,
        unit=unit,
        unit_line=frozenset(unit_line or ()),
        role=role,
        lineage=frozenset(lineage or (agency,)),
        in_charge=frozenset(in_charge or ()),
        scope_plan=scope,
        instrument=instrument if with_instrument else None,
        form=form if with_instrument else "",
        field=field if with_instrument else "",
        on_behalf_of=grantor if with_instrument else None,
    )
