"""Two people, or one person twice, on one share at the same moment: one wins, nothing is doubled, the other reads why."""

import uuid
from collections.abc import Callable

from django.db import connection

from approvals import acts
from approvals.models import Decision, Draft, EvidenceFile, Submission
from processes.models import State, TaskProcess, WorkItem
from tests.races.conftest import race
from tests.shares import bring_all, more_shares, write_results
from tests.world import World
from workflow.acts import Act, Actor, Done, Outcome
from workflow.engine import CURRENT, perform
from workflow.errors import Conflict
from workflow.models import Event, EventText

REVIEWERS = {"tham-dinh": "Phan Anh Dũng", "tham-dinh-2": "Ngô Thị Bích Hằng"}


def racer(
    actor: Actor, act: Act, share: TaskProcess, *, key: str = "", seen: bool = True, **data: object
) -> Callable[[], Done]:
    """One person with one page open on the share as it stands."""
    versions = {share.pk: share.version} if seen else CURRENT
    key = key or str(uuid.uuid4())
    return lambda: perform(act, [share.pk], actor=actor, data=data, key=key, seen=versions).single()


def winner_and_loser(results: list) -> tuple[Done, Conflict]:
    won = [result for result in results if isinstance(result, Done)]
    lost = [result for result in results if isinstance(result, Conflict)]
    assert (len(won), len(lost)) == (1, 1), results
    return won[0], lost[0]


def whole(share: TaskProcess) -> list[str]:
    """The acts of the stream, after checking that state, trail and duties tell the same story."""
    share.refresh_from_db()
    lines = list(Event.objects.filter(stream=share.stream).order_by("seq"))
    assert (share.head_seq, share.state) == (len(lines) - 1, lines[-1].to_state)
    assert WorkItem.objects.filter(process=share, finished=None, is_main=True).count() == (share.state != State.CLOSED)
    return [line.act for line in lines]


def test_a_double_click_is_one_act_with_one_receipt(shared: World, rounds: int) -> None:
    shares = bring_all(shared, more_shares(shared, rounds), State.SUBMITTED)
    actor = shared.actor("tham-dinh")
    for share in shares:
        key = str(uuid.uuid4())
        clicks = [racer(actor, acts.REVIEW, share, key=key, opinion="Đạt.") for _click in range(3)]
        results = race(*clicks)
        assert all(isinstance(result, Done) for result in results), results
        assert len({result.receipt for result in results}) == 1
        assert sorted(result.repeated for result in results) == [False, True, True]
        assert whole(share).count("review") == 1
        assert Decision.objects.filter(process=share).count() == 1


def test_of_two_reviewers_one_wins_and_the_other_reads_his_name(shared: World, rounds: int) -> None:
    shares = bring_all(shared, more_shares(shared, rounds), State.SUBMITTED)
    actors = {username: shared.actor(username) for username in REVIEWERS}
    names = {actor.account: REVIEWERS[username] for username, actor in actors.items()}
    for share in shares:
        _won, lost = winner_and_loser(race(*(racer(actor, acts.REVIEW, share) for actor in actors.values())))
        assert whole(share).count("review") == 1
        account = Event.objects.get(stream=share.stream, act="review").account
        assert names[account] in lost.sentence


def test_of_sending_back_and_reviewing_one_happens(shared: World, rounds: int) -> None:
    shares = bring_all(shared, more_shares(shared, rounds), State.SUBMITTED)
    one, two = shared.actor("tham-dinh"), shared.actor("tham-dinh-2")
    for share in shares:
        results = race(racer(one, acts.SEND_BACK, share, reason="Thiếu biên bản."), racer(two, acts.REVIEW, share))
        won, _lost = winner_and_loser(results)
        assert [act for act in whole(share) if act in ("review", "send_back")] == [won.act]
        assert Decision.objects.get(process=share).act == won.act


def test_of_two_who_take_a_review_one_has_it(shared: World, rounds: int) -> None:
    shares = bring_all(shared, more_shares(shared, rounds), State.SUBMITTED)
    actors = {shared.post(username).pk: shared.actor(username) for username in REVIEWERS}
    for share in shares:
        _won, lost = winner_and_loser(race(*(racer(actor, acts.TAKE, share) for actor in actors.values())))
        assert whole(share).count("take") == 1
        assert actors[share.taken_by_id].account == Event.objects.get(stream=share.stream, act="take").account
        assert "đã nhận thẩm định" in lost.sentence


def test_of_withdrawing_and_taking_one_happens(shared: World, rounds: int) -> None:
    shares = bring_all(shared, more_shares(shared, rounds), State.SUBMITTED)
    leader, reviewer = shared.actor("ld-so-y-te"), shared.actor("tham-dinh")
    for share in shares:
        won, _lost = winner_and_loser(race(racer(leader, acts.WITHDRAW, share), racer(reviewer, acts.TAKE, share)))
        assert whole(share)[-1] == won.act


