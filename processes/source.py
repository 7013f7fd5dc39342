"""The source tree as an archive: the files git tracks, as they stand; without git, the tree less what is not source."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

ROOT = "duyet"
NOT_SOURCE = {"node_modules", "__pycache__", "vendor", "vendor.new"}
_SECONDS = 20


def pack(base: Path, to: IO[bytes], *, leave_out: Sequence[Path] = ()) -> None:
    """Write a .tar.gz of the source under `base` to an open binary file.

    `leave_out` names folders of data inside the tree. Owners and times of this machine stay behind.
    """
    with tarfile.open(fileobj=to, mode="w:gz") as archive:
        for path in source_files(base):
            if not any(path.is_relative_to(folder) for folder in leave_out):
                archive.add(path, f"{ROOT}/{path.relative_to(base)}", recursive=False, filter=_anonymous)


def source_files(base: Path) -> list[Path]:
    """The files of the source, sorted. Hidden files count only where git tracks them: else they may hold secrets."""
    return sorted(_tracked(base) or _walked(base))


def _tracked(base: Path) -> list[Path]:
    """What git tracks here; nothing where this is no clone of ours, git is missing, or it does not trust the owner."""
    git = shutil.which("git")
    if git is None or not (base / ".git").exists():
        return []
    listed = subprocess.run(
        [git, "-C", str(base), "ls-files", "-z"], capture_output=True, check=False, timeout=_SECONDS
    )
    names = listed.stdout.decode("utf-8", "surrogateescape").split("\0") if listed.returncode == 0 else []
    return [base / name for name in names if name and (base / name).is_file()]


def _walked(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.startswith(".") or path.name in NOT_SOURCE or path.is_symlink():
            continue
        if path.is_dir():
            yield from _walked(path)
        elif path.is_file():
            yield path


def _anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry
