"""Every act, in every state, by everybody: what goes through is exactly the table of domain.md 3.2, no more and no less."""

import contextlib
import random
from typing import Any

import pytest
from django.db import transaction

from approvals import acts
from approvals.models import Citation
from processes.models import State, TaskProcess
from tests.workflow.every_act import events, every_act
from tests.world import World
from workflow import clock, engine
from workflow.errors import NotValid

CAST = (
    "ld-so-y-te", "cv-so-y-te", "ld-so-cong-thuong", "cv-so-cong-thuong", "ld-binh-son",
    "giam-doc", "pho-giam-doc", "chi-cuc-truong", "cv-chi-cuc", "tham-dinh", "tham-dinh-2", "tham-dinh-3", "van-thu-so",
    "quan-tri-ke-hoach", "chanh-van-phong", "tham-tra", "tham-tra-2", "van-thu-ubnd", "cv-van-phong",
    "chu-tich", "pho-chu-tich", "thanh-tra", "quan-tri", "mat-tran", "he-thong",
)  # fmt: skip

LEADERS = "giam-doc pho-giam-doc"
REVIEWERS = f"tham-dinh tham-dinh-2 tham-dinh-3 {LEADERS}"
TRANSFER = {"transfer": "quan-tri-ke-hoach chu-tich"}
HANDS = {"prepare": "ld-so-y-te cv-so-y-te", "attach": "ld-so-y-te cv-so-y-te", "detach": "ld-so-y-te cv-so-y-te"}

# The share of Sở Y tế in I.1, directed by the Chairman; the usual people did the earlier steps.
CHAIRMAN: dict[str, dict[str, str]] = {
    State.ASSIGNED: {"accept": "ld-so-y-te", **TRANSFER},
    State.IN_PROGRESS: {**HANDS, "ask": "ld-so-y-te", "submit": "ld-so-y-te", **TRANSFER},
    State.SUBMITTED: {
        "withdraw": "ld-so-y-te", "take": REVIEWERS, "review": REVIEWERS, "send_back": REVIEWERS, **TRANSFER,
    },
    State.REVIEWED: {"escalate": LEADERS, "send_back": LEADERS, **TRANSFER},
    State.WITH_OFFICE: {"verify": "tham-tra tham-tra-2", "send_back": "tham-tra tham-tra-2", **TRANSFER},
    State.WITH_AUTHORITY: {"decide": "chu-tich pho-chu-tich", "send_back": "chu-tich pho-chu-tich", **TRANSFER},
    State.APPROVED: {"issue": "van-thu-ubnd", **TRANSFER},
    State.CLOSED: {},
}  # fmt: skip

# The Department's own share in I.2, which it also directs: reviewers and the concluding leader stand outside Chi cục.
OWN_HANDS = f"cv-chi-cuc chi-cuc-truong {LEADERS}"
OWN_HEADS = f"chi-cuc-truong {LEADERS}"
OWN_REVIEWERS = "tham-dinh tham-dinh-2 giam-doc"
DEPARTMENT: dict[str, dict[str, str]] = {
    State.ASSIGNED: {"accept": OWN_HEADS, **TRANSFER},
    State.IN_PROGRESS: {
        "prepare": OWN_HANDS, "attach": OWN_HANDS, "detach": OWN_HANDS, "ask": OWN_HEADS, "submit": OWN_HEADS, **TRANSFER,
    },
    State.SUBMITTED: {
        "withdraw": OWN_HEADS, "take": OWN_REVIEWERS, "review": OWN_REVIEWERS, "send_back": OWN_REVIEWERS, **TRANSFER,
    },
    State.REVIEWED: {"conclude": "giam-doc", "send_back": "giam-doc", **TRANSFER},
    State.APPROVED: {"issue": "van-thu-so", **TRANSFER},
    State.CLOSED: {},
}  # fmt: skip


