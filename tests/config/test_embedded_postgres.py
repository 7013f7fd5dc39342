"""The private PostgreSQL: made once however many ask, bound to no network, refused in words where it cannot run."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from config import postgres_binaries
from config.embedded_postgres import APP_ROLE, DATABASE, LONGEST_SOCKET_PATH, OWNER_ROLE, Cluster
from config.postgres_binaries import PostgresUnavailable

BASE_DIR = Path(__file__).resolve().parents[2]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A cluster of this test's own, which may not exist yet."""
    own = Cluster(tmp_path / "data", durable=False)
    yield own
    own.stop()


def _ask(cluster: Cluster, question: str, *, user: str = APP_ROLE) -> object:
    connection = cluster.connect(user=user, dbname=DATABASE)
    with connection.cursor() as cursor:
        cursor.execute(question)
        answer = cursor.fetchone()[0]
    connection.close()
    return answer


@pytest.mark.slow
def test_the_first_start_makes_roles_database_and_extensions_and_no_port(cluster: Cluster) -> None:
    cluster.ensure_started()
    assert cluster.answers()
    assert _ask(cluster, "SHOW listen_addresses") == ""
    assert _ask(cluster, "SHOW data_checksums") == "on"
    assert _ask(cluster, "SELECT datctype FROM pg_database WHERE datname = current_database()") == "C.UTF-8"
    assert (
        _ask(cluster, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()")
        == OWNER_ROLE
    )
    assert _ask(cluster, "SELECT similarity('đường', 'đường') = 1 AND unaccent('Đường ưỡn') = 'Duong uon'") is True
    assert stat.S_IMODE(cluster.socket_dir.stat().st_mode) == 0o700


@pytest.mark.slow
def test_many_that_start_at_once_make_one_cluster(cluster: Cluster) -> None:
    start = [sys.executable, "-m", "config.embedded_postgres", "start", str(cluster.data_dir)]
    starts = [subprocess.Popen(start, cwd=BASE_DIR) for _ in range(4)]
    assert [one.wait(timeout=60) for one in starts] == [0, 0, 0, 0]
    assert _ask(cluster, "SELECT count(*) FROM pg_database WHERE datname = 'duyet'") == 1


@pytest.mark.slow
def test_a_stopped_cluster_keeps_its_data_and_starts_again(cluster: Cluster) -> None:
    cluster.ensure_started()
    connection = cluster.connect(user=OWNER_ROLE, dbname=DATABASE)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kept AS SELECT 7 AS number")
    assert not cluster.stop(only_if_idle=True), "somebody is connected"
    connection.close()
    assert cluster.stop()
    assert not cluster.answers()
    cluster.ensure_started()
    assert _ask(cluster, "SELECT number FROM kept", user=OWNER_ROLE) == 7


def test_a_first_start_that_was_cut_off_is_begun_anew(cluster: Cluster) -> None:
    half = cluster.data_dir / "postgres.new"
    half.mkdir(parents=True)
    (half / "rubbish").touch()
    cluster.ensure_started()
    assert cluster.answers()
    assert not half.exists()


def test_a_deep_data_dir_gets_a_short_socket_of_its_own(tmp_path: Path) -> None:
    deep = Cluster(tmp_path / ("x" * 120))
    assert len(str(deep.socket_dir / ".s.PGSQL.5432.lock")) <= LONGEST_SOCKET_PATH
    assert deep.socket_dir != Cluster(tmp_path / ("y" * 120)).socket_dir


def test_a_data_directory_of_another_version_is_refused_with_what_to_do(tmp_path: Path) -> None:
    other = Cluster(tmp_path)
    other.place.mkdir()
    (other.place / "PG_VERSION").write_text("9\n")
    with pytest.raises(PostgresUnavailable, match=r"made by PostgreSQL 9.*pg_dump.*pg_restore"):
        other.ensure_started()


def test_without_any_programs_the_message_names_both_ways_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_binaries, "_candidates", list)
    with pytest.raises(PostgresUnavailable, match=r"\./run --prepare.*DATABASE_URL"):
        postgres_binaries.find_binaries()


def test_a_socket_directory_of_somebody_else_is_refused(cluster: Cluster, tmp_path: Path) -> None:
    cluster.data_dir.mkdir()
    (tmp_path / "elsewhere").mkdir()
    cluster.socket_dir.symlink_to(tmp_path / "elsewhere")  # under a deep DATA_DIR it lies elsewhere than `data/socket`
    try:
        with pytest.raises(PostgresUnavailable, match="belongs to somebody else"):
            cluster.ensure_started()
    finally:
        cluster.socket_dir.unlink()


def test_a_program_that_fails_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(PostgresUnavailable, match="initdb failed"):
        postgres_binaries.run_program(postgres_binaries.find_binaries(), "initdb", "-D", tmp_path / "file" / "below")


def test_nobody_answers_where_nothing_runs(cluster: Cluster) -> None:
    assert not cluster.answers()
    assert not cluster.stop()
    with pytest.raises(psycopg2.OperationalError):
        cluster.connect()


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="no setpriv on this machine")
def test_where_namespaces_are_refused_root_steps_down_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    if not hasattr(postgres_binaries.os, "geteuid") or postgres_binaries.os.geteuid() != 0:
        pytest.skip("only root steps down")
    monkeypatch.setattr(postgres_binaries, "_succeeds", lambda *words: words[0] != "unshare")
    postgres_binaries.stepping_down.cache_clear()
    try:
        assert postgres_binaries.runs_as_nobody()
    finally:
        monkeypatch.undo()
        postgres_binaries.stepping_down.cache_clear()
