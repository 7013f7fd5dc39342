"""A plain viewflow flow of the same five steps, with its stock models, nodes and (no) lock."""

from collections.abc import Iterator

from django.db import transaction
from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.flow.views import UpdateProcessView
from viewflow.workflow.models import Process, Task

from benchmarks.peers.plain.models import PlainEvent
from processes.models import Account
from workflow import clock

STEPS = ("accept", "submit", "review", "decide", "issue")


class PlainFlow(flow.Flow):
    """Accept, submit, review, decide, issue."""

    process_class = Process
    start = flow.StartHandle().Next(this.accept)
    accept = flow.View(UpdateProcessView.as_view(fields=[])).Next(this.submit)
    submit = flow.View(UpdateProcessView.as_view(fields=[])).Next(this.review)
    review = flow.View(UpdateProcessView.as_view(fields=[])).Next(this.decide)
    decide = flow.View(UpdateProcessView.as_view(fields=[])).Next(this.issue)
    issue = flow.View(UpdateProcessView.as_view(fields=[])).Next(this.end)
    end = flow.End()


def begin() -> Process:
    """A new process, standing at its first step."""
    return PlainFlow.start.run()


def step(process: int, name: str, account: Account) -> None:
    """One step through the activation API, with its event row, in a transaction of its own."""
    with transaction.atomic():
        task = Task.objects.select_related("process").get(
            process=process, flow_task=getattr(PlainFlow, name), status="NEW"
        )
        activation = task.flow_task.activation_class(task)
        activation.assign(account)
        activation.start(None)
        activation.execute()
        PlainEvent.objects.create(process_id=process, act=name, account=account.pk, at=clock.now())


def walk(processes: int, account: Account) -> Iterator[None]:
    """One step for each item that is taken, all five of each new process in turn."""
    for _number in range(processes):
        process = begin()
        for name in STEPS:
            yield (process.pk, name, account)
