"""The private PostgreSQL of an installation without a database server, under DATA_DIR.

It listens on a unix socket in a directory that only this user may enter, so it needs no password and no port. Every
`manage.py` command and the tests start it when it is not running; `./run --stop` stops it. Two roles are made at the
first start: `duyet_owner` owns the schema, `duyet_app` works in it (docs/decisions/0005-embedded-postgresql.md).
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg2

from config.postgres_binaries import PostgresUnavailable, find_binaries, run_program, runs_as_nobody

DATABASE = "duyet"
OWNER_ROLE = "duyet_owner"
APP_ROLE = "duyet_app"
SUPERUSER = "postgres"
PORT = "5432"  # only part of the socket's file name: nothing listens on a network
LONGEST_SOCKET_PATH = 99  # bytes; the kernel's limit is 107, older ones had less
EXTENSIONS = ("unaccent", "pg_trgm")


@dataclass(frozen=True)
class Cluster:
    """One embedded PostgreSQL: its data, its socket, its log, all under `data_dir`."""

    data_dir: Path
    durable: bool = True  # False only for tests: a power cut may then cost the cluster, a crash may not

    @property
    def place(self) -> Path:
        return self.data_dir / "postgres"

    @property
    def log(self) -> Path:
        return self.data_dir / "postgres.log"

    @property
    def socket_dir(self) -> Path:
        """Beside the data; where that path is too long for a socket, a short one of this user's own in /tmp."""
        beside = self.data_dir / "socket"
        if len(os.fsencode(beside / f".s.PGSQL.{PORT}.lock")) <= LONGEST_SOCKET_PATH:
            return beside
        digest = hashlib.sha256(os.fsencode(self.data_dir)).hexdigest()[:16]
        return Path("/tmp") / f"duyet-{os.geteuid()}-{digest}"  # noqa: S108 - made 0700 and checked to be ours

    def connect(self, *, user: str = SUPERUSER, dbname: str = "postgres") -> psycopg2.extensions.connection:
        """Open a connection outside Django, for the work that comes before it."""
        connection = psycopg2.connect(host=str(self.socket_dir), port=PORT, user=user, dbname=dbname)
        connection.autocommit = True
        return connection

    def answers(self) -> bool:
        """Whether the server runs and the application's role can work in it."""
        with contextlib.suppress(psycopg2.OperationalError):
            self.connect(user=APP_ROLE, dbname=DATABASE).close()
            return True
        return False

    def ensure_started(self) -> None:
        """Start the server unless it answers; the first start also makes it. Safe to call from many processes."""
        if self.answers():
            return
        with self._alone():
            if self.answers():
                return
            self._make_directories()
            if not self.place.exists():
                self._initialise()
            if not self._runs():
                self._start()
            self._make_roles_and_database()

    def stop(self, *, only_if_idle: bool = False) -> bool:
        """Stop the server. With `only_if_idle`, leave it to whoever else is connected. Returns whether it stopped."""
        if not self.place.exists():
            return False
        with self._alone():
            if not self._runs() or (only_if_idle and self._others_connected()):
                return False
            run_program(self._binaries(), "pg_ctl", "stop", "-D", self.place, "-m", "fast", "-w", "-s")
            return True

    def _binaries(self) -> Path:
        version = self.place / "PG_VERSION"
        return find_binaries(int(version.read_text()) if version.exists() else None)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time makes, starts or stops the cluster; the others wait, then find it done."""
        self.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.data_dir / "postgres.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _make_directories(self) -> None:
        self.socket_dir.mkdir(exist_ok=True, mode=0o700)
        self.log.touch(mode=0o600)
        found = self.socket_dir.lstat()
        if self.socket_dir.is_symlink() or found.st_uid not in {os.geteuid(), _nobody()}:
            raise PostgresUnavailable(
                f"{self.socket_dir} belongs to somebody else; remove it or choose a shorter DATA_DIR."
            )
        self._hand_over(self.socket_dir, self.log)

    def _hand_over(self, *paths: Path) -> None:
        """Where the server runs as `nobody`, it must own what it writes and be able to walk there."""
        if not runs_as_nobody():
            return
        self.data_dir.chmod(0o711)
        for path in paths:
            shutil.chown(path, "nobody", "nogroup")

    def _initialise(self) -> None:
        """Make the data directory beside its name and rename it: what bears the name is whole."""
        new = self.place.with_name("postgres.new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        self._hand_over(new)
        # C.UTF-8 of the C library: with the builtin provider pg_trgm drops đ and ư. Trust: who passes the 0700
        # directory of the socket is this user, who could read any password kept here.
        run_program(
            find_binaries(), "initdb", "-D", new, "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8",
            "--locale=C.UTF-8", "--data-checksums", "--no-instructions", *([] if self.durable else ["--no-sync"]),
        )  # fmt: skip
        new.rename(self.place)

    def _runs(self) -> bool:
        with contextlib.suppress(psycopg2.OperationalError):
            self.connect().close()
            return True
        return False

    def _start(self) -> None:
        options = {"listen_addresses": "", "unix_socket_directories": self.socket_dir, "port": PORT,
                   "unix_socket_permissions": "0700", "max_connections": 200, "timezone": "UTC", "log_timezone": "UTC"}  # fmt: skip
        if not self.durable:
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        words = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        try:
            run_program(
                self._binaries(),
                "pg_ctl",
                "start",
                "-D",
                self.place,
                "-l",
                self.log,
                "-o",
                words,
                "-w",
                "-t",
                "60",
                "-s",
            )
        except PostgresUnavailable as failure:
            raise PostgresUnavailable(f"{failure}\nIts log is {self.log}.") from failure

    def _make_roles_and_database(self) -> None:
        """Idempotent, so that a first start that was cut off is finished by the next one."""
        with contextlib.closing(self.connect()) as connection, connection.cursor() as cursor:
            for role, rights in ((OWNER_ROLE, "LOGIN CREATEDB"), (APP_ROLE, "LOGIN")):
                cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
                if cursor.fetchone() is None:
                    cursor.execute(f"CREATE ROLE {role} {rights}")
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER_ROLE}")
        with contextlib.closing(self.connect(dbname=DATABASE)) as connection, connection.cursor() as cursor:
            for extension in EXTENSIONS:
                cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")

    def _others_connected(self) -> bool:
        with contextlib.closing(self.connect()) as connection, connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            )
            return bool(cursor.fetchone()[0])


def _nobody() -> int:
    return pwd.getpwnam("nobody").pw_uid


def main(arguments: list[str]) -> int:
    """`python -m config.embedded_postgres stop|stop-if-idle|start DATA_DIR`, for ./run and ./test."""
    verb, place = arguments
    cluster = Cluster(Path(place).resolve())
    if verb == "start":
        cluster.ensure_started()
    elif cluster.stop(only_if_idle=verb == "stop-if-idle"):
        sys.stdout.write("The embedded PostgreSQL is stopped.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
