"""Servers for one test run: fresh, fast, unsafe, and gone afterwards."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from supervisor import postgres, valkey
from supervisor.ports import free_port
from supervisor.processes import Child, is_running, stop_leftovers

PREFIX = "lonsam-throwaway-"
# What the kernel takes as the address of a socket, less the socket's own name.
LONGEST_FOLDER = 80


def clean_up_after_the_dead() -> None:
    """Stop and remove what test runs that were killed have left behind."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        owner = folder.name.removeprefix(PREFIX).split("-")[0]
        if owner.isdigit() and not is_running(int(owner)) and folder.stat().st_uid == os.geteuid():
            stop_leftovers(folder)
            postgres.Cluster(folder / "postgres", 0, folder / "postgres.log").stop()
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def throwaway_servers() -> Iterator[dict[str, str]]:
    """Start PostgreSQL and Valkey in a temporary folder; yields the environment that points to them."""
    clean_up_after_the_dead()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    settings = {**postgres.THROW_AWAY, "unix_socket_directories": socket_folder(folder / "postgres")}
    cluster = postgres.Cluster(folder / "postgres", free_port(), folder / "postgres.log", settings)
    port = free_port()
    queue = Child(
        "valkey",
        valkey.command(folder / "valkey", port, durable=False),
        os.environ,
        folder / "valkey.log",
        folder / "valkey.pid",
        folder,
    )
    try:
        queue.start()
        cluster.create()
        cluster.start()
        cluster.prepare()
        valkey.wait_until_it_answers(port)
        yield environment(cluster, port)
    finally:
        queue.stop()
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def environment(cluster: postgres.Cluster, valkey_port: int) -> dict[str, str]:
    """The variables that point Django and Celery to the servers."""
    owner, serving, system = cluster.urls
    return {
        "DATABASE_URL": serving,
        "DATABASE_URL_SYSTEM": system,
        "DATABASE_URL_MIGRATE": owner,
        "DATABASE_SOCKET": cluster.settings["unix_socket_directories"],
        "REDIS_URL": f"redis://127.0.0.1:{valkey_port}/0",
    }


def socket_folder(folder: Path) -> str:
    """Where the tests reach the server without the network's share of every statement; nowhere in a deep folder."""
    return str(folder) if len(str(folder)) <= LONGEST_FOLDER else ""
