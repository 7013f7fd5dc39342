"""Rows beside the trail that a superuser changed, made up or took away: each is named, and the untouched database passes."""

import pytest

from tests.workflow.trail.conftest import Tamper
from tests.workflow.trail.test_verify import found

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
}


@pytest.mark.parametrize("name", ATTACKS)
def test_a_row_that_tells_another_story_is_named(tamper: Tamper, name: str) -> None:
    assert found() == []
    statement, words = ATTACKS[name]
    tamper(statement)
    damages = found()
    assert damages
    assert any(words in damage.what for damage in damages), damages
