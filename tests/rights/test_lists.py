"""Lists, downloads, filters, counts and search obey the same rule as the pages: foreign work is not there."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.test import Client

from processes.models import Agency, State
from tests.rights.addresses import address
from tests.rights.browsers import Browsers, body
from tests.rights.ground import DEPARTMENTS, FOREIGN, OTHER, OWN, TARGETS, Province
from tests.rights.seats import (
    ASKED,
    DIRECTOR,
    FRONT,
    INSPECTOR,
    LEADER,
    NOT_ASKED,
    OFFICE_LEADER,
    OFFICE_RECORDS,
    PROVINCE,
    SIGNED_IN,
    SYSTEM_ADMIN,
)  # fmt: skip
from tests.rights.table import READS, TABLE

LISTS = (
    "inbox", "coordination", "plans", "plan", "plan_amendment", "policies", "process_trail", "stream_trail", "agencies", "people",
)  # fmt: skip
COORDINATES = {ASKED, NOT_ASKED, OFFICE_LEADER, OFFICE_RECORDS}
"""Seats whose role works for a body that the plan names beside others' work. That of the inspector, the Front and the
administrator is named too; they coordinate nothing."""


def rows(client: Client, url: str) -> list[list[str]]:
    """The lines of a download, without its head."""
    answer = client.get(url, {"xuat": "csv"})
    assert answer["Content-Type"].startswith("text/csv"), url
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[1:]


@pytest.mark.parametrize("seat", sorted(SIGNED_IN))
def test_no_list_and_no_download_names_a_foreign_share(seat: str, province: Province, browsers: Browsers) -> None:
    closed = [mark for target in TARGETS if seat not in READS[target] for mark in province.marks(target)]
    for name in LISTS:
        row = TABLE[name]
        for target in row.targets:
            if row.status(seat, target) != 200:
                continue
            url = address(name, row, target, province)
            page = browsers[seat].get(url).content.decode()
            told = str(rows(browsers[seat], url))
            assert not [mark for mark in closed if mark in page or mark in told], (name, target)


def test_every_address_that_downloads_is_a_list_of_this_test(province: Province, browsers: Browsers) -> None:
    seats = (DIRECTOR, "plan admin", SYSTEM_ADMIN)
    found = set()
    for name, row in TABLE.items():
        for target in row.targets if name not in ("source", "process_dossier") else ():
            for seat in seats:
                if row.status(seat, target) == 200:
                    answer = browsers[seat].get(address(name, row, target, province), {"xuat": "csv"})
                    found |= {name} if answer["Content-Type"].startswith("text/csv") else set()
                    body(answer)
    assert found == set(LISTS)


@pytest.mark.parametrize("seat", sorted(SIGNED_IN))
def test_the_download_of_a_plan_has_exactly_the_shares_that_may_be_read(
    seat: str, province: Province, browsers: Browsers
) -> None:
    if TABLE["plan"].status(seat, "the plan") != 200:
        return
    url = f"/ke-hoach/{province.world.plan.pk}/"
    told = {line[6] for line in rows(browsers[seat], url) if line[6]}
    mine = {
        share.code for (target, _state), share in province.shares.items()
        if seat in READS[target] and (seat != ASKED or share.task_set.filter(is_main=False).exists())
    }  # fmt: skip
    assert told & set(_codes(province)) == mine


def _codes(province: Province) -> list[str]:
    return [share.code for share in province.shares.values()]


@pytest.mark.parametrize("seat", [LEADER, NOT_ASKED, FRONT, SYSTEM_ADMIN, INSPECTOR])
def test_a_search_hits_nothing_foreign_and_a_filter_offers_nothing_foreign(
    seat: str, province: Province, browsers: Browsers
) -> None:
    client = browsers[seat]
    for target in (OTHER, DEPARTMENTS, FOREIGN):
        for code in [share.code for (owner, _state), share in province.shares.items() if owner == target]:
            assert not _searched(client, code), code
        body = Agency.objects.get(code=target)
        assert client.get("/", {"co-quan": body.pk, "xuat": "csv"}).content.count(b"\n") == 1
        assert f'value="{body.pk}"' not in _filters(client)
    assert client.get("/", {"ke-hoach": province.foreign_plan.pk, "xuat": "csv"}).content.count(b"\n") == 1
    assert province.foreign_plan.number not in _filters(client)


def _filters(client: Client) -> str:
    return " ".join(re.findall(r"<select.*?</select>", client.get("/").content.decode(), re.DOTALL))


def test_the_search_that_finds_nothing_foreign_does_find_ones_own(province: Province, browsers: Browsers) -> None:
    own = province.share(OWN, State.ASSIGNED)
    [line] = _searched(browsers[LEADER], own.code)
    assert line[0] == own.code


def _searched(client: Client, words: str) -> list[list[str]]:
    answer = client.get("/", {"tim": words, "xuat": "csv"})
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))[1:]


@pytest.mark.parametrize("seat", sorted(SIGNED_IN))
def test_the_counts_of_a_plan_are_those_of_the_shares_that_may_be_read(
    seat: str, province: Province, browsers: Browsers
) -> None:
    if TABLE["plan"].status(seat, "the plan") != 200:
        return
    plan = province.world.plan
    answer = browsers[seat].get(f"/ke-hoach/{plan.pk}/")
    told = [line for line in rows(browsers[seat], f"/ke-hoach/{plan.pk}/") if line[6]]
    assert answer.context["whole"].total == len(told)
    abroad = browsers[seat].get(f"/ke-hoach/{province.foreign_plan.pk}/")
    assert abroad.status_code == 404 or abroad.context["whole"].total == 0


@pytest.mark.parametrize("seat", sorted(SIGNED_IN))
def test_title_and_phase_are_shown_to_those_who_coordinate_and_to_nobody_else(
    seat: str, province: Province, browsers: Browsers
) -> None:
    told = rows(browsers[seat], "/phoi-hop/")
    assert bool(told) == (seat in COORDINATES)
    assert all(len(line) == 4 for line in told)


def test_who_reads_the_whole_province_is_told_of_every_share_of_it(province: Province, browsers: Browsers) -> None:
    plan = province.world.plan
    for seat in PROVINCE:
        assert (
            len([line for line in rows(browsers[seat], f"/ke-hoach/{plan.pk}/") if line[6]]) == plan.processes.count()
        )
