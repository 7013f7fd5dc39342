"""`manage.py repair --as POST`: rebuild the open duties from the states, after a node was renamed or rows were restored."""

from typing import Any

from approvals.positions import repair
from processes.actors import who_of
from processes.management.acting import ActingCommand
from workflow.acts import Actor


class Command(ActingCommand):
    """Decides nothing: the state says whose duty it is. The repair is an event of the stream `positions`."""

    help = "Dựng lại việc đang mở của hồ sơ theo trạng thái."

    def act(self, actor: Actor, options: dict[str, Any]) -> str:
        """Repair and say how many."""
        return f"Đã dựng lại vị trí của {len(repair(who_of(actor, 'repair_positions')))} hồ sơ."
