"""Who may act at all, what a refusal leaves behind, and what is done with garbage."""

from datetime import timedelta

import pytest

from approvals import acts
from approvals.demo.people import system
from processes.models import Account, Post, State
from processes.people import merge_persons
from tests.workflow.every_act import events, every_act, refusals
from tests.world import World
from workflow import clock
from workflow.acts import Actor
from workflow.engine import perform
from workflow.errors import NotAllowed, NotFound, NotValid
from workflow.models import Event, EventText


class TestForeignWork:
    """What is not one's own does not exist, and asking for it is written down."""

    def test_foreign_and_unknown_work_get_the_same_answer(self, small: World) -> None:
        sentences = set()
        for pk in (small.share("I.1", "sct").pk, 999_999_999, 10**30, -1):
            with pytest.raises(NotFound) as refusal:
                perform(acts.ACCEPT, [pk], actor=small.actor("ld-so-y-te"), data={}, key="k").single()
            sentences.add(refusal.value.sentence)
        assert len(sentences) == 1
        assert len(refusals(small, "ld-so-y-te")) == 4

    def test_the_refusal_names_act_and_process(self, small: World) -> None:
        foreign = small.share("I.1", "sct")
        small.act("ld-so-y-te", acts.ACCEPT, foreign)
        body = refusals(small, "ld-so-y-te")[0]
        assert (body["refused_act"], body["processes"], body["status"]) == ("accept", [foreign.pk], [404])

    def test_a_missing_right_is_written_down_too(self, small: World) -> None:
        share = small.bring(small.share("I.1", "syt"), State.REVIEWED)
        with pytest.raises(NotAllowed):
            small.do("tham-dinh", acts.ESCALATE, share, **small.paper("TTr-SKHCN"))
        assert [(b["refused_act"], b["status"]) for b in refusals(small, "tham-dinh")] == [("escalate", [403])]

    def test_what_the_rest_of_the_set_did_is_kept(self, small: World) -> None:
        mine, foreign = small.share("I.1", "syt"), small.share("I.1", "sct")
        small.act("ld-so-y-te", acts.ACCEPT, [mine, foreign])
        assert events(mine.stream) == ["give_out", "accept"]
        assert [b["processes"] for b in refusals(small, "ld-so-y-te")] == [[foreign.pk]]

    def test_a_conflict_is_no_matter_for_the_accounts_stream(self, small: World) -> None:
        share = small.share("I.1", "syt")
        small.act("ld-so-y-te", acts.SUBMIT, share)
        assert refusals(small, "ld-so-y-te") == []

    @pytest.mark.parametrize("username", ["quan-tri", "mat-tran"])
    def test_nobody_without_a_part_in_it_sees_it_even_to_be_refused(self, small: World, username: str) -> None:
        share = small.share("I.1", "syt")
        for act, data in every_act(small, share):
            outcome = small.act(username, act, share, **data)
            assert [type(line.error) for line in outcome.refused] == [NotFound], act.name


