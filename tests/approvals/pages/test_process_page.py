import re
from uuid import uuid4

import pytest
from django.test import Client

from approvals import acts
from approvals.demo.people import system
from approvals.models import EvidenceFile
from processes.models import Post, State
from processes.posts import appoint
from tests.approvals.pages.clients import act, hidden, signed_in
from tests.world import World
from workflow import clock
from workflow.models import Event


def test_the_timeline_has_every_event(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.CLOSED)
    page = signed_in(small, "giam-doc").get(f"/ho-so/{share.pk}/").content.decode()
    assert page.count('id="su-kien-') == Event.objects.filter(stream=share.stream).count()
    assert "Nhiệm vụ thử 1" in page
    assert "Kết thúc" in page


def test_foreign_work_and_no_work_answer_alike(small: World) -> None:
    share = small.share("I.1", "syt")
    client = signed_in(small, "ld-so-cong-thuong")
    foreign, missing = client.get(f"/ho-so/{share.pk}/"), client.get("/ho-so/999999/")
    assert foreign.status_code == missing.status_code == 404
    token = re.compile(r'name="(csrfmiddlewaretoken|next)" value="[^"]+"')
    assert token.sub("", foreign.content.decode()) == token.sub("", missing.content.decode())


@pytest.mark.parametrize(
    "slug", ["tiep-nhan", "dat", "tra-lai", "phe-duyet", "ket-luan", "rut", "tham-tra", "nhan-tham-dinh"]
)
def test_a_forged_act_on_foreign_work_answers_404_and_is_logged(small: World, slug: str) -> None:
    share = small.share("I.1", "syt")
    account = small.account("ld-so-cong-thuong")
    log = Event.objects.filter(stream=f"account:{account.pk}", act="act.refused")
    before = log.count()
    answer = signed_in(small, "ld-so-cong-thuong").post(f"/ho-so/{share.pk}/{slug}/", {"key": uuid4(), "version": 0})
    assert answer.status_code == 404
    assert log.count() == before + 1


