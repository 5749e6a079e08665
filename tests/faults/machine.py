"""Worker, relay, beat and a queue as `make run` starts them, each of which can be killed and started again."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import redis

from supervisor import valkey
from supervisor.ports import free_port
from supervisor.processes import Child
from supervisor.running import commands
from tests.journeys.stack import ROOT, environment

PROCESSES = ("worker", "relay", "beat")
LEASE_SECONDS, SWEEP_SECONDS = 2, 1


class Machine:
    """The background half of the product, on the database of the test."""

    def __init__(self, folder: Path, **variables: str) -> None:
        self.port = free_port()
        self.environment = {
            **environment(free_port()),
            "REDIS_URL": f"redis://127.0.0.1:{self.port}/0",
            "OUTBOX_LEASE_SECONDS": str(LEASE_SECONDS),
            "OUTBOX_SWEEP_SECONDS": str(SWEEP_SECONDS),
            **variables,
        }
        lines = {"valkey": valkey.command(folder / "valkey", self.port, durable=False), **commands(folder)}
        self.children = {
            name: Child(name, lines[name], self.environment, folder / f"{name}.log", folder / f"{name}.pid", ROOT)
            for name in ("valkey", *PROCESSES)
        }

    def start(self, *names: str) -> None:
        """Start processes, all of them when none is named."""
        for name in names or self.children:
            self.children[name].start()
            if name == "valkey":
                valkey.wait_until_it_answers(self.port)

    def stop(self) -> None:
        """Stop everything, the queue last."""
        for child in reversed(self.children.values()):
            child.stop()

    def kill(self, name: str) -> None:
        """kill -9 a process and everything that it started."""
        process = self.children[name].process
        assert process is not None
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_and_start(self, name: str, *, pause: float = 0) -> None:
        """kill -9, and a new one, at once or after a while."""
        self.kill(name)
        time.sleep(pause)
        self.start(name)

    def start_what_ended(self) -> None:
        """Start whoever ended, as the supervisor does.

        A worker that loses its queue just when it gives back the message of a killed child ends by itself
        ("Unrecoverable error" in kombu).
        """
        for name, child in self.children.items():
            if child.has_ended():
                self.start(name)

    def kill_a_child_of_the_worker(self, dice: random.Random) -> None:
        """kill -9 one of the processes that perform; the worker replaces it."""
        victims = self.performing()
        if victims:
            with suppress(ProcessLookupError):
                os.kill(dice.choice(victims), signal.SIGKILL)

    def kill_the_children_of_the_worker(self) -> None:
        """kill -9 all processes that perform."""
        for victim in self.performing():
            with suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)

    def performing(self) -> list[int]:
        """The processes that perform tasks, as soon as the worker has any."""
        process = self.children["worker"].process
        assert process is not None
        with suppress(OSError):
            return [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
        return []

    def flush(self) -> None:
        """FLUSHALL: everything that waits in the queue is gone."""
        with redis.Redis(port=self.port) as connection:
            connection.flushall()

    def waiting(self) -> int:
        """How many messages wait in the queue."""
        with redis.Redis(port=self.port) as connection:
            return int(connection.llen("celery"))

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of manage.py as this machine would."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False)

    def said(self, name: str) -> str:
        """The log of a process."""
        return self.children[name].log.read_text(errors="replace")

    def state(self) -> str:
        """What the worker said last and who has ended with which exit code, for whoever reads why nothing comes."""
        codes = {name: child.exit_code for name, child in self.children.items()}
        return f"{self.said('worker')}\nexit codes: {codes}"


@contextmanager
def running_machine(folder: Path, **variables: str) -> Iterator[Machine]:
    """Start everything, stop everything."""
    machine = Machine(folder, **variables)
    try:
        machine.start()
        yield machine
    finally:
        machine.stop()


def wait_until(condition: Callable[[], bool], *, seconds: float, what: str, log: Callable[[], str] = str) -> None:
    """Ask until it is so. Raises AssertionError."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what}\n{log()[-4000:]}")
        time.sleep(0.05)
