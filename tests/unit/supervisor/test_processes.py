"""Children are started, found again and stopped; a recycled process id is never touched."""

import os
import sys
import time
from pathlib import Path

import pytest

from supervisor.processes import (
    Child,
    is_running,
    read_pid_file,
    started_at,
    stop_all,
    stop_group,
    stop_leftovers,
    write_pid_file,
)

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)",
]
PARENT = [
    sys.executable,
    "-c",
    "import subprocess, time; print(subprocess.Popen(['sleep', '60']).pid, flush=True); time.sleep(60)",
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
    stop_group(stubborn.process.pid, grace=0.2)
    assert not is_running(stubborn.process.pid)
    stubborn.stop()


def test_what_a_child_started_ends_with_it(tmp_path: Path) -> None:
    parent = Child("parent", PARENT, dict(os.environ), tmp_path / "log", tmp_path / "parent.pid", tmp_path)
    parent.start()
    while not (tmp_path / "log").read_text().endswith("\n"):
        time.sleep(0.02)
    grandchild = int((tmp_path / "log").read_text())
    assert is_running(grandchild)
    parent.stop()
    deadline = time.monotonic() + 5
    while is_running(grandchild) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_running(grandchild)


def test_children_are_asked_together_and_all_end(tmp_path: Path) -> None:
    children = [
        Child(name, SLEEP, dict(os.environ), tmp_path / name, tmp_path / f"{name}.pid", tmp_path) for name in ("a", "b")
    ]
    children[0].start()
    stop_all(children)
    assert children[0].has_ended()
    assert list(tmp_path.glob("*.pid")) == []


def test_a_child_that_ended_can_be_started_again(child: Child) -> None:
    child.start()
    assert child.process is not None
    first = child.process
    first.kill()
    first.wait()
    assert child.has_ended()
    child.start_again()
    assert not child.has_ended()
    assert child.process.pid != first.pid
