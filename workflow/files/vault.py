"""The store itself: `<aa>/<sha256>` under EVIDENCE_DIR, written whole or not at all, never changed afterwards."""

import hashlib
import os
import re
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from workflow.errors import Conflict, NotFound

_ADDRESS = re.compile(r"[0-9a-f]{64}")
_PRIVATE = 0o700


class Damaged(Conflict):
    """The bytes in the store are no longer those that were handed in."""


def incoming_folder() -> Path:
    """Where a file waits while it is looked at: on the same file system, so that the last step is a rename."""
    return _folder("incoming")


def waiting_folder() -> Path:
    """Where a file that is only tried out waits for a person to confirm it."""
    return _folder("waiting")


def settle(path: Path, digest: str, folder: Path | None = None) -> None:
    """Move the file to its address, or into another folder; after a crash there is the whole file or none."""
    folder = folder or _folder(digest[:2])
    path.chmod(0o400)
    path.replace(folder / digest)
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _folder(name: str) -> Path:
    root = Path(settings.EVIDENCE_DIR)
    root.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    folder = root / name
    folder.mkdir(mode=_PRIVATE, exist_ok=True)
    return folder


def open_verified(sha256: str, folder: Path | None = None) -> BinaryIO:
    """The stored file open for reading at byte 0, its hash checked to the last byte before the first is handed out.

    Raises `NotFound` for an address nothing is stored under, `Damaged` when the content no longer matches it.
    """
    if not _ADDRESS.fullmatch(sha256):
        raise _missing()
    try:
        file = ((folder or Path(settings.EVIDENCE_DIR) / sha256[:2]) / sha256).open("rb")
    except FileNotFoundError as error:
        raise _missing() from error
    if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
        file.close()
        raise Damaged(
            _("Tệp trong kho không còn đúng mã băm đã ghi (%(sha)s…) nên không thể mở; hãy báo quản trị hệ thống.")
            % {"sha": sha256[:12]}
        )
    file.seek(0)
    return file


def is_intact(sha256: str) -> bool:
    """Whether the file is there and unchanged; what the nightly scrub asks of every address."""
    try:
        open_verified(sha256).close()
    except (NotFound, Damaged):
        return False
    return True


def _missing() -> NotFound:
    return NotFound(_("Không tìm thấy tệp này trong kho; hãy tải lại trang hoặc báo quản trị hệ thống."))
