"""Files that somebody only tries out: kept apart from the evidence until a person confirms, and cleared when nobody does.

They pass the same checks as evidence. `keep` moves one to its address for good; until then nothing in the database names it.
"""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import IO, BinaryIO

from workflow import clock
from workflow.files.intake import store
from workflow.files.limits import Limits, StoredFile
from workflow.files.vault import incoming_folder, open_verified, settle, waiting_folder

KEPT = timedelta(days=7)
"""How long a file that nobody confirmed can still be confirmed."""
UNFINISHED = timedelta(days=1)
"""How long the rest of an upload that broke off is left alone: longer than any upload takes."""


def hold(stream: IO[bytes], *, name: str, limits: Limits, on: date) -> StoredFile:
    """Take a file in for a trial; see `store`. Held again, it waits from now on."""
    return store(stream, name=name, limits=limits, on=on, folder=waiting_folder())


def open_held(sha256: str) -> BinaryIO:
    """The held file, its hash checked; the stored one where somebody kept it meanwhile. Raises NotFound when it was cleared."""
    held = _held(sha256)
    return open_verified(sha256, folder=waiting_folder()) if held.is_file() else open_verified(sha256)


def keep(sha256: str) -> None:
    """Move a held file to its address in the store. Nothing to do for one that is not held."""
    held = _held(sha256)
    if held.is_file():
        settle(held, sha256)


def clear_waiting() -> int:
    """Remove what has waited too long, and what uploads that broke off have left; answers how many files that were."""
    real = clock.real_now()  # files bear the machine's time, whatever the demo's clock says
    stale = [*_older(waiting_folder(), real - KEPT), *_older(incoming_folder(), real - UNFINISHED)]
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale)


def _held(sha256: str) -> Path:
    return waiting_folder() / Path(sha256).name


def _older(folder: Path, than: datetime) -> list[Path]:
    """Files whose last change lies before that moment; one that is moved away meanwhile is none."""
    found = []
    for path in folder.iterdir():
        try:
            if path.stat().st_mtime < than.timestamp():
                found.append(path)
        except FileNotFoundError:
            continue
    return found
