"""Two provinces at work: the world of the tests with shares in every state, and a plan of another province beside it.

The shares are one task each: of Sở Y tế ("own" to its officer and leader), of Sở Công Thương, of the Department, and of an
agency of the other province. Those of Sở Y tế were opened to one coordinator by asking him.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from approvals import acts
from approvals.acts.giving_out import give_out
from approvals.demo.people import system
from approvals.models import Document, EvidenceFile
from processes.models import (
    Agency,
    AgencyAlias,
    Coordination,
    Plan,
    PlanGroup,
    PlanTask,
    PlanTaskTerm,
    Role,
    State,
    TaskProcess,
    Unit,
)
from processes.people import close_account, create_person, open_account
from processes.posts import appoint
from tests.shares import more_shares
from tests.world import World
from workflow import clock

OWN, OTHER, DEPARTMENTS, FOREIGN = "syt", "sct", "skhcn", "syt-kt"
TARGETS = (OWN, OTHER, DEPARTMENTS, FOREIGN)
WORKING, HANDED, REVIEWED = State.IN_PROGRESS, State.SUBMITTED, State.REVIEWED
STATES = (
    State.ASSIGNED, WORKING, HANDED, REVIEWED, State.WITH_OFFICE, State.WITH_AUTHORITY, State.APPROVED, State.CLOSED,
)  # fmt: skip
TO_CONCLUDE, TO_SUBMIT = "to conclude", "to submit"
COORDINATORS = ("ubnd-huyen-tra-bong", "ttt", "ubmttq", "vpub")
ONE_AGENCY = "stp"
"""Any body of the directory that plays no part in the shares."""
ASKED_AGENCY, ASKED_OFFICER = "ubnd-huyen-binh-son", "cv-binh-son"


@dataclass
class Province:
    """The world, the other province's plan, and each target's share by state."""

    world: World
    foreign_plan: Plan
    foreign_draft: Plan
    shares: dict[tuple[str, str], TaskProcess] = field(default_factory=dict)

    def share(self, target: str, state: str) -> TaskProcess:
        """The target's share that stands in the state."""
        return self.shares[target, state]

    def file(self, target: str, state: str = HANDED) -> EvidenceFile:
        """The evidence file of that share."""
        return EvidenceFile.objects.get(process=self.share(target, state))

    def document(self, target: str) -> Document:
        """The signed document that closed the target's share."""
        return Document.objects.exclude(sha256="").get(citations__process=self.share(target, State.CLOSED))

    def marks(self, target: str) -> Iterator[str]:
        """What betrays the shares of a target, wherever it is printed: their codes, words and files."""
        for (owner, _state), share in self.shares.items():
            if owner == target:
                yield share.code
        yield from (words(target), file_name(target))


def words(target: str) -> str:
    """What the results of a target say."""
    return f"Kết quả riêng của {target}."


def file_name(target: str) -> str:
    """What the evidence files of a target are called."""
    return f"minh-chung-{target}.pdf"


def province(world: World) -> Province:
    """Carry a share of each target to every state (the other province's: in progress, submitted, closed)."""
    _empty_handed()
    AgencyAlias.objects.create(agency=Agency.objects.get(code=ONE_AGENCY), text="Cách viết thử")
    made = Province(world, *_other_province(world))
    for target in (OWN, OTHER, DEPARTMENTS):
        for share, state in zip(more_shares(world, len(STATES), agency=target), STATES, strict=True):
            made.shares[target, state] = _carried(world, share, state, ASKED_OFFICER if target == OWN else "")
    _two_more(made)
    _coordinate([share for (target, _state), share in made.shares.items() if target != DEPARTMENTS])
    abroad = Abroad(made.foreign_plan)
    states = (WORKING, HANDED, State.CLOSED)
    for share, state in zip(TaskProcess.objects.filter(plan=made.foreign_plan).order_by("pk"), states, strict=True):
        made.shares[FOREIGN, state] = _carried(abroad, share, state, "")
    return made


def _carried(world: World, share: TaskProcess, state: str, asked: str) -> TaskProcess:
    """To the state, by the usual people; on the way a coordinator is asked, and answers unless the share stays there."""
    if state == State.ASSIGNED:
        return share
    world.bring(share, WORKING)
    target = share.agency.code
    team = world.team(share)
    if asked:
        agency = Agency.objects.get(code=ASKED_AGENCY)
        question = {"agencies": [agency.pk], "question": "Xin ý kiến.", "due": clock.today() + timedelta(days=9)}
        world.do(team["leader"], acts.ASK, share, **question)
        if state != WORKING:
            world.do(asked, acts.CONTRIBUTE, share, opinion="Thống nhất.")
    world.do(team["officer"], acts.ATTACH, share, file=world.file(file_name(target)))
    _write(share, target)
    if state != WORKING:
        world.do(team["leader"], acts.SUBMIT, share)
        world.bring(share, state)
    return share


def _write(share: TaskProcess, target: str) -> None:
    draft = share.draft
    draft.text, draft.version = words(target), draft.version + 1
    draft.save()


