"""The matrix: for every address, who gets in, who is sent on, who is refused. One row a route; all others find nothing.

It is written by hand, not derived from processes/rights.py, so that a slip there is found here. docs/rights.md is this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from processes.models import State
from tests.rights.ground import DEPARTMENTS, FOREIGN, OTHER, OWN
from tests.rights.seats import (
    ASKED,
    AT_WORK,
    AUTHORITY,
    CHAIRMAN,
    DIRECTOR,
    INSPECTOR,
    LEADER,
    NOBODY,
    OFFICE_RECORDS,
    OFFICER,
    PLAN_ADMIN,
    PROVINCE,
    REVIEWER,
    SIGNED_IN,
    SYSTEM_ADMIN,
    UNIT_HEAD,
    VERIFIER,
    Seats,
)  # fmt: skip

By = Mapping[str, Seats]
"""Target (whose share, which plan; "" where the address names neither) → seats."""
PAGE, PLAN, ABROAD, DRAFT = "", "the plan", "a plan of another province", "a draft of another province"


@dataclass(frozen=True)
class Row:
    """What a GET answers: 200 to `opens` (405 where only POST is taken), 302 to `passes`, 403 to `bars`, else 404.

    `where` says what the address names: nothing, a plan, a share in a state, one row of the directory. Whoever is not signed
    in is led to the login page, unless the row is `public`.
    """

    where: str = "page"
    opens: By = field(default_factory=dict)
    passes: By = field(default_factory=dict)
    bars: By = field(default_factory=dict)
    only_post: bool = False
    public: bool = False

    @property
    def targets(self) -> list[str]:
        """Whose shares or plans the address is tried with."""
        return list(dict.fromkeys([*self.opens, *self.passes, *self.bars]))

    def status(self, seat: str, target: str) -> int:
        """The status that this seat must get."""
        if seat in self.opens.get(target, NOBODY):
            return 405 if self.only_post else 200
        if seat in self.passes.get(target, NOBODY):
            return 302
        return 403 if seat in self.bars.get(target, NOBODY) else 404


def less(every: By, *some: By) -> By:
    """The seats of the first that are in none of the others."""
    return {target: seats.difference(*(other.get(target, NOBODY) for other in some)) for target, seats in every.items()}


# Shares: who reads them, whose work they are, who leads that work, who reads the trail.
READS: By = {
    OWN: PROVINCE | {OFFICER, LEADER, ASKED},
    OTHER: PROVINCE,
    DEPARTMENTS: PROVINCE | {UNIT_HEAD},
    FOREIGN: NOBODY,
}
PREPARES: By = {OWN: Seats({OFFICER, LEADER}), DEPARTMENTS: Seats({UNIT_HEAD, DIRECTOR})}
LEADS: By = {OWN: Seats({LEADER}), DEPARTMENTS: Seats({UNIT_HEAD, DIRECTOR})}
JUDGES: Seats = AUTHORITY | {REVIEWER, DIRECTOR, VERIFIER, INSPECTOR}
TRAIL: By = {OWN: JUDGES | {LEADER}, OTHER: JUDGES, DEPARTMENTS: JUDGES, FOREIGN: NOBODY}
ANSWERS: By = {OWN: Seats({ASKED})}
ESCALATES: By = {target: Seats({DIRECTOR}) for target in (OWN, OTHER, DEPARTMENTS)}
ISSUES: By = {target: Seats({OFFICE_RECORDS}) for target in (OWN, OTHER, DEPARTMENTS)}
NO_ONES: By = {target: SIGNED_IN for target in (OWN, OTHER, DEPARTMENTS, FOREIGN)}

READERS: Seats = AT_WORK - {SYSTEM_ADMIN}
KEEPERS: Seats = Seats({PLAN_ADMIN, DIRECTOR})
CHECKERS: Seats = Seats({INSPECTOR, SYSTEM_ADMIN, DIRECTOR, VERIFIER})


def share(state: str, opens: By | None = None, passes: By | None = None, bars: By | None = None) -> Row:
    """A row about one share in a state; the other province's stands in any."""
    return Row(f"share {state}", opens or {}, passes or {}, bars or {})


def held_by(where: str, *seats: str, only_post: bool = False) -> Row:
    """A row that a general right opens: those who may read the directory learn why not, the others nothing."""
    return Row(where, {PAGE: Seats(seats)}, {}, {PAGE: AT_WORK - Seats(seats)}, only_post=only_post)


def kept(*, only_post: bool = False) -> Row:
    """A row about keeping a plan: the Department's own; another province's published plan bars, its draft is not there."""
    others = AT_WORK - KEEPERS
    if only_post:
        return Row(
            "plan",
            dict.fromkeys((PLAN, ABROAD, DRAFT), KEEPERS),
            {},
            dict.fromkeys((PLAN, ABROAD, DRAFT), others),
            True,
        )
    return Row("plan", {PLAN: KEEPERS}, {}, {PLAN: others, ABROAD: AT_WORK, DRAFT: others})


