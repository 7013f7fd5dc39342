from datetime import date

from approvals.inbox import inbox
from approvals.models import Decision
from processes.capacities import capacities
from processes.models import State, WorkItem
from tests.approvals.pages.clients import hidden, signed_in
from tests.approvals.pages.crowd import crowd
from tests.approvals.pages.test_process_page import second_post
from tests.world import World
from workflow import clock
from workflow.models import Event


def test_a_preview_records_nothing_and_names_who_is_left_out(small: World) -> None:
    good = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    own = small.bring(small.share("I.2", "skhcn"), State.SUBMITTED)
    client = signed_in(small, "tham-dinh-3")
    before = Event.objects.count()
    answer = client.post(
        "/viec/xem-truoc/", {"viec": "review", "chon": [f"{good.pk}:{good.version}", f"{own.pk}:{own.version}"]}
    )
    page = answer.content.decode()
    assert "1 hồ sơ sẽ được xử lý, 1 hồ sơ bị loại ra" in page
    assert "Người thuộc đơn vị khác" in page
    assert Event.objects.count() == before
    good.refresh_from_db()
    assert good.state == State.SUBMITTED


def test_confirming_twice_does_it_once(small: World) -> None:
    shares = [small.bring(small.share("I.1", code), State.SUBMITTED) for code in ("syt", "sct")]
    client = signed_in(small, "tham-dinh")
    chosen = [f"{share.pk}:{share.version}" for share in shares]
    page = client.post("/viec/xem-truoc/", {"viec": "review", "chon": chosen}).content.decode()
    data = {**hidden(page), "chon": chosen, "opinion": "Đủ."}
    for _time in range(2):
        assert "2 hồ sơ đã ghi nhận" in client.post("/viec/thuc-hien/", data).content.decode()
    assert Decision.objects.count() == 2
    for share in shares:
        share.refresh_from_db()
        assert share.state == State.REVIEWED


def test_a_whole_group_is_chosen_beyond_the_page_that_shows_it(small: World) -> None:
    first = crowd(small, 61)[0]
    WorkItem.objects.filter(process=first, finished=None).update(due=date(2025, 2, 7))
    client = signed_in(small, "tham-dinh")
    groups = inbox(capacities(small.actor("tham-dinh"), clock.today())).groups
    [(name, many)] = [(name, len(duties)) for name, duties in groups.items() if len(duties) > 1]
    assert many == 60
    assert f'name="nhom" value="{name}" data-count="60"' in client.get("/").content.decode()
    page = client.post("/viec/xem-truoc/", {"viec": "take", "nhom": name}).content.decode()
    assert "60 hồ sơ sẽ được xử lý, 0 hồ sơ bị loại ra" in page
    one = f"{groups['overdue'][0].pk}:{groups['overdue'][0].version}"
    page = client.post("/viec/xem-truoc/", {"viec": "take", "nhom": name, "chon": one}).content.decode()
    assert "61 hồ sơ sẽ được xử lý" in page
    filtered = {"viec": "take", "nhom": name, "tim": "khong co"}
    assert client.post("/viec/xem-truoc/", filtered).status_code == 422


def test_a_group_takes_only_what_the_act_can_answer(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    client = signed_in(small, "tham-dinh")
    group = next(
        name for name, duties in inbox(capacities(small.actor("tham-dinh"), clock.today())).groups.items() if duties
    )
    assert client.post("/viec/xem-truoc/", {"viec": "accept", "nhom": group}).status_code == 422
    assert share.code in client.post("/viec/xem-truoc/", {"viec": "take", "nhom": group}).content.decode()


def test_foreign_numbers_stay_nameless(small: World) -> None:
    own, foreign = small.share("I.1", "syt"), small.share("I.1", "sct")
    client = signed_in(small, "ld-so-y-te")
    chosen = [f"{own.pk}:{own.version}", f"{foreign.pk}:0", "999999:0"]
    page = client.post("/viec/xem-truoc/", {"viec": "accept", "chon": chosen}).content.decode()
    assert foreign.code not in page
    assert "1 hồ sơ sẽ được xử lý, 2 hồ sơ bị loại ra" in page


def test_nothing_but_foreign_numbers_is_not_found(small: World) -> None:
    foreign = small.share("I.1", "sct")
    answer = signed_in(small, "ld-so-y-te").post("/viec/xem-truoc/", {"viec": "accept", "chon": f"{foreign.pk}:0"})
    assert answer.status_code == 404


def test_a_stale_row_is_left_out(small: World) -> None:
    share = small.share("I.1", "syt")
    client = signed_in(small, "ld-so-y-te")
    page = client.post("/viec/xem-truoc/", {"viec": "accept", "chon": [f"{share.pk}:7"]}).content.decode()
    assert "đã thay đổi" in page


def test_nothing_chosen_is_said(small: World) -> None:
    client = signed_in(small, "ld-so-y-te")
    assert client.post("/viec/xem-truoc/", {"viec": "accept"}).status_code == 422
    assert client.post("/viec/xem-truoc/", {"viec": "issue", "chon": "1:0"}).status_code == 302
    assert client.get("/viec/thuc-hien/").status_code == 302


def test_where_several_posts_fit_the_preview_asks(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    second = second_post(small, "tham-dinh")
    client = signed_in(small, "tham-dinh")
    chosen = f"{share.pk}:{share.version}"
    page = client.post("/viec/xem-truoc/", {"viec": "take", "chon": chosen}).content.decode()
    assert "Thực hiện với chức vụ" in page
    page = client.post("/viec/xem-truoc/", {"viec": "take", "chon": chosen, "post": second.pk}).content.decode()
    assert "1 hồ sơ sẽ được xử lý" in page
    client.post("/viec/thuc-hien/", {**hidden(page), "chon": chosen})
    share.refresh_from_db()
    assert share.taken_by_id == second.pk
