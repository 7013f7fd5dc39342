"""Every act of the flow with data that would do, and what the streams say: for tests that try everything."""

import json
from typing import Any

from approvals import acts
from approvals.flow import TaskFlow
from approvals.models import EvidenceFile
from processes.models import TaskProcess
from tests.world import World
from workflow import clock
from workflow.acts import Act
from workflow.models import Event


def events(stream: str) -> list[str]:
    """The acts of a stream, in order."""
    return list(Event.objects.filter(stream=stream).order_by("seq").values_list("act", flat=True))


def refusals(world: World, username: str) -> list[dict[str, Any]]:
    """The bodies of the refusals in an account's stream, in order."""
    stream = f"account:{world.actor(username).account}"
    lines = Event.objects.filter(stream=stream, act="act.refused").order_by("seq")
    return [json.loads(body) for body in lines.values_list("body", flat=True)]


def every_act(world: World, share: TaskProcess) -> list[tuple[Act, dict[str, Any]]]:
    """Each act of the flow with data that is right for this share as it stands."""
    asked = world.agency("sct").pk
    upload = EvidenceFile.objects.filter(process=share).order_by("-pk").first()
    officer = world.post(world.team(share)["officer"]).pk
    data: dict[str, dict[str, Any]] = {
        "accept": {"officer": officer},
        "prepare": {},
        "attach": {"file": {"sha256": "ab" * 32, "name": "tệp.pdf", "size": 5, "media_type": "application/pdf"}},
        "detach": {"file": upload.pk if upload else 1},
        "ask": {"agencies": [world.agency("stp").pk], "question": "Xin ý kiến.", "due": clock.today()},
        "contribute": {"opinion": "Thống nhất."},
        "waive": {"agency": asked, "reason": "Không cần chờ."},
        "submit": {"draft_version": None},
        "withdraw": {},
        "take": {},
        "review": {"verdict": "passed", "opinion": ""},
        "send_back": {"to": "", "reason": "Bổ sung minh chứng."},
        "conclude": {"opinion": ""},
        "escalate": world.paper("TTr-SKHCN"),
        "verify": {"checklist": ["complete", "competent", "consistent"], "opinion": ""},
        "decide": {"opinion": ""},
        "issue": {
            **world.paper("QĐ-UBND"),
            "file": {"sha256": "cd" * 32, "name": "qđ.pdf", "size": 5, "media_type": "application/pdf"},
        },
        "transfer": {**world.paper("QĐ-UBND"), "to": world.agency("stp").pk},
    }
    assert set(data) == set(TaskFlow.acts()), "an act without data here is an act that nobody tries"
    return [(acts.__dict__[name.upper()], sent) for name, sent in data.items()]
