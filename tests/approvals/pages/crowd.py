"""Hundreds of results waiting for review, begun through the engine and submitted in sets."""

from __future__ import annotations

from datetime import date, timedelta

from approvals import acts
from approvals.flow import TaskFlow
from approvals.models import Draft, DraftFile, EvidenceFile
from processes.models import Post, TaskProcess
from tests.world import World
from workflow import clock
from workflow.engine import begin


def crowd(world: World, count: int) -> list[TaskProcess]:
    """That many shares of I.1 for Sở Y tế, each of its own period, submitted by its leader."""
    pattern = world.share("I.1", "syt")
    first = date(2026, 1, 1)
    births = []
    for n in range(count):
        birth = TaskProcess(
            plan=world.plan, plan_task=pattern.plan_task, directing=pattern.directing, year=2026,
            period_from=first + timedelta(days=n), period_to=None, due=clock.today() + timedelta(days=n % 60 - 10),
            agency_id=pattern.agency_id, given_to_id=pattern.agency_id, head_hash=b"", state="assigned",
        )  # fmt: skip
        birth.department_id, birth.office_id, birth.issuer_id = (
            world.plan.department_id, world.plan.office_id, world.plan.issuer_id,
        )  # fmt: skip
        births.append(birth)
    leader = next(c for c in TaskFlow.ground.capacities(world.actor("ld-so-y-te"), clock.today()))
    begin(TaskFlow, births, capacity=leader, act="give_out", key="crowd")
    post: Post = world.post("cv-so-y-te")
    world.act("ld-so-y-te", acts.ACCEPT, births, officer=post.pk)
    world.act("cv-so-y-te", acts.PREPARE, births)
    Draft.objects.filter(process__in=births).update(text="Đã hoàn thành.")
    file = world.file()
    for draft in Draft.objects.filter(process__in=births):
        upload = EvidenceFile.objects.create(
            process_id=draft.process_id, uploaded_by=post, uploaded_at=clock.now(), **file
        )
        DraftFile.objects.create(draft=draft, file=upload)
    world.act("ld-so-y-te", acts.SUBMIT, births)
    return births
