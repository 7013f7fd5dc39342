"""Who opened which evidence: an event of the reader's own account, so that a judge's reading can be shown and proved."""

from __future__ import annotations

import re
from collections.abc import Sequence

from approvals.models import EvidenceFile
from processes.models import TaskProcess
from workflow import trail
from workflow.acts import Capacity
from workflow.models import Event

ACT = "evidence.opened"
_HASH = re.compile(r'"sha256":"([0-9a-f]{64})"')


def record_opening(file: EvidenceFile, process: TaskProcess, capacity: Capacity) -> None:
    """Write to the account's stream that the file was opened; the first time only."""
    if file.sha256 in opened_by(capacity.account, [file.sha256]):
        return
    extra = {"process": process.pk, "file": file.pk, "sha256": file.sha256}
    trail.record(f"account:{capacity.account}", ACT, capacity.who(), extra=extra)


def opened_by(account: int, hashes: Sequence[str]) -> frozenset[str]:
    """Those of the files, by hash, that the account has opened."""
    if not hashes:
        return frozenset()
    bodies = Event.objects.filter(stream=f"account:{account}", act=ACT).values_list("body", flat=True)
    return frozenset(sha256 for body in bodies for sha256 in _HASH.findall(body)) & frozenset(hashes)
