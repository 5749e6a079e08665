"""Child processes: each in a session of its own, with its output in a file and its identity in a pid file."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

GRACE_SECONDS = 10.0


def started_at(pid: int) -> str:
    """When a process started, in the kernel's clock ticks; empty when there is none. A recycled pid differs."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    return stat.rsplit(")", 1)[1].split()[19]


def is_running(pid: int) -> bool:
    """Whether the process exists and has not ended (a zombie has)."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return stat.rsplit(")", 1)[1].split()[0] != "Z"


def write_pid_file(path: Path, pid: int) -> None:
    """Remember a process together with its start, so that only it can ever be stopped by this file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{pid} {started_at(pid)}\n")


def read_pid_file(path: Path) -> int | None:
    """The process of the file, if that very process is still running."""
    try:
        pid_text, start = path.read_text().split()
    except (OSError, ValueError):
        return None
    pid = int(pid_text)
    return pid if is_running(pid) and started_at(pid) == start else None


def ask_to_end(pid: int) -> None:
    """Ask the first process of a session to end; it lets those that it started finish what they are doing."""
    with suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGTERM)


def stop_group(pid: int, grace: float = GRACE_SECONDS) -> None:
    """Ask a session to end, wait for its first process, then end what is left."""
    ask_to_end(pid)
    deadline = time.monotonic() + grace
    while is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    deadline = time.monotonic() + 5
    while is_running(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)


def stop_leftovers(folder: Path) -> list[str]:
    """Stop every process whose pid file is in the folder and that still runs; returns their names."""
    stopped = []
    for path in sorted(folder.glob("*.pid")):
        pid = read_pid_file(path)
        if pid is not None and pid != os.getpid():
            stop_group(pid)
            stopped.append(path.stem)
        path.unlink(missing_ok=True)
    return stopped


@dataclass
class Child:
    """One process that is kept running."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    pid_file: Path
    working_folder: Path
    inherited: Sequence[int] = ()  # file descriptors that it gets
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start it in a new session; output is appended to the log."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                list(self.command),
                env=dict(self.environment),
                cwd=self.working_folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=self.inherited,
            )
        write_pid_file(self.pid_file, self.process.pid)

    @property
    def exit_code(self) -> int | None:
        """The exit code when it has ended, otherwise None."""
        return None if self.process is None else self.process.poll()

    def has_ended(self) -> bool:
        """Whether it has ended, by itself or not."""
        return self.exit_code is not None

    def start_again(self) -> None:
        """Clear away what is left of it and start it anew."""
        self.stop()
        self.start()

    def stop(self) -> None:
        """End it and everything that it started."""
        if self.process is not None:
            stop_group(self.process.pid)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=1)
        self.pid_file.unlink(missing_ok=True)


def stop_all(children: Sequence[Child]) -> None:
    """Ask all at once, then wait for each."""
    for child in children:
        if child.process is not None and not child.has_ended():
            ask_to_end(child.process.pid)
    for child in children:
        child.stop()
