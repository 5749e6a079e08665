"""Clusters of our own and of others: roles are made where they are missing, and only our server is ever stopped."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import psycopg
import pytest

from supervisor import database_roles, ordinary_user, processor_time
from supervisor.database_roles import RolesFailed, create_on_server
from supervisor.ports import free_port
from supervisor.postgres import THROW_AWAY, Cluster
from supervisor.processes import is_running

PASSWORD = "lösen/ord@1"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A server that somebody else runs: it asks for passwords and knows nothing of us."""
    folder = tmp_path_factory.mktemp("server")
    made = Cluster(folder / "data", free_port(), folder / "log", THROW_AWAY)
    made.create()
    made.start()
    with psycopg.connect(made.url("postgres", "postgres"), autocommit=True) as connection:
        connection.execute(f"ALTER ROLE postgres PASSWORD '{PASSWORD}'".encode())
        connection.execute("CREATE ROLE plain LOGIN PASSWORD 'plain'")
        connection.execute("CREATE DATABASE theirs OWNER plain")
    rules = made.folder / "pg_hba.conf"
    rules.write_text(rules.read_text().replace("trust", "scram-sha-256"))
    with psycopg.connect(address(made, "postgres", "postgres")) as connection:
        connection.execute("SELECT pg_reload_conf()")
    yield made
    made.stop()


def address(cluster: Cluster, database: str, role: str, password: str = PASSWORD) -> str:
    return f"postgres://{role}:{quote(password, safe='')}@127.0.0.1:{cluster.port}/{database}"


@pytest.mark.parametrize("database", ["fresh", "theirs"])
def test_a_server_with_one_address_gets_roles_and_database(cluster: Cluster, database: str) -> None:
    owner, serving, system = create_on_server(address(cluster, database, "postgres"))
    assert create_on_server(address(cluster, database, "postgres")) == (owner, serving, system)
    with psycopg.connect(owner, autocommit=True) as connection:
        connection.execute("CREATE TABLE t (id int)")
        connection.execute("CREATE EXTENSION btree_gist")
    with psycopg.connect(serving) as connection:
        found = connection.execute(
            "SELECT current_user::text, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    assert found == (database_roles.SERVING, False, False)
    psycopg.connect(system).close()


def test_an_address_that_may_not_make_roles_is_refused_with_what_to_do(cluster: Cluster) -> None:
    with pytest.raises(RolesFailed, match="docker/roles.sh"):
        create_on_server(address(cluster, "another", "plain", "plain"))


def test_a_process_that_got_the_number_of_a_dead_server_is_left_alone(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / "data", free_port(), tmp_path / "log", THROW_AWAY)
    cluster.create()
    stranger = subprocess.Popen(["sleep", "60"], cwd=tmp_path)
    try:
        (cluster.folder / "postmaster.pid").write_text(f"{stranger.pid}\n{cluster.folder}\n1\n{cluster.port}\n")
        assert cluster.has_ended()
        cluster.stop()
        cluster.start()
        assert cluster.running() not in (None, stranger.pid)
        assert is_running(stranger.pid)
    finally:
        cluster.stop()
        stranger.kill()
        stranger.wait()
    assert cluster.has_ended()


def test_a_killed_server_is_started_again_with_its_data(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / "data", free_port(), tmp_path / "log")
    cluster.create()
    cluster.start()
    try:
        with psycopg.connect(cluster.url("postgres", "postgres")) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1")
        process = cluster.running()
        assert process is not None
        os.kill(process, signal.SIGKILL)
        while not cluster.has_ended():
            pass
        cluster.start_again()
        with psycopg.connect(cluster.url("postgres", "postgres")) as connection:
            assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1,)
    finally:
        cluster.stop()


def test_half_a_data_folder_is_not_taken_for_a_whole_one(tmp_path: Path) -> None:
    (tmp_path / "data.new").mkdir()
    (tmp_path / "data.new" / "PG_VERSION").write_text("18\n")
    cluster = Cluster(tmp_path / "data", free_port(), tmp_path / "log", THROW_AWAY)
    cluster.create()
    assert (cluster.folder / "postgresql.conf").exists()
    assert not (tmp_path / "data.new").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_where_namespaces_are_forbidden_root_serves_as_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ordinary_user, "prefix", lambda: ordinary_user.AS_NOBODY)
    with TemporaryDirectory() as name:  # not in pytest's own folder, which is closed to others
        folder = Path(name)
        cluster = Cluster(folder / "data", free_port(), folder / "log", THROW_AWAY)
        cluster.create()
        cluster.start()
        try:
            process = cluster.running()
            assert process is not None
            assert Path(f"/proc/{process}").stat().st_uid == ordinary_user.NOBODY
        finally:
            cluster.stop()


def test_a_server_has_cost_what_its_connections_have_cost(cluster: Cluster) -> None:
    before = processor_time.of_server(str(cluster.folder))
    with psycopg.connect(address(cluster, "postgres", "postgres")) as connection:
        connection.execute("SELECT count(*) FROM generate_series(1, 2000000)")
    deadline = time.monotonic() + 10
    while processor_time.of_server(str(cluster.folder)) <= before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert processor_time.of_server(str(cluster.folder)) > before > 0
