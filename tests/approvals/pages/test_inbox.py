import re
from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from approvals.duties import ACT_OF_NODE, DUTIES
from approvals.inbox import Filters, inbox
from approvals.models import Draft
from processes.capacities import capacities
from processes.models import Instrument, PlanTask, State, TaskProcess, WorkItem
from processes.rights import RIGHTS
from tests.approvals.pages.clients import signed_in
from tests.world import World
from workflow import clock


def duties_of(world: World, username: str, filters: Filters | None = None) -> set[tuple[str, str]]:
    found = inbox(capacities(world.actor(username), clock.today()), filters or Filters())
    return {(duty.task, duty.node) for duty in found.duties}


def test_every_duty_of_the_table_rests_on_a_right() -> None:
    issuing = {"issue_conclusion", "issue_decision"}
    for role, duties in DUTIES.items():
        acts = {right.act for right in RIGHTS if right.role == role}
        for node, _relation in duties:
            wanted = (
                issuing
                if node == "issue"
                else {ACT_OF_NODE[node], "prepare"}
                if node == "carry_out"
                else {ACT_OF_NODE[node]}
            )
            assert acts & wanted, (role, node)


def test_the_leader_of_the_responsible_agency_accepts(small: World) -> None:
    assert duties_of(small, "ld-so-y-te") == {("I.1", "accept")}
    assert duties_of(small, "cv-so-y-te") == set()


def test_officer_and_leader_both_see_work_in_progress(small: World) -> None:
    small.bring(small.share("I.1", "syt"), State.IN_PROGRESS)
    assert duties_of(small, "ld-so-y-te") == duties_of(small, "cv-so-y-te") == {("I.1", "carry_out")}
    assert duties_of(small, "cv-so-cong-thuong") == set()


def test_a_review_taken_by_a_colleague_leaves_my_list(small: World) -> None:
    from approvals import acts

    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    assert duties_of(small, "tham-dinh") == duties_of(small, "tham-dinh-2") == {("I.1", "review")}
    small.do("tham-dinh", acts.TAKE, share)
    assert duties_of(small, "tham-dinh") == {("I.1", "review")}
    assert duties_of(small, "tham-dinh-2") == set()


def test_the_vice_chairman_has_duties_only_with_an_instrument(small: World) -> None:
    small.bring(small.share("I.1", "syt"), State.WITH_AUTHORITY)
    held = Instrument.objects.filter(holder=small.post("pho-chu-tich"))
    assert duties_of(small, "chu-tich") == duties_of(small, "pho-chu-tich") == {("I.1", "decide")}
    held.update(field="nông nghiệp")
    assert duties_of(small, "pho-chu-tich") == set()
    held.update(field="", withdrawn_on=clock.today())
    assert duties_of(small, "pho-chu-tich") == set()


def test_work_of_ones_own_unit_is_listed_apart_with_the_reason(small: World) -> None:
    small.bring(small.share("I.2", "skhcn"), State.SUBMITTED)
    found = inbox(capacities(small.actor("tham-dinh-3"), clock.today()))
    assert not found.duties
    assert "đơn vị" in found.barred[0].barrier
    assert duties_of(small, "tham-dinh") == {("I.2", "review")}


def test_duties_are_grouped_by_working_days(small: World) -> None:
    share = small.share("I.1", "syt")
    cases = {
        date(2025, 2, 7): "overdue",
        date(2025, 2, 10): "today",
        date(2025, 2, 13): "three_days",
        date(2025, 2, 14): "this_week",
        date(2025, 3, 14): "later",
        None: "none",
    }
    mine = capacities(small.actor("ld-so-y-te"), clock.today())
    for due, group in cases.items():
        WorkItem.objects.filter(process=share).update(due=due)
        assert [name for name, duties in inbox(mine).groups.items() if duties] == [group]


@pytest.mark.parametrize("words", ["tieu chuan", "TIÊU CHUẨN", "tiêu chuẩn"])  # the last one is decomposed
def test_search_needs_no_diacritics(small: World, words: str) -> None:
    task = small.share("I.1", "syt").plan_task
    PlanTask.objects.filter(pk=task.pk).update(text="Phổ biến Tiêu chuẩn đo lường")
    assert duties_of(small, "ld-so-y-te", Filters(text=words)) == {("I.1", "accept")}
    assert duties_of(small, "ld-so-y-te", Filters(text="khong co")) == set()
    assert duties_of(small, "ld-so-y-te", Filters(text="%")) == set()


def test_filters_stand_in_the_address(small: World) -> None:
    client = signed_in(small, "ld-so-y-te")
    assert "I.1" in client.get("/?buoc=accept").content.decode()
    empty = client.get("/?buoc=review").content.decode()
    assert "Không có việc nào khớp bộ lọc" in empty
    assert client.get("/?buoc=<x>&ke-hoach=²&co-quan=-1&trang=x").status_code == 200


