from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from approvals.models import Citation, Decision, Document
from processes.models import State
from tests.approvals.pages.clients import hidden, signed_in
from tests.world import World, pdf

PAPER = {
    "number": "17",
    "symbol": "TTr-SKHCN",
    "dated": "10/02/2025",
    "signer": "Tống Văn Lượng",
    "capacity": "GIÁM ĐỐC",
}


def signed_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("Quyết định đã ký.pdf", pdf(str(uuid4())), content_type="application/pdf")


def test_one_proposal_takes_several_shares_up(small: World) -> None:
    first = small.bring(small.share("I.1", "syt"), State.REVIEWED)
    second = small.bring(small.share("I.1", "sct"), State.REVIEWED)
    client = signed_in(small, "giam-doc")
    address = f"/ho-so/{first.pk}/trinh-chu-tich/"
    page = client.get(address).content.decode()
    assert f'value="{second.pk}:{second.version}"' in page
    answer = client.post(address, {**hidden(page), **PAPER, "shares": f"{second.pk}:{second.version}"})
    assert answer.status_code == 302
    for share in (first, second):
        share.refresh_from_db()
        assert share.state == State.WITH_OFFICE
    assert Document.objects.count() == 1
    assert Citation.objects.count() == 2


def test_a_document_without_its_file_closes_nothing(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.APPROVED)
    client = signed_in(small, "van-thu-ubnd")
    address = f"/ho-so/{share.pk}/phat-hanh/"
    answer = client.post(address, {**hidden(client.get(address).content.decode()), **PAPER})
    assert answer.status_code == 422
    assert "tệp văn bản đã ký" in answer.content.decode()
    share.refresh_from_db()
    assert share.state == State.APPROVED


def test_the_file_is_kept_though_another_field_is_wrong(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.APPROVED)
    client = signed_in(small, "van-thu-ubnd")
    address = f"/ho-so/{share.pk}/phat-hanh/"
    page = client.get(address).content.decode()
    assert "không bắt buộc" not in page
    answer = client.post(address, {**hidden(page), **PAPER, "number": "", "file": signed_file()})
    assert answer.status_code == 422
    assert "Hãy ghi số văn bản" in answer.content.decode()
    assert "Đã giữ tệp" in answer.content.decode()
    assert client.post(address, {**hidden(answer.content.decode()), **PAPER}).status_code == 302


def test_days_are_vietnamese_and_the_file_survives_a_refusal(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.APPROVED)
    client = signed_in(small, "van-thu-ubnd")
    address = f"/ho-so/{share.pk}/phat-hanh/"
    page = client.get(address).content.decode()
    wrong = {**PAPER, "symbol": "QĐ-UBND", "dated": "11/02/2025"}  # tomorrow
    answer = client.post(address, {**hidden(page), **wrong, "file": signed_file()})
    assert answer.status_code == 422
    assert "Đã giữ tệp" in answer.content.decode()
    again = client.post(address, {**hidden(answer.content.decode()), **wrong, "dated": "10/02/2025"})
    assert again.status_code == 302
    share.refresh_from_db()
    assert share.state == State.CLOSED
    document = Document.objects.get(symbol="QĐ-UBND")
    assert document.file_name == "Quyết định đã ký.pdf"
    answer = signed_in(small, "ld-so-y-te").get(f"/van-ban/{document.pk}/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert signed_in(small, "ld-so-cong-thuong").get(f"/van-ban/{document.pk}/").status_code == 404


def test_a_kept_file_cannot_be_forged(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.APPROVED)
    client = signed_in(small, "van-thu-ubnd")
    address = f"/ho-so/{share.pk}/phat-hanh/"
    sent = hidden(client.get(address).content.decode()) | {"kept": "eyJzaGEyNTYiOiJhIn0:1:x"}
    assert client.post(address, {**sent, **PAPER}).status_code == 422


def test_others_get_no_paper_page(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.APPROVED)
    for slug in ("trinh-chu-tich", "phat-hanh"):
        address = f"/ho-so/{share.pk}/{slug}/"
        assert signed_in(small, "ld-so-cong-thuong").get(address).status_code == 404
        assert signed_in(small, "ld-so-cong-thuong").post(address, {**PAPER, "key": "k"}).status_code == 404
        assert signed_in(small, "ld-so-y-te").post(address, {**PAPER, "key": "k"}).status_code == 403


def test_what_is_known_of_a_paper_stands_in_its_form(small: World) -> None:
    first, second = (small.bring(small.share("I.1", code), State.APPROVED) for code in ("syt", "sct"))
    client = signed_in(small, "van-thu-ubnd")
    fresh = client.get(f"/ho-so/{first.pk}/phat-hanh/").content.decode()
    decided = Decision.objects.get(process=first, act="decide").post.person.full_name
    assert f'name="signer" value="{decided}"' in fresh
    assert 'name="symbol" value=' not in fresh  # the Office has issued nothing yet
    paper = {**PAPER, "symbol": "QĐ-UBND", "file": signed_file()}
    assert client.post(f"/ho-so/{first.pk}/phat-hanh/", {**hidden(fresh), **paper}).status_code == 302
    assert 'name="symbol" value="QĐ-UBND"' in client.get(f"/ho-so/{second.pk}/phat-hanh/").content.decode()
