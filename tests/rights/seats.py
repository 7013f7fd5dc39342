"""The seats of the matrix: every role by one of the cast, and the accounts that hold nothing."""

from __future__ import annotations

from processes.models import Role

OFFICER, LEADER, UNIT_HEAD, RECORDS = "officer", "leader", "unit head", "records"
REVIEWER, DIRECTOR, PLAN_ADMIN = "reviewer", "director", "plan admin"
VERIFIER, OFFICE_LEADER, OFFICE_RECORDS = "verifier", "office leader", "office records"
CHAIRMAN, VICE_CHAIRMAN = "chairman", "vice-chairman"
FRONT, INSPECTOR, SYSTEM_ADMIN = "front", "inspector", "system admin"
ASKED, NOT_ASKED = "coordinator asked", "coordinator not asked"
NO_POST, ENDED, CLOSED, ANONYMOUS = "no post", "post ended", "account closed", "anonymous"

SEATS: dict[str, str] = {
    OFFICER: "cv-so-y-te",
    LEADER: "ld-so-y-te",
    UNIT_HEAD: "chi-cuc-truong",
    RECORDS: "van-thu-so",
    REVIEWER: "tham-dinh",
    DIRECTOR: "giam-doc",
    PLAN_ADMIN: "quan-tri-ke-hoach",
    VERIFIER: "tham-tra",
    OFFICE_LEADER: "chanh-van-phong",
    OFFICE_RECORDS: "van-thu-ubnd",
    CHAIRMAN: "chu-tich",
    VICE_CHAIRMAN: "pho-chu-tich",
    FRONT: "mat-tran",
    INSPECTOR: "thanh-tra",
    SYSTEM_ADMIN: "quan-tri",
    ASKED: "cv-binh-son",
    NOT_ASKED: "ld-ubnd-huyen-tra-bong",
    NO_POST: "khong-chuc-vu",
    ENDED: "het-chuc-vu",
    CLOSED: "da-dong",
    ANONYMOUS: "",
}
"""Seat → login name. The last four are made by tests/rights/ground.py; nobody sits in the last."""

ROLE_OF: dict[str, str] = {
    OFFICER: Role.OFFICER,
    LEADER: Role.LEADER,
    UNIT_HEAD: Role.UNIT_HEAD,
    RECORDS: Role.RECORDS,
    REVIEWER: Role.REVIEWER,
    DIRECTOR: Role.DIRECTOR,
    PLAN_ADMIN: Role.PLAN_ADMIN,
    VERIFIER: Role.VERIFIER,
    CHAIRMAN: Role.CHAIRMAN,
    VICE_CHAIRMAN: Role.VICE_CHAIRMAN,
    FRONT: Role.FRONT,
    INSPECTOR: Role.INSPECTOR,
    SYSTEM_ADMIN: Role.SYSTEM_ADMIN,
}

Seats = frozenset[str]
NOBODY: Seats = frozenset()
OUTSIDE: Seats = frozenset({CLOSED, ANONYMOUS})
"""Who is not signed in: sent to the login page, wherever he goes."""
SIGNED_IN: Seats = frozenset(SEATS) - OUTSIDE
EMPTY_HANDED: Seats = frozenset({NO_POST, ENDED})
AT_WORK: Seats = SIGNED_IN - EMPTY_HANDED
"""Whoever holds a post today."""

DEPARTMENT: Seats = frozenset({REVIEWER, DIRECTOR, PLAN_ADMIN, RECORDS})
OFFICE: Seats = frozenset({VERIFIER, OFFICE_LEADER, OFFICE_RECORDS})
AUTHORITY: Seats = frozenset({CHAIRMAN, VICE_CHAIRMAN})
PROVINCE: Seats = DEPARTMENT | OFFICE | AUTHORITY | {INSPECTOR}
"""Who reads every share of the province's plan."""
