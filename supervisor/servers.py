"""The database and the queue of a run: those that somebody named, or embedded ones that keep their data."""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace

from supervisor import database_roles, postgres, valkey
from supervisor.local_environment import DATA, LOG, ROOT, RUN, Servers
from supervisor.ports import free_port, is_free
from supervisor.processes import Child
from supervisor.progress import tick
from supervisor.stopping import StopOrder
from supervisor.watching import Watched

FOLDER = DATA / "postgres"


@contextmanager
def embedded_postgres(order: StopOrder) -> Iterator[postgres.Cluster]:
    """A cluster that keeps its data between starts, and is stopped at the end."""
    cluster = postgres.Cluster(FOLDER, free_port(5433), LOG / "postgres.log")
    cluster.create()
    cluster.stop()
    try:
        with order.held():
            cluster = _started(cluster)
        cluster.prepare()
        tick(f"PostgreSQL on port {cluster.port}")
        yield cluster
    finally:
        cluster.stop()


def _started(cluster: postgres.Cluster) -> postgres.Cluster:
    try:
        cluster.start()
    except postgres.PostgresFailed:
        if is_free(cluster.port):
            raise
        cluster = replace(cluster, port=free_port())  # somebody was quicker
        cluster.start()
    return cluster


@contextmanager
def embedded_valkey(order: StopOrder) -> Iterator[tuple[Child, int]]:
    """A queue that keeps its data between starts, with its port."""
    with ExitStack() as cleanup:
        for port in (free_port(6380), free_port(), free_port()):
            command = valkey.command(DATA / "valkey", port, durable=True)
            server = Child("valkey", command, dict(os.environ), LOG / "valkey.log", RUN / "valkey.pid", ROOT)
            cleanup.callback(server.stop)
            with order.held():
                server.start()
            valkey.wait_until_it_answers(port)
            if server.process is not None and valkey.is_the_one(port, server.process.pid):
                break
        tick(f"Valkey on port {port}")
        yield server, port


def named_database(environment: Mapping[str, str]) -> tuple[str, str, str] | None:
    """Addresses of owner, serving and system role on a server that somebody named; None for an embedded one.

    With `DATABASE_URL` alone the server is prepared first: missing roles and database are made. Raises RolesFailed.
    """
    url = environment.get("DATABASE_URL")
    if not url:
        return None
    owner = environment.get("DATABASE_URL_MIGRATE")
    if not owner:
        return database_roles.create_on_server(url)
    system = environment.get("DATABASE_URL_SYSTEM")
    return owner, url, system or database_roles.address_of(url, database_roles.SYSTEM)


@contextmanager
def servers(order: StopOrder) -> Iterator[tuple[Servers, list[Watched]]]:
    """The servers named in the environment, or embedded ones, which somebody must watch."""
    watched: list[Watched] = []
    with ExitStack() as stack:
        urls = named_database(os.environ)
        if urls:
            tick("PostgreSQL as named in DATABASE_URL")
        else:
            cluster = stack.enter_context(embedded_postgres(order))
            watched.append(cluster)
            urls = cluster.urls
        redis_url = os.environ.get("REDIS_URL")
        if redis_url:
            tick("queue as named in REDIS_URL")
        else:
            queue, port = stack.enter_context(embedded_valkey(order))
            watched.append(queue)
            redis_url = f"redis://127.0.0.1:{port}/0"
        yield Servers(*urls, redis_url), watched