def went_through(world: World, share: TaskProcess) -> dict[str, set[str]]:
    """Who gets through with which act on the share as it stands; every attempt is undone."""
    found: dict[str, set[str]] = {}
    actors = {username: world.actor(username) for username in CAST}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "_record_refusals", lambda *given: None)  # thousands of them, tested elsewhere
        for act, data in every_act(world, share):
            for username, actor in actors.items():
                savepoint = transaction.savepoint()
                outcome = world.act("", act, share, actor=actor, **data)
                transaction.savepoint_rollback(savepoint)
                if outcome.done:
                    found.setdefault(act.name, set()).add(username)
                    assert (outcome.done[0].to_state == State.CLOSED) == (act.name == "issue")
    return found


def expected(row: dict[str, str]) -> dict[str, set[str]]:
    return {act: set(names.split()) for act, names in row.items()}


def ready(world: World, share: TaskProcess, state: str) -> TaskProcess:
    """The share in the state; in progress, with a result that could be submitted."""
    world.bring(share, state)
    if state == State.IN_PROGRESS:
        world.write_result(share, world.team(share)["officer"])
    return share


@pytest.mark.parametrize("state", CHAIRMAN)
def test_what_the_chairman_directs(small: World, state: str) -> None:
    share = ready(small, small.share("I.1", "syt"), state)
    assert went_through(small, share) == expected(CHAIRMAN[state])


@pytest.mark.parametrize("state", DEPARTMENT)
def test_what_the_department_directs_and_does_itself(small: World, state: str) -> None:
    share = ready(small, small.share("I.2", "skhcn"), state)
    assert went_through(small, share) == expected(DEPARTMENT[state])


def test_only_who_was_asked_contributes_and_nothing_is_submitted_before(small: World) -> None:
    share = ready(small, small.share("I.1", "syt"), State.IN_PROGRESS)
    small.do("ld-so-y-te", acts.ASK, share, agencies=[small.agency("sct").pk], question="?", due=clock.today())
    asked = {"contribute": "ld-so-cong-thuong cv-so-cong-thuong", "waive": "ld-so-y-te"}
    assert went_through(small, share) == expected({**HANDS, "ask": "ld-so-y-te", **asked, **TRANSFER})


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("task", "agency"), [("I.1", "syt"), ("I.2", "skhcn"), ("I.3", "vpub")])
def test_no_wandering_closes_a_share_but_by_its_whole_path(small: World, task: str, agency: str, seed: int) -> None:
    """Random people doing random acts: whatever way leads to the end, every level has spoken about the last result."""
    choice = random.Random(f"{task}{seed}")
    share = small.share(task, agency)
    above = ["escalate", "verify", "decide"] if share.directing == "chairman" else ["conclude"]
    for _step in range(120):
        act, data = choice.choice(likely(small, share, choice))
        small.act(choice.choice(CAST), act, share, **data)
        share.refresh_from_db()
        if share.state == State.CLOSED:
            break
    path = events(share.stream)
    if share.state == State.CLOSED:
        since = path[len(path) - path[::-1].index("submit") :]
        assert [act for act in since if act in ("review", *above, "issue")][-len(above) - 2 :] == [
            "review",
            *above,
            "issue",
        ]
        assert Citation.objects.filter(process=share, seq=share.head_seq, document__sha256__gt="").exists()
    else:
        assert "issue" not in path
    assert share.head_seq == len(path) - 1


def likely(world: World, share: TaskProcess, choice: random.Random) -> list[tuple[Any, dict[str, Any]]]:
    """All acts; those that start in the present state several times, so that the walk gets somewhere."""
    listed = [(act, data) for act, data in every_act(world, share) if act.name not in ("transfer", "ask")]
    if share.state == State.IN_PROGRESS and choice.random() < 0.3:
        with contextlib.suppress(NotValid):  # twenty files are enough
            world.write_result(share, world.team(share)["officer"])
    return listed + 5 * [(act, data) for act, data in listed if share.state in act.sources]