ACT = {"passes": READS}
TABLE: dict[str, Row] = {
    # open to everybody
    "about": Row(opens={PAGE: SIGNED_IN}, public=True),
    "source": Row(opens={PAGE: SIGNED_IN}, public=True),
    "login": Row(passes={PAGE: SIGNED_IN}, public=True),
    "demo_login": Row(opens={PAGE: SIGNED_IN}, only_post=True, public=True),
    "set_language": Row(passes={PAGE: SIGNED_IN}, public=True),
    # open to everybody signed in, each with what is his
    "logout": Row(opens={PAGE: SIGNED_IN}, only_post=True),
    "own_password": Row(opens={PAGE: SIGNED_IN}),
    "inbox": Row(opens={PAGE: SIGNED_IN}),
    "coordination": Row(opens={PAGE: SIGNED_IN}),
    "bulk_preview": Row(passes={PAGE: SIGNED_IN}),
    "bulk_confirm": Row(passes={PAGE: SIGNED_IN}),
    # one share
    "process": share(State.SUBMITTED, READS),
    "process_trail": share(State.SUBMITTED, TRAIL),
    "process_dossier": share(State.CLOSED, READS),
    "evidence": share(State.SUBMITTED, READS),
    "evidence_page": share(State.SUBMITTED, READS),
    "document_file": share(State.CLOSED, READS),
    "act_tiep_nhan": share(State.ASSIGNED, passes=less(READS, ANSWERS)),
    "act_nhan_tham_dinh": share(State.SUBMITTED, **ACT),
    "act_dat": share(State.SUBMITTED, **ACT),
    "act_dat_co_luu_y": share(State.SUBMITTED, **ACT),
    "act_ket_luan": share(State.REVIEWED, **ACT),
    "act_tham_tra": share(State.WITH_OFFICE, **ACT),
    "act_phe_duyet": share(State.WITH_AUTHORITY, **ACT),
    "act_tra_lai": share(State.SUBMITTED, **ACT),
    "act_rut": share(State.SUBMITTED, **ACT),
    "result": share(State.IN_PROGRESS, PREPARES, bars=less(READS, PREPARES)),
    "result_autosave": Row(f"share {State.IN_PROGRESS}", NO_ONES, only_post=True),
    "submit": share(State.IN_PROGRESS, LEADS, bars=less(READS, LEADS)),
    "ask": share(State.IN_PROGRESS, LEADS, bars=less(READS, LEADS)),
    "waive": share(State.IN_PROGRESS, **ACT),
    "contribute": share(State.IN_PROGRESS, ANSWERS, less(READS, ANSWERS)),
    "escalate": share(State.REVIEWED, ESCALATES, less(READS, ESCALATES)),
    "issue": share(State.APPROVED, ISSUES, less(READS, ISSUES)),
    # plans
    "plans": Row(opens={PAGE: READERS}, bars={PAGE: AT_WORK}),
    "plan": Row("plan", {PLAN: READERS, ABROAD: READERS - {INSPECTOR}}, {}, dict.fromkeys((PLAN, ABROAD, DRAFT), Seats({SYSTEM_ADMIN}))),
    **{
        name: Row(
            "plan", {PLAN: READERS, ABROAD: READERS - {INSPECTOR}}, {}, dict.fromkeys((PLAN, ABROAD, DRAFT), Seats({SYSTEM_ADMIN}))
        )
        for name in ("plan_source", "plan_picture")
    },
    "plan_import": held_by("page", PLAN_ADMIN),
    "plan_confirm": kept(),
    "plan_columns": kept(),
    "plan_correct": kept(),
    "plan_open_members": kept(),
    "plan_in_force": kept(only_post=True),
    "plan_amendment": kept(),
    "plan_give_out": kept(),
    "plan_transfer": Row(
        "plan", {PLAN: Seats({PLAN_ADMIN, CHAIRMAN})}, {},
        {PLAN: AT_WORK, ABROAD: AT_WORK - {INSPECTOR}, DRAFT: Seats({SYSTEM_ADMIN})},
    ),
    # the rules, and the trails of subjects that are no share
    "policies": Row(opens={PAGE: AT_WORK}),
    "stream_trail": Row(
        "stream",
        {
            PLAN: CHECKERS - {SYSTEM_ADMIN}, ABROAD: NOBODY, "agency": CHECKERS, "instrument": CHECKERS, "directory": CHECKERS,
            "person": Seats({SYSTEM_ADMIN}), "account": Seats({SYSTEM_ADMIN}), "process": NOBODY,
        },
        {},
        dict.fromkeys((PLAN, ABROAD, "agency", "instrument", "directory", "person", "account", "process"), AT_WORK - CHECKERS),
    ),
    # the directory, people, posts, instruments
    "agencies": Row(opens={PAGE: AT_WORK}),
    "agency": Row("agency", {PAGE: AT_WORK}),
    **{name: held_by("agency", PLAN_ADMIN) for name in ("agency_change", "alias_new", "unit_new", "succession_new", "membership_new")},
    "agency_new": held_by("page", PLAN_ADMIN),
    "directory_import": held_by("page", PLAN_ADMIN),
    "alias_drop": held_by("alias", PLAN_ADMIN, only_post=True),
    "unit_end": held_by("unit", PLAN_ADMIN),
    "people": held_by("page", SYSTEM_ADMIN, PLAN_ADMIN),
    "person": held_by("person", SYSTEM_ADMIN, PLAN_ADMIN),
    "person_new": held_by("page", SYSTEM_ADMIN),
    "people_import": held_by("page", SYSTEM_ADMIN),
    **{name: held_by("person", SYSTEM_ADMIN) for name in ("person_rename", "person_merge", "account_new", "post_new")},
    **{name: held_by("account", SYSTEM_ADMIN) for name in ("account_change", "account_password")},
    **{name: held_by("account", SYSTEM_ADMIN, only_post=True) for name in ("account_close", "account_reopen")},
    **{name: held_by("post", SYSTEM_ADMIN) for name in ("post_change", "post_end")},
    "instrument_new": held_by("person", PLAN_ADMIN),
    "instrument_withdraw": held_by("instrument", PLAN_ADMIN),
}  # fmt: skip
