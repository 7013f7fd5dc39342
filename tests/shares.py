"""Many shares at once, for tests and benchmarks of sets: made by giving out, carried by acts on the whole set."""

from collections.abc import Sequence

from approvals import acts
from approvals.acts.giving_out import give_out
from approvals.demo.people import system
from approvals.models import Draft
from processes.models import Agency, PlanTask, PlanTaskTerm, State, TaskProcess
from tests.world import World
from workflow.acts import Outcome


def more_shares(world: World, count: int, *, agency: str = "syt", directing: str = "chairman") -> list[TaskProcess]:
    """Add `count` tasks led by one agency to the plan, and give them out: `count` new shares, in order."""
    pattern = world.plan.tasks.order_by("position").first()
    assert pattern is not None
    first = world.plan.tasks.count()
    tasks = PlanTask.objects.bulk_create(
        PlanTask(
            plan=world.plan, group=pattern.group, position=first + number, ordinal=str(first + number + 1),
            ordinal_source="printed", code=f"I.{first + number + 1}", text=f"Nhiệm vụ thứ {first + number + 1}",
            directing=directing, deadline=pattern.deadline, deadline_kind=pattern.deadline_kind, cells=pattern.cells,
        )
        for number in range(count)
    )  # fmt: skip
    lead = Agency.objects.get(code=agency)
    PlanTaskTerm.objects.bulk_create(
        PlanTaskTerm(task=task, cell="lead", position=0, kind="agency", text=lead.name, agency=lead) for task in tasks
    )
    give_out(world.plan, 2025, capacity=system("give_out"), key=f"more-{first}")
    return list(TaskProcess.objects.filter(plan_task__in=tasks).order_by("pk"))


def bring_all(world: World, shares: Sequence[TaskProcess], state: str) -> list[TaskProcess]:
    """Carry given-out shares of one agency and one directing authority to a state, by acts on the whole set."""
    team = world.team(shares[0])
    chairman = shares[0].directing == "chairman"
    steps = {
        State.IN_PROGRESS: lambda: world.act(
            team["leader"], acts.ACCEPT, shares, officer=world.post(team["officer"]).pk
        ),
        State.SUBMITTED: lambda: _submit_all(world, shares, team),
        State.REVIEWED: lambda: world.act(team["reviewer"], acts.REVIEW, shares, verdict="passed", opinion="Đạt."),
    }
    if chairman:
        steps |= {
            State.WITH_OFFICE: lambda: world.act(team["director"], acts.ESCALATE, shares, **world.paper("TTr-SKHCN")),
            State.WITH_AUTHORITY: lambda: world.act(team["verifier"], acts.VERIFY, shares, checklist=list(CHECKED)),
            State.APPROVED: lambda: world.act("chu-tich", acts.DECIDE, shares, opinion="Đồng ý."),
        }
    else:
        steps |= {State.APPROVED: lambda: world.act(team["director"], acts.CONCLUDE, shares, opinion="Đồng ý.")}
    order = list(steps)
    for step in order[: order.index(State(state)) + 1] if state != State.ASSIGNED else []:
        outcome = steps[step]()
        assert not outcome.refused, (step, outcome.refused[0].error)
    return list(TaskProcess.objects.filter(pk__in=[share.pk for share in shares]).order_by("pk"))


CHECKED = ("complete", "competent", "consistent")


def write_results(world: World, shares: Sequence[TaskProcess], officer: str) -> None:
    """A result with one file for each of the shares."""
    world.act(officer, acts.PREPARE, shares)
    world.act(officer, acts.ATTACH, shares, file=world.file())
    Draft.objects.filter(process__in=shares).update(text="Đã hoàn thành nội dung được giao.")


def _submit_all(world: World, shares: Sequence[TaskProcess], team: dict[str, str]) -> Outcome:
    write_results(world, shares, team["officer"])
    return world.act(team["leader"], acts.SUBMIT, shares)