def test_an_act_without_the_right_answers_403_and_is_logged(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    answer = signed_in(small, "cv-so-y-te").post(f"/ho-so/{share.pk}/dat/", {"key": uuid4(), "version": share.version})
    assert answer.status_code == 403
    account = small.account("cv-so-y-te")
    assert Event.objects.filter(stream=f"account:{account.pk}", act="act.refused").exists()


def test_the_bar_offers_only_what_the_person_holds(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    reviewer = signed_in(small, "tham-dinh").get(f"/ho-so/{share.pk}/").content.decode()
    for word in ("viec-dat", "viec-dat-co-luu-y", "viec-tra-lai", "viec-nhan-tham-dinh"):
        assert f'id="{word}"' in reviewer
    leader = signed_in(small, "ld-so-y-te").get(f"/ho-so/{share.pk}/").content.decode()
    assert 'id="viec-rut"' in leader
    assert 'id="viec-dat"' not in leader
    chairman = signed_in(small, "chu-tich").get(f"/ho-so/{share.pk}/").content.decode()
    assert 'class="decide"' not in chairman


def test_separation_of_duties_is_said_instead_of_the_button(small: World) -> None:
    share = small.bring(small.share("I.2", "skhcn"), State.SUBMITTED)
    page = signed_in(small, "tham-dinh-3").get(f"/ho-so/{share.pk}/").content.decode()
    assert "Người thuộc đơn vị khác phải xem xét" in page
    assert 'id="viec-dat"' not in page


def test_accepting_names_the_officer(small: World) -> None:
    share = small.share("I.1", "syt")
    answer = act(signed_in(small, "ld-so-y-te"), share.pk, "tiep-nhan", officer=small.post("cv-so-y-te").pk)
    assert answer.status_code == 302
    share.refresh_from_db()
    assert (share.state, share.officer_id) == (State.IN_PROGRESS, small.post("cv-so-y-te").pk)


def test_a_return_without_a_reason_is_422_and_says_so(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    answer = act(signed_in(small, "tham-dinh"), share.pk, "tra-lai", reason="  ")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r"<title>\s*Lỗi:", page)
    assert "data-takes-focus" in page
    assert "data-opens-at-once" in page
    share.refresh_from_db()
    assert share.state == State.SUBMITTED


def test_words_survive_a_refusal(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.REVIEWED)
    client = signed_in(small, "giam-doc")
    answer = act(client, share.pk, "tra-lai", reason="Thiếu biểu số 3", to="nowhere")
    assert answer.status_code == 422
    assert "Thiếu biểu số 3" in answer.content.decode()


def test_a_stale_page_is_409_with_the_words_kept(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    client = signed_in(small, "tham-dinh")
    address = f"/ho-so/{share.pk}/tra-lai/"
    seen = hidden(client.get(f"/ho-so/{share.pk}/").content.decode(), address)
    small.do("ld-so-y-te", acts.WITHDRAW, share)
    small.do("ld-so-y-te", acts.SUBMIT, share)
    answer = client.post(address, {**seen, "reason": "Thiếu biểu số 3"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Thiếu biểu số 3" in page
    assert "đã thay đổi" in page


def test_somebody_was_first(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    client = signed_in(small, "tham-dinh")
    address = f"/ho-so/{share.pk}/tra-lai/"
    seen = hidden(client.get(f"/ho-so/{share.pk}/").content.decode(), address)
    small.do("tham-dinh-2", acts.REVIEW, share, verdict="passed")
    answer = client.post(address, {**seen, "reason": "Thiếu biểu số 3"})
    assert answer.status_code == 409
    assert "Thiếu biểu số 3" in answer.content.decode()
    assert "Ngô Thị Bích Hằng đã xử lý" in answer.content.decode()


def test_a_retry_with_the_same_key_gets_the_same_receipt(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    client = signed_in(small, "tham-dinh")
    address = f"/ho-so/{share.pk}/dat-co-luu-y/"
    data = {**hidden(client.get(f"/ho-so/{share.pk}/").content.decode(), address), "opinion": "Cần nêu số liệu."}
    receipts = []
    for _time in range(2):
        page = client.post(address, data, follow=True).content.decode()
        receipts.append(re.search(r'Mã biên nhận <span class="hash">([0-9a-f]{16})', page).group(1))
    assert receipts[0] == receipts[1]
    assert Event.objects.filter(stream=share.stream, act="review").count() == 1


def test_a_get_of_an_act_leads_to_the_page(small: World) -> None:
    share = small.share("I.1", "syt")
    answer = signed_in(small, "ld-so-y-te").get(f"/ho-so/{share.pk}/tiep-nhan/")
    assert answer.status_code == 302
    assert answer["Location"] == f"/ho-so/{share.pk}/"


def test_a_deputys_decision_shows_both_names(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.WITH_AUTHORITY)
    client = signed_in(small, "pho-chu-tich")
    assert act(client, share.pk, "phe-duyet").status_code == 302
    page = client.get(f"/ho-so/{share.pk}/").content.decode()
    assert "Phạm Thị Thu Hà" in page
    assert re.search(r"thay mặt\s+Vương Đình Khải", page)


def test_what_changed_since_the_last_time(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    small.do("tham-dinh", acts.SEND_BACK, share, reason="Thiếu")
    small.write_result(share, "cv-so-y-te", "Đã hoàn thành mọi nội dung được giao.")
    small.do("ld-so-y-te", acts.SUBMIT, share)
    page = signed_in(small, "tham-dinh").get(f"/ho-so/{share.pk}/").content.decode()
    assert re.search(r"<ins>.*mọi", page)
    assert "Thêm tệp:" in page


def test_a_draft_and_its_files_are_the_agencys_own(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.IN_PROGRESS)
    small.write_result(share, "cv-so-y-te", "Chữ chưa trình")
    file = EvidenceFile.objects.get(process=share)
    assert "Chữ chưa trình" in signed_in(small, "ld-so-y-te").get(f"/ho-so/{share.pk}/").content.decode()
    director = signed_in(small, "giam-doc")
    assert "Chữ chưa trình" not in director.get(f"/ho-so/{share.pk}/").content.decode()
    assert director.get(f"/tep/{file.pk}/").status_code == 404
    assert director.get(f"/tep/{file.pk}/trang/1.png").status_code == 404
    answer = signed_in(small, "cv-so-y-te").get(f"/tep/{file.pk}/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_evidence_leaves_guarded_and_its_opening_is_recorded(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    file = EvidenceFile.objects.get(process=share)
    client = signed_in(small, "tham-dinh")
    for _time in range(2):
        answer = client.get(f"/tep/{file.pk}/")
        assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    account = small.account("tham-dinh")
    assert Event.objects.filter(stream=f"account:{account.pk}", act="evidence.opened").count() == 1
    image = client.get(f"/tep/{file.pk}/trang/1.png")
    assert image.content.startswith(b"\x89PNG")
    assert client.get(f"/tep/{file.pk}/trang/2.png").status_code == 404
    assert "đã xem" in client.get(f"/ho-so/{share.pk}/").content.decode()
    assert signed_in(small, "ld-so-cong-thuong").get(f"/tep/{file.pk}/").status_code == 404


def test_a_file_shown_page_by_page_counts_as_opened(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    file = EvidenceFile.objects.get(process=share)
    client = signed_in(small, "tham-dinh")
    assert "đã xem" not in client.get(f"/ho-so/{share.pk}/").content.decode()
    client.get(f"/tep/{file.pk}/trang/1.png")
    assert "đã xem" in client.get(f"/ho-so/{share.pk}/").content.decode()
    assert "đã xem" not in signed_in(small, "tham-dinh-2").get(f"/ho-so/{share.pk}/").content.decode()


def test_nobody_signed_in_is_led_to_the_login(small: World) -> None:
    share = small.share("I.1", "syt")
    for address in ("/", f"/ho-so/{share.pk}/", "/phoi-hop/", "/viec/xem-truoc/"):
        assert Client().get(address)["Location"].startswith("/dang-nhap/")


def second_post(world: World, username: str) -> Post:
    """One more post in the Department, which may review too."""
    held = world.post(username)
    by = system("keep_people")
    return appoint(held.person, held.agency, None, "director", "Phó Giám đốc Sở", clock.today(), by=by)


def test_where_several_posts_fit_the_person_chooses(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    second = second_post(small, "tham-dinh")
    client = signed_in(small, "tham-dinh")
    assert act(client, share.pk, "dat").status_code == 422
    assert act(client, share.pk, "dat", post=second.pk).status_code == 302
    assert Event.objects.get(stream=share.stream, act="review").post == second.pk


def test_a_post_of_somebody_else_cannot_be_chosen(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    other = small.post("tham-dinh-2")
    assert act(signed_in(small, "tham-dinh"), share.pk, "dat", post=other.pk).status_code == 403
    share.refresh_from_db()
    assert share.state == State.SUBMITTED


def test_a_deputy_reads_for_whom_he_will_act(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.WITH_AUTHORITY)
    chairman = small.post("chu-tich").person.full_name
    deputy, himself = (
        signed_in(small, who).get(f"/ho-so/{share.pk}/").content.decode() for who in ("pho-chu-tich", "chu-tich")
    )
    assert f"thay mặt {chairman}" in deputy
    assert "thay mặt" not in himself
