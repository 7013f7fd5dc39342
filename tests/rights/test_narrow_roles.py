"""The administrator of the system sees no content, the inspector only his plan, the Front only what is published."""

from __future__ import annotations

import pytest

from processes.models import Post, State, TaskProcess
from processes.rights import RIGHTS
from tests.rights.addresses import address
from tests.rights.browsers import Browsers, account_of, body
from tests.rights.ground import OTHER, OWN, WORKING, Province, file_name, words
from tests.rights.seats import (
    ASKED,
    CHAIRMAN,
    DIRECTOR,
    FRONT,
    INSPECTOR,
    LEADER,
    OFFICER,
    PLAN_ADMIN,
    REVIEWER,
    ROLE_OF,
    SEATS,
    SIGNED_IN,
    SYSTEM_ADMIN,
)
from tests.rights.table import TABLE
from workflow import clock
from workflow.acts import Actor

READING = {"read", "read_trail"}


def test_the_administrator_of_the_system_opens_no_page_with_content(province: Province, browsers: Browsers) -> None:
    titles = [task.text for task in province.world.plan.tasks.all()]
    for name, row in TABLE.items():
        for target in row.targets:
            if name in ("source", "process_dossier"):
                continue
            page = body(browsers[SYSTEM_ADMIN].get(address(name, row, target, province)))
            assert province.world.plan.title not in page, name
            assert not [title for title in titles if title in page], name


def test_neither_administrator_inspector_nor_front_holds_a_right_to_act() -> None:
    acting = {right.role for right in RIGHTS if right.act not in READING}
    assert acting.isdisjoint({ROLE_OF[SYSTEM_ADMIN], ROLE_OF[INSPECTOR], ROLE_OF[FRONT], "system"})


def test_the_inspector_loses_everything_with_his_plan(province: Province, browsers: Browsers) -> None:
    post = Post.objects.get(person__accounts__username=SEATS[INSPECTOR], valid_to=None)
    share = province.share(OWN, State.SUBMITTED)
    assert browsers[INSPECTOR].get(f"/ho-so/{share.pk}/").status_code == 200
    post.scope_plan = province.foreign_plan
    post.save()
    for url in (f"/ho-so/{share.pk}/", f"/ho-so/{share.pk}/nhat-ky/", f"/ke-hoach/{province.world.plan.pk}/"):
        assert browsers[INSPECTOR].get(url).status_code == 404
    assert browsers[INSPECTOR].get("/ke-hoach/").content.decode().count(province.world.plan.number) == 0


def test_the_front_reads_the_plan_as_published_and_no_share_of_it(province: Province, browsers: Browsers) -> None:
    page = browsers[FRONT].get(f"/ke-hoach/{province.world.plan.pk}/")
    assert page.status_code == 200
    assert page.context["whole"].total == 0
    assert not [row for row in page.context["table"].rows if row.shares or row.coordinating]


@pytest.mark.parametrize("seat", [REVIEWER, DIRECTOR, CHAIRMAN, INSPECTOR, PLAN_ADMIN, ASKED])
def test_a_draft_is_its_agencys_own_until_it_is_submitted(seat: str, province: Province, browsers: Browsers) -> None:
    share = province.share(OWN, WORKING)
    draft = province.file(OWN, WORKING)
    url = f"/ho-so/{share.pk}/"
    assert browsers[seat].get(f"/tep/{draft.pk}/").status_code == 404
    assert browsers[seat].get(f"/tep/{draft.pk}/trang/1.png").status_code == 404
    forged = browsers[seat].post(f"{url}trinh/", {"draft_version": draft.pk})
    for answer in (browsers[seat].get(url), forged, browsers[seat].post(f"{url}xin-y-kien/", {})):
        assert words(OWN) not in answer.content.decode()
    assert forged.status_code == 403
    assert body(browsers[OFFICER].get(f"/tep/{draft.pk}/")).startswith("%PDF")


def test_files_of_a_foreign_share_are_not_there(province: Province, browsers: Browsers) -> None:
    file, document = province.file(OTHER, State.CLOSED), province.document(OTHER)
    for url in (f"/tep/{file.pk}/", f"/tep/{file.pk}/trang/1.png", f"/van-ban/{document.pk}/"):
        answer = browsers[LEADER].get(url)
        assert answer.status_code == 404
        assert file_name(OTHER) not in answer.content.decode()


@pytest.mark.parametrize("seat", sorted(SIGNED_IN))
def test_the_predicate_of_lists_and_the_rights_of_pages_agree(seat: str, province: Province) -> None:
    """VISIBLE (one SQL predicate) and `fitting("read")` (one table) are two ways of saying the same."""
    from approvals.reading import process_for
    from processes.capacities import capacities
    from processes.ground import TaskGround
    from workflow.errors import NotFound

    held = capacities(Actor(account_of(SEATS[seat]).pk), clock.today())
    every = list(TaskProcess.objects.values_list("pk", flat=True))
    by_predicate = {row.process.pk for row in TaskGround().lock(every, held, "", whole=False)}
    by_table = set()
    for pk in every:
        try:
            by_table.add(process_for(held, pk).pk)
        except NotFound:
            continue
    assert by_predicate == by_table
