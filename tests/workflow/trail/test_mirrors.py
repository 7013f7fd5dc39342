"""Rows beside the trail that a superuser changed, made up or took away: each is named, and the untouched database passes."""

import pytest

from processes.models import Plan
from tests.workflow.trail.conftest import Tamper
from tests.workflow.trail.test_verify import found
from tests.world import World

ATTACKS = {
    "verdict": (
        """UPDATE decision SET verdict = 'passed_with_notes'
        WHERE id = (SELECT min(id) FROM decision WHERE act = 'review')""",
        "ý kiến",
    ),
    "who decided": ("UPDATE decision SET post_id = (SELECT max(id) FROM processes_post) WHERE act = 'decide'", "ý kiến"),
    "decision gone": ("DELETE FROM decision WHERE act = 'decide'", "thiếu ý kiến"),
    "decision made up": (
        """INSERT INTO decision (process_id, submission_id, seq, act, verdict, post_id, made_at)
        SELECT process_id, submission_id, 999, act, verdict, post_id, made_at FROM decision LIMIT 1""",
        "không có trong nhật ký",
    ),
    "figures": ("UPDATE submission SET figures = '[]' WHERE id = (SELECT min(id) FROM submission)", "lần trình"),
    "submission's files gone": ("DELETE FROM submission_file WHERE id = (SELECT min(id) FROM submission_file)", "lần trình"),
    "upload's hash": ("UPDATE evidence_file SET sha256 = repeat('0', 64) WHERE id = (SELECT min(id) FROM evidence_file)", "tệp"),
    "uploader": ("UPDATE evidence_file SET uploaded_by_id = 1 WHERE id = (SELECT min(id) FROM evidence_file)", "tệp"),
    "document's number": ("UPDATE document SET number = '999' WHERE kind = 'decision'", "văn bản"),
    "document's signer": ("UPDATE document SET signer = 'Ai đó' WHERE kind = 'decision'", "văn bản"),
    "citation gone": ("DELETE FROM citation WHERE id = (SELECT min(id) FROM citation)", "thiếu văn bản"),
    "responsible agency": ("UPDATE task_process SET agency_id = given_to_id + 1 WHERE state = 'closed'", "cơ quan được giao"),
    "deadline": ("UPDATE task_process SET due = due + 30 WHERE state = 'closed'", "thời hạn"),
    "directing": ("UPDATE task_process SET directing = 'agency' WHERE state = 'closed'", "cơ quan chỉ đạo"),
    "accepted time": (
        """UPDATE task_process SET accepted_submission_at = accepted_submission_at - interval '90 days'
        WHERE accepted_submission_at IS NOT NULL""",
        "thời điểm trình",
    ),
    "an office taken": (
        "UPDATE processes_post SET role = 'chairman' WHERE code LIKE 'cv-so-y-te%%'", "chức vụ"
    ),
    "an office prolonged": (
        "UPDATE processes_post SET valid_to = '2099-12-31' WHERE id = (SELECT min(id) FROM processes_post WHERE role = 'reviewer')",
        "chức vụ",
    ),
    "an office made up": (
        """INSERT INTO processes_post (person_id, agency_id, role, title, code, valid_from)
        SELECT person_id, agency_id, 'system', title, 'gia', valid_from FROM processes_post WHERE role = 'director' LIMIT 1""",
        "chức vụ",
    ),
    "a charge taken off": (
        "DELETE FROM processes_post_in_charge_of WHERE id = (SELECT min(id) FROM processes_post_in_charge_of)", "chức vụ"
    ),
    "a delegation prolonged": (
        "UPDATE processes_instrument SET field = '' WHERE id = (SELECT min(id) FROM processes_instrument)", "ủy quyền"
    ),
    "two made one": (
        """UPDATE processes_person SET merged_into_id = (SELECT min(id) FROM processes_person)
        WHERE id = (SELECT max(id) FROM processes_person)""",
        "gộp người",
    ),
    "an account handed over": (
        """UPDATE processes_account SET person_id = (SELECT max(id) FROM processes_person) WHERE username = 'chu-tich'""",
        "tài khoản",
    ),
    "another name": (
        "UPDATE processes_person SET full_name = 'Ai đó' WHERE id = (SELECT max(id) FROM processes_person)", "họ và tên"
    ),
    "another title": ("UPDATE processes_post SET title = 'Giám đốc' WHERE code LIKE 'cv-so-y-te%%'", "tên chức vụ"),
    "an account shut": ("UPDATE processes_account SET is_active = false WHERE username = 'chu-tich'", "tài khoản"),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_a_row_that_tells_another_story_is_named(tamper: Tamper, name: str) -> None:
    assert found() == []
    statement, words = ATTACKS[name]
    tamper(statement)
    damages = found()
    assert damages
    assert any(words in damage.what for damage in damages), damages


def test_what_was_changed_by_its_events_agrees(trailed: str) -> None:
    """Posts ended and changed, papers withdrawn, persons merged in a chain, accounts closed and reopened: no damage."""
    from datetime import date

    from approvals.demo.people import system
    from processes.delegation import withdraw_instrument
    from processes.models import Account, Instrument, Post
    from processes.people import close_account, create_person, merge_persons, reopen_account
    from processes.posts import change_post, end_post

    by = system("keep_people")
    post = Post.objects.filter(role="director", in_charge_of__isnull=False).first()
    assert post is not None
    change_post(post, title="Phó Giám đốc phụ trách", in_charge_of=[], by=by)
    end_post(post, date(2030, 1, 1) if post.valid_to is None else post.valid_from, by=by)
    instrument = Instrument.objects.first()
    assert instrument is not None
    withdraw_instrument(instrument, instrument.valid_from, by=system("keep_instruments"))
    a, b, c = (create_person(f"Người {name}", by=by) for name in "ABC")
    merge_persons(a, b, by=by)
    merge_persons(b, c, by=by)
    account = Account.objects.get(username="mat-tran")
    close_account(account, by=by)
    assert found() == []
    reopen_account(account, by=by)
    assert found() == []


def test_the_file_of_a_plan_is_the_one_that_was_imported(whole: World) -> None:
    assert found() == []
    whole.plan.source = b"another"
    whole.plan.save(update_fields=["source"])
    assert [damage.what for damage in found()] == ["tệp gốc của kế hoạch khác nhật ký"]
    whole.plan.refresh_from_db()


def test_whoever_reviews_a_plan_is_whom_it_was_imported_with(whole: World) -> None:
    """The office of the plan decides who judges: moved past the trail, it is named."""
    Plan.objects.filter(pk=whole.plan.pk).update(department=whole.agency("sct"))
    assert [damage.what for damage in found()] == ["số, ngày hoặc cơ quan của kế hoạch khác nhật ký"]