def test_an_empty_inbox_says_what_next(small: World) -> None:
    page = signed_in(small, "cv-so-y-te").get("/").content.decode()
    assert "Không có việc nào đang chờ bạn" in page
    assert "/ke-hoach/" in page


def test_the_list_downloads_as_csv(small: World) -> None:
    answer = signed_in(small, "ld-so-y-te").get("/?xuat=csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert "Sở Y tế" in answer.content.decode("utf-8-sig")


def test_nobody_eligible_is_told_to_directors_and_the_office(small: World) -> None:
    from approvals.demo.people import system
    from processes.posts import end_post

    for username in ("tham-dinh", "tham-dinh-2"):
        end_post(small.post(username), date(2025, 2, 9), by=system("keep_people"))
    small.bring(small.share("I.2", "skhcn"), State.SUBMITTED)
    for username in ("giam-doc", "tham-tra", "chanh-van-phong"):
        assert "chưa có ai đủ điều kiện xem xét" in signed_in(small, username).get("/").content.decode(), username
    assert "chưa có ai đủ điều kiện" not in signed_in(small, "ld-so-y-te").get("/").content.decode()


def test_beyond_the_cap_the_page_says_so_and_counts_all(small: World, monkeypatch: pytest.MonkeyPatch) -> None:
    many_reviews(small, 4)
    monkeypatch.setattr("approvals.inbox.CAP", 3)
    page = signed_in(small, "tham-dinh").get("/").content.decode()
    assert page.count('class="row-i"') == 3
    assert "4 hồ sơ" in page
    assert "hạn gần nhất" in page


def many_reviews(world: World, count: int) -> None:
    """That many more shares waiting for review, by hand: the trail is not what is measured here."""
    from tests.approvals.pages.crowd import crowd

    crowd(world, count)
    assert Draft.objects.count() <= count


def rows(page: str) -> int:
    return page.count('class="row-i"')


def test_a_long_list_comes_in_pages_and_its_counts_stay_true(small: World) -> None:
    many_reviews(small, 120)
    late = WorkItem.objects.filter(node="review").values("pk")[:7]
    WorkItem.objects.filter(pk__in=late).update(due=date(2025, 2, 7))
    client = signed_in(small, "tham-dinh")
    first, last = (client.get(address).content.decode() for address in ("/", "/?trang=3"))
    assert (rows(first), rows(last)) == (50, 20)
    assert "120 hồ sơ" in first
    group = client.get("/?han=overdue").content.decode()
    assert rows(group) == 7
    for page in (first, group):
        assert '?han=overdue">Quá hạn <span class="num">(7)</span>' in page
    assert client.get("/?han=overdue&xuat=csv").content.decode("utf-8-sig").count("NV-") == 7
    assert client.get("/?trang=99&han=khong-co").status_code == 200


def test_a_page_of_the_list_stays_below_sixty_kilobytes(small: World) -> None:
    many_reviews(small, 120)
    assert len(signed_in(small, "tham-dinh").get("/").content) < 60 * 1024


def test_only_filters_that_can_narrow_the_list_are_shown(small: World) -> None:
    page = signed_in(small, "ld-so-y-te").get("/").content.decode()
    assert 'name="tim"' in page
    assert 'name="buoc"' not in page  # one step, one plan, one agency: nothing to choose
    assert 'name="tim"' not in signed_in(small, "cv-so-y-te").get("/").content.decode()


def test_an_empty_inbox_never_leads_to_a_page_that_refuses(small: World) -> None:
    for username in ("quan-tri", "cv-so-y-te", "thanh-tra", "van-thu-so"):
        client = signed_in(small, username)
        page = client.get("/").content.decode()
        assert "Không có việc nào đang chờ bạn" in page
        links = re.findall(r"<main.*?</main>", page, re.DOTALL)[0]
        for address in re.findall(r'<a [^>]*href="([^"]+)"', links):
            assert client.get(address).status_code == 200, (username, address)


def test_five_hundred_duties_cost_as_few_statements_as_one(
    small: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many_reviews(small, 500)
    client = signed_in(small, "tham-dinh")
    client.get("/")
    with django_assert_max_num_queries(12):
        page = client.get("/")
    assert "500 hồ sơ" in page.content.decode()
    assert TaskProcess.objects.filter(state=State.SUBMITTED).count() == 500


def test_a_conclusion_that_no_director_may_draw_is_told_too(small: World) -> None:
    from approvals.demo.people import system
    from approvals.unattended import unattended
    from processes.posts import end_post

    small.bring(small.share("I.2", "skhcn"), State.REVIEWED)
    mine = capacities(small.actor("pho-giam-doc"), clock.today())
    assert unattended(mine) == []
    end_post(small.post("giam-doc"), date(2025, 2, 9), by=system("keep_people"))
    waiting = unattended(mine)  # the deputy who is left is in charge of the implementing unit
    assert [(share.task, share.node) for share in waiting] == [("I.2", "conclude")]
