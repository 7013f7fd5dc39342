"""The installation's own secret key, made at the first start where the environment gives none."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key(keys_dir: Path) -> str:
    """Return the key kept in `keys_dir`, made at the first call; two processes starting at once read the same one."""
    place = keys_dir / "secret_key"
    if not place.exists():
        _make(place)
    return place.read_text().strip()


def _make(place: Path) -> None:
    for folder in (place.parent.parent, place.parent):
        folder.mkdir(exist_ok=True, mode=0o700)
    draft = place.with_name(f"secret_key.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(64))
    try:
        os.link(draft, place)  # fails where another process was first: its key holds
    except FileExistsError:
        pass
    finally:
        draft.unlink()
