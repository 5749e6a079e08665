"""A local run has secrets of its own, servers that somebody named, and a port that nobody else has."""

import signal
import socket
from pathlib import Path

import pytest

from supervisor import ordinary_user, valkey
from supervisor.database_roles import address_of
from supervisor.local_environment import Servers, local_secrets, process_environment
from supervisor.ports import free_port, is_free, listen
from supervisor.processes import Child
from supervisor.servers import named_database
from supervisor.stopping import StopOrder, Stopped

OWNER = "postgres://lonsam_migrate:a@db/lonsam"


def test_secrets_are_made_once_and_readable_by_the_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secrets.json"
    made = local_secrets(path)
    assert local_secrets(path) == made
    assert path.stat().st_mode & 0o777 == 0o600


def test_processes_get_the_servers_and_keep_what_the_person_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "http://payroll.test")
    found = process_environment(Servers("m", "a", "s", "r"), port=8123, secret={"SECRET_KEY": "x"})
    assert found["DATABASE_URL"] == "a"
    assert found["REDIS_URL"] == "r"
    assert found["PUBLIC_URL"] == "http://payroll.test"
    assert found["PORT"] == "8123"


def test_no_process_gets_the_owners_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL_MIGRATE", OWNER)
    found = process_environment(Servers(OWNER, "a", "s", "r"), port=8123, secret={})
    assert OWNER not in found.values()


def test_the_address_for_another_role_keeps_password_port_and_options() -> None:
    assert (
        address_of("postgres://a:b%40c@db:5433/x?sslmode=require", "d")
        == "postgres://d:b%40c@db:5433/x?sslmode=require"
    )
    assert address_of("postgresql://a@db/x", "d") == "postgresql://d@db/x"
    assert address_of("postgres://db/x", "d") == "postgres://d@db/x"


def test_three_addresses_are_used_as_they_are() -> None:
    assert named_database({}) is None
    app, system = "postgres://lonsam_app:b@db/lonsam", "postgres://lonsam_system:c@db/lonsam"
    given = {"DATABASE_URL": app, "DATABASE_URL_SYSTEM": system, "DATABASE_URL_MIGRATE": OWNER}
    assert named_database(given) == (OWNER, app, system)
    del given["DATABASE_URL_SYSTEM"]
    assert named_database(given) == (OWNER, app, "postgres://lonsam_system:b@db/lonsam")


def test_a_port_that_is_taken_is_not_chosen() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        assert not is_free(taken)
        assert free_port(taken) != taken
        with listen("127.0.0.1", taken) as ours:
            assert ours.getsockname()[1] != taken


def test_a_port_that_is_free_is_taken_at_once() -> None:
    port = free_port()
    with listen("127.0.0.1", port) as ours, pytest.raises(OSError, match="in use"):
        assert ours.getsockname()[1] == port
        socket.create_server(("127.0.0.1", port))


def test_a_port_that_answers_to_localhost_by_ipv6_is_taken() -> None:
    try:
        other = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("no IPv6 here")
    with other, listen("127.0.0.1", other.getsockname()[1]) as ours:
        assert ours.getsockname()[1] != other.getsockname()[1]


def test_somebody_elses_queue_on_the_port_is_not_taken_for_ours(tmp_path: Path) -> None:
    port = free_port()
    line = valkey.command(tmp_path / "data", port, durable=False)
    queue = Child("valkey", line, {}, tmp_path / "log", tmp_path / "valkey.pid", tmp_path)
    queue.start()
    try:
        valkey.wait_until_it_answers(port)
        assert queue.process is not None
        assert valkey.is_the_one(port, queue.process.pid)
        assert not valkey.is_the_one(port, queue.process.pid + 1)
    finally:
        queue.stop()


def test_the_order_to_stop_is_obeyed_once() -> None:
    order = StopOrder()
    former = signal.getsignal(signal.SIGTERM)
    try:
        signal.signal(signal.SIGTERM, order._take)
        with pytest.raises(Stopped):
            signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, former)


def test_the_order_to_stop_waits_until_a_start_is_done() -> None:
    order, done = StopOrder(), []
    former = signal.getsignal(signal.SIGTERM)
    try:
        signal.signal(signal.SIGTERM, order._take)
        with pytest.raises(Stopped), order.held():
            signal.raise_signal(signal.SIGTERM)
            done.append("start")
        assert done == ["start"]
    finally:
        signal.signal(signal.SIGTERM, former)


def test_an_ordinary_user_needs_no_other_face(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    ordinary_user.prefix.cache_clear()
    try:
        assert ordinary_user.prefix() == ()
        ordinary_user.hand_over(tmp_path / "data")
        assert not (tmp_path / "data").exists()
    finally:
        ordinary_user.prefix.cache_clear()
