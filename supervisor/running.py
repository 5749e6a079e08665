"""`python -m supervisor run`: servers, migrations, demo, processes; watched until Ctrl-C."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

from supervisor import postgres, valkey
from supervisor.local_environment import DATA, ROOT, Servers, given_urls, local_secrets, process_environment
from supervisor.ports import free_port
from supervisor.processes import Child, read_pid_file, stop_leftovers, write_pid_file

RUN, LOG = DATA / "run", DATA / "log"
RESTART_SECONDS = (1, 2, 5, 10, 30)


class Stopped(Exception):
    """The person, or the system, asked us to stop."""


class StepFailed(RuntimeError):
    """A step of the start did not succeed; the message says which and shows its output."""


def tick(text: str) -> None:
    """Say that a step is done."""
    print(f"✓ {text}", flush=True)


def _on_signal(number: int, frame: FrameType | None) -> None:
    raise Stopped


def child(name: str, command: list[str], environment: dict[str, str]) -> Child:
    """A process of this run."""
    return Child(name, command, environment, LOG / f"{name}.log", RUN / f"{name}.pid", ROOT)


@contextmanager
def embedded_postgres() -> Iterator[tuple[str, str, str]]:
    """A cluster that keeps its data between starts; yields the three addresses."""
    cluster = postgres.Cluster(DATA / "postgres", free_port(5433), LOG / "postgres.log")
    cluster.create()
    if cluster.is_running():
        cluster.stop()
    try:
        cluster.start(postgres.DURABLE)
        cluster.prepare()
        tick(f"PostgreSQL on port {cluster.port}")
        yield cluster.url(postgres.OWNER), cluster.url(postgres.SERVING), cluster.url(postgres.SYSTEM)
    finally:
        cluster.stop()


@contextmanager
def embedded_valkey() -> Iterator[str]:
    """A queue that keeps its data between starts; yields its address."""
    port = free_port(6380)
    server = child("valkey", valkey.command(DATA / "valkey", port, durable=True), dict(os.environ))
    try:
        server.start()
        valkey.wait_until_it_answers(port)
        tick(f"Valkey on port {port}")
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.stop()


@contextmanager
def servers() -> Iterator[Servers]:
    """The servers named in the environment, or embedded ones."""
    with ExitStack() as stack:
        urls = given_urls(os.environ)
        if urls is None:
            urls = stack.enter_context(embedded_postgres())
        redis_url = os.environ.get("REDIS_URL") or stack.enter_context(embedded_valkey())
        yield Servers(*urls, redis_url)


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


def processes(environment: dict[str, str]) -> list[Child]:
    """Web server, worker, beat and relay."""
    return [child(name, command, environment) for name, command in commands(DATA).items()]


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


def watch(children: list[Child]) -> None:
    """Start again whatever ends by itself, each time after a longer pause."""
    failures = dict.fromkeys((one.name for one in children), 0)
    while True:
        time.sleep(1)
        for one in children:
            if one.exit_code is None:
                continue
            pause = RESTART_SECONDS[min(failures[one.name], len(RESTART_SECONDS) - 1)]
            failures[one.name] += 1
            print(f"! {one.name} ended ({one.exit_code}), see {one.log.relative_to(ROOT)}; starting again", flush=True)
            time.sleep(pause)
            one.stop()
            one.start()


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
    manage({**environment, "DATABASE_URL": migrate_url}, "migrate", "--no-input")
    tick("database is up to date")
    print("· looking at the demo data (an empty database takes about a minute to fill)", flush=True)
    manage(environment, "demo")
    tick("demo data is there")
    return manage(environment, "demo", "--logins")


def run() -> int:
    """Start everything and stay until asked to stop; returns an exit code."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _on_signal)
    for folder in (RUN, LOG):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        refuse_a_second_run()
        with servers() as addresses, ExitStack() as cleanup:
            port = free_port(int(os.environ.get("PORT", "8000")))
            environment = process_environment(addresses, port=port, secret=local_secrets(DATA / "secrets.json"))
            environment["PORT"] = str(port)
            logins = prepare(environment, addresses.migrate_url)
            children = processes(environment)
            for one in children:
                one.start()
                cleanup.callback(one.stop)
            wait_for_web(port, children[0])
            tick("web server, worker, beat and relay")
            print(f"\n  http://localhost:{port}\n\n{logins}\n  Ctrl-C stops everything.\n", flush=True)
            watch(children)
    except Stopped:
        print("\nstopped", flush=True)
        return 0
    except (StepFailed, postgres.PostgresFailed, valkey.ValkeyFailed) as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    finally:
        if read_pid_file(RUN / "supervisor.pid") == os.getpid():
            (RUN / "supervisor.pid").unlink(missing_ok=True)
    return 0


def stop() -> int:
    """Stop a run from another terminal."""
    running = read_pid_file(RUN / "supervisor.pid")
    if running is not None:
        os.kill(running, signal.SIGTERM)
        deadline = time.monotonic() + 30
        while read_pid_file(RUN / "supervisor.pid") is not None and time.monotonic() < deadline:
            time.sleep(0.2)
    stop_leftovers(RUN)
    cluster = postgres.Cluster(DATA / "postgres", 0, LOG / "postgres.log")
    if (DATA / "postgres" / "postmaster.pid").exists():
        cluster.stop()
    return 0