def test_no_file_slips_into_a_submission_that_the_leader_did_not_see(shared: World, rounds: int) -> None:
    shares = bring_all(shared, more_shares(shared, rounds), State.IN_PROGRESS)
    write_results(shared, shares, "cv-so-y-te")
    leader, officer, late = shared.actor("ld-so-y-te"), shared.actor("cv-so-y-te"), shared.file()
    for share in shares:
        seen = Draft.objects.get(process=share).version
        submitted, attached = race(
            racer(leader, acts.SUBMIT, share, draft_version=seen), racer(officer, acts.ATTACH, share, file=late)
        )
        path = whole(share)
        if isinstance(submitted, Done):
            submission = Submission.objects.get(process=share)
            assert submission.files.count() == 1
            assert isinstance(attached, Conflict), attached
        else:
            assert isinstance(submitted, Conflict), submitted
            assert isinstance(attached, Done), attached
            assert not Submission.objects.filter(process=share).exists()
        assert ("submit" in path) != (path[-1] == "attach")
        assert EvidenceFile.objects.filter(process=share).count() == path.count("attach")


def test_transferring_and_accepting_leave_one_truth(shared: World, rounds: int) -> None:
    """Both may happen, in one order only: what was accepted may still be transferred, but not the other way round."""
    shares = more_shares(shared, rounds)
    leader, keeper, heir = shared.actor("ld-so-y-te"), shared.actor("quan-tri-ke-hoach"), shared.agency("stp")
    for share in shares:
        paper = shared.paper("QĐ-UBND")
        accepted, transferred = race(
            racer(leader, acts.ACCEPT, share, seen=False),
            racer(keeper, acts.TRANSFER, share, seen=False, to=heir.pk, **paper),
        )
        path = whole(share)
        assert isinstance(transferred, Done), transferred
        assert path in (["give_out", "accept", "transfer"], ["give_out", "transfer"])
        assert ("accept" in path) == isinstance(accepted, Done)
        assert share.agency_id == heir.pk
        assert WorkItem.objects.get(process=share, finished=None).agency_id == heir.pk


def test_an_answer_and_a_waiver_close_a_question_once(shared: World, rounds: int) -> None:
    from workflow import clock

    shares = bring_all(shared, more_shares(shared, rounds), State.IN_PROGRESS)
    leader, asked = shared.actor("ld-so-y-te"), shared.agency("sct")
    shared.act("ld-so-y-te", acts.ASK, shares, agencies=[asked.pk], question="?", due=clock.today())
    for share in shares:
        results = race(
            racer(shared.actor("ld-so-cong-thuong"), acts.CONTRIBUTE, share, opinion="Thống nhất."),
            racer(leader, acts.WAIVE, share, agency=asked.pk, reason="Quá hạn."),
        )
        won, _lost = winner_and_loser(results)
        item = WorkItem.objects.get(process=share, is_main=False)
        assert (item.answered_seq, whole(share)[-1]) == (won.seq, won.act)


def test_a_refusal_outlives_the_rollback_of_what_was_refused(shared: World, rounds: int) -> None:
    """Many refusals of one account at once: each is in its stream, in one chain."""
    foreign = shared.share("I.1", "sct")
    actor = shared.actor("ld-so-y-te")
    for _round in range(max(rounds // 10, 3)):
        race(*(racer(actor, acts.ACCEPT, foreign) for _try in range(4)))
    connection.close()  # seen from a connection that did none of it
    stream = f"account:{actor.account}"
    refused = Event.objects.filter(stream=stream, act="act.refused")
    assert refused.count() == 4 * max(rounds // 10, 3)
    assert EventText.objects.filter(stream=stream, name="reason").count() == refused.count()
    assert list(Event.objects.filter(stream=stream).order_by("seq").values_list("seq", flat=True))[-1] == (
        Event.objects.filter(stream=stream).count() - 1
    )


def test_outcomes_of_a_set_are_the_same_lines(shared: World) -> None:
    """A set repeated with its key while the first is still running gets the same receipts."""
    shares = more_shares(shared, 60)
    actor, key = shared.actor("ld-so-y-te"), str(uuid.uuid4())
    ids = [share.pk for share in shares]

    def accept() -> Outcome:
        return perform(acts.ACCEPT, ids, actor=actor, data={}, key=key)

    one, two = race(accept, accept)
    assert {done.receipt for done in one.done} == {done.receipt for done in two.done}
    assert sum(done.repeated for done in (*one.done, *two.done)) == len(shares)
    assert not one.refused
    assert not two.refused
