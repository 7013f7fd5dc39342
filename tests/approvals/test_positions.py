import pytest
from django.core.management import CommandError, call_command

from approvals.demo.people import system
from approvals.positions import inconsistent, repair
from processes.models import State, WorkItem
from tests.world import World
from workflow import clock
from workflow.models import Event


def test_the_engine_leaves_nothing_astray(small: World) -> None:
    for state in (State.SUBMITTED, State.WITH_OFFICE, State.CLOSED):
        small.bring(small.share("I.1", "syt"), state)
        assert inconsistent() == []


def test_a_lost_duty_is_opened_again_and_the_work_goes_on(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.SUBMITTED)
    WorkItem.objects.filter(process=share, finished=None).update(finished=clock.now())
    (entry,) = inconsistent()
    assert (entry.process.pk, entry.found, entry.expected) == (share.pk, "", "review")
    assert len(repair(system("repair_positions"))) == 1
    assert inconsistent() == []
    small.bring(share, State.CLOSED)


def test_a_duty_under_a_node_that_was_renamed_is_replaced(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.REVIEWED)
    WorkItem.objects.filter(process=share, finished=None).update(
        node="forward", flow_task="approvals/flow.TaskFlow.forward"
    )
    (entry,) = inconsistent()
    assert (entry.found, entry.expected) == ("forward", "escalate")
    repair(system("repair_positions"))
    assert WorkItem.objects.get(process=share, finished=None).node == "escalate"


def test_a_duty_left_open_on_a_closed_process_is_closed(small: World) -> None:
    share = small.bring(small.share("I.1", "syt"), State.CLOSED)
    last = WorkItem.objects.filter(process=share).order_by("pk").last()
    WorkItem.objects.filter(pk=last.pk).update(finished=None)
    repair(system("repair_positions"))
    assert not WorkItem.objects.filter(process=share, finished=None).exists()


def test_a_repair_is_an_event_and_none_is_written_where_nothing_was_astray(small: World) -> None:
    repair(system("repair_positions"))
    assert not Event.objects.filter(stream="positions").exists()
    WorkItem.objects.filter(process=small.share("I.1", "syt")).update(finished=clock.now())
    call_command("repair", "--as", "he-thong")
    assert Event.objects.get(stream="positions").act == "positions.repaired"


def test_the_command_names_what_is_astray_and_leaves_with_code_1(small: World) -> None:
    call_command("inconsistent")
    WorkItem.objects.filter(process=small.share("I.1", "syt")).update(finished=clock.now())
    with pytest.raises(CommandError) as refusal:
        call_command("inconsistent")
    assert refusal.value.returncode == 1