def _two_more(made: Province) -> None:
    """Of Sở Y tế: one that the Department directs, reviewed, for `conclude`; one with no open question, for `submit`."""
    [directed] = more_shares(made.world, 1, agency=OWN, directing="department")
    made.shares[OWN, TO_CONCLUDE] = _carried(made.world, directed, REVIEWED, "")
    [written] = more_shares(made.world, 1, agency=OWN)
    made.shares[OWN, TO_SUBMIT] = _carried(made.world, written, WORKING, "")


def _coordinate(shares: Iterable[TaskProcess]) -> None:
    """The plan names these bodies beside the shares; nobody asked them. Three of them hold seats that coordinate nothing."""
    bodies = Agency.objects.filter(code__in=COORDINATORS)
    Coordination.objects.bulk_create(Coordination(process=share, agency=body) for share in shares for body in bodies)


def _empty_handed() -> None:
    """An account without a post, one whose post ended yesterday, one that was closed: each of Sở Y tế once, or never."""
    by = system("keep_people")
    agency = Agency.objects.get(code=OWN)
    yesterday = clock.today() - timedelta(days=1)
    for username, last in (("khong-chuc-vu", None), ("het-chuc-vu", yesterday), ("da-dong", None)):
        person = create_person(f"Người {username}", by=by)
        account = open_account(person, username, f"{username}@vidu.invalid", by=by)
        if username != "khong-chuc-vu":
            first = yesterday - timedelta(days=9)
            appoint(
                person, agency, None, Role.LEADER, "Nguyên Giám đốc", first, last, [], None, f"{username}.syt", by=by
            )
        if username == "da-dong":
            close_account(account, by=by)


class Abroad(World):
    """The same verbs by the hands of the other province."""

    def team(self, process: TaskProcess) -> dict[str, str]:
        """Four people carry a share that their own Department directs."""
        return {"leader": "kt-ld", "officer": "kt-cv", "reviewer": "kt-td", "director": "kt-gd", "verifier": ""}

    def issue(self, process: TaskProcess, *more: TaskProcess) -> None:
        """The clerk of that Department."""
        paper = self.paper("KL-KT") | {"file": self.file("ket-luan-kt.pdf")}
        self.do("kt-vt", acts.ISSUE, process, **paper)


def _other_province(world: World) -> tuple[Plan, Plan]:
    """A plan of another province, in force and given out, and one that is still a draft there."""
    kinds = {"ubnd-kt": "provincial_committee", "vpub-kt": "office", "skhcn-kt": "department", FOREIGN: "department"}
    bodies = {
        code: Agency.objects.create(code=code, name=f"Cơ quan {code} tỉnh khác", kind=kind, level="province")
        for code, kind in kinds.items()
    }
    unit = Unit.objects.create(agency=bodies["skhcn-kt"], code="skhcn-kt.qlcn", name="Phòng Quản lý Công nghệ")
    _people_abroad(bodies, unit)
    plan = _plan_abroad(bodies, "7/KH-UBND", Plan.Status.IN_FORCE)
    group = PlanGroup.objects.create(plan=plan, position=1, ordinal="I", title="Nhóm")
    pattern = world.plan.tasks.order_by("position").first()
    assert pattern is not None
    for position in range(3):
        task = PlanTask.objects.create(
            plan=plan, group=group, position=position, ordinal=str(position + 1), ordinal_source="printed",
            code=f"I.{position + 1}", text=f"Nhiệm vụ tỉnh khác {position + 1}", directing="department",
            deadline=pattern.deadline, deadline_kind=pattern.deadline_kind, cells=pattern.cells,
        )  # fmt: skip
        lead = bodies[FOREIGN]
        PlanTaskTerm.objects.create(task=task, cell="lead", position=0, kind="agency", text=lead.name, agency=lead)
    give_out(plan, 2025, capacity=system("give_out"), key="abroad")
    return plan, _plan_abroad(bodies, "8/KH-UBND", Plan.Status.DRAFT)


def _plan_abroad(bodies: dict[str, Agency], number: str, status: str) -> Plan:
    return Plan.objects.create(
        number=number, dated=clock.today(), issuer=bodies["ubnd-kt"], issuer_text="UBND tỉnh khác", title="Kế hoạch tỉnh khác",
        status=status, department=bodies["skhcn-kt"], office=bodies["vpub-kt"], source=b"thu", source_name="thu.txt",
        source_sha256="1" * 64, imported_at=clock.now(),
    )  # fmt: skip


def _people_abroad(bodies: dict[str, Agency], unit: Unit) -> None:
    by = system("keep_people")
    for username, agency, role in (
        ("kt-ld", FOREIGN, Role.LEADER), ("kt-cv", FOREIGN, Role.OFFICER), ("kt-td", "skhcn-kt", Role.REVIEWER),
        ("kt-gd", "skhcn-kt", Role.DIRECTOR), ("kt-vt", "skhcn-kt", Role.RECORDS),
    ):  # fmt: skip
        person = create_person(f"Người {username}", by=by)
        open_account(person, username, f"{username}@vidu.invalid", by=by)
        own_unit = unit if role == Role.REVIEWER else None
        appoint(
            person,
            bodies[agency],
            own_unit,
            role,
            "Chức vụ",
            clock.today(),
            None,
            [],
            None,
            f"{username}.{agency}",
            by=by,
        )
