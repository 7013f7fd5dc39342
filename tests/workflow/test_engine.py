"""What `perform` answers: the first answer again, a stale page refused, one line for each process of a set."""

import uuid

import pytest
from django.db import connection

from approvals import acts
from processes.models import State
from tests.shares import bring_all, more_shares
from tests.workflow.every_act import events
from tests.world import World
from workflow import clock
from workflow.engine import perform
from workflow.errors import Conflict, NotFound, NotValid


class TestRetries:
    """The same key is the same act: it is done once and answered for ever."""

    def test_the_same_key_gets_the_first_answer(self, small: World) -> None:
        share, key = small.share("I.1", "syt"), str(uuid.uuid4())
        first = small.do("ld-so-y-te", acts.ACCEPT, share, key=key)
        again = small.do("ld-so-y-te", acts.ACCEPT, share, key=key)
        assert (again.repeated, first.repeated) == (True, False)
        assert (again.receipt, again.seq, again.from_state, again.to_state, again.at) == (
            first.receipt, first.seq, first.from_state, first.to_state, first.at,
        )  # fmt: skip
        assert events(share.stream) == ["give_out", "accept"]

    def test_the_first_answer_stands_whatever_happened_since(self, small: World) -> None:
        share, key = small.share("I.1", "syt"), str(uuid.uuid4())
        first = small.do("ld-so-y-te", acts.ACCEPT, share, key=key)
        small.bring(share, State.CLOSED)
        again = small.do("ld-so-y-te", acts.ACCEPT, share, key=key)
        assert (again.repeated, again.receipt, again.to_state) == (True, first.receipt, State.IN_PROGRESS)
        assert share.state == State.CLOSED

    def test_a_retry_needs_no_fresh_page(self, small: World) -> None:
        share, key = small.share("I.1", "syt"), str(uuid.uuid4())
        seen = {share.pk: share.version}
        first = small.do("ld-so-y-te", acts.ACCEPT, share, key=key, seen=seen)
        assert small.do("ld-so-y-te", acts.ACCEPT, share, key=key, seen=seen).receipt == first.receipt

    def test_another_accounts_same_key_is_another_key(self, small: World) -> None:
        share, key = small.share("I.1", "syt"), str(uuid.uuid4())
        small.bring(share, State.IN_PROGRESS)
        one = small.do("cv-so-y-te", acts.PREPARE, share, key=key)
        two = small.do("ld-so-y-te", acts.PREPARE, share, key=key)
        assert not two.repeated
        assert one.receipt != two.receipt

    def test_the_same_key_for_another_act_is_another_key(self, small: World) -> None:
        share, key = small.share("I.1", "syt"), str(uuid.uuid4())
        small.bring(share, State.SUBMITTED)
        small.do("tham-dinh", acts.TAKE, share, key=key)
        assert not small.do("tham-dinh", acts.REVIEW, share, key=key).repeated

    def test_a_key_answers_for_each_process_of_a_set_by_itself(self, small: World) -> None:
        shares, key = more_shares(small, 3), str(uuid.uuid4())
        small.act("ld-so-y-te", acts.ACCEPT, shares[:2], key=key)
        outcome = small.act("ld-so-y-te", acts.ACCEPT, shares, key=key)
        assert {done.process: done.repeated for done in outcome.done} == {
            shares[0].pk: True, shares[1].pk: True, shares[2].pk: False,
        }  # fmt: skip

    def test_a_refused_act_may_be_repeated_with_its_key_once_it_can_be_done(self, small: World) -> None:
        share, key = small.share("I.1", "syt"), str(uuid.uuid4())
        with pytest.raises(Conflict):
            small.do("ld-so-y-te", acts.WITHDRAW, share, key=key)
        small.bring(share, State.SUBMITTED)
        assert not small.do("ld-so-y-te", acts.WITHDRAW, share, key=key).repeated

    @pytest.mark.parametrize("key", ["", " ", "x" * 201, "a\x00b"])
    def test_an_act_needs_a_key_that_can_be_kept(self, small: World, key: str) -> None:
        share = small.share("I.1", "syt")
        with pytest.raises(NotValid):
            perform(acts.ACCEPT, [share.pk], actor=small.actor("ld-so-y-te"), data={}, key=key)
        assert events(share.stream) == ["give_out"]


