from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from approvals import acts
from approvals.models import Draft, EvidenceFile, Submission
from processes.models import PlanTask, State, TaskProcess
from tests.approvals.pages.clients import hidden, signed_in
from tests.world import World, pdf
from workflow.models import Event


@pytest.fixture
def share(small: World) -> TaskProcess:
    return small.bring(small.share("I.1", "syt"), State.IN_PROGRESS)


def upload(name: str = "Báo cáo.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf(str(uuid4())), content_type="application/pdf")


def figures(*rows: tuple[str, str, str, str]) -> dict[str, list[str]]:
    columns = list(zip(*rows, strict=True)) if rows else [(), (), (), ()]
    names = ("figure_name", "figure_unit", "figure_planned", "figure_actual")
    return {name: list(column) for name, column in zip(names, columns, strict=True)}


def test_from_draft_to_submission_without_scripts(small: World, share: TaskProcess) -> None:
    address = f"/ho-so/{share.pk}/ket-qua/"
    officer = signed_in(small, "cv-so-y-te")
    sent = hidden(officer.get(address).content.decode())
    rows = figures(("Hội nghị", "cuộc", "2", "3"), ("", "", "", ""))
    assert officer.post(address, {**sent, "text": "Đã tổ chức.", **rows, "do": "save"}).status_code == 302
    sent = hidden(officer.get(address).content.decode())
    files = {"files": [upload(), upload("Biên bản.pdf")]}
    assert officer.post(address, {**sent, "text": "Đã tổ chức.", **rows, **files, "do": "upload"}).status_code == 302
    draft = Draft.objects.get(process=share)
    assert draft.figures == [{"name": "Hội nghị", "unit": "cuộc", "planned": "2", "actual": "3"}]
    assert draft.files.count() == 2
    assert officer.get(f"/ho-so/{share.pk}/trinh/").status_code == 403

    leader = signed_in(small, "ld-so-y-te")
    page = leader.get(f"/ho-so/{share.pk}/trinh/").content.decode()
    assert "Đã tổ chức." in page
    assert "Biên bản.pdf" in page
    assert leader.post(f"/ho-so/{share.pk}/trinh/", hidden(page)).status_code == 302
    share.refresh_from_db()
    assert share.state == State.SUBMITTED
    assert Submission.objects.get(process=share).files.count() == 2


def test_the_first_hand_on_a_draft_is_in_the_trail_once(small: World, share: TaskProcess) -> None:
    address = f"/ho-so/{share.pk}/ket-qua/nhap/"
    officer = signed_in(small, "cv-so-y-te")
    for version, text in enumerate(["Một", "Hai", "Ba"]):
        answer = officer.post(address, {"draft_version": version, "text": text})
        assert answer.status_code == 200
        assert answer.json()["draft_version"] == version + 1
    assert Event.objects.filter(stream=share.stream, act="prepare").count() == 1
    signed_in(small, "ld-so-y-te").post(address, {"draft_version": 3, "text": "Bốn"})
    assert Event.objects.filter(stream=share.stream, act="prepare").count() == 2


def test_autosave_tells_another_tab(small: World, share: TaskProcess) -> None:
    address = f"/ho-so/{share.pk}/ket-qua/nhap/"
    officer = signed_in(small, "cv-so-y-te")
    officer.post(address, {"draft_version": 0, "text": "Một"})
    answer = officer.post(address, {"draft_version": 0, "text": "Hai"})
    assert answer.status_code == 409
    assert "thẻ khác" in answer.json()["sentence"]
    assert Draft.objects.get(process=share).text == "Một"


def test_a_conflict_of_tabs_keeps_both_texts_in_view(small: World, share: TaskProcess) -> None:
    officer = signed_in(small, "cv-so-y-te")
    officer.post(f"/ho-so/{share.pk}/ket-qua/nhap/", {"draft_version": 0, "text": "Bản đã lưu"})
    answer = officer.post(f"/ho-so/{share.pk}/ket-qua/", {"draft_version": 0, "text": "Bản vừa gõ", "do": "save"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Bản đã lưu" in page
    assert "Bản vừa gõ" in page
    assert officer.post(f"/ho-so/{share.pk}/ket-qua/", {**hidden(page), "text": "Bản vừa gõ"}).status_code == 302
    assert Draft.objects.get(process=share).text == "Bản vừa gõ"


def test_a_refused_file_is_named_and_the_text_is_saved(small: World, share: TaskProcess) -> None:
    officer = signed_in(small, "cv-so-y-te")
    address = f"/ho-so/{share.pk}/ket-qua/"
    bad = SimpleUploadedFile("ảnh.exe", b"MZ", content_type="application/octet-stream")
    answer = officer.post(
        address, {"draft_version": 0, "text": "Đã xong", "files": bad, "do": "upload", "key": uuid4()}
    )
    assert answer.status_code == 422
    assert "ảnh.exe" in answer.content.decode()
    assert Draft.objects.get(process=share).text == "Đã xong"
    assert not EvidenceFile.objects.filter(process=share).exists()


def test_a_file_is_taken_out_of_the_draft_and_stays_on_record(small: World, share: TaskProcess) -> None:
    small.write_result(share, "cv-so-y-te")
    file = EvidenceFile.objects.get(process=share)
    officer = signed_in(small, "cv-so-y-te")
    address = f"/ho-so/{share.pk}/ket-qua/"
    page = officer.get(address).content.decode()
    text = Draft.objects.get(process=share).text
    rows = figures(("Hội nghị tuyên truyền", "cuộc", "2", "3"))
    answer = officer.post(address, {**hidden(page), "text": text, **rows, "do": f"remove:{file.pk}"})
    assert answer.status_code == 302
    assert not Draft.objects.get(process=share).files.exists()
    assert EvidenceFile.objects.filter(pk=file.pk).exists()


def test_more_rows_come_without_scripts(small: World, share: TaskProcess) -> None:
    officer = signed_in(small, "cv-so-y-te")
    address = f"/ho-so/{share.pk}/ket-qua/"
    before = officer.get(address).content.decode().count('name="figure_name"')
    answer = officer.post(address, {"draft_version": 0, "text": "Đang viết", "do": "row"})
    assert answer.content.decode().count('name="figure_name"') == before + 3
    assert Draft.objects.get(process=share).text == "Đang viết"


def test_submitting_without_evidence_says_what_is_missing(small: World, share: TaskProcess) -> None:
    small.do("cv-so-y-te", acts.PREPARE, share)
    Draft.objects.filter(process=share).update(text="Đã xong")
    leader = signed_in(small, "ld-so-y-te")
    page = leader.get(f"/ho-so/{share.pk}/trinh/").content.decode()
    assert "Chưa trình được" in page
    assert "Trình kết quả" not in page  # no button that can only be refused
    draft = Draft.objects.get(process=share)
    answer = leader.post(
        f"/ho-so/{share.pk}/trinh/", {"key": uuid4(), "version": share.version, "draft_version": draft.version}
    )
    assert answer.status_code == 422
    assert "Chưa có minh chứng" in answer.content.decode()


def test_what_the_leader_did_not_see_is_not_submitted(small: World, share: TaskProcess) -> None:
    small.write_result(share, "cv-so-y-te")
    leader = signed_in(small, "ld-so-y-te")
    seen = hidden(leader.get(f"/ho-so/{share.pk}/trinh/").content.decode())
    Draft.objects.filter(process=share).update(version=99)
    assert leader.post(f"/ho-so/{share.pk}/trinh/", seen).status_code == 409


def test_others_may_not_write(small: World, share: TaskProcess) -> None:
    data = {"draft_version": 0, "text": "x"}
    for address in (f"/ho-so/{share.pk}/ket-qua/", f"/ho-so/{share.pk}/ket-qua/nhap/"):
        assert signed_in(small, "ld-so-cong-thuong").post(address, data).status_code == 404
        assert signed_in(small, "tham-dinh").post(address, data).status_code == 403
    assert not Draft.objects.filter(process=share, text="x").exists()


def test_the_page_says_what_may_not_be_uploaded(small: World, share: TaskProcess) -> None:
    officer = signed_in(small, "cv-so-y-te")
    assert "bí mật nhà nước" in officer.get(f"/ho-so/{share.pk}/ket-qua/").content.decode()
    words = "Kịp thời khen thưởng; có biện pháp bảo vệ người tố giác hành vi vi phạm"
    PlanTask.objects.filter(pk=share.plan_task_id).update(text=words)
    page = officer.get(f"/ho-so/{share.pk}/ket-qua/").content.decode()
    assert "không nêu tên" in page


def test_a_file_too_large_together_is_refused(small: World, share: TaskProcess) -> None:
    officer = signed_in(small, "cv-so-y-te")
    files = [SimpleUploadedFile(f"{n}.txt", f"tệp {n}".encode()) for n in range(21)]
    answer = officer.post(
        f"/ho-so/{share.pk}/ket-qua/", {"draft_version": 0, "text": "x", "files": files, "do": "upload", "key": uuid4()}
    )
    assert answer.status_code == 422
    assert "tối đa 20 tệp" in answer.content.decode()


def test_a_save_whose_answer_was_lost_may_be_sent_again(small: World, share: TaskProcess) -> None:
    officer = signed_in(small, "cv-so-y-te")
    for _time in range(2):
        answer = officer.post(f"/ho-so/{share.pk}/ket-qua/nhap/", {"draft_version": 0, "text": "Một"})
        assert answer.status_code == 200
        assert answer.json()["draft_version"] == 1


def test_uploading_nothing_is_said(small: World, share: TaskProcess) -> None:
    officer = signed_in(small, "cv-so-y-te")
    answer = officer.post(f"/ho-so/{share.pk}/ket-qua/", {"draft_version": 0, "text": "Một", "do": "upload"})
    assert answer.status_code == 422
    assert "Chưa chọn tệp nào" in answer.content.decode()


def test_the_reason_of_the_last_return_stands_above_the_form(small: World, share: TaskProcess) -> None:
    small.bring(share, State.SUBMITTED)
    small.do("tham-dinh", acts.SEND_BACK, share, reason="Thiếu biểu số 3.")
    page = signed_in(small, "cv-so-y-te").get(f"/ho-so/{share.pk}/ket-qua/").content.decode()
    assert "Thiếu biểu số 3." in page