class TestActors:
    """There is no act without a living actor, and a change of post takes effect at once."""

    def test_an_inactive_account_may_do_nothing(self, small: World) -> None:
        Account.objects.filter(username="ld-so-y-te").update(is_active=False)
        with pytest.raises(NotFound):
            small.do("ld-so-y-te", acts.ACCEPT, small.share("I.1", "syt"))

    def test_an_account_that_does_not_exist_may_do_nothing(self, small: World) -> None:
        with pytest.raises(NotFound):
            small.do("", acts.ACCEPT, small.share("I.1", "syt"), actor=Actor(account=987_654))

    def test_a_post_that_ended_yesterday_gives_nothing_today(self, small: World) -> None:
        post = small.post("ld-so-y-te")
        Post.objects.filter(pk=post.pk).update(valid_to=clock.today() - timedelta(days=1))
        with pytest.raises(NotFound):
            small.do("ld-so-y-te", acts.ACCEPT, small.share("I.1", "syt"))

    def test_a_post_that_ends_today_still_holds(self, small: World) -> None:
        post = small.post("ld-so-y-te")
        Post.objects.filter(pk=post.pk).update(valid_to=clock.today())
        small.do("ld-so-y-te", acts.ACCEPT, small.share("I.1", "syt"))

    def test_a_post_that_begins_tomorrow_gives_nothing_yet(self, small: World) -> None:
        post = small.post("ld-so-y-te")
        Post.objects.filter(pk=post.pk).update(valid_from=clock.today() + timedelta(days=1))
        with pytest.raises(NotFound):
            small.do("ld-so-y-te", acts.ACCEPT, small.share("I.1", "syt"))

    def test_a_post_of_a_dead_agency_gives_nothing(self, small: World) -> None:
        agency = small.agency("syt")
        agency.valid_to = clock.today() - timedelta(days=1)
        agency.save(update_fields=["valid_to"])
        with pytest.raises(NotFound):
            small.do("ld-so-y-te", acts.ACCEPT, small.share("I.1", "syt"))

    def test_one_acts_in_a_post_of_ones_own_or_not_at_all(self, small: World) -> None:
        share = small.share("I.1", "syt")
        others = Actor(small.actor("cv-so-y-te").account, post=small.post("ld-so-y-te").pk)
        with pytest.raises(NotAllowed):
            small.do("", acts.ACCEPT, share, actor=others)
        mine = Actor(small.actor("ld-so-y-te").account, post=small.post("giam-doc").pk)
        with pytest.raises(NotAllowed, match="Chức vụ bạn chọn"):
            small.do("", acts.ACCEPT, share, actor=mine)

    def test_who_could_act_in_two_posts_is_asked_in_which(self, small: World) -> None:
        post = small.post("ld-so-y-te")
        twin = Post.objects.create(
            person=post.person,
            agency=post.agency,
            role=post.role,
            title="Quyền Giám đốc",
            code="hai",
            valid_from=post.valid_from,
        )
        share = small.share("I.1", "syt")
        with pytest.raises(NotValid) as refusal:
            small.do("ld-so-y-te", acts.ACCEPT, share)
        assert refusal.value.field == "post"
        small.do("ld-so-y-te", acts.ACCEPT, share, actor=Actor(small.actor("ld-so-y-te").account, post=twin.pk))
        assert Event.objects.get(stream=share.stream, seq=1).post == twin.pk

    def test_merged_persons_are_one(self, small: World) -> None:
        """The officer of the Sở Y tế turns out to be the reviewer: two accounts, one natural person."""
        share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
        officer, reviewer = small.account("cv-so-y-te").person, small.account("tham-dinh").person
        merge_persons(reviewer, officer, by=system("keep_people"))
        with pytest.raises(NotAllowed, match="đã tham gia"):
            small.do("tham-dinh", acts.REVIEW, share)
        small.do("tham-dinh-2", acts.REVIEW, share)


class TestData:
    """What was sent is judged before anything is read, and garbage is refused in words."""

    @pytest.mark.parametrize(
        ("act", "data"),
        [
            (acts.ACCEPT, {"officer": "abc"}),
            (acts.ACCEPT, {"officer": 10**30}),
            (acts.SUBMIT, {"draft_version": "abc"}),
            (acts.DETACH, {"file": "abc"}),
            (acts.WAIVE, {"agency": "abc", "reason": "lý do"}),
            (acts.ASK, {"agencies": ["abc"], "question": "?", "due": None}),
            (acts.TRANSFER, {"to": "abc"}),
            (acts.TRANSFER, {}),
            (acts.REVIEW, {"verdict": "excellent"}),
            (acts.REVIEW, {"verdict": "passed_with_notes"}),
            (acts.SEND_BACK, {"to": "moon", "reason": "x"}),
            (acts.SEND_BACK, {"reason": "  "}),
            (acts.SEND_BACK, {"reason": "a\x00b"}),
            (acts.SEND_BACK, {"reason": "\ud800"}),
            (acts.SEND_BACK, {"reason": "x" * 10_001}),
            (acts.VERIFY, {"checklist": ["complete"]}),
            (acts.ISSUE, {}),
            (acts.ATTACH, {"file": {"sha256": "00"}}),
        ],
        ids=lambda value: value.name if hasattr(value, "name") else None,
    )
    def test_garbage_is_not_valid(self, small: World, act, data) -> None:
        share = small.share("I.1", "syt")
        with pytest.raises(NotValid) as refusal:
            small.do("ld-so-y-te", act, share, **data)
        assert refusal.value.sentence
        assert events(share.stream) == ["give_out"]

    @pytest.mark.parametrize("signer", ["a\x00b", "\udfff"])
    def test_a_name_on_a_paper_that_cannot_be_kept_is_not_valid(self, small: World, signer: str) -> None:
        share = small.bring(small.share("I.1", "syt"), State.REVIEWED)
        with pytest.raises(NotValid):
            small.do("giam-doc", acts.ESCALATE, share, **{**small.paper("TTr-SKHCN"), "signer": signer})

    def test_what_a_person_writes_is_kept_in_nfc(self, small: World) -> None:
        share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
        small.do("tham-dinh", acts.SEND_BACK, share, reason="Bo\u0302\u0309 sung")
        assert EventText.objects.get(stream=share.stream, name="reason").text == "Bổ sung"
