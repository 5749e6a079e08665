"""`python -m supervisor run`: servers, migrations, demo, processes; watched until Ctrl-C."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

from supervisor import postgres
from supervisor.database_roles import RolesFailed
from supervisor.local_environment import DATA, LOG, ROOT, RUN, Servers, local_secrets, process_environment
from supervisor.ports import listen
from supervisor.processes import Child, read_pid_file, stop_all, stop_leftovers, write_pid_file
from supervisor.progress import step, tick
from supervisor.servers import FOLDER, servers
from supervisor.stopping import StopOrder, Stopped
from supervisor.valkey import ValkeyFailed
from supervisor.watching import watch

PORT = 8000


class StepFailed(RuntimeError):
    """A step of the start did not succeed; the message says which and shows its output."""


def manage(environment: dict[str, str], *arguments: str) -> str:
    """Run a command of manage.py and give its output. Raises StepFailed."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise StepFailed(f"manage.py {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def commands(data: Path) -> dict[str, list[str]]:
    """The command of each process, as on any machine; beat remembers in the folder when it last did what."""
    python = sys.executable
    celery = [python, "-m", "celery", "-A", "config.celery"]
    # Workers need to know nothing of each other: no gossip, no greeting.
    worker = [*celery, "worker", "-c", "2", "-l", "info", "--without-gossip", "--without-mingle"]
    return {
        "web": [python, "-m", "gunicorn", "-c", "config/gunicorn.py", "config.wsgi"],
        "worker": worker,
        "beat": [*celery, "beat", "-s", str(data / "celerybeat-schedule"), "-l", "info"],
        "relay": [python, "manage.py", "relay"],
    }


def processes(environment: dict[str, str], listener: socket.socket) -> list[Child]:
    """Web server, worker, beat and relay. The web server gets the socket that holds the port already."""
    web = {**environment, "LISTEN": f"fd://{listener.fileno()}"}
    return [
        Child(
            *(name, command, web if name == "web" else environment, LOG / f"{name}.log", RUN / f"{name}.pid", ROOT),
            inherited=(listener.fileno(),) if name == "web" else (),
        )
        for name, command in commands(DATA).items()
    ]


def wait_for_web(port: int, web: Child, seconds: float = 40.0) -> None:
    """Ask for the health page until it answers. Raises StepFailed."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and web.exit_code is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise StepFailed(f"The web server did not start:\n{web.log.read_text(errors='replace')[-3000:]}")


def refuse_a_second_run() -> None:
    """Raises StepFailed when another supervisor runs here; stops what a killed one has left."""
    own = RUN / "supervisor.pid"
    running = read_pid_file(own)
    if running is not None:
        raise StepFailed(f"It is already running (process {running}); `make stop` stops it.")
    own.unlink(missing_ok=True)
    left = stop_leftovers(RUN)
    if left:
        tick(f"stopped what an earlier run had left: {', '.join(left)}")
    write_pid_file(own, os.getpid())


def prepare(environment: dict[str, str], migrate_url: str) -> str:
    """Migrate and fill an empty database with the demo; returns the lines with the logins."""
    with step("bringing the database up to date"):
        manage({**environment, "DATABASE_URL": migrate_url}, "migrate", "--no-input")
    with step("looking at the demo data (an empty database takes about a minute to fill)"):
        manage(environment, "demo")
    tick("database and demo data are there")
    return manage(environment, "demo", "--logins")


def open_door() -> tuple[socket.socket, int]:
    """The socket of the web server and its port."""
    preferred = int(os.environ.get("PORT", PORT))
    listener = listen(os.environ.get("BIND", "127.0.0.1"), preferred)
    port: int = listener.getsockname()[1]
    if port != preferred:
        tick(f"port {preferred} is taken, {port} is free")
    return listener, port


def serve(addresses: Servers, order: StopOrder, cleanup: ExitStack) -> list[Child]:
    """Start what serves people and say where; the stack stops it."""
    listener, port = open_door()
    cleanup.callback(listener.close)
    environment = process_environment(addresses, port=port, secret=local_secrets(DATA / "secrets.json"))
    logins = prepare(environment, addresses.migrate_url)
    children = processes(environment, listener)
    cleanup.callback(stop_all, children)
    with order.held():
        for one in children:
            one.start()
    wait_for_web(port, children[0])
    tick("web server, worker, beat and relay")
    print(f"\n  {environment['PUBLIC_URL']}\n\n{logins}\n  Ctrl-C stops everything.\n", flush=True)
    return children


def run() -> int:
    """Start everything and stay until asked to stop; returns an exit code."""
    order = StopOrder()
    order.listen()
    DATA.mkdir(mode=0o700, exist_ok=True)
    for folder in (RUN, LOG):
        folder.mkdir(exist_ok=True)
    try:
        refuse_a_second_run()
        with ExitStack() as cleanup:
            try:
                addresses, watched = cleanup.enter_context(servers(order))
                watch([*watched, *serve(addresses, order, cleanup)], order)
            finally:
                order.forget()
    except Stopped:
        print("stopped", flush=True)
        return 0
    except (StepFailed, RolesFailed, postgres.PostgresFailed, ValkeyFailed) as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    finally:
        if read_pid_file(RUN / "supervisor.pid") == os.getpid():
            (RUN / "supervisor.pid").unlink(missing_ok=True)
    return 0


def stop() -> int:
    """Stop a run from another terminal, and whatever a killed one has left."""
    own = RUN / "supervisor.pid"
    running = read_pid_file(own)
    if running is not None:
        os.kill(running, signal.SIGTERM)
        deadline = time.monotonic() + 60
        while read_pid_file(own) is not None and time.monotonic() < deadline:
            time.sleep(0.2)
    cluster = postgres.Cluster(FOLDER, 0, LOG / "postgres.log")
    left = [*stop_leftovers(RUN), *(["postgres"] if cluster.running() else [])]
    cluster.stop()
    print("stopped" if running or left else "Nothing was running.", flush=True)
    return 0
