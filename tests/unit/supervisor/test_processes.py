"""Children are started, found again and stopped; a recycled process id is never touched."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from supervisor.local_environment import Servers, given_urls, local_secrets, process_environment, role_url
from supervisor.ports import free_port, is_free
from supervisor.processes import Child, is_running, read_pid_file, started_at, stop_leftovers, write_pid_file

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)",
]


@pytest.fixture
def child(tmp_path: Path):  # type: ignore[no-untyped-def]
    made = Child("sleeper", SLEEP, dict(os.environ), tmp_path / "log", tmp_path / "sleeper.pid", tmp_path)
    yield made
    made.stop()


def test_a_child_runs_in_a_session_of_its_own_and_is_stopped(child: Child) -> None:
    child.start()
    assert child.process is not None
    pid = child.process.pid
    assert os.getsid(pid) == pid
    assert read_pid_file(child.pid_file) == pid
    child.stop()
    assert not is_running(pid)
    assert not child.pid_file.exists()


def test_what_a_killed_supervisor_left_is_stopped_at_the_next_start(child: Child) -> None:
    child.start()
    assert child.process is not None
    assert stop_leftovers(child.pid_file.parent) == ["sleeper"]
    assert not is_running(child.process.pid)


def test_a_recycled_process_id_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.pid"
    path.write_text(f"{os.getpid()} 1\n")
    assert read_pid_file(path) is None
    assert stop_leftovers(tmp_path) == []
    assert is_running(os.getpid())


def test_a_pid_file_with_rubbish_is_nobody(tmp_path: Path) -> None:
    path = tmp_path / "x.pid"
    path.write_text("hej")
    assert read_pid_file(path) is None
    assert read_pid_file(tmp_path / "missing.pid") is None


def test_a_pid_file_names_the_very_process(tmp_path: Path) -> None:
    write_pid_file(tmp_path / "me.pid", os.getpid())
    assert read_pid_file(tmp_path / "me.pid") == os.getpid()
    assert started_at(2**22 + 1) == ""


def test_a_child_that_ignores_the_first_request_is_killed(tmp_path: Path) -> None:
    stubborn = Child("stubborn", STUBBORN, dict(os.environ), tmp_path / "log", tmp_path / "stubborn.pid", tmp_path)
    stubborn.start()
    assert stubborn.process is not None
    while "ready" not in (tmp_path / "log").read_text():
        time.sleep(0.02)
    os.killpg(stubborn.process.pid, signal.SIGTERM)
    assert stubborn.exit_code is None
    os.killpg(stubborn.process.pid, signal.SIGKILL)
    assert stubborn.process.wait(5) == -signal.SIGKILL
    stubborn.stop()


def test_a_port_that_is_taken_is_not_chosen() -> None:
    port = free_port()
    assert is_free(port)
    assert free_port(port) == port


def test_secrets_are_made_once_and_readable_by_the_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secrets.json"
    made = local_secrets(path)
    assert local_secrets(path) == made
    assert path.stat().st_mode & 0o777 == 0o600


def test_one_address_is_taken_as_the_owners() -> None:
    urls = given_urls({"DATABASE_URL": "postgres://boss@db:5432/lonsam"})
    assert urls == (
        "postgres://boss@db:5432/lonsam",
        "postgres://lonsam_app@db:5432/lonsam",
        "postgres://lonsam_system@db:5432/lonsam",
    )
    assert given_urls({}) is None
    assert role_url("postgres://a:b@db/lonsam", "c") == "postgres://c@db/lonsam"


def test_processes_get_the_servers_and_keep_what_the_person_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "http://payroll.test")
    found = process_environment(Servers("m", "a", "s", "r"), port=8123, secret={"SECRET_KEY": "x"})
    assert found["DATABASE_URL"] == "a"
    assert found["REDIS_URL"] == "r"
    assert found["PUBLIC_URL"] == "http://payroll.test"