class TestStalePages:
    """What a person saw is what he acts on."""

    def test_an_older_version_is_refused_and_nothing_is_written(self, small: World) -> None:
        share = small.share("I.1", "syt")
        with pytest.raises(Conflict, match="đã thay đổi"):
            small.do("ld-so-y-te", acts.ACCEPT, share, seen={share.pk: share.version - 1})
        share.refresh_from_db()
        assert (share.state, events(share.stream)) == (State.ASSIGNED, ["give_out"])

    def test_a_process_whose_version_was_not_sent_counts_as_stale(self, small: World) -> None:
        share = small.share("I.1", "syt")
        with pytest.raises(Conflict, match="đã thay đổi"):
            small.do("ld-so-y-te", acts.ACCEPT, share, seen={})

    def test_drafts_and_questions_never_make_a_leaders_form_stale(self, small: World) -> None:
        share = small.bring(small.share("I.1", "syt"), State.IN_PROGRESS)
        seen = {share.pk: share.version}
        small.write_result(share, "cv-so-y-te")
        small.do("ld-so-y-te", acts.SUBMIT, share, seen=seen)

    def test_resubmission_makes_a_reviewers_form_stale(self, small: World) -> None:
        share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
        seen = {share.pk: share.version}
        small.do("ld-so-y-te", acts.WITHDRAW, share)
        small.do("ld-so-y-te", acts.SUBMIT, share)
        with pytest.raises(Conflict, match="đã thay đổi"):
            small.do("tham-dinh", acts.REVIEW, share, seen=seen)

    def test_one_sees_who_moved_it_last_and_when(self, small: World) -> None:
        share = small.bring(small.share("I.1", "syt"), State.REVIEWED)
        with pytest.raises(Conflict) as refusal:
            small.do("tham-dinh-2", acts.REVIEW, share)
        assert "Phan Anh Dũng" in refusal.value.sentence
        assert f"ngày {clock.today():%d/%m/%Y}" in refusal.value.sentence


class TestSets:
    """A single act is the set of one; a thousand are a thousand lines of the outcome."""

    def test_one_refusal_never_stops_the_others(self, small: World) -> None:
        mine, foreign = small.share("I.1", "syt"), small.share("I.1", "sct")
        moved = small.bring(more_shares(small, 1)[0], State.IN_PROGRESS)
        stale = more_shares(small, 1)[0]
        shares = [foreign, moved, mine, stale]
        seen = {mine.pk: mine.version, moved.pk: moved.version, foreign.pk: 0, stale.pk: 99}
        outcome = small.act("ld-so-y-te", acts.ACCEPT, shares, seen=seen)
        assert [done.process for done in outcome.done] == [mine.pk]
        assert {line.process: type(line.error) for line in outcome.refused} == {
            foreign.pk: NotFound, moved.pk: Conflict, stale.pk: Conflict,
        }  # fmt: skip

    def test_a_set_has_one_line_for_each_process_however_often_it_is_named(self, small: World) -> None:
        share = small.share("I.1", "syt")
        outcome = small.act("ld-so-y-te", acts.ACCEPT, [share, share, share])
        assert (len(outcome.done), outcome.refused) == (1, [])

    def test_an_empty_set_does_nothing(self, small: World) -> None:
        outcome = small.act("ld-so-y-te", acts.ACCEPT, [])
        assert (outcome.done, outcome.refused) == ([], [])

    def test_a_large_set_is_cut_into_transactions_of_two_hundred(self, small: World) -> None:
        from workflow import engine

        shares = more_shares(small, 401)
        sizes: list[int] = []
        true_one = engine._transact

        def counted(act, ids, *rest):
            sizes.append(len(ids))
            return true_one(act, ids, *rest)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(engine, "_transact", counted)
            outcome = small.act("ld-so-y-te", acts.ACCEPT, shares)
        assert (sizes, len(outcome.done), outcome.refused) == ([200, 200, 1], 401, [])

    def test_where_the_database_refuses_a_set_the_guilty_one_is_named(self, small: World) -> None:
        """A work item that the database will not let a second time be open, made behind the engine's back."""
        shares = more_shares(small, 3)
        bad = shares[1]
        with connection.cursor() as cursor:  # its stream already holds the event that accepting would write
            cursor.execute(
                "INSERT INTO trail (stream, seq, from_state, to_state, prev_hash, hash, body, act, at)"
                " SELECT stream, 1, to_state, 'in_progress', hash, sha256('x'), 'x', 'forged', now() FROM trail WHERE stream = %s",
                [bad.stream],
            )
        outcome = small.act("ld-so-y-te", acts.ACCEPT, shares)
        assert [done.process for done in outcome.done] == [shares[0].pk, shares[2].pk]
        assert [(line.process, type(line.error)) for line in outcome.refused] == [(bad.pk, Conflict)]

    def test_a_fault_of_one_row_is_named_too_and_stops_nobody(self, small: World) -> None:
        """Not a race: the database refuses what the head of one process says."""
        shares = bring_all(small, more_shares(small, 3), State.IN_PROGRESS)
        true_change = acts.PREPARE.change

        def spoil(move):
            true_change(move)
            if move.process.pk == shares[1].pk:
                move.process.head_hash = b"\x00" * 32

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(type(acts.PREPARE), "change", lambda self, move: spoil(move))
            outcome = small.act("cv-so-y-te", acts.PREPARE, shares)
        assert [done.process for done in outcome.done] == [shares[0].pk, shares[2].pk]
        assert [line.process for line in outcome.refused] == [shares[1].pk]
